/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-state-bucket.h"

#include "way-checked.h"
#include "way-merkle.h"
#include "way-state-proof.h"

#define CHECKSUM_SIZE 8
#define ROW_SIZE      70
#define ROW_LEAF      32
#define ROW_KEY_SIZE  64
#define ROW_END       66

/* Four lanes of multiply and rotate over 8-byte words, folded at the end: about a byte for
 * each tenth of a nanosecond. Little-endian by definition. */
static guint64
get_checksum (const guint8 *bytes, gsize len)
{
  const guint64 prime = G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  guint64 lanes[4] = { len, prime, ~(guint64) len, ~prime }, sum = 0;

  for (gsize at = 0; at < len; at += 32)
    {
      guint64 words[4] = { 0 };

      memcpy (words, bytes + at, MIN (32, len - at));
      for (guint i = 0; i < 4; i++)
        {
          lanes[i] = (lanes[i] ^ GUINT64_FROM_LE (words[i])) * prime;
          lanes[i] ^= lanes[i] >> 29;
        }
    }
  for (guint i = 0; i < 4; i++)
    sum = ((sum ^ lanes[i]) * prime) ^ (sum >> 32);
  return sum;
}

static guint32
get_end (const guint8 *row)
{
  return way_get_be32 (row + ROW_END);
}

static gsize
get_key_size (const guint8 *row)
{
  return (gsize) row[ROW_KEY_SIZE] << 8 | row[ROW_KEY_SIZE + 1];
}

gboolean
way_bucket_read_head (WaySlice bytes, WayBucketHead *out_head)
{
  if (bytes.len < WAY_BUCKET_HEAD_SIZE)
    return FALSE;
  out_head->depth = bytes.data[CHECKSUM_SIZE];
  out_head->n_entries = way_get_be32 (bytes.data + CHECKSUM_SIZE + 1);
  memcpy (out_head->root.bytes, bytes.data + CHECKSUM_SIZE + 5, WAY_HASH_SIZE);
  return out_head->depth <= WAY_BUCKET_MAX_DEPTH && out_head->n_entries > 0;
}

/* Head, and the table of rows; checks the sum and that the table is inside. */
static gboolean
find_rows (WaySlice bytes, WayBucketHead *head, const guint8 **out_rows)
{
  if (!way_bucket_read_head (bytes, head)
      || (bytes.len - WAY_BUCKET_HEAD_SIZE) / ROW_SIZE < head->n_entries
      || way_get_be64 (bytes.data)
             != get_checksum (bytes.data + CHECKSUM_SIZE, bytes.len - CHECKSUM_SIZE))
    return FALSE;
  *out_rows = bytes.data + WAY_BUCKET_HEAD_SIZE;
  return TRUE;
}

/* Reads row @i; checks that its data are inside. */
static gboolean
read_entry (WaySlice bytes,
            const guint8 *rows,
            gsize n_rows,
            gsize i,
            WayBucketEntry *out_entry)
{
  const guint8 *row = rows + i * ROW_SIZE, *data = rows + n_rows * ROW_SIZE;
  gsize start = i > 0 ? get_end (row - ROW_SIZE) : 0, end = get_end (row);
  gsize key_size = get_key_size (row);

  if (end < start || end - start < key_size
      || end > bytes.len - (gsize) (data - bytes.data))
    return FALSE;
  memcpy (out_entry->key_hash.bytes, row, WAY_HASH_SIZE);
  memcpy (out_entry->leaf.bytes, row + ROW_LEAF, WAY_HASH_SIZE);
  out_entry->key = WAY_SLICE_INIT (data + start, key_size);
  out_entry->value = WAY_SLICE_INIT (data + start + key_size, end - start - key_size);
  return TRUE;
}

gboolean
way_bucket_list (WaySlice bytes, GArray *entries)
{
  WayBucketHead head;
  const guint8 *rows;

  if (!find_rows (bytes, &head, &rows))
    return FALSE;
  for (gsize i = 0; i < head.n_entries; i++)
    {
      WayBucketEntry entry;

      if (!read_entry (bytes, rows, head.n_entries, i, &entry))
        return FALSE;
      g_array_append_val (entries, entry);
    }
  return TRUE;
}

gboolean
way_bucket_find (WaySlice bytes,
                 const WayHash *key_hash,
                 WayBucketEntry *out_entry,
                 gboolean *out_found)
{
  WayBucketHead head;
  const guint8 *rows;
  gsize low = 0, high;

  if (!find_rows (bytes, &head, &rows))
    return FALSE;
  high = head.n_entries;
  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (memcmp (rows + middle * ROW_SIZE, key_hash->bytes, WAY_HASH_SIZE) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  *out_found = low < head.n_entries
               && memcmp (rows + low * ROW_SIZE, key_hash->bytes, WAY_HASH_SIZE) == 0;
  return !*out_found || read_entry (bytes, rows, head.n_entries, low, out_entry);
}

gsize
way_bucket_get_size (const WayBucketEntry *entries, gsize n_entries)
{
  gsize size = WAY_BUCKET_HEAD_SIZE + n_entries * ROW_SIZE;

  for (gsize i = 0; i < n_entries; i++)
    size += entries[i].key.len + entries[i].value.len;
  return size;
}

void
way_bucket_write (const WayBucketEntry *entries,
                  gsize n_entries,
                  guint depth,
                  GByteArray *out,
                  WayHash *out_root)
{
  guint8 *row, *data, *start;

  g_byte_array_set_size (out, (guint) way_bucket_get_size (entries, n_entries));
  way_bucket_get_root (entries, n_entries, depth, out_root);
  out->data[CHECKSUM_SIZE] = (guint8) depth;
  way_put_be32 (out->data + CHECKSUM_SIZE + 1, (guint32) n_entries);
  memcpy (out->data + CHECKSUM_SIZE + 5, out_root->bytes, WAY_HASH_SIZE);
  row = out->data + WAY_BUCKET_HEAD_SIZE;
  start = data = row + n_entries * ROW_SIZE;
  for (gsize i = 0; i < n_entries; i++, row += ROW_SIZE)
    {
      const WayBucketEntry *entry = &entries[i];

      memcpy (row, entry->key_hash.bytes, WAY_HASH_SIZE);
      memcpy (row + ROW_LEAF, entry->leaf.bytes, WAY_HASH_SIZE);
      row[ROW_KEY_SIZE] = (guint8) (entry->key.len >> 8);
      row[ROW_KEY_SIZE + 1] = (guint8) entry->key.len;
      memcpy (data, entry->key.data, entry->key.len);
      data += entry->key.len;
      if (entry->value.len > 0)
        memcpy (data, entry->value.data, entry->value.len);
      data += entry->value.len;
      way_put_be32 (row + ROW_END, (guint32) (data - start));
    }
  way_put_be64 (out->data,
                get_checksum (out->data + CHECKSUM_SIZE, out->len - CHECKSUM_SIZE));
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
