/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-bundle-private.h"

#include "way-hash.h"
#include "way-log-proof.h"
#include "way-state-proof.h"

#define ARENA_LIMIT ((gsize) 256 * 1024 * 1024)

static gboolean
refuse (GError **error, const char *what)
{
  return way_error_set_reason (error, WAY_RESULT_UNVERIFIED, what);
}

/* ---- Signatures, state entries --------------------------------------------------------------------- */

static gboolean
verify_cose (const WayCose *cose, const WayPublicKey *key, const WaySignatureCache *cache)
{
  WayHash sha256, thumbprint;

  if (cache == NULL)
    return way_cose_verify (cose, key);
  way_public_key_get_thumbprint (key, &thumbprint);
  if (!way_hash_equal (&thumbprint, &cose->key_id))
    return FALSE;
  way_sha256 (cose->encoded, &sha256);
  if (cache->is_known (cache->data, &sha256))
    return TRUE;
  if (!way_cose_verify (cose, key))
    return FALSE;
  cache->remember (cache->data, &sha256);
  return TRUE;
}

static void
run_job (gpointer data, gsize i)
{
  VerifyJob *job = &g_array_index ((GArray *) data, VerifyJob, i);

  if (job->entry != NULL)
    job->holds = way_state_entry_verify (job->entry, job->state_root);
  else
    job->holds = verify_cose (&job->cose, &job->key, job->cache);
}

static void
add_signature (WayVerifiedBundle *self,
               const WayCose *cose,
               const WayPublicKey *key,
               const WayTrust *trust)
{
  VerifyJob job = { .cose = *cose, .key = *key, .cache = trust->cache };

  g_array_append_val (self->jobs, job);
}

static void
add_entry (WayVerifiedBundle *self, const WayStateEntry *entry)
{
  VerifyJob job = { .entry = entry, .state_root = &self->checkpoint.state_root };

  g_array_append_val (self->jobs, job);
}

/* Everything must hold, but the signature of freshness, which only goes into the report. */
static gboolean
run_jobs (WayVerifiedBundle *self,
          const WayTrust *trust,
          WayBundleReport *report,
          GError **error)
{
  if (trust->parallel != NULL)
    trust->parallel->run (trust->parallel->data, run_job, self->jobs, self->jobs->len);
  else
    for (guint i = 0; i < self->jobs->len; i++)
      run_job (self->jobs, i);
  for (guint i = 0; i < self->jobs->len; i++)
    {
      const VerifyJob *job = &g_array_index (self->jobs, VerifyJob, i);

      if (job->holds)
        continue;
      if (job->entry != NULL)
        return refuse (error, "a state entry does not belong to the checkpoint");
      if (i + 1 != self->freshness_job)
        return refuse (error, i == 0 ? "the checkpoint is not signed by the network's key"
                                     : "a statement's signature does not verify");
      report->freshness = WAY_PROOF_WRONG;
    }
  return TRUE;
}

/* ---- Steps 1 to 5: form, network, checkpoint, trust, freshness ------------------------- */

static gboolean
read_genesis (WayVerifiedBundle *self,
              const WayTrust *trust,
              WayBundleReport *report,
              GError **error)
{
  WaySlice genesis = trust->genesis;
  WayHash network;

  report->is_known_network = genesis.len > 0;
  if (genesis.len == 0 && way_record_has (&self->bundle, 3))
    genesis = self->bundle.genesis;
  if (genesis.len == 0)
    return way_error_set (error, WAY_RESULT_UNKNOWN_NETWORK, NULL);
  way_sha256 (genesis, &network);
  if (!way_hash_equal (&network, &self->bundle.network))
    return way_error_format (error, WAY_RESULT_WRONG_NETWORK,
                             "The proof is of another network");
  if (way_schema_decode (&way_genesis_schema, genesis, &self->arena, &self->genesis)
      != WAY_RESULT_OK)
    return refuse (error, WAY_TEXT ("the network's genesis is malformed"));
  return TRUE;
}

