/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-lot-tree.h"

#include "way-checked.h"
#include "way-log-proof.h"

/* Tag, array header, two hashes and a salt with their lengths, a third hash or null. */
#define LEAF_MAX   (1 + 1 + 34 + 34 + 17 + 34)
#define DIGIT_BITS 12
#define DIGITS     (1 << DIGIT_BITS)
/* Units are fetched into the cache this many places before they are needed. */
#define AHEAD 16

/* ---- Leaves ---------------------------------------------------------------------------- */

static guint8 *
put_hash (guint8 *out, const guint8 bytes32[32])
{
  out[0] = 0x58; /* byte string, length in the next byte */
  out[1] = 32;
  memcpy (out + 2, bytes32, 32);
  return out + 34;
}

/* What a leaf hash is the hash of. @first_case: (nullable). Returns: its size. */
static gsize
encode_leaf (const guint8 serial_hash[32],
             const guint8 claim_key[32],
             const guint8 salt[16],
             const guint8 *first_case,
             guint8 out[LEAF_MAX])
{
  guint8 *next = out;

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
  return (gsize) (next - out);
}

static gsize
encode_unit (const WayLotUnit *unit, guint8 out[LEAF_MAX])
{
  return encode_leaf (
      unit->serial_hash.bytes, unit->claim_key, unit->salt,
      way_hash_is_zero (&unit->first_case) ? NULL : unit->first_case.bytes, out);
}

void
way_lot_hash_leaf (const WayLotUnit *unit, WayHash *out_leaf)
{
  guint8 bytes[LEAF_MAX];

  way_sha256 (WAY_SLICE_INIT (bytes, encode_unit (unit, bytes)), out_leaf);
}

/* ---- Sorting --------------------------------------------------------------------------- */

/* A unit's place in the input and the first 32 bits of its serial hash, which decide nearly
 * every comparison without touching the unit itself. */
typedef struct
{
  guint32 prefix;
  guint32 index;
} SortItem;

