/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-merkle.h"
#include "way-model.h"

/* Proofs that a key of the state map has a value, or none. docs/spec/state.md; the
 * hashing is that of ICS-23's SmtSpec. */

/** SHA-256 (00 ‖ @key_hash ‖ @value_hash). */
static inline void
way_state_hash_leaf (const WayHash *key_hash,
                     const WayHash *value_hash,
                     WayHash *out_leaf)
{
  way_merkle_hash_two (WAY_MERKLE_LEAF, key_hash, value_hash, out_leaf);
}

/** Bit @level of a path, most significant first. */
static inline guint
way_state_path_bit (const WayHash *key_hash, guint level)
{
  return key_hash->bytes[level / 8] >> (7 - level % 8) & 1;
}

/** Returns: how many leading bits @a and @b share, 256 where they are equal. */
guint
way_state_path_common (const WayHash *a, const WayHash *b);

/** Returns: whether @proof shows that @key has @value under @root. */
gboolean
way_state_proof_verify_present (const WayStateProof *proof,
                                const WayHash *root,
                                WaySlice key,
                                WaySlice value);

/** Returns: whether @proof shows that @key has no value under @root. */
gboolean
way_state_proof_verify_absent (const WayStateProof *proof,
                               const WayHash *root,
                               WaySlice key);

/** Presence of `value` where the entry has one, absence where it has none. */
gboolean
way_state_entry_verify (const WayStateEntry *entry, const WayHash *root);
