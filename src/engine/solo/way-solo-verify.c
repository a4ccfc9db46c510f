/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-solo-engine-private.h"

/* Jobs, and what is checked of a statement before its turn: form and signature. */

/* Public keys by key id: fixed for ever, since a key id is the key's thumbprint. */
#define MAX_KNOWN_KEYS 65536

void
way_solo_job_free (WaySoloJob *job)
{
  if (job->has_candidate)
    way_candidate_clear (&job->candidate);
  g_clear_pointer (&job->statements, g_ptr_array_unref);
  g_clear_pointer (&job->bytes, g_bytes_unref);
  g_clear_object (&job->task);
  g_free (job);
}

void
way_solo_job_return (WaySoloJob *job)
{
  g_task_return_pointer (job->task, g_memdup2 (&job->submitted, sizeof job->submitted),
                         g_free);
  way_solo_job_free (job);
}

void
way_solo_job_fail (WaySoloJob *job, const GError *error)
{
  g_task_return_error (job->task, g_error_copy (error));
  way_solo_job_free (job);
}

static gboolean
find_known_key (WaySoloEngine *self, const WayHash *key_id, WayPublicKey *out_key)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  const WayPublicKey *known = g_hash_table_lookup (self->known_keys, key_id);

  if (known != NULL)
    *out_key = *known;
  return known != NULL;
}

void
way_solo_engine_remember_key (WaySoloEngine *self,
                              const WayHash *key_id,
                              const WayPublicKey *key)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (g_hash_table_size (self->known_keys) >= MAX_KNOWN_KEYS)
    g_hash_table_remove_all (self->known_keys);
  g_hash_table_insert (self->known_keys, g_memdup2 (key_id, sizeof *key_id),
                       g_memdup2 (key, sizeof *key));
}

/* Returns: what turns the statement away before the ledger needs to see it. */
static WayResult
check_form_and_signature (WaySoloEngine *self, WaySoloJob *job)
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

void
way_solo_verify (gpointer data, gpointer user_data)
{
  WaySoloJob *job = data;
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
      way_solo_job_return (job);
    }
}
