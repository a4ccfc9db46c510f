/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-solo-engine.h"

#include <string.h>
#include <time.h>

#include "way-checkpoint.h"

/* A clock that gains more than this on the boot-time clock between two blocks is not believed. */
#define MAX_JUMP_MS ((gint64) 10 * 60 * 1000)

/* Public keys by key id: fixed for ever, since a key id is the key's thumbprint. */
#define MAX_KNOWN_KEYS 65536

/* What is due and failed (a full disk, a wrong clock) is tried again after this. */
#define RETRY_US G_USEC_PER_SEC

typedef struct
{
  GTask *task;
  GBytes *bytes;         /* the statement, or the checkpoint to compare with */
  GPtrArray *statements; /* of a replayed block; NULL for a statement */
  WayCandidate candidate;
  gboolean has_candidate;
  gboolean
      is_verified; /* by a worker; the writer verifies where the key was not known yet */
  WaySubmitted submitted;
} Job;

struct _WaySoloEngine
{
  GObject parent_instance;

  /* owned */
  WayLedger *ledger;
  GThread *writer;
  GThreadPool *verifiers;
  GMainContext *context;
  WayClock clock;
  gboolean can_make_blocks;
  gboolean allow_clock_jump;

  /* under @mutex */
  GMutex mutex;
  GCond wake;
  GQueue waiting;
  GHashTable *known_keys;
  guint n_verifying;
  gboolean stopping;

  /* of the writer thread */
  gint64 last_wall_ms;
  gint64 last_boot_ms;
  gint64 retry_at_us;
};

static void
way_solo_engine_iface_init (WayEngineInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WaySoloEngine,
                               way_solo_engine,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (WAY_TYPE_ENGINE,
                                                      way_solo_engine_iface_init))

static void
job_free (Job *job)
{
  if (job->has_candidate)
    way_candidate_clear (&job->candidate);
  g_clear_pointer (&job->statements, g_ptr_array_unref);
  g_clear_pointer (&job->bytes, g_bytes_unref);
  g_clear_object (&job->task);
  g_free (job);
}

/* ---- Known keys -------------------------------------------------------------------- */

static gboolean
find_known_key (WaySoloEngine *self, const WayHash *key_id, WayPublicKey *out_key)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  const WayPublicKey *known = g_hash_table_lookup (self->known_keys, key_id);

  if (known != NULL)
    *out_key = *known;
  return known != NULL;
}

static void
remember_key (WaySoloEngine *self, const WayHash *key_id, const WayPublicKey *key)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (g_hash_table_size (self->known_keys) >= MAX_KNOWN_KEYS)
    g_hash_table_remove_all (self->known_keys);
  g_hash_table_insert (self->known_keys, g_memdup2 (key_id, sizeof *key_id),
                       g_memdup2 (key, sizeof *key));
}

/* ---- Ends of a job -------------------------------------------------------------------- */

static void
job_return (Job *job)
{
  g_task_return_pointer (job->task, g_memdup2 (&job->submitted, sizeof job->submitted),
                         g_free);
  job_free (job);
}

static void
job_fail (Job *job, const GError *error)
{
  g_task_return_error (job->task, g_error_copy (error));
  job_free (job);
}

/* ---- Workers: form and signature --------------------------------------------------------- */

/* Returns: what turns the statement away before the ledger needs to see it. */
static WayResult
check_form_and_signature (WaySoloEngine *self, Job *job)
{
  WayResult result =
      way_candidate_init (&job->candidate, way_slice_from_bytes (job->bytes));
  const WayPublicKey *own_key;
  WayPublicKey key;

  if (result != WAY_RESULT_OK)
    return result;
  job->has_candidate = TRUE;
  job->submitted.id = job->candidate.statement.id;
  own_key = way_candidate_get_own_key (&job->candidate);
  if (own_key != NULL)
    key = *own_key;
  else if (!find_known_key (self, &job->candidate.statement.cose.key_id, &key))
    return WAY_RESULT_OK; /* the writer looks it up */
  job->is_verified = way_candidate_verify (&job->candidate, &key);
  return job->is_verified ? WAY_RESULT_OK : WAY_RESULT_BAD_SIGNATURE;
}

static void
run_verification (gpointer data, gpointer user_data)
{
  Job *job = data;
  WaySoloEngine *self = user_data;
  WayResult result = check_form_and_signature (self, job);

  g_mutex_lock (&self->mutex);
  if (result == WAY_RESULT_OK)
    g_queue_push_tail (&self->waiting, job);
  self->n_verifying--;
  g_cond_signal (&self->wake);
  g_mutex_unlock (&self->mutex);
  if (result != WAY_RESULT_OK)
    {
      job->submitted.result = result;
      job_return (job);
    }
}

/* ---- The writer ----------------------------------------------------------------------------- */

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
verify_late (WaySoloEngine *self, Job *job, WayResult *out_result, GError **error)
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
  remember_key (self, key_id, &key);
  job->is_verified = way_candidate_verify (&job->candidate, &key);
  if (!job->is_verified)
    *out_result = WAY_RESULT_BAD_SIGNATURE;
  return TRUE;
}

static gboolean
apply_job (WaySoloEngine *self, Job *job, WayCommitted *committed, GError **error)
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

