/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-lot-tree.h"

#include <stdlib.h>

#include "way-checked.h"
#include "way-log-proof.h"

/* Tag, array header, two hashes and a salt with their lengths, a third hash or null. */
#define LEAF_MAX   (1 + 1 + 34 + 34 + 17 + 34)
#define DIGIT_BITS 12
#define DIGITS     (1 << DIGIT_BITS)

/* ---- Leaves ---------------------------------------------------------------------------- */

static guint8 *
put_hash (guint8 *out, const guint8 bytes32[32])
{
  out[0] = 0x58; /* byte string, length in the next byte */
  out[1] = 32;
  memcpy (out + 2, bytes32, 32);
  return out + 34;
}

static void
hash_leaf (const guint8 serial_hash[32],
           const guint8 claim_key[32],
           const guint8 salt[16],
           const guint8 *first_case,
           WayHash *out_leaf)
{
  guint8 bytes[LEAF_MAX], *next = bytes;

  *next++ = WAY_MERKLE_LEAF;
  *next++ = 0x84; /* array of 4 */
  next = put_hash (next, serial_hash);
  next = put_hash (next, claim_key);
  *next++ = 0x50; /* byte string of 16 */
  memcpy (next, salt, 16);
  next += 16;
  if (first_case != NULL)
    next = put_hash (next, first_case);
  else
    *next++ = 0xf6; /* null */
  way_sha256 (WAY_SLICE_INIT (bytes, next - bytes), out_leaf);
}

void
way_lot_hash_leaf (const WayLotUnit *unit, WayHash *out_leaf)
{
  hash_leaf (unit->serial_hash.bytes, unit->claim_key, unit->salt,
             way_hash_is_zero (&unit->first_case) ? NULL : unit->first_case.bytes,
             out_leaf);
}

/* ---- Sorting --------------------------------------------------------------------------- */

/* A unit's place in the input and the start of its serial hash, which decides nearly
 * every comparison without touching the unit itself. */
typedef struct
{
  guint64 prefix;
  const WayLotUnit *unit;
} SortItem;

static int
compare_items (gconstpointer a, gconstpointer b)
{
  const SortItem *left = a, *right = b;

  if (left->prefix != right->prefix)
    return left->prefix < right->prefix ? -1 : 1;
  return memcmp (left->unit->serial_hash.bytes, right->unit->serial_hash.bytes,
                 WAY_HASH_SIZE);
}

/* One stable pass by the DIGIT_BITS bits above @shift. */
static void
distribute (const SortItem *from, SortItem *to, gsize n, guint shift)
{
  guint32 starts[DIGITS] = { 0 };
  guint32 sum = 0;

  for (gsize i = 0; i < n; i++)
    starts[from[i].prefix >> shift & (DIGITS - 1)]++;
  for (gsize i = 0; i < DIGITS; i++)
    {
      guint32 count = starts[i];

      starts[i] = sum;
      sum += count;
    }
  for (gsize i = 0; i < n; i++)
    to[starts[from[i].prefix >> shift & (DIGITS - 1)]++] = from[i];
}

/* Sorts the short runs that the two passes left: those with equal first 24 bits. */
static void
finish_runs (SortItem *items, gsize n)
{
  guint shift = 64 - 2 * DIGIT_BITS;

  for (gsize start = 0, end; start < n; start = end)
    {
      for (end = start + 1;
           end < n && items[end].prefix >> shift == items[start].prefix >> shift; end++)
        ;
      if (end - start == 2 && compare_items (&items[start], &items[start + 1]) > 0)
        {
          SortItem swap = items[start];

          items[start] = items[start + 1];
          items[start + 1] = swap;
        }
      else if (end - start > 2)
        qsort (items + start, end - start, sizeof (SortItem), compare_items);
    }
}

static SortItem *
sort_units (const WayLotUnit *units, gsize n)
{
  SortItem *items = g_new (SortItem, n);
  g_autofree SortItem *other = g_new (SortItem, n);

  for (gsize i = 0; i < n; i++)
    items[i] = (SortItem) { .prefix = way_get_be64 (units[i].serial_hash.bytes),
                            .unit = &units[i] };
  distribute (items, other, n, 64 - 2 * DIGIT_BITS);
  distribute (other, items, n, 64 - DIGIT_BITS);
  finish_runs (items, n);
  return items;
}

/* ---- Sealing --------------------------------------------------------------------------- */

/* Writes the leaf file and, as units pass by in order, folds their leaves into the root:
 * peaks[i] is the complete subtree at level i where bit i of the number seen is set. */
