/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <time.h>

#include "way-checkpoint.h"
#include "way-solo-engine-private.h"

/* The one thread that writes the ledger. */

/* A clock that gains more than this on the boot-time clock between two blocks is not believed. */
#define MAX_JUMP_MS ((gint64) 10 * 60 * 1000)

/* What is due and failed (a full disk, a wrong clock) is tried again after this. */
#define RETRY_US G_USEC_PER_SEC

static gint64
get_boot_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_BOOTTIME, &now);
  return (gint64) now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static gboolean
check_clock (WaySoloEngine *self, gint64 now_ms, GError **error)
{
  gint64 boot_ms = get_boot_ms ();
  gint64 gained = (now_ms - self->last_wall_ms) - (boot_ms - self->last_boot_ms);

  if (self->last_boot_ms != 0 && gained > MAX_JUMP_MS && !self->allow_clock_jump)
    return way_error_set (error, WAY_RESULT_CLOCK,
                          "the clock jumped ahead; set it right, or start the node with "
                          "--allow-clock-jump");
  self->last_wall_ms = now_ms;
  self->last_boot_ms = boot_ms;
  return TRUE;
}

/* The workers did not know the key: the ledger does, or nobody. */
static gboolean
verify_late (WaySoloEngine *self, WaySoloJob *job, WayResult *out_result, GError **error)
{
  const WayHash *key_id = &job->candidate.statement.cose.key_id;
  g_autoptr (GError) local = NULL;
  WayPublicKey key;

  *out_result = WAY_RESULT_OK;
  if (job->is_verified)
    return TRUE;
  if (!way_ledger_find_key (self->ledger, key_id, &key, &local))
    {
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      *out_result = WAY_RESULT_UNKNOWN_KEY;
      return TRUE;
    }
  way_solo_engine_remember_key (self, key_id, &key);
  job->is_verified = way_candidate_verify (&job->candidate, &key);
  if (!job->is_verified)
    *out_result = WAY_RESULT_BAD_SIGNATURE;
  return TRUE;
}

static gboolean
apply_job (WaySoloEngine *self, WaySoloJob *job, WayCommitted *committed, GError **error)
{
  WaySubmitted *submitted = &job->submitted;

  if (!verify_late (self, job, &submitted->result, error))
    return FALSE;
  if (submitted->result == WAY_RESULT_OK
      && !way_ledger_apply (self->ledger, &job->candidate, &submitted->result,
                            &submitted->log_index, error))
    return FALSE;
  if (!way_result_is_logged (submitted->result))
    committed->n_not_admitted++;
  else
    committed->n_statements++;
  if (way_result_is_logged (submitted->result) && submitted->result != WAY_RESULT_OK)
    committed->n_refused++;
  return TRUE;
}

typedef struct
{
  WaySoloEngine *self;
  WayCommitted block;
} Announcement;

static gboolean
announce (gpointer data)
{
  Announcement *announcement = data;

  g_signal_emit_by_name (announcement->self, "committed", &announcement->block);
  return G_SOURCE_REMOVE;
}

static void
announcement_free (gpointer data)
{
  Announcement *announcement = data;

  g_object_unref (announcement->self);
  g_free (announcement);
}

void
way_solo_engine_announce (WaySoloEngine *self, const WayCommitted *committed)
{
  Announcement *announcement = g_new0 (Announcement, 1);
  const WayCheckpoint *checkpoint = way_ledger_get_checkpoint (self->ledger, NULL, NULL);

  announcement->self = g_object_ref (self);
  announcement->block = *committed;
  announcement->block.height = checkpoint->height;
  announcement->block.time_ms = checkpoint->time;
  announcement->block.log_size = checkpoint->log_size;
  g_main_context_invoke_full (self->context, G_PRIORITY_DEFAULT, announce, announcement,
                              announcement_free);
}

/* Begins, applies all of @jobs, commits. On FALSE nothing of the block is left. */
static gboolean
run_block (WaySoloEngine *self,
           GQueue *jobs,
           WayCommitted *committed,
           gboolean *out_committed,
           GError **error)
{
  gint64 now_ms = way_clock_now_ms (&self->clock);

  *out_committed = FALSE;
  if (!check_clock (self, now_ms, error)
      || !way_ledger_begin (self->ledger, (guint64) MAX (now_ms, 0), TRUE, error))
    return FALSE;
  for (GList *item = jobs->head; item != NULL; item = item->next)
    if (!apply_job (self, item->data, committed, error))
      {
        way_ledger_rollback (self->ledger);
        return FALSE;
      }
  if (way_ledger_get_block_size (self->ledger) == 0)
    {
      way_ledger_rollback (self->ledger);
      return TRUE;
    }
  *out_committed = TRUE;
  return way_ledger_commit (self->ledger, error);
}

