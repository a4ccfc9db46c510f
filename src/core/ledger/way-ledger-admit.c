/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-ledger-private.h"

/* docs/spec/ledger.md, "Admission", row by row */

static WayResult
check_payload (const WayLedger *self, const WayCandidate *candidate)
{
  const WayParameters *parameters = &self->genesis.parameters;
  const WayPayload *payload = &candidate->statement.payload;

  if (candidate->encoded.len > parameters->max_statement_bytes)
    return WAY_RESULT_TOO_LARGE;
  if (!way_hash_equal (&payload->network, &self->network))
    return WAY_RESULT_WRONG_NETWORK;
  if (payload->not_after < self->apply.now)
    return WAY_RESULT_EXPIRED;
  if (payload->not_after - self->apply.now > parameters->max_not_after_ms)
    return WAY_RESULT_NOT_AFTER_TOO_FAR;
  return WAY_RESULT_OK;
}

static gboolean
is_only_register (const WayPayload *payload)
{
  for (gsize i = 1; i < payload->n_actions; i++)
    {
      if (payload->actions[i].kind == WAY_ACTION_REGISTER)
        return FALSE;
    }
  return TRUE;
}

/** A key without an account may register one. Its first try, if refused, has left its state
 * behind, so that its sequence goes on. */
static WayResult
admit_registration (WayLedger *self, const WayCandidate *candidate, WayKeyState *state)
{
  const WayPublicKey *key = way_candidate_get_own_key (candidate);
  WayHash key_id;

  if (key == NULL || !is_only_register (&candidate->statement.payload))
    return WAY_RESULT_UNKNOWN_KEY;
  way_public_key_get_thumbprint (key, &key_id);
  if (!way_hash_equal (&key_id, &self->apply.key_id))
    return WAY_RESULT_UNKNOWN_KEY;
  if (!way_public_key_is_strong (key))
    return WAY_RESULT_WEAK_KEY;
  self->apply.is_registration = TRUE;
  if (state->added_height > 0)
    return WAY_RESULT_OK;
  *state = (WayKeyState) { .account = key_id, .added_height = self->apply.height };
  memcpy (state->key, key->bytes, sizeof state->key);
  return WAY_RESULT_OK;
}

static WayResult
find_key (WayLedger *self, const WayCandidate *candidate, WayKeyState *out_state)
{
  WayStateKey key = way_state_key_key (&self->apply.key_id);

  self->apply.is_registration = FALSE;
  if (way_apply_get (&self->apply, &key, &way_key_state_schema, out_state)
      && way_apply_has_account (&self->apply, &out_state->account))
    return WAY_RESULT_OK;
  return admit_registration (self, candidate, out_state);
}

WayResult
way_ledger_admit (WayLedger *self, const WayCandidate *candidate, WayKeyState *out_state)
{
  const WayPayload *payload = &candidate->statement.payload;
  WayResult result = check_payload (self, candidate);

  if (result != WAY_RESULT_OK)
    return result;
  self->apply.key_id = candidate->statement.cose.key_id;
  result = find_key (self, candidate, out_state);
  if (result != WAY_RESULT_OK)
    return result;
  if (!way_hash_equal (&out_state->account, &payload->account))
    return WAY_RESULT_WRONG_ACCOUNT;
  if (way_record_has (out_state, 5))
    return WAY_RESULT_KEY_REVOKED;
  if (!candidate->is_verified
      || memcmp (candidate->verified_key.bytes, out_state->key, sizeof out_state->key)
             != 0)
    return WAY_RESULT_BAD_SIGNATURE;
  if (self->n_statements >= self->genesis.parameters.max_block_statements)
    return WAY_RESULT_BLOCK_FULL;
  if (payload->sequence == 0 || payload->sequence - 1 != out_state->sequence)
    return WAY_RESULT_BAD_SEQUENCE;
  self->apply.signer = out_state->account;
  out_state->sequence = payload->sequence;
  return WAY_RESULT_OK;
}
