/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-parallel.h"

/* Below this many jobs waking somebody costs more than it saves. */
#define MIN_JOBS 3

typedef void (*JobFunc) (gpointer job_data, gsize i);

typedef struct
{
  GMutex busy; /* held by whoever runs */

  GMutex mutex;
  GCond wake;
  GCond done;
  guint64 generation;
  gboolean is_open; /* helpers may still join */
  guint n_helpers;
  guint n_working; /* helpers that joined and may still touch the jobs */
  JobFunc job;
  gpointer job_data;
  gsize n;
  gsize next; /* atomic */
} Team;

static void
work (Team *team)
{
  gsize i;

  while ((i = __atomic_fetch_add (&team->next, 1, __ATOMIC_RELAXED)) < team->n)
    team->job (team->job_data, i);
}

static gpointer
helper_main (gpointer data)
{
  Team *team = data;
  guint64 seen = 0;

  g_mutex_lock (&team->mutex);
  for (;;)
    {
      while (!team->is_open || team->generation == seen)
        g_cond_wait (&team->wake, &team->mutex);
      seen = team->generation;
      team->n_working++;
      g_mutex_unlock (&team->mutex);
      work (team);
      g_mutex_lock (&team->mutex);
      if (--team->n_working == 0)
        g_cond_signal (&team->done);
    }
  return NULL;
}

static void
run_together (Team *team, JobFunc job, gpointer job_data, gsize n)
{
  g_mutex_lock (&team->mutex);
  team->job = job;
  team->job_data = job_data;
  team->n = n;
  team->next = 0;
  team->is_open = TRUE;
  team->generation++;
  g_cond_broadcast (&team->wake);
  g_mutex_unlock (&team->mutex);
  work (team);
  g_mutex_lock (&team->mutex);
  /* A helper that has not woken up by now is not waited for: nothing is left for it. */
  team->is_open = FALSE;
  while (team->n_working > 0)
    g_cond_wait (&team->done, &team->mutex);
  g_mutex_unlock (&team->mutex);
}

static void
run (gpointer data, JobFunc job, gpointer job_data, gsize n)
{
  Team *team = data;

  if (n < MIN_JOBS || team->n_helpers == 0 || !g_mutex_trylock (&team->busy))
    {
      for (gsize i = 0; i < n; i++)
        job (job_data, i);
      return;
    }
  run_together (team, job, job_data, n);
  g_mutex_unlock (&team->busy);
}

static gpointer
start_team (gpointer data)
{
  static WayParallel parallel;
  Team *team = g_new0 (Team, 1);

  g_mutex_init (&team->busy);
  g_mutex_init (&team->mutex);
  g_cond_init (&team->wake);
  g_cond_init (&team->done);
  for (guint i = 1; i < g_get_num_processors (); i++)
    {
      g_autoptr (GThread)
          thread = g_thread_try_new ("way-verify", helper_main, team, NULL);

      team->n_helpers += thread != NULL;
    }
  parallel = (WayParallel) { .run = run, .data = team };
  return &parallel;
}

const WayParallel *
way_parallel_get_shared (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, start_team, NULL);
}
