/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-answer-pool.h"

#define MAX_THREADS 8

struct _WayAnswerPool
{
  WayStore *store; /* borrowed */
  GMainContext *context;
  GThreadPool *pool; /* (nullable): there is one core */
  GMutex mutex;
  GPtrArray *idle; /* WayView *: as many at most as threads */
};

typedef struct
{
  WayAnswerWork work;
  WayAnswerDone done;
  gpointer job;
} Task;

/* ---- Views --------------------------------------------------------------------------- */

static void
view_free (gpointer view)
{
  way_view_clear (view);
  g_free (view);
}

/* Returns: (transfer full) (nullable): one that nobody uses, or a new one */
static WayView *
take_view (WayAnswerPool *self, GError **error)
{
  WayView *view = NULL;

  g_mutex_lock (&self->mutex);
  if (self->idle->len > 0)
    view = g_ptr_array_steal_index_fast (self->idle, self->idle->len - 1);
  g_mutex_unlock (&self->mutex);
  if (view != NULL)
    return view;
  view = g_new0 (WayView, 1);
  if (way_view_init (view, self->store, error))
    return view;
  view_free (view);
  return NULL;
}

static void
give_view_back (WayAnswerPool *self, WayView *view)
{
  g_mutex_lock (&self->mutex);
  g_ptr_array_add (self->idle, view);
  g_mutex_unlock (&self->mutex);
}

/* ---- Work ----------------------------------------------------------------------------- */

static gboolean
tell (gpointer data)
{
  Task *task = data;

  task->done (task->job);
  g_free (task);
  return G_SOURCE_REMOVE;
}

/* Not g_main_context_invoke(), which would run it here where the loop does not: while the node ends. */
static void
tell_later (WayAnswerPool *self, Task *task)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, tell, task, NULL);
  g_source_attach (source, self->context);
}

static void
work (gpointer data, gpointer pool)
{
  WayAnswerPool *self = pool;
  g_autoptr (GError) error = NULL;
  WayView *view = take_view (self, &error);
  Task *task = data;

  task->work (view, error, task->job);
  if (view != NULL)
    give_view_back (self, view);
  tell_later (self, task);
}

WayAnswerPool *
way_answer_pool_new (WayStore *store)
{
  WayAnswerPool *self = g_new0 (WayAnswerPool, 1);
  guint n_cores = g_get_num_processors ();

  self->store = store;
  self->context = g_main_context_ref_thread_default ();
  g_mutex_init (&self->mutex);
  self->idle = g_ptr_array_new_with_free_func (view_free);
  if (n_cores > 1)
    self->pool =
        g_thread_pool_new (work, self, (int) MIN (n_cores, MAX_THREADS), FALSE, NULL);
  return self;
}

void
way_answer_pool_free (WayAnswerPool *self)
{
  if (self == NULL)
    return;
  if (self->pool != NULL)
    g_thread_pool_free (self->pool, FALSE, TRUE);
  g_ptr_array_unref (self->idle);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

gboolean
way_answer_pool_has_threads (WayAnswerPool *self)
{
  return self != NULL && self->pool != NULL;
}

void
way_answer_pool_push (WayAnswerPool *self,
                      WayAnswerWork work_func,
                      WayAnswerDone done,
                      gpointer job)
{
  Task *task = g_new (Task, 1);

  *task = (Task) { work_func, done, job };
  g_thread_pool_push (self->pool, task, NULL);
}
