/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-naive-tree.h"

#include "way-hash.h"

static void
hash_three (guint8 tag, const WayHash *a, const WayHash *b, WayHash *out)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  g_byte_array_append (bytes, &tag, 1);
  g_byte_array_append (bytes, a->bytes, 32);
  g_byte_array_append (bytes, b->bytes, 32);
  way_sha256 (WAY_SLICE_INIT (bytes->data, bytes->len), out);
}

/* ---- Log ------------------------------------------------------------------------------- */

/* The largest power of two smaller than @n. */
static gsize
split (gsize n)
{
  gsize k = 1;

  while (2 * k < n)
    k *= 2;
  return k;
}

void
way_naive_log_root (const WayHash *leaves, gsize n, WayHash *out_root)
{
  WayHash left, right;

  if (n == 0)
    way_sha256 (WAY_SLICE_INIT ("", 0), out_root);
  else if (n == 1)
    *out_root = leaves[0];
  else
    {
      way_naive_log_root (leaves, split (n), &left);
      way_naive_log_root (leaves + split (n), n - split (n), &right);
      hash_three (1, &left, &right, out_root);
    }
}

static void
append_root (const WayHash *leaves, gsize n, GArray *path)
{
  WayHash hash;

  way_naive_log_root (leaves, n, &hash);
  g_array_append_val (path, hash);
}

void
way_naive_log_path (gsize m, const WayHash *leaves, gsize n, GArray *path)
{
  gsize k = split (n);

  if (n == 1)
    return;
  if (m < k)
    {
      way_naive_log_path (m, leaves, k, path);
      append_root (leaves + k, n - k, path);
    }
  else
    {
      way_naive_log_path (m - k, leaves + k, n - k, path);
      append_root (leaves, k, path);
    }
}

static void
subproof (gsize m, const WayHash *leaves, gsize n, gboolean is_complete, GArray *path)
{
  gsize k = split (n);

  if (m == n)
    {
      if (!is_complete)
        append_root (leaves, n, path);
      return;
    }
  if (m <= k)
    {
      subproof (m, leaves, k, is_complete, path);
      append_root (leaves + k, n - k, path);
    }
  else
    {
      subproof (m - k, leaves + k, n - k, FALSE, path);
      append_root (leaves, k, path);
    }
}

void
way_naive_log_consistency (gsize m, const WayHash *leaves, gsize n, GArray *path)
{
  subproof (m, leaves, n, TRUE, path);
}

/* ---- State ----------------------------------------------------------------------------- */

typedef struct
{
  WayHash key_hash, value_hash;
} Leaf;

void
way_naive_state_init (WayNaiveState *self)
{
  self->values = g_hash_table_new_full (g_bytes_hash, g_bytes_equal,
                                        (GDestroyNotify) g_bytes_unref,
                                        (GDestroyNotify) g_bytes_unref);
}

void
way_naive_state_clear (WayNaiveState *self)
{
  g_clear_pointer (&self->values, g_hash_table_unref);
}

void
way_naive_state_put (WayNaiveState *self, WaySlice key, WaySlice value)
{
  g_autoptr (GBytes) key_bytes = g_bytes_new (key.data, key.len);

  if (value.len == 0)
    g_hash_table_remove (self->values, key_bytes);
  else
    g_hash_table_insert (self->values, g_steal_pointer (&key_bytes),
                         g_bytes_new (value.data, value.len));
}

static GArray *
list_leaves (WayNaiveState *self)
{
  GArray *leaves = g_array_new (FALSE, FALSE, sizeof (Leaf));
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->values);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      Leaf leaf;

      way_sha256 (way_slice_from_bytes (key), &leaf.key_hash);
      way_sha256 (way_slice_from_bytes (value), &leaf.value_hash);
      g_array_append_val (leaves, leaf);
    }
  return leaves;
}

static guint
get_bit (const WayHash *hash, guint level)
{
  return hash->bytes[level / 8] >> (7 - level % 8) & 1;
}

/* The leaves whose bit at @level is @bit. */
static GArray *
filter (GArray *leaves, guint level, guint bit)
{
  GArray *some = g_array_new (FALSE, FALSE, sizeof (Leaf));

  for (guint i = 0; i < leaves->len; i++)
    if (get_bit (&g_array_index (leaves, Leaf, i).key_hash, level) == bit)
      g_array_append_val (some, g_array_index (leaves, Leaf, i));
  return some;
}

static void
get_root (GArray *leaves, guint level, WayHash *out)
{
  memset (out, 0, sizeof *out);
  if (leaves->len == 1)
    {
      Leaf *leaf = &g_array_index (leaves, Leaf, 0);

      hash_three (0, &leaf->key_hash, &leaf->value_hash, out);
    }
  else if (leaves->len > 1)
    {
      g_autoptr (GArray) left = filter (leaves, level, 0);
      g_autoptr (GArray) right = filter (leaves, level, 1);
      WayHash left_hash, right_hash;

      get_root (left, level + 1, &left_hash);
      get_root (right, level + 1, &right_hash);
      hash_three (1, &left_hash, &right_hash, out);
    }
}

void
way_naive_state_get_root (WayNaiveState *self, WayHash *out_root)
{
  g_autoptr (GArray) leaves = list_leaves (self);

  get_root (leaves, 0, out_root);
}

void
way_naive_state_prove (WayNaiveState *self,
                       WaySlice key,
                       WayArena *arena,
                       WayStateProof *out_proof)
{
  g_autoptr (GArray) leaves = list_leaves (self);
  guint8 *bitmap = way_arena_alloc (arena, 32);
  WayHash *siblings = way_arena_alloc (arena, 256 * sizeof (WayHash));
  WayHash key_hash;
  guint level = 0, n = 0;

  way_sha256 (key, &key_hash);
  for (; leaves->len > 1; level++)
    {
      GArray *mine = filter (leaves, level, get_bit (&key_hash, level));
      g_autoptr (GArray) others = filter (leaves, level, !get_bit (&key_hash, level));

      get_root (others, level + 1, &siblings[n]);
      if (others->len > 0)
        {
          bitmap[level / 8] |= 0x80 >> level % 8;
          n++;
        }
      g_array_unref (leaves);
      leaves = mine;
    }
  *out_proof = (WayStateProof) {
    .depth = level,
    .bitmap = WAY_SLICE_INIT (bitmap, (level + 7) / 8),
    .siblings = { .items = siblings, .n = n },
  };
  if (leaves->len == 1
      && !way_hash_equal (&g_array_index (leaves, Leaf, 0).key_hash, &key_hash))
    {
      out_proof->present = 1 << 4 | 1 << 5;
      out_proof->other_key_hash = g_array_index (leaves, Leaf, 0).key_hash;
      out_proof->other_value_hash = g_array_index (leaves, Leaf, 0).value_hash;
    }
}