static void
announce_block (WaySoloEngine *self, const WayCommitted *committed)
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
  Job *job;

  if (!ok)
    g_message ("No block was made: %s", error->message);
  if (ok && (is_committed || committed.n_not_admitted > 0))
    announce_block (self, &committed);
  self->retry_at_us = ok ? 0 : g_get_monotonic_time () + RETRY_US;
  while ((job = g_queue_pop_head (jobs)) != NULL)
    {
      if (!ok)
        {
          job_fail (job, error);
          continue;
        }
      if (way_result_is_logged (job->submitted.result))
        {
          job->submitted.height = checkpoint->height;
          job->submitted.time_ms = checkpoint->time;
        }
      job_return (job);
    }
}

static gboolean
apply_replayed (WaySoloEngine *self,
                WayCandidate *candidate,
                guint *slow_calls,
                GError **error)
{
  const WayPublicKey *own_key = way_candidate_get_own_key (candidate);
  WayResult result = WAY_RESULT_OK;
  guint64 log_index;
  WayPublicKey key;
  g_autoptr (GError) local = NULL;

  if (own_key != NULL)
    key = *own_key;
  else if (!way_ledger_find_key (self->ledger, &candidate->statement.cose.key_id, &key,
                                 &local))
    {
      if (local == NULL)
        return way_error_set (error, WAY_RESULT_UNVERIFIED,
                              "a logged statement is signed by an unknown key");
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (!way_candidate_verify_in_block (candidate, &key, slow_calls))
    return way_error_set (error, WAY_RESULT_UNVERIFIED,
                          "a logged statement's signature does not verify");
  if (!way_ledger_apply (self->ledger, candidate, &result, &log_index, error))
    return FALSE;
  if (!way_result_is_logged (result))
    return way_error_set (error, WAY_RESULT_UNVERIFIED,
                          "a logged statement may not be admitted");
  return TRUE;
}

static gboolean
replay_statement (WaySoloEngine *self, GBytes *bytes, guint *slow_calls, GError **error)
{
  g_autofree WayCandidate *candidate = g_new0 (WayCandidate, 1);
  WayResult result = way_candidate_init (candidate, way_slice_from_bytes (bytes));
  gboolean ok;

  if (result != WAY_RESULT_OK)
    return way_error_set (error, WAY_RESULT_UNVERIFIED, way_result_get_text (result));
  ok = apply_replayed (self, candidate, slow_calls, error);
  way_candidate_clear (candidate);
  return ok;
}

static gboolean
replay_block (WaySoloEngine *self, Job *job, GError **error)
{
  const WayPublicKey *solo_key =
      (const WayPublicKey *) way_ledger_get_genesis (self->ledger)->solo_key;
  WaySlice signed_checkpoint = way_slice_from_bytes (job->bytes);
  WayCheckpoint checkpoint;
  WayResult result = way_checkpoint_read (signed_checkpoint, solo_key, &checkpoint, NULL);
  guint slow_calls = 0;

  if (result != WAY_RESULT_OK)
    return way_error_set (error, WAY_RESULT_UNVERIFIED,
                          "a checkpoint is not signed by the keeper of the ledger");
  if (!way_ledger_begin (self->ledger, checkpoint.time, TRUE, error))
    return FALSE;
  for (guint i = 0; i < job->statements->len; i++)
    if (!replay_statement (self, g_ptr_array_index (job->statements, i), &slow_calls,
                           error))
      {
        way_ledger_rollback (self->ledger);
        return FALSE;
      }
  return way_ledger_commit_replayed (self->ledger, signed_checkpoint, error);
}

static void
run_replay (WaySoloEngine *self, Job *job)
{
  WayCommitted committed = { .n_statements = job->statements->len };
  g_autoptr (GError) error = NULL;

  if (!replay_block (self, job, &error))
    {
      job_fail (job, error);
      return;
    }
  announce_block (self, &committed);
  g_task_return_boolean (job->task, TRUE);
  job_free (job);
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
      Job *next = g_queue_peek_head (&self->waiting);

      if (next->statements != NULL && out_jobs->length > 0)
        break;
      g_queue_push_tail (out_jobs, g_queue_pop_head (&self->waiting));
      if (next->statements != NULL)
        break;
    }
}

static gpointer
writer_main (gpointer data)
{
  WaySoloEngine *self = data;

  g_mutex_lock (&self->mutex);
  while (wait_for_work (self))
    {
      GQueue jobs = G_QUEUE_INIT;
      Job *first;

      take_work (self, &jobs);
      g_mutex_unlock (&self->mutex);
      first = g_queue_peek_head (&jobs);
      if (first != NULL && first->statements != NULL)
        run_replay (self, g_queue_pop_head (&jobs));
      else
        make_block (self, &jobs);
      g_mutex_lock (&self->mutex);
    }
  g_mutex_unlock (&self->mutex);
  return NULL;
}

/* ---- The engine's face -------------------------------------------------------------------------- */

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
  Job *job;

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
  job = g_new0 (Job, 1);
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
  Job *job = g_new0 (Job, 1);

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
  self->verifiers = g_thread_pool_new (run_verification, self,
                                       (gint) g_get_num_processors (), FALSE, NULL);
  self->writer = g_thread_new ("way-writer", writer_main, self);
  return self;
}
