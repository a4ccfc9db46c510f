/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-state-bucket.h"

#include "way-merkle.h"
#include "way-state-proof.h"

/* Four lanes of multiply and shift over 8-byte words, folded at the end. */
static guint64
get_checksum (const WayBucket *bucket)
{
  const guint64 prime = G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  guint64 lanes[4] = { 1, prime, 2, ~prime }, sum = bucket->n_entries;
  const guint8 *bytes = bucket->root_start;
  gsize len = sizeof bucket->root_start + sizeof bucket->quarters
              + bucket->n_entries * sizeof (WayBucketEntry);

  for (gsize at = 0; at < len; at += 8)
    {
      guint64 word, *lane = &lanes[at / 8 % 4];

      memcpy (&word, bytes + at, sizeof word);
      *lane = (*lane ^ word) * prime;
      *lane ^= *lane >> 29;
    }
  for (guint i = 0; i < 4; i++)
    sum = ((sum ^ lanes[i]) * prime) ^ (sum >> 32);
  return sum;
}

guint
way_bucket_get_quarter (const WayHash *key_hash, guint depth)
{
  return way_state_path_bit (key_hash, depth) << 1
         | (depth + 1 < 8 * WAY_HASH_SIZE ? way_state_path_bit (key_hash, depth + 1) : 0);
}

/* The parent of two subtrees with @n_left and @n_right entries. */
static void
join (const WayHash *left,
      gsize n_left,
      const WayHash *right,
      gsize n_right,
      WayHash *out_hash)
{
  if (n_left + n_right == 0)
    memset (out_hash, 0, sizeof *out_hash);
  else if (n_left + n_right == 1)
    *out_hash = n_left == 1 ? *left : *right;
  else
    way_merkle_hash_inner (left, right, out_hash);
}

void
way_bucket_fill (WayBucket *out,
                 const WayBucketEntry *entries,
                 gsize n_entries,
                 guint depth,
                 const WayBucket *old,
                 guint changed,
                 WayHash *out_root)
{
  gsize n[WAY_BUCKET_QUARTERS] = { 0 }, start = 0;
  WayHash halves[2];

  g_assert (n_entries > 0 && n_entries <= WAY_BUCKET_MAX_ENTRIES);
  for (gsize i = 0; i < n_entries; i++)
    n[way_bucket_get_quarter (&entries[i].key_hash, depth)]++;
  for (guint i = 0; i < WAY_BUCKET_QUARTERS; start += n[i++])
    if (old != NULL && !(changed >> i & 1))
      out->quarters[i] = old->quarters[i];
    else
      way_bucket_get_root (entries + start, n[i], depth + 2, &out->quarters[i]);
  join (&out->quarters[0], n[0], &out->quarters[1], n[1], &halves[0]);
  join (&out->quarters[2], n[2], &out->quarters[3], n[3], &halves[1]);
  join (&halves[0], n[0] + n[1], &halves[1], n[2] + n[3], out_root);
  out->n_entries = n_entries;
  memcpy (out->root_start, out_root->bytes, sizeof out->root_start);
  memcpy (out->entries, entries, n_entries * sizeof *entries);
  memset (&out->entries[n_entries], 0,
          (WAY_BUCKET_MAX_ENTRIES - n_entries) * sizeof *entries + sizeof out->unused);
  out->checksum = get_checksum (out);
}

gboolean
way_bucket_is_intact (const WayBucket *self, const WayHash *root)
{
  return self->n_entries > 0 && self->n_entries <= WAY_BUCKET_MAX_ENTRIES
         && memcmp (self->root_start, root->bytes, sizeof self->root_start) == 0
         && self->checksum == get_checksum (self);
}

const WayBucketEntry *
way_bucket_find (const WayBucket *self, const WayHash *key_hash)
{
  gsize low = 0, high = MIN (self->n_entries, WAY_BUCKET_MAX_ENTRIES);

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;
      int order = memcmp (&self->entries[middle].key_hash, key_hash, WAY_HASH_SIZE);

      if (order == 0)
        return &self->entries[middle];
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return NULL;
}

gsize
way_bucket_split (const WayBucketEntry *entries, gsize n_entries, guint depth)
{
  gsize low = 0, high = n_entries;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (way_state_path_bit (&entries[middle].key_hash, depth))
        high = middle;
      else
        low = middle + 1;
    }
  return low;
}

void
way_bucket_get_root (const WayBucketEntry *entries,
                     gsize n_entries,
                     guint depth,
                     WayHash *out_root)
{
  WayHash left, right;
  gsize n_left;

  if (n_entries <= 1)
    {
      *out_root = n_entries == 1 ? entries[0].leaf : (WayHash) { { 0 } };
      return;
    }
  n_left = way_bucket_split (entries, n_entries, depth);
  way_bucket_get_root (entries, n_left, depth + 1, &left);
  way_bucket_get_root (entries + n_left, n_entries - n_left, depth + 1, &right);
  way_merkle_hash_inner (&left, &right, out_root);
}