static gboolean
read_checkpoint (WayVerifiedBundle *self, const WayTrust *trust, GError **error)
{
  const WayPublicKey *solo_key = (const WayPublicKey *) self->genesis.solo_key;
  WayCose cose;

  if (way_cose_parse (self->bundle.checkpoint, &cose) != WAY_RESULT_OK
      || cose.content != WAY_CONTENT_CHECKPOINT
      || way_checkpoint_decode (self->bundle.checkpoint, &self->checkpoint,
                                &self->checkpoint_hash)
             != WAY_RESULT_OK)
    return refuse (error, WAY_TEXT ("the checkpoint is malformed"));
  add_signature (self, &cose, solo_key, trust);
  if (!way_hash_equal (&self->checkpoint.network, &self->bundle.network))
    return refuse (error, WAY_TEXT ("the checkpoint is of another network"));
  return TRUE;
}

static gboolean
apply_trust_rule (WayVerifiedBundle *self,
                  const WayTrust *trust,
                  WayBundleReport *report,
                  GError **error)
{
  const WayConsistency *consistency =
      way_record_has (&self->bundle, 11) ? &self->bundle.consistency : NULL;
  WayResult result;

  report->may_replace_kept = report->is_known_network;
  if (trust->kept == NULL)
    return TRUE;
  result = way_kept_checkpoint_judge (trust->kept, &self->checkpoint,
                                      &self->checkpoint_hash, consistency,
                                      &report->may_replace_kept);
  if (result != WAY_RESULT_OK)
    return way_error_set (error, result, NULL);
  report->may_replace_kept = report->may_replace_kept && report->is_known_network;
  return TRUE;
}

static void
check_freshness (WayVerifiedBundle *self, const WayTrust *trust, WayBundleReport *report)
{
  const WayPublicKey *solo_key = (const WayPublicKey *) self->genesis.solo_key;
  WayFreshness freshness = { 0 };
  WayCose cose;

  report->freshness = WAY_PROOF_ABSENT;
  if (!way_record_has (&self->bundle, 10) || trust->nonce.len == 0)
    return;
  report->freshness = WAY_PROOF_WRONG;
  if (way_cose_parse (self->bundle.freshness, &cose) != WAY_RESULT_OK
      || cose.content != WAY_CONTENT_FRESHNESS
      || way_schema_decode (&way_freshness_schema, cose.payload, &self->arena, &freshness)
             != WAY_RESULT_OK
      || !way_hash_equal (&freshness.network, &self->bundle.network)
      || !way_hash_equal (&freshness.checkpoint, &self->checkpoint_hash)
      || !way_slice_equal (freshness.nonce, trust->nonce))
    return;
  report->freshness = WAY_PROOF_PRESENT;
  report->fresh_now_ms = freshness.now;
  /* signed anew for every nonce: remembering it would be of no use */
  add_signature (self, &cose, solo_key, &(WayTrust) { 0 });
  self->freshness_job = self->jobs->len;
}

/* A true answer to another question proves nothing here. */
static gboolean
answers_question (const WayVerifiedBundle *self, const WayQuestion *asked)
{
  g_autoptr (GBytes) wanted = way_schema_encode (&way_question_schema, asked);
  g_autoptr (GBytes)
      answered = way_schema_encode (&way_question_schema, &self->bundle.question);

  return g_bytes_equal (wanted, answered);
}

/* ---- Step 7: state ------------------------------------------------------------------------- */

/* Looks at the order only: whether the entries belong to the checkpoint is found out last, together with the signatures,
 * which take longer and so are begun first. */
static gboolean
read_state (WayVerifiedBundle *self, GError **error)
{
  const WayStateEntry *entries = self->bundle.state.items;

  for (gsize i = 1; i < self->bundle.state.n; i++)
    if (way_slice_compare (entries[i - 1].key, entries[i].key) >= 0)
      return refuse (error, "the state entries are out of order");
  return TRUE;
}

static void
add_entries (WayVerifiedBundle *self)
{
  const WayStateEntry *entries = self->bundle.state.items;

  for (gsize i = 0; i < self->bundle.state.n; i++)
    add_entry (self, &entries[i]);
}

