/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-log-proof.h"

#include "way-checked.h"

/* 1 tag, 1 array header, three integers of at most 9 bytes, 34 bytes of hash, 2 of result */
#define LEAF_MAX 72

static guint8 *
put_unsigned (guint8 *out, guint64 value)
{
  guint8 bytes[8];
  gsize len;

  if (value < 24)
    {
      *out = value;
      return out + 1;
    }
  len = value <= 0xff ? 1 : value <= 0xffff ? 2 : value <= 0xffffffff ? 4 : 8;
  *out = len == 1 ? 0x18 : len == 2 ? 0x19 : len == 4 ? 0x1a : 0x1b;
  way_put_be64 (bytes, value);
  memcpy (out + 1, bytes + 8 - len, len);
  return out + 1 + len;
}

void
way_log_hash_leaf (guint64 height,
                   guint64 time_ms,
                   guint64 index,
                   const WayHash *statement_sha256,
                   guint8 result,
                   WayHash *out_leaf)
{
  guint8 bytes[LEAF_MAX], *next = bytes;

  *next++ = WAY_MERKLE_LEAF;
  *next++ = 0x85; /* array of 5 */
  next = put_unsigned (next, height);
  next = put_unsigned (next, time_ms);
  next = put_unsigned (next, index);
  *next++ = 0x58; /* byte string, length in the next byte */
  *next++ = WAY_HASH_SIZE;
  memcpy (next, statement_sha256->bytes, WAY_HASH_SIZE);
  next = put_unsigned (next + WAY_HASH_SIZE, result);
  way_sha256 (WAY_SLICE_INIT (bytes, next - bytes), out_leaf);
}

void
way_log_get_root (const WayHash *leaves, gsize n_leaves, WayHash *out_root)
{
  /* Complete subtrees from the left, like a binary counter: the one at level i exists
   * where bit i of the number of leaves seen is set. */
  WayHash peaks[64];
  gboolean have_root = FALSE;

  if (n_leaves == 0)
    way_sha256 (WAY_SLICE_INIT (NULL, 0), out_root);
  for (gsize i = 0; i < n_leaves; i++)
    {
      WayHash hash = leaves[i];
      guint level = 0;

      for (; (i >> level) & 1; level++)
        way_merkle_hash_inner (&peaks[level], &hash, &hash);
      peaks[level] = hash;
    }
  for (guint level = 0; level < 64; level++)
    {
      if (!((guint64) n_leaves >> level & 1))
        continue;
      if (have_root)
        way_merkle_hash_inner (&peaks[level], out_root, out_root);
      else
        *out_root = peaks[level];
      have_root = TRUE;
    }
}

gboolean
way_log_get_root_by_path (guint64 index,
                          guint64 size,
                          const WayHash *leaf,
                          const WayHash *path,
                          gsize n_path,
                          WayHash *out_root)
{
  guint64 last = size - 1;
  WayHash hash = *leaf;

  if (index >= size)
    return FALSE;
  for (gsize i = 0; i < n_path; i++)
    {
      if (last == 0)
        return FALSE;
      if ((index & 1) || index == last)
        {
          way_merkle_hash_inner (&path[i], &hash, &hash);
          while (!(index & 1) && index != 0)
            {
              index >>= 1;
              last >>= 1;
            }
        }
      else
        way_merkle_hash_inner (&hash, &path[i], &hash);
      index >>= 1;
      last >>= 1;
    }
  *out_root = hash;
  return last == 0;
}

gboolean
way_log_verify_inclusion (guint64 index,
                          guint64 size,
                          const WayHash *leaf,
                          const WayHash *path,
                          gsize n_path,
                          const WayHash *root)
{
  WayHash hash;

  return way_log_get_root_by_path (index, size, leaf, path, n_path, &hash)
         && way_hash_equal (&hash, root);
}

/* Folds @path into the roots of both trees; @old_hash and @new_hash start as the node
 * from which both grow. */
static gboolean
fold_consistency (guint64 old_last,
                  guint64 new_last,
                  const WayHash *path,
                  gsize n_path,
                  WayHash *old_hash,
                  WayHash *new_hash)
{
  for (gsize i = 0; i < n_path; i++)
    {
      if (new_last == 0)
        return FALSE;
      if ((old_last & 1) || old_last == new_last)
        {
          way_merkle_hash_inner (&path[i], old_hash, old_hash);
          way_merkle_hash_inner (&path[i], new_hash, new_hash);
          while (!(old_last & 1) && old_last != 0)
            {
              old_last >>= 1;
              new_last >>= 1;
            }
        }
      else
        way_merkle_hash_inner (new_hash, &path[i], new_hash);
      old_last >>= 1;
      new_last >>= 1;
    }
  return new_last == 0;
}

gboolean
way_log_verify_consistency (guint64 old_size,
                            guint64 new_size,
                            const WayHash *path,
                            gsize n_path,
                            const WayHash *old_root,
                            const WayHash *new_root)
{
  guint64 old_last = old_size - 1, new_last = new_size - 1;
  WayHash old_hash, new_hash;

  if (old_size == 0 || old_size > new_size)
    return FALSE;
  if (old_size == new_size)
    return n_path == 0 && way_hash_equal (old_root, new_root);
  if (n_path == 0)
    return FALSE;
  while (old_last & 1)
    {
      old_last >>= 1;
      new_last >>= 1;
    }
  /* A complete old tree is itself the node to start from, and not in the path. */
  old_hash = (old_size & (old_size - 1)) == 0 ? *old_root : path[0];
  if ((old_size & (old_size - 1)) != 0)
    {
      path++;
      n_path--;
    }
  new_hash = old_hash;
  return fold_consistency (old_last, new_last, path, n_path, &old_hash, &new_hash)
         && way_hash_equal (&old_hash, old_root) && way_hash_equal (&new_hash, new_root);
}
