/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-checkpoint.h"
#include "way-solo-engine-private.h"

/* Blocks of another node, applied again by a follower. */

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
replay_block (WaySoloEngine *self, WaySoloJob *job, GError **error)
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

void
way_solo_engine_replay (WaySoloEngine *self, WaySoloJob *job)
{
  WayCommitted committed = { .n_statements = job->statements->len };
  g_autoptr (GError) error = NULL;

  if (!replay_block (self, job, &error))
    {
      way_solo_job_fail (job, error);
      return;
    }
  way_solo_engine_announce (self, &committed);
  g_task_return_boolean (job->task, TRUE);
  way_solo_job_free (job);
}