static int
compare_items (gconstpointer a, gconstpointer b, gpointer units_)
{
  const SortItem *left = a, *right = b;
  const WayLotUnit *units = units_;

  if (left->prefix != right->prefix)
    return left->prefix < right->prefix ? -1 : 1;
  return memcmp (units[left->index].serial_hash.bytes,
                 units[right->index].serial_hash.bytes, WAY_HASH_SIZE);
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
finish_runs (SortItem *items, gsize n, const WayLotUnit *units)
{
  guint shift = 32 - 2 * DIGIT_BITS;

  for (gsize start = 0, end; start < n; start = end)
    {
      for (end = start + 1;
           end < n && items[end].prefix >> shift == items[start].prefix >> shift; end++)
        ;
      if (end - start > 1)
        g_sort_array (items + start, end - start, sizeof (SortItem), compare_items,
                      (gpointer) units);
    }
}

static SortItem *
sort_units (const WayLotUnit *units, gsize n)
{
  SortItem *items = g_new0 (SortItem, n + AHEAD);
  g_autofree SortItem *other = g_new (SortItem, n);

  for (gsize i = 0; i < n; i++)
    items[i] = (SortItem) { .prefix = way_get_be32 (units[i].serial_hash.bytes),
                            .index = (guint32) i };
  distribute (items, other, n, 32 - 2 * DIGIT_BITS);
  distribute (other, items, n, 32 - DIGIT_BITS);
  finish_runs (items, n, units);
  return items;
}

/* ---- Sealing --------------------------------------------------------------------------- */

/* A subtree of this many leaves is hashed level by level: each hash goes straight to its
 * place in what its parent is the hash of, long before the processor reads it there. */
#define BATCH_LEVELS 4
#define BATCH        (1 << BATCH_LEVELS)

typedef struct
{
  guint8 leaves[BATCH][LEAF_MAX];
  gsize sizes[BATCH];
  guint8 pairs[BATCH / 2][1 + 2 * WAY_HASH_SIZE];
} Batch;

/* Where child @i of a level goes: in the pair of its parent. */
static WayHash *
get_slot (Batch *batch, gsize i)
{
  return (WayHash *) (batch->pairs[i / 2] + 1 + (i % 2) * WAY_HASH_SIZE);
}

static void
hash_batch (Batch *batch, const WayLotUnit *units, WayHash *out_root)
{
  for (gsize i = 0; i < BATCH; i++)
    batch->sizes[i] = encode_unit (&units[i], batch->leaves[i]);
  for (gsize i = 0; i < BATCH / 2; i++)
    batch->pairs[i][0] = WAY_MERKLE_INNER;
  for (gsize i = 0; i < BATCH; i++)
    way_sha256 (WAY_SLICE_INIT (batch->leaves[i], batch->sizes[i]), get_slot (batch, i));
  /* A pair is read before a hash of its level overwrites it. */
  for (gsize n = BATCH / 2; n > 1; n /= 2)
    for (gsize i = 0; i < n; i++)
      way_sha256 (WAY_SLICE_INIT (batch->pairs[i], sizeof batch->pairs[i]),
                  get_slot (batch, i));
  way_sha256 (WAY_SLICE_INIT (batch->pairs[0], sizeof batch->pairs[0]), out_root);
}

/* Complete subtrees from the left, as of a binary counter: the one at level i is there where
 * bit i of the number of leaves is set. */
typedef struct
{
  WayHash peaks[WAY_LOT_PATH_MAX + 1];
  gsize n_leaves;
} Fold;

/* Adds a complete subtree of 2^@level leaves. */
static void
fold_add (Fold *fold, guint level, WayHash hash)
{
  gsize n = fold->n_leaves >> level;

  fold->n_leaves += (gsize) 1 << level;
  for (; n & 1; n >>= 1, level++)
    way_merkle_hash_inner (&fold->peaks[level], &hash, &hash);
  fold->peaks[level] = hash;
}

static void
fold_finish (const Fold *fold, WayHash *out_root)
{
  gboolean have_root = FALSE;

  for (guint level = 0; level <= WAY_LOT_PATH_MAX; level++)
    {
      if (!(fold->n_leaves >> level & 1))
        continue;
      if (have_root)
        way_merkle_hash_inner (&fold->peaks[level], out_root, out_root);
      else
        *out_root = fold->peaks[level];
      have_root = TRUE;
    }
}

/* Copies @n units to where they stand in the leaf file. */
static void
gather (const SortItem *items, const WayLotUnit *units, gsize n, WayLotUnit *out)
{
  for (gsize i = 0; i < n; i++)
    {
      /* The last items have none after them to fetch, but @items has room for more. */
      __builtin_prefetch (&units[items[i + AHEAD].index]);
      __builtin_prefetch (&units[items[i + AHEAD].index].claim_key[31]);
      out[i] = units[items[i].index];
    }
}

static void
write_and_fold (const SortItem *items,
                const WayLotUnit *units,
                gsize n,
                guint8 *file,
                WayHash *out_root)
{
  WayLotUnit *out = (WayLotUnit *) (file + WAY_LEAF_FILE_HEADER);
  gsize n_batched = n - n % BATCH;
  Fold fold = { .n_leaves = 0 };
  Batch batch;
  WayHash hash;

  memcpy (file, WAY_LEAF_FILE_MAGIC, WAY_LEAF_FILE_HEADER);
  for (gsize i = 0; i < n_batched; i += BATCH)
    {
      gather (items + i, units, BATCH, out + i);
      hash_batch (&batch, out + i, &hash);
      fold_add (&fold, BATCH_LEVELS, hash);
    }
  gather (items + n_batched, units, n - n_batched, out + n_batched);
  for (gsize i = n_batched; i < n; i++)
    {
      way_lot_hash_leaf (&out[i], &hash);
      fold_add (&fold, 0, hash);
    }
  fold_finish (&fold, out_root);
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
    return way_error_format (error, WAY_RESULT_OUT_OF_RANGE,
                             "A lot of single units has 1 to %d of them",
                             WAY_LOT_MAX_UNITS);
  items = sort_units (units, n_units);
  for (gsize i = 1; i < n_units; i++)
    if (items[i - 1].prefix == items[i].prefix
        && compare_items (&items[i - 1], &items[i], (gpointer) units) == 0)
      return way_error_format (
          error, WAY_RESULT_ALREADY_EXISTS,
          "A serial number is in the lot twice; each may be there once");
  file = g_malloc (size);
  write_and_fold (items, units, n_units, file, &seal->root);
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
  guint8 bytes[LEAF_MAX];
  gsize size;
  WayHash leaf;

  if (n_units == 0 || n_units > WAY_LOT_MAX_UNITS || proof->path.n > WAY_LOT_PATH_MAX)
    return FALSE;
  size =
      encode_leaf (serial_hash->bytes, proof->claim_key, proof->salt, first_case, bytes);
  way_sha256 (WAY_SLICE_INIT (bytes, size), &leaf);
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