WayProofState
way_verified_bundle_find_state (const WayVerifiedBundle *self,
                                WaySlice key,
                                WaySlice *out_value)
{
  const WayStateEntry *entries = self->bundle.state.items;
  gsize low = 0, high = self->bundle.state.n;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;
      int order = way_slice_compare (entries[middle].key, key);

      if (order == 0)
        {
          gboolean is_present = way_record_has (&entries[middle], 2);

          if (is_present && out_value != NULL)
            *out_value = entries[middle].value;
          return is_present ? WAY_PROOF_PRESENT : WAY_PROOF_ABSENT;
        }
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return WAY_PROOF_NOT_KNOWN;
}

WayProofState
way_verified_bundle_find_record (WayVerifiedBundle *self,
                                 const WayStateKey *key,
                                 const WaySchema *schema,
                                 gpointer record)
{
  WaySlice value;
  WayProofState state =
      way_verified_bundle_find_state (self, way_state_key_get_slice (key), &value);

  memset (record, 0, schema->size);
  if (state == WAY_PROOF_PRESENT
      && way_schema_decode (schema, value, &self->arena, record) != WAY_RESULT_OK)
    return WAY_PROOF_WRONG;
  return state;
}

/* ---- Step 6: the log -------------------------------------------------------------------------- */

static gboolean
verify_inclusion (WayVerifiedBundle *self, const WayLogEntry *entry)
{
  WayHash statement_hash, leaf;

  way_sha256 (entry->statement, &statement_hash);
  way_log_hash_leaf (entry->height, entry->time, entry->index, &statement_hash,
                     (guint8) entry->result, &leaf);
  return way_log_verify_inclusion (entry->log_index, self->checkpoint.log_size, &leaf,
                                   entry->path.items, entry->path.n,
                                   &self->checkpoint.log_root);
}

/* The signing key: from the state, or from inside a registration (which may have been refused). */
static gboolean
find_signing_key (WayVerifiedBundle *self, WayVerifiedStatement *verified, GError **error)
{
  const WayHash *key_id = &verified->statement.cose.key_id;
  const WayPayload *payload = &verified->statement.payload;
  WayStateKey state_key = way_state_key_key (key_id);
  WayKeyState *key_state = way_arena_alloc (&self->arena, sizeof (WayKeyState));
  WayHash thumbprint;

  if (key_state == NULL)
    return way_error_format (error, WAY_RESULT_TOO_LARGE,
                             "The proof is larger than its limit");
  if (way_verified_bundle_find_record (self, &state_key, &way_key_state_schema, key_state)
      == WAY_PROOF_PRESENT)
    {
      memcpy (verified->key.bytes, key_state->key, sizeof verified->key.bytes);
      verified->key_state = key_state;
      if (!way_hash_equal (&key_state->account, &payload->account))
        return refuse (error,
                       WAY_TEXT ("a statement is signed by another account's key"));
    }
  else if (payload->actions[0].kind == WAY_ACTION_REGISTER)
    {
      const WayRegister *body = payload->actions[0].body;

      memcpy (verified->key.bytes, body->key, sizeof verified->key.bytes);
    }
  else
    {
      return refuse (error, WAY_TEXT ("the key of a statement is missing"));
    }
  way_public_key_get_thumbprint (&verified->key, &thumbprint);
  return way_hash_equal (&thumbprint, key_id)
             ? TRUE
             : refuse (error,
                       WAY_TEXT ("a key is not the one that its identifier names"));
}

static gboolean
verify_statement (WayVerifiedBundle *self,
                  WayVerifiedStatement *verified,
                  const WayTrust *trust,
                  GError **error)
{
  if (!verify_inclusion (self, verified->entry))
    return refuse (error, WAY_TEXT ("a statement is not in the log"));
  if (way_statement_parse (verified->entry->statement, &self->arena, &verified->statement)
      != WAY_RESULT_OK)
    return refuse (error, WAY_TEXT ("a statement is malformed"));
  if (!way_hash_equal (&verified->statement.payload.network, &self->bundle.network))
    return refuse (error, WAY_TEXT ("a statement is of another network"));
  if (!find_signing_key (self, verified, error))
    return FALSE;
  add_signature (self, &verified->statement.cose, &verified->key, trust);
  return TRUE;
}

