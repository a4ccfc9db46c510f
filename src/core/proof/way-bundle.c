/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-bundle.h"

#include "way-checked.h"
#include "way-hash.h"
#include "way-log-proof.h"
#include "way-lot-tree.h"
#include "way-state-proof.h"

#define ARENA_LIMIT ((gsize) 256 * 1024 * 1024)

/* One signature to verify, once everything around it was. */
typedef struct
{
  WayCose cose;
  WayPublicKey key;
  const WaySignatureCache *cache;
  gboolean holds;
} SignatureJob;

struct _WayVerifiedBundle
{
  GBytes *bytes;
  WayArena arena;
  WayBundle bundle;
  WayGenesis genesis;
  WayCheckpoint checkpoint;
  WayHash checkpoint_hash;
  WayVerifiedStatement *statements;
  gsize n_statements;
  GArray *jobs;        /* SignatureJob; only while verifying */
  guint freshness_job; /* number of its job + 1; 0: none */
};

static gboolean
refuse (GError **error, const char *what)
{
  return way_error_set (error, WAY_RESULT_UNVERIFIED, what);
}

void
way_head_chain_step (WayHash *chain,
                     guint64 log_index,
                     const WayHash *statement_id,
                     guint action_index)
{
  static const char tag[] = "waymark/head/1";
  guint8 index8[8], action4[4];
  const WaySlice parts[] = { way_slice_from_string (tag), way_slice_from_hash (chain),
                             WAY_SLICE_INIT (index8, sizeof index8),
                             way_slice_from_hash (statement_id),
                             WAY_SLICE_INIT (action4, sizeof action4) };

  way_put_be64 (index8, log_index);
  way_put_be32 (action4, action_index);
  way_sha256_parts (parts, G_N_ELEMENTS (parts), chain);
}

/* ---- Signatures --------------------------------------------------------------------- */

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
  SignatureJob *job = &g_array_index ((GArray *) data, SignatureJob, i);

  job->holds = verify_cose (&job->cose, &job->key, job->cache);
}

static void
add_job (WayVerifiedBundle *self,
         const WayCose *cose,
         const WayPublicKey *key,
         const WayTrust *trust)
{
  SignatureJob job = { .cose = *cose, .key = *key, .cache = trust->cache };

  g_array_append_val (self->jobs, job);
}

/* Every signature must hold, but that of freshness, which only goes into the report. */
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
      if (g_array_index (self->jobs, SignatureJob, i).holds)
        continue;
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
    return way_error_set (error, WAY_RESULT_WRONG_NETWORK,
                          "the proof is of another network");
  if (way_schema_decode (&way_genesis_schema, genesis, &self->arena, &self->genesis)
      != WAY_RESULT_OK)
    return refuse (error, "the network's genesis is malformed");
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
    return refuse (error, "the checkpoint is malformed");
  add_job (self, &cose, solo_key, trust);
  if (!way_hash_equal (&self->checkpoint.network, &self->bundle.network))
    return refuse (error, "the checkpoint is of another network");
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
  add_job (self, &cose, solo_key, &(WayTrust) { 0 });
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

static gboolean
verify_state (WayVerifiedBundle *self, GError **error)
{
  const WayStateEntry *entries = self->bundle.state.items;

  for (gsize i = 0; i < self->bundle.state.n; i++)
    {
      if (i > 0 && way_slice_compare (entries[i - 1].key, entries[i].key) >= 0)
        return refuse (error, "the state entries are out of order");
      if (!way_state_entry_verify (&entries[i], &self->checkpoint.state_root))
        return refuse (error, "a state entry does not belong to the checkpoint");
    }
  return TRUE;
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
    return way_error_set (error, WAY_RESULT_TOO_LARGE, "the proof");
  if (way_verified_bundle_find_record (self, &state_key, &way_key_state_schema, key_state)
      == WAY_PROOF_PRESENT)
    {
      memcpy (verified->key.bytes, key_state->key, sizeof verified->key.bytes);
      verified->key_state = key_state;
      if (!way_hash_equal (&key_state->account, &payload->account))
        return refuse (error, "a statement is signed by another account's key");
    }
  else if (payload->actions[0].kind == WAY_ACTION_REGISTER)
    {
      const WayRegister *body = payload->actions[0].body;

      memcpy (verified->key.bytes, body->key, sizeof verified->key.bytes);
    }
  else
    {
      return refuse (error, "the key of a statement is missing");
    }
  way_public_key_get_thumbprint (&verified->key, &thumbprint);
  return way_hash_equal (&thumbprint, key_id)
             ? TRUE
             : refuse (error, "a key is not the one that its identifier names");
}