static void
write_and_fold (const SortItem *items, gsize n, guint8 *file, WayHash *out_root)
{
  WayHash peaks[WAY_LOT_PATH_MAX + 1];
  gboolean have_root = FALSE;

  memcpy (file, WAY_LEAF_FILE_MAGIC, WAY_LEAF_FILE_HEADER);
  file += WAY_LEAF_FILE_HEADER;
  for (gsize i = 0; i < n; i++, file += WAY_LEAF_FILE_UNIT)
    {
      WayHash hash;
      guint level = 0;

      if (i + 8 < n)
        __builtin_prefetch (items[i + 8].unit);
      memcpy (file, items[i].unit, WAY_LEAF_FILE_UNIT);
      way_lot_hash_leaf ((const WayLotUnit *) file, &hash);
      for (; (i >> level) & 1; level++)
        way_merkle_hash_inner (&peaks[level], &hash, &hash);
      peaks[level] = hash;
    }
  for (guint level = 0; level <= WAY_LOT_PATH_MAX; level++)
    if (n >> level & 1)
      {
        if (have_root)
          way_merkle_hash_inner (&peaks[level], out_root, out_root);
        else
          *out_root = peaks[level];
        have_root = TRUE;
      }
}

gboolean
way_lot_seal_init (WayLotSeal *seal,
                   const WayLotUnit *units,
                   gsize n_units,
                   GError **error)
{
  g_autofree SortItem *items = NULL;
  gsize size = WAY_LEAF_FILE_HEADER + n_units * WAY_LEAF_FILE_UNIT;
  guint8 *file;

  *seal = (WayLotSeal) { .leaf_file = NULL };
  if (n_units == 0 || n_units > WAY_LOT_MAX_UNITS)
    return way_error_set (error, WAY_RESULT_OUT_OF_RANGE, "number of units of a lot");
  items = sort_units (units, n_units);
  for (gsize i = 1; i < n_units; i++)
    if (items[i - 1].prefix == items[i].prefix
        && compare_items (&items[i - 1], &items[i]) == 0)
      return way_error_set (error, WAY_RESULT_ALREADY_EXISTS, "a serial of the lot");
  file = g_malloc (size);
  write_and_fold (items, n_units, file, &seal->root);
  way_sha256 (WAY_SLICE_INIT (file, size), &seal->leaf_file_hash);
  seal->leaf_file = g_bytes_new_take (file, size);
  return TRUE;
}

void
way_lot_seal_clear (WayLotSeal *seal)
{
  g_clear_pointer (&seal->leaf_file, g_bytes_unref);
}

/* ---- The leaf file --------------------------------------------------------------------- */

WayResult
way_leaf_file_read (WaySlice bytes, WayLeafFile *out_file)
{
  const WayLotUnit *units;
  gsize n_units;

  if (bytes.len < WAY_LEAF_FILE_HEADER
      || memcmp (bytes.data, WAY_LEAF_FILE_MAGIC, WAY_LEAF_FILE_HEADER) != 0
      || (bytes.len - WAY_LEAF_FILE_HEADER) % WAY_LEAF_FILE_UNIT != 0)
    return WAY_RESULT_MALFORMED;
  n_units = (bytes.len - WAY_LEAF_FILE_HEADER) / WAY_LEAF_FILE_UNIT;
  if (n_units == 0 || n_units > WAY_LOT_MAX_UNITS)
    return WAY_RESULT_OUT_OF_RANGE;
  units = (const WayLotUnit *) (bytes.data + WAY_LEAF_FILE_HEADER);
  for (gsize i = 1; i < n_units; i++)
    if (memcmp (&units[i - 1].serial_hash, &units[i].serial_hash, WAY_HASH_SIZE) >= 0)
      return WAY_RESULT_MALFORMED;
  *out_file = (WayLeafFile) { .units = units, .n_units = n_units };
  return WAY_RESULT_OK;
}

