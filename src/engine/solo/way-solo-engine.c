/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-solo-engine.h"

#include "way-solo-engine-private.h"

static void
way_solo_engine_iface_init (WayEngineInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WaySoloEngine,
                               way_solo_engine,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (WAY_TYPE_ENGINE,
                                                      way_solo_engine_iface_init))

static gboolean
admit_job (WaySoloEngine *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (self->stopping)
    return FALSE;
  self->n_verifying++;
  return TRUE;
}

static void
way_solo_engine_submit_async (WayEngine *engine,
                              GBytes *statement,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer data)
{
  WaySoloEngine *self = WAY_SOLO_ENGINE (engine);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  WaySoloJob *job;

  g_task_set_source_tag (task, way_solo_engine_submit_async);
  if (!self->can_make_blocks)
    {
      g_task_return_new_error (task, WAY_ERROR, WAY_RESULT_NOT_SUPPORTED_HERE,
                               "This node only follows another one; submit there");
      return;
    }
  if (!admit_job (self))
    {
      g_task_return_new_error (task, WAY_ERROR, WAY_RESULT_UNAVAILABLE,
                               "The node is stopping");
      return;
    }
  job = g_new0 (WaySoloJob, 1);
  job->task = g_steal_pointer (&task);
  job->bytes = g_bytes_ref (statement);
  g_thread_pool_push (self->verifiers, job, NULL);
}

static gboolean
way_solo_engine_submit_finish (WayEngine *engine,
                               GAsyncResult *result,
                               WaySubmitted *out,
                               GError **error)
{
  g_autofree WaySubmitted *submitted = g_task_propagate_pointer (G_TASK (result), error);

  if (submitted == NULL)
    return FALSE;
  *out = *submitted;
  return TRUE;
}

void
way_solo_engine_replay_async (WaySoloEngine *self,
                              GBytes *checkpoint,
                              GPtrArray *statements,
                              GAsyncReadyCallback callback,
                              gpointer data)
{
  WaySoloJob *job = g_new0 (WaySoloJob, 1);

  g_return_if_fail (WAY_IS_SOLO_ENGINE (self));

  job->task = g_task_new (self, NULL, callback, data);
  g_task_set_source_tag (job->task, way_solo_engine_replay_async);
  job->bytes = g_bytes_ref (checkpoint);
  job->statements = g_ptr_array_ref (statements);
  g_mutex_lock (&self->mutex);
  g_queue_push_tail (&self->waiting, job);
  g_cond_signal (&self->wake);
  g_mutex_unlock (&self->mutex);
}

gboolean
way_solo_engine_replay_finish (WaySoloEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
way_solo_engine_stop (WayEngine *engine)
{
  WaySoloEngine *self = WAY_SOLO_ENGINE (engine);

  g_mutex_lock (&self->mutex);
  self->stopping = TRUE;
  g_cond_broadcast (&self->wake);
  g_mutex_unlock (&self->mutex);
  if (self->verifiers != NULL)
    g_thread_pool_free (g_steal_pointer (&self->verifiers), FALSE, TRUE);
  if (self->writer != NULL)
    g_thread_join (g_steal_pointer (&self->writer));
}

static void
way_solo_engine_finalize (GObject *object)
{
  WaySoloEngine *self = WAY_SOLO_ENGINE (object);

  way_solo_engine_stop (WAY_ENGINE (self));
  g_clear_pointer (&self->ledger, way_ledger_free);
  g_clear_pointer (&self->known_keys, g_hash_table_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->wake);
  G_OBJECT_CLASS (way_solo_engine_parent_class)->finalize (object);
}

static void
way_solo_engine_iface_init (WayEngineInterface *interface)
{
  interface->submit_async = way_solo_engine_submit_async;
  interface->submit_finish = way_solo_engine_submit_finish;
  interface->stop = way_solo_engine_stop;
}

static void
way_solo_engine_class_init (WaySoloEngineClass *class)
{
  G_OBJECT_CLASS (class)->finalize = way_solo_engine_finalize;
}

static void
way_solo_engine_init (WaySoloEngine *self)
{
  g_mutex_init (&self->mutex);
  g_cond_init (&self->wake);
  g_queue_init (&self->waiting);
  self->known_keys =
      g_hash_table_new_full (way_hash_to_uint, way_hash_keys_equal, g_free, g_free);
}

WaySoloEngine *
way_solo_engine_new (WayLedger *ledger,
                     const WayClock *clock,
                     gboolean can_make_blocks,
                     gboolean allow_clock_jump)
{
  WaySoloEngine *self = g_object_new (WAY_TYPE_SOLO_ENGINE, NULL);

  self->ledger = ledger;
  self->clock = *clock;
  self->can_make_blocks = can_make_blocks;
  self->allow_clock_jump = allow_clock_jump;
  self->context = g_main_context_ref_thread_default ();
  self->verifiers = g_thread_pool_new (way_solo_verify, self,
                                       (gint) g_get_num_processors (), FALSE, NULL);
  self->writer = g_thread_new ("way-writer", way_solo_write, self);
  return self;
}