static gboolean
verify_log (WayVerifiedBundle *self, const WayTrust *trust, GError **error)
{
  const WayLogEntry *entries = self->bundle.log.items;

  self->n_statements = self->bundle.log.n;
  self->statements = g_new0 (WayVerifiedStatement, self->n_statements + 1);
  for (gsize i = 0; i < self->n_statements; i++)
    {
      if (i > 0 && entries[i - 1].log_index >= entries[i].log_index)
        return refuse (error, WAY_TEXT ("the log entries are out of order"));
      self->statements[i].entry = &entries[i];
      if (!verify_statement (self, &self->statements[i], trust, error))
        return FALSE;
    }
  return TRUE;
}

gsize
way_verified_bundle_get_n_statements (const WayVerifiedBundle *self)
{
  return self->n_statements;
}

const WayVerifiedStatement *
way_verified_bundle_get_statement (const WayVerifiedBundle *self, gsize i)
{
  g_return_val_if_fail (i < self->n_statements, NULL);

  return &self->statements[i];
}

const WayVerifiedStatement *
way_verified_bundle_find_statement (const WayVerifiedBundle *self, guint64 log_index)
{
  gsize low = 0, high = self->n_statements;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;
      guint64 here = self->statements[middle].entry->log_index;

      if (here == log_index)
        return &self->statements[middle];
      if (here < log_index)
        low = middle + 1;
      else
        high = middle;
    }
  return NULL;
}

/* ---- The whole ------------------------------------------------------------------------------------- */

static gboolean
verify_all (WayVerifiedBundle *self,
            const WayTrust *trust,
            WayBundleReport *report,
            GError **error)
{
  WayResult result = way_schema_decode (&way_bundle_schema,
                                        way_slice_from_bytes (self->bytes), &self->arena,
                                        &self->bundle);

  if (result != WAY_RESULT_OK)
    return way_error_format (error, result, "The proof can't be read: %-s",
                             way_result_get_text (result));
  if (trust->asked != NULL && !answers_question (self, trust->asked))
    return refuse (error, WAY_TEXT ("it answers another question"));
  if (!read_genesis (self, trust, report, error) || !read_checkpoint (self, trust, error)
      || !apply_trust_rule (self, trust, report, error))
    return FALSE;
  check_freshness (self, trust, report);
  if (!read_state (self, error) || !verify_log (self, trust, error))
    return FALSE;
  add_entries (self);
  return run_jobs (self, trust, report, error);
}

WayVerifiedBundle *
way_bundle_verify (GBytes *bytes,
                   const WayTrust *trust,
                   WayBundleReport *out_report,
                   GError **error)
{
  g_autoptr (WayVerifiedBundle) self = g_new0 (WayVerifiedBundle, 1);

  memset (out_report, 0, sizeof *out_report);
  way_arena_init (&self->arena, ARENA_LIMIT);
  self->bytes = g_bytes_ref (bytes);
  self->jobs = g_array_new (FALSE, FALSE, sizeof (VerifyJob));
  if (!verify_all (self, trust, out_report, error))
    return NULL;
  g_clear_pointer (&self->jobs, g_array_unref);
  return g_steal_pointer (&self);
}

void
way_verified_bundle_free (WayVerifiedBundle *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->statements, g_free);
  g_clear_pointer (&self->jobs, g_array_unref);
  way_arena_clear (&self->arena);
  g_free (self);
}

const WayBundle *
way_verified_bundle_get_record (const WayVerifiedBundle *self)
{
  return &self->bundle;
}

const WayGenesis *
way_verified_bundle_get_genesis (const WayVerifiedBundle *self)
{
  return &self->genesis;
}

const WayCheckpoint *
way_verified_bundle_get_checkpoint (const WayVerifiedBundle *self, WayHash *out_hash)
{
  if (out_hash != NULL)
    *out_hash = self->checkpoint_hash;
  return &self->checkpoint;
}
