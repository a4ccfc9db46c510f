/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-ledger.h"

/* A statement that decodes into more than this is refused as too large. */
#define ARENA_LIMIT ((gsize) 64 * 1024 * 1024)

WayResult
way_candidate_init (WayCandidate *candidate, WaySlice encoded)
{
  WayResult result;

  candidate->encoded = encoded;
  candidate->is_verified = FALSE;
  way_arena_init (&candidate->arena, ARENA_LIMIT);
  result = way_statement_parse (encoded, &candidate->arena, &candidate->statement);
  if (result != WAY_RESULT_OK)
    way_arena_clear (&candidate->arena);
  return result;
}

void
way_candidate_clear (WayCandidate *candidate)
{
  way_arena_clear (&candidate->arena);
}

const WayPublicKey *
way_candidate_get_own_key (const WayCandidate *candidate)
{
  const WayAction *first = &candidate->statement.payload.actions[0];

  if (first->kind != WAY_ACTION_REGISTER)
    return NULL;
  return (const WayPublicKey *) (gconstpointer) ((const WayRegister *) first->body)->key;
}

static gboolean
is_named_key (const WayCandidate *candidate, const WayPublicKey *key)
{
  WayHash key_id;

  way_public_key_get_thumbprint (key, &key_id);
  return way_hash_equal (&key_id, &candidate->statement.cose.key_id);
}

gboolean
way_candidate_verify (WayCandidate *candidate, const WayPublicKey *key)
{
  g_autoptr (GByteArray)
      bytes = g_byte_array_sized_new ((guint) candidate->encoded.len + 64);

  way_cose_append_to_be_signed (&candidate->statement.cose, bytes);
  candidate->verified_key = *key;
  candidate->is_verified =
      is_named_key (candidate, key)
      && way_signature_verify_strict (key, WAY_SLICE_INIT (bytes->data, bytes->len),
                                      &candidate->statement.cose.signature);
  return candidate->is_verified;
}

gboolean
way_candidate_verify_in_block (WayCandidate *candidate,
                               const WayPublicKey *key,
                               guint *slow_calls)
{
  g_autoptr (GByteArray)
      bytes = g_byte_array_sized_new ((guint) candidate->encoded.len + 64);
  gboolean is_exhausted = FALSE;

  way_cose_append_to_be_signed (&candidate->statement.cose, bytes);
  candidate->verified_key = *key;
  candidate->is_verified =
      is_named_key (candidate, key)
      && way_signature_verify_limited (key, WAY_SLICE_INIT (bytes->data, bytes->len),
                                       &candidate->statement.cose.signature, slow_calls,
                                       WAY_BLOCK_MAX_SLOW_VERIFICATIONS, &is_exhausted);
  return candidate->is_verified;
}
