/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-state-proof.h"

#define PATH_BITS 256

static const WayHash empty_subtree;

guint
way_state_path_common (const WayHash *a, const WayHash *b)
{
  for (guint i = 0; i < WAY_HASH_SIZE; i++)
    if (a->bytes[i] != b->bytes[i])
      return 8 * i + (guint) __builtin_clz (a->bytes[i] ^ b->bytes[i]) - 24;
  return PATH_BITS;
}

static gboolean
has_sibling (const WayStateProof *proof, guint level)
{
  return proof->bitmap.data[level / 8] >> (7 - level % 8) & 1;
}

/* Whether bitmap and siblings are as the format wants them for this depth. */
static gboolean
is_well_formed (const WayStateProof *proof)
{
  const WayHash *siblings = proof->siblings.items;
  gsize n_set = 0;

  if (proof->depth > PATH_BITS || proof->bitmap.len != (proof->depth + 7) / 8)
    return FALSE;
  for (gsize i = 0; i < proof->bitmap.len; i++)
    n_set += (gsize) __builtin_popcount (proof->bitmap.data[i]);
  if (n_set != proof->siblings.n)
    return FALSE;
  if (proof->depth % 8 != 0
      && (proof->bitmap.data[proof->bitmap.len - 1] & (0xff >> proof->depth % 8)) != 0)
    return FALSE;
  for (gsize i = 0; i < proof->siblings.n; i++)
    if (way_hash_is_zero (&siblings[i]))
      return FALSE;
  return TRUE;
}

/* Whether @hash at the proof's depth on the path of @key_hash gives @root. */
static gboolean
leads_to_root (const WayStateProof *proof,
               const WayHash *key_hash,
               const WayHash *hash,
               const WayHash *root)
{
  const WayHash *siblings = proof->siblings.items;
  gsize n_left = proof->siblings.n;
  WayHash here = *hash;

  for (guint level = (guint) proof->depth; level-- > 0;)
    {
      const WayHash *sibling = &empty_subtree;

      if (has_sibling (proof, level))
        sibling = &siblings[--n_left];
      if (way_state_path_bit (key_hash, level))
        way_merkle_hash_inner (sibling, &here, &here);
      else
        way_merkle_hash_inner (&here, sibling, &here);
    }
  return way_hash_equal (&here, root);
}

gboolean
way_state_proof_verify_present (const WayStateProof *proof,
                                const WayHash *root,
                                WaySlice key,
                                WaySlice value)
{
  WayHash key_hash, value_hash, leaf;

  if (!is_well_formed (proof) || way_record_has (proof, 4) || way_record_has (proof, 5))
    return FALSE;
  way_sha256 (key, &key_hash);
  way_sha256 (value, &value_hash);
  way_state_hash_leaf (&key_hash, &value_hash, &leaf);
  return leads_to_root (proof, &key_hash, &leaf, root);
}

gboolean
way_state_proof_verify_absent (const WayStateProof *proof,
                               const WayHash *root,
                               WaySlice key)
{
  WayHash key_hash, leaf;

  if (!is_well_formed (proof) || way_record_has (proof, 4) != way_record_has (proof, 5))
    return FALSE;
  way_sha256 (key, &key_hash);
  if (!way_record_has (proof, 4))
    return leads_to_root (proof, &key_hash, &empty_subtree, root);
  if (way_hash_equal (&proof->other_key_hash, &key_hash)
      || way_state_path_common (&proof->other_key_hash, &key_hash) < proof->depth)
    return FALSE;
  way_state_hash_leaf (&proof->other_key_hash, &proof->other_value_hash, &leaf);
  return leads_to_root (proof, &key_hash, &leaf, root);
}

gboolean
way_state_entry_verify (const WayStateEntry *entry, const WayHash *root)
{
  if (way_record_has (entry, 2))
    return way_state_proof_verify_present (&entry->proof, root, entry->key, entry->value);
  return way_state_proof_verify_absent (&entry->proof, root, entry->key);
}