gboolean
way_leaf_file_find (const WayLeafFile *file, const WayHash *serial_hash, gsize *out_index)
{
  gsize low = 0, high = file->n_units;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (memcmp (&file->units[middle].serial_hash, serial_hash, WAY_HASH_SIZE) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  *out_index = low;
  return low < file->n_units
         && way_hash_equal (&file->units[low].serial_hash, serial_hash);
}

/* ---- Nodes and paths ------------------------------------------------------------------- */

gsize
way_lot_get_n_nodes (gsize n_units)
{
  gsize n_nodes = n_units;

  for (gsize n = n_units; n > 1;)
    {
      n = (n + 1) / 2;
      n_nodes += n;
    }
  return n_nodes;
}

void
way_lot_fill_nodes (const WayLeafFile *file, WayHash *nodes)
{
  WayHash *above = nodes + file->n_units;

  for (gsize i = 0; i < file->n_units; i++)
    way_lot_hash_leaf (&file->units[i], &nodes[i]);
  for (gsize n = file->n_units; n > 1; n = (n + 1) / 2)
    {
      for (gsize i = 0; i + 1 < n; i += 2)
        way_merkle_hash_inner (&nodes[i], &nodes[i + 1], &above[i / 2]);
      if (n & 1)
        above[n / 2] = nodes[n - 1];
      nodes = above;
      above += (n + 1) / 2;
    }
}

gsize
way_lot_get_path (const WayHash *nodes,
                  gsize n_units,
                  gsize index,
                  WayHash path[WAY_LOT_PATH_MAX])
{
  gsize n_path = 0;

  g_assert (index < n_units && n_units <= WAY_LOT_MAX_UNITS);
  for (gsize n = n_units; n > 1; n = (n + 1) / 2)
    {
      if ((index ^ 1) < n)
        path[n_path++] = nodes[index ^ 1];
      index /= 2;
      nodes += n;
    }
  return n_path;
}

static gboolean
fill_lot_leaf (const WayLeafFile *file,
               const WayHash *nodes,
               gsize index,
               WayArena *arena,
               WayLotLeaf *leaf)
{
  const WayLotUnit *unit = &file->units[index];
  WayUnitProof *proof = &leaf->proof;
  WayHash *path = way_arena_alloc (arena, WAY_LOT_PATH_MAX * sizeof (WayHash));

  if (path == NULL)
    return FALSE;
  leaf->present = 1u << 1 | 1u << 2;
  leaf->serial_hash = unit->serial_hash;
  proof->present = 1u << 1 | 1u << 2 | 1u << 3 | 1u << 5;
  proof->index = index;
  memcpy (proof->claim_key, unit->claim_key, sizeof proof->claim_key);
  memcpy (proof->salt, unit->salt, sizeof proof->salt);
  if (!way_hash_is_zero (&unit->first_case))
    {
      proof->present |= 1u << 4;
      proof->first_case = unit->first_case;
    }
  proof->path = (WayRecords) {
    .items = path,
    .n = way_lot_get_path (nodes, file->n_units, index, path),
  };
  return TRUE;
}

gboolean
way_lot_get_leaves (const WayLeafFile *file,
                    const WayHash *nodes,
                    const WayHash *serial_hash,
                    WayArena *arena,
                    WayRecords *out_leaves)
{
  gsize index;
  gboolean is_found = way_leaf_file_find (file, serial_hash, &index);
  gsize first = is_found || index == 0 ? index : index - 1;
  gsize end = MIN (index + 1, file->n_units);
  WayLotLeaf *leaves = way_arena_alloc (arena, 2 * sizeof (WayLotLeaf));

  *out_leaves = (WayRecords) { .items = leaves };
  for (gsize i = first; leaves != NULL && i < end; i++)
    {
      if (!fill_lot_leaf (file, nodes, i, arena, &leaves[i - first]))
        break;
      out_leaves->n++;
    }
  return is_found;
}

/* ---- Verification ---------------------------------------------------------------------- */

gboolean
way_unit_proof_verify (const WayUnitProof *proof,
                       const WayHash *serial_hash,
                       guint64 n_units,
                       const WayHash *root)
{
  const guint8 *first_case = way_record_has (proof, 4) ? proof->first_case.bytes : NULL;
  WayHash leaf;

  if (n_units == 0 || n_units > WAY_LOT_MAX_UNITS || proof->path.n > WAY_LOT_PATH_MAX)
    return FALSE;
  hash_leaf (serial_hash->bytes, proof->claim_key, proof->salt, first_case, &leaf);
  return way_log_verify_inclusion (proof->index, n_units, &leaf, proof->path.items,
                                   proof->path.n, root);
}

gboolean
way_lot_verify_absent (const WayRecords *leaves,
                       const WayHash *serial_hash,
                       guint64 n_units,
                       const WayHash *root)
{
  const WayLotLeaf *first = leaves->items, *last = first + leaves->n - 1;
  gboolean is_before_last, is_after_first;

  if (leaves->n < 1 || leaves->n > 2)
    return FALSE;
  for (const WayLotLeaf *leaf = first; leaf <= last; leaf++)
    if (!way_unit_proof_verify (&leaf->proof, &leaf->serial_hash, n_units, root))
      return FALSE;
  is_after_first = memcmp (&first->serial_hash, serial_hash, WAY_HASH_SIZE) < 0;
  is_before_last = memcmp (serial_hash, &last->serial_hash, WAY_HASH_SIZE) < 0;
  if (leaves->n == 2)
    return is_after_first && is_before_last
           && last->proof.index == first->proof.index + 1;
  return (is_before_last && first->proof.index == 0)
         || (is_after_first && first->proof.index == n_units - 1);
}