static gboolean
verify_statement (WayVerifiedBundle *self,
                  WayVerifiedStatement *verified,
                  const WayTrust *trust,
                  GError **error)
{
  if (!verify_inclusion (self, verified->entry))
    return refuse (error, "a statement is not in the log");
  if (way_statement_parse (verified->entry->statement, &self->arena, &verified->statement)
      != WAY_RESULT_OK)
    return refuse (error, "a statement is malformed");
  if (!way_hash_equal (&verified->statement.payload.network, &self->bundle.network))
    return refuse (error, "a statement is of another network");
  if (!find_signing_key (self, verified, error))
    return FALSE;
  add_job (self, &verified->statement.cose, &verified->key, trust);
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
        return refuse (error, "the log entries are out of order");
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
    return way_error_set (error, result, "the proof");
  if (trust->asked != NULL && !answers_question (self, trust->asked))
    return refuse (error, "it answers another question");
  if (!read_genesis (self, trust, report, error) || !read_checkpoint (self, trust, error)
      || !apply_trust_rule (self, trust, report, error))
    return FALSE;
  check_freshness (self, trust, report);
  return verify_state (self, error) && verify_log (self, trust, error)
         && run_jobs (self, trust, report, error);
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
  self->jobs = g_array_new (FALSE, FALSE, sizeof (SignatureJob));
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

/* ---- Steps 8 and 11: completeness, units ---------------------------------------------------------------- */

static const WayTimeline *
find_timeline (const WayVerifiedBundle *self, const WayHash *thing_id)
{
  const WayTimeline *timelines = self->bundle.timelines.items;

  for (gsize i = 0; i < self->bundle.timelines.n; i++)
    {
      WayHash id;

      way_thing_get_id (&timelines[i].thing, &id);
      if (way_hash_equal (&id, thing_id))
        return &timelines[i];
    }
  return NULL;
}

static gboolean
events_make_chain (const WayVerifiedBundle *self,
                   const WayRecords *events,
                   const WayHash *chain)
{
  const WayEventRef *refs = events->items;
  WayHash computed = { { 0 } };

  for (gsize i = 0; i < events->n; i++)
    {
      const WayVerifiedStatement *verified =
          way_verified_bundle_find_statement (self, refs[i].log_index);

      if (verified == NULL || verified->entry->result != WAY_RESULT_OK
          || refs[i].action_index >= verified->statement.payload.n_actions)
        return FALSE;
      way_head_chain_step (&computed, refs[i].log_index, &verified->statement.id,
                           (guint) refs[i].action_index);
    }
  return way_hash_equal (&computed, chain);
}

/* The number and chain that the head, or the notes, of a thing must have. */
static WayProofState
find_chain (WayVerifiedBundle *self,
            const WayHash *thing_id,
            gboolean notes,
            guint64 *out_n,
            WayHash *out_chain)
{
  WayStateKey key = notes ? way_state_key_notes (thing_id)
                          : way_state_key_head (thing_id);
  WayProofState state;
  WayHead head;
  WayNotes notes_state;

  if (notes)
    {
      state =
          way_verified_bundle_find_record (self, &key, &way_notes_schema, &notes_state);
      *out_n = notes_state.n_events;
      *out_chain = notes_state.chain;
      return state;
    }
  state = way_verified_bundle_find_record (self, &key, &way_head_schema, &head);
  *out_n = head.n_events;
  *out_chain = head.chain;
  return state;
}

WayProofState
way_verified_bundle_check_timeline (WayVerifiedBundle *self,
                                    const WayHash *thing_id,
                                    gboolean notes,
                                    WayRecords *out_events)
{
  const WayTimeline *timeline = find_timeline (self, thing_id);
  const WayRecords *events = NULL;
  guint64 n_events;
  WayHash chain;
  WayProofState state = find_chain (self, thing_id, notes, &n_events, &chain);

  if (out_events != NULL)
    *out_events = (WayRecords) { 0 };
  if (timeline != NULL && way_record_has (timeline, notes ? 3 : 2))
    events = notes ? &timeline->notes : &timeline->events;
  if (state == WAY_PROOF_ABSENT)
    return events != NULL && events->n > 0 ? WAY_PROOF_WRONG : WAY_PROOF_ABSENT;
  if (state != WAY_PROOF_PRESENT || events == NULL)
    return state == WAY_PROOF_WRONG ? WAY_PROOF_WRONG : WAY_PROOF_NOT_KNOWN;
  if (events->n != n_events || !events_make_chain (self, events, &chain))
    return WAY_PROOF_WRONG;
  if (out_events != NULL)
    *out_events = *events;
  return WAY_PROOF_PRESENT;
}

static const WayLotAnswer *
find_lot_answer (const WayVerifiedBundle *self, const WayThing *lot, WaySlice serial)
{
  const WayLotAnswer *answers = self->bundle.lots.items;

  for (gsize i = 0; i < self->bundle.lots.n; i++)
    if (way_thing_equal (&answers[i].lot, lot)
        && way_slice_equal (answers[i].serial, serial))
      return &answers[i];
  return NULL;
}

WayProofState
way_verified_bundle_check_serial (WayVerifiedBundle *self,
                                  const WayThing *lot,
                                  WaySlice serial,
                                  const WayUnitProof **out_proof)
{
  const WayLotAnswer *answer = find_lot_answer (self, lot, serial);
  const WayLotLeaf *leaves;
  WayHash lot_id, serial_hash;
  WayStateKey key;
  WayLotState lot_state;

  way_thing_get_id (lot, &lot_id);
  key = way_state_key_lot (&lot_id);
  if (way_verified_bundle_find_record (self, &key, &way_lot_state_schema, &lot_state)
          != WAY_PROOF_PRESENT
      || answer == NULL || answer->leaves.n == 0 || !way_record_has (&lot_state, 3))
    return WAY_PROOF_NOT_KNOWN;
  leaves = answer->leaves.items;
  way_sha256 (serial, &serial_hash);
  if (answer->leaves.n == 1 && way_hash_equal (&leaves[0].serial_hash, &serial_hash))
    {
      if (!way_unit_proof_verify (&leaves[0].proof, &serial_hash, lot_state.quantity,
                                  &lot_state.root))
        return WAY_PROOF_WRONG;
      if (out_proof != NULL)
        *out_proof = &leaves[0].proof;
      return WAY_PROOF_PRESENT;
    }
  return way_lot_verify_absent (&answer->leaves, &serial_hash, lot_state.quantity,
                                &lot_state.root)
             ? WAY_PROOF_ABSENT
             : WAY_PROOF_WRONG;
}