static void
make_block (WaySoloEngine *self, GQueue *jobs)
{
  WayCommitted committed = { 0 };
  g_autoptr (GError) error = NULL;
  gboolean is_committed = FALSE;
  gboolean ok = run_block (self, jobs, &committed, &is_committed, &error);
  const WayCheckpoint *checkpoint = way_ledger_get_checkpoint (self->ledger, NULL, NULL);
  WaySoloJob *job;

  if (!ok)
    g_message ("No block was made: %s", error->message);
  if (ok && (is_committed || committed.n_not_admitted > 0))
    way_solo_engine_announce (self, &committed);
  self->retry_at_us = ok ? 0 : g_get_monotonic_time () + RETRY_US;
  while ((job = g_queue_pop_head (jobs)) != NULL)
    {
      if (!ok)
        {
          way_solo_job_fail (job, error);
          continue;
        }
      if (way_result_is_logged (job->submitted.result))
        {
          job->submitted.height = checkpoint->height;
          job->submitted.time_ms = checkpoint->time;
        }
      way_solo_job_return (job);
    }
}

/* When the next block is due without a statement: monotonic µs, G_MAXINT64 for never. */
static gint64
get_wake_time_us (WaySoloEngine *self)
{
  guint64 due_ms = self->can_make_blocks ? way_ledger_get_next_due (self->ledger)
                                         : G_MAXUINT64;
  guint64 now_ms = (guint64) MAX (way_clock_now_ms (&self->clock), 0);
  gint64 now_us = g_get_monotonic_time ();

  if (due_ms == G_MAXUINT64)
    return G_MAXINT64;
  if (due_ms <= now_ms)
    return MAX (now_us, self->retry_at_us);
  return MAX (now_us + (gint64) MIN (due_ms - now_ms, (guint64) G_MAXINT32) * 1000,
              self->retry_at_us);
}

/* Waits for statements or for what is due. Returns: FALSE when the engine stops and nothing is left. With the
 * mutex held. */
static gboolean
wait_for_work (WaySoloEngine *self)
{
  while (g_queue_is_empty (&self->waiting))
    {
      gint64 wake_us = get_wake_time_us (self);

      if (self->stopping)
        {
          if (self->n_verifying == 0)
            return FALSE;
          wake_us = G_MAXINT64;
        }
      if (wake_us == G_MAXINT64)
        g_cond_wait (&self->wake, &self->mutex);
      else if (wake_us <= g_get_monotonic_time ())
        return TRUE;
      else
        g_cond_wait_until (&self->wake, &self->mutex, wake_us);
    }
  return TRUE;
}

/* Takes either one replayed block or as many statements as a block holds. With the mutex held. */
static void
take_work (WaySoloEngine *self, GQueue *out_jobs)
{
  guint64 max = way_ledger_get_genesis (self->ledger)->parameters.max_block_statements;

  while (!g_queue_is_empty (&self->waiting) && out_jobs->length < max)
    {
      WaySoloJob *next = g_queue_peek_head (&self->waiting);

      if (next->statements != NULL && out_jobs->length > 0)
        break;
      g_queue_push_tail (out_jobs, g_queue_pop_head (&self->waiting));
      if (next->statements != NULL)
        break;
    }
}

gpointer
way_solo_write (gpointer data)
{
  WaySoloEngine *self = data;

  g_mutex_lock (&self->mutex);
  while (wait_for_work (self))
    {
      GQueue jobs = G_QUEUE_INIT;
      WaySoloJob *first;

      take_work (self, &jobs);
      g_mutex_unlock (&self->mutex);
      first = g_queue_peek_head (&jobs);
      if (first != NULL && first->statements != NULL)
        way_solo_engine_replay (self, g_queue_pop_head (&jobs));
      else
        make_block (self, &jobs);
      g_mutex_lock (&self->mutex);
    }
  g_mutex_unlock (&self->mutex);
  return NULL;
}
