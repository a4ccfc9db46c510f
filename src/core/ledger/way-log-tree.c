/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-log-tree.h"

#define TILE_HEIGHT 6

/* One tile in memory. */
typedef struct
{
  WayHash hashes[WAY_TILE_HASHES];
} Tile;

G_STATIC_ASSERT (sizeof (Tile) == WAY_TILE_SIZE);

/* Where in its tile the row of nodes @row levels above the tile's lowest begins. */
static guint
get_row_start (guint row)
{
  return 128 - (128u >> row);
}

static gboolean
read_tile (WayTileStore store, guint level, guint64 index, Tile *out, GError **error)
{
  WaySlice bytes;

  if (!store.interface->read (store.self, level, index, &bytes, error))
    return FALSE;
  if (bytes.len != sizeof *out)
    return way_error_set (error, WAY_RESULT_CORRUPTED, "a tile of the log");
  memcpy (out, bytes.data, sizeof *out);
  return TRUE;
}

/* ---- The writer ------------------------------------------------------------------------- */

struct _WayLogTree
{
  WayTileStore store;
  guint64 size;
  /* The rightmost tile of each level; zero bytes from the first incomplete node on. */
  Tile *edge[WAY_TILE_LEVELS];
};

WayLogTree *
way_log_tree_new (WayTileStore store)
{
  WayLogTree *self = g_new0 (WayLogTree, 1);

  self->store = store;
  return self;
}

void
way_log_tree_free (WayLogTree *self)
{
  if (self == NULL)
    return;
  for (guint level = 0; level < WAY_TILE_LEVELS; level++)
    g_free (self->edge[level]);
  g_free (self);
}

guint64
way_log_tree_get_size (const WayLogTree *self)
{
  return self->size;
}

/* Complete nodes at the lowest height of tiles of @level. */
static guint64
count_nodes (guint64 size, guint level)
{
  return size >> (TILE_HEIGHT * level);
}

gboolean
way_log_tree_load (WayLogTree *self, guint64 size, GError **error)
{
  self->size = size;
  for (guint level = 0; level < WAY_TILE_LEVELS; level++)
    {
      guint64 n_nodes = count_nodes (size, level);

      g_clear_pointer (&self->edge[level], g_free);
      if (n_nodes == 0)
        continue;
      self->edge[level] = g_new0 (Tile, 1);
      if (n_nodes % WAY_TILE_LEAVES != 0
          && !read_tile (self->store, level, n_nodes / WAY_TILE_LEAVES, self->edge[level],
                         error))
        return FALSE;
    }
  return TRUE;
}

/* Adds the next node at the lowest height of @level, and those that it completes. */
static gboolean
add_node (WayLogTree *self,
          guint level,
          guint64 index,
          const WayHash *node,
          GError **error)
{
  guint place = index % WAY_TILE_LEAVES;
  Tile *tile = self->edge[level];
  WayHash hash = *node;

  if (tile == NULL)
    tile = self->edge[level] = g_new0 (Tile, 1);
  tile->hashes[place] = hash;
  for (guint row = 0; place & 1; row++, place >>= 1)
    {
      way_merkle_hash_inner (&tile->hashes[get_row_start (row) + place - 1], &hash,
                             &hash);
      if (row + 1 < TILE_HEIGHT)
        tile->hashes[get_row_start (row + 1) + (place >> 1)] = hash;
    }
  if (index % WAY_TILE_LEAVES != WAY_TILE_LEAVES - 1)
    return TRUE;
  if (!self->store.interface->write (self->store.self, level, index / WAY_TILE_LEAVES,
                                     WAY_SLICE_INIT (tile, sizeof *tile), error))
    return FALSE;
  memset (tile, 0, sizeof *tile);
  return add_node (self, level + 1, index / WAY_TILE_LEAVES, &hash, error);
}

gboolean
way_log_tree_append (WayLogTree *self, const WayHash *leaf, GError **error)
{
  if (!add_node (self, 0, self->size, leaf, error))
    return FALSE;
  self->size++;
  return TRUE;
}

static gboolean
write_edge (WayLogTree *self, GError **error)
{
  for (guint level = 0; level < WAY_TILE_LEVELS; level++)
    {
      guint64 n_nodes = count_nodes (self->size, level);

      if (n_nodes % WAY_TILE_LEAVES == 0)
        continue;
      if (!self->store.interface->write (
              self->store.self, level, n_nodes / WAY_TILE_LEAVES,
              WAY_SLICE_INIT (self->edge[level], WAY_TILE_SIZE), error))
        return FALSE;
    }
  return TRUE;
}

gboolean
way_log_tree_seal (WayLogTree *self, WayHash *out_root, GError **error)
{
  gboolean have_root = FALSE;

  if (self->size == 0)
    way_log_get_root (NULL, 0, out_root);
  /* Every set bit of the size is a complete subtree; all of them stand in edge tiles. */
  for (guint height = 0; height < 63; height++)
    {
      guint64 n_nodes = self->size >> height;
      guint row = height % TILE_HEIGHT;
      const WayHash *peak;

      if (!(n_nodes & 1))
        continue;
      peak =
          &self->edge[height / TILE_HEIGHT]
               ->hashes[get_row_start (row) + (n_nodes - 1) % (WAY_TILE_LEAVES >> row)];
      if (have_root)
        way_merkle_hash_inner (peak, out_root, out_root);
      else
        *out_root = *peak;
      have_root = TRUE;
    }
  return write_edge (self, error);
}

/* ---- Proofs ----------------------------------------------------------------------------- */

/* Tiles that were read are kept, in the slot that their index leads to: above the lowest level
 * proofs share them. */
#define N_SLOTS 32

typedef struct
{
  gboolean is_set;
  guint64 index;
  Tile tile;
} Slot;

struct _WayLogProver
{
  WayTileStore store;
  guint64 size;
  Slot *slots[WAY_TILE_LEVELS][N_SLOTS];
  /* Roots of the incomplete ranges at the right edge, by their height: the same in proof after proof. */
  WayHash edges[64];
  guint64 known_edges;
};

WayLogProver *
way_log_prover_new (WayTileStore store)
{
  WayLogProver *self = g_new0 (WayLogProver, 1);

  self->store = store;
  return self;
}

void
way_log_prover_free (WayLogProver *self)
{
  if (self == NULL)
    return;
  for (guint level = 0; level < WAY_TILE_LEVELS; level++)
    for (guint i = 0; i < N_SLOTS; i++)
      g_free (self->slots[level][i]);
  g_free (self);
}

void
way_log_prover_set_size (WayLogProver *self, guint64 size)
{
  if (self->size == size)
    return;
  /* The tile of each level that was not full at the old size may have more nodes now. */
  for (guint level = 0; level < WAY_TILE_LEVELS; level++)
    {
      guint64 n_full = count_nodes (self->size, level) / WAY_TILE_LEAVES;
      Slot *edge = self->slots[level][n_full % N_SLOTS];

      if (edge != NULL && edge->index >= n_full)
        edge->is_set = FALSE;
    }
  self->known_edges = 0;
  self->size = size;
}

/* The complete node number @index at @height. */
static gboolean
get_node (WayLogProver *self,
          guint height,
          guint64 index,
          WayHash *out_node,
          GError **error)
{
  guint level = height / TILE_HEIGHT, row = height % TILE_HEIGHT;
  guint64 tile_index = index >> (TILE_HEIGHT - row);
  Slot **place = &self->slots[level][tile_index % N_SLOTS];
  Slot *slot = *place;

  if (slot == NULL)
    slot = *place = g_new0 (Slot, 1);
  if (!slot->is_set || slot->index != tile_index)
    {
      slot->is_set = FALSE;
      if (!read_tile (self->store, level, tile_index, &slot->tile, error))
        return FALSE;
      slot->index = tile_index;
      slot->is_set = TRUE;
    }
  *out_node = slot->tile.hashes[get_row_start (row) + index % (WAY_TILE_LEAVES >> row)];
  return !way_hash_is_zero (out_node)
         || way_error_set (error, WAY_RESULT_CORRUPTED, "a node of the log's tree");
}

/* Largest power of two that is smaller than @n, as its exponent. */
static guint
get_split (guint64 n)
{
  return 63 - (guint) __builtin_clzll (n - 1);
}

/* Root of the @n leaves from @start on, which is a multiple of the next power of two. */
static gboolean
get_range_root (WayLogProver *self,
                guint64 start,
                guint64 n,
                WayHash *out_root,
                GError **error)
{
  guint height = (guint) __builtin_ctzll (n);
  gboolean is_edge = start + n == self->size;
  WayHash left;

  if ((n & (n - 1)) == 0)
    return get_node (self, height, start >> height, out_root, error);
  height = get_split (n);
  if (is_edge && (self->known_edges >> height & 1) != 0)
    {
      *out_root = self->edges[height];
      return TRUE;
    }
  if (!get_node (self, height, start >> height, &left, error)
      || !get_range_root (self, start + (G_GUINT64_CONSTANT (1) << height),
                          n - (G_GUINT64_CONSTANT (1) << height), out_root, error))
    return FALSE;
  way_merkle_hash_inner (&left, out_root, out_root);
  if (is_edge)
    {
      self->edges[height] = *out_root;
      self->known_edges |= G_GUINT64_CONSTANT (1) << height;
    }
  return TRUE;
}

gboolean
way_log_prover_get_root (WayLogProver *self, WayHash *out_root, GError **error)
{
  if (self->size > 0)
    return get_range_root (self, 0, self->size, out_root, error);
  way_log_get_root (NULL, 0, out_root);
  return TRUE;
}

gboolean
way_log_prover_get_leaf (WayLogProver *self,
                         guint64 index,
                         WayHash *out_leaf,
                         GError **error)
{
  g_return_val_if_fail (index < self->size, FALSE);
  return get_node (self, 0, index, out_leaf, error);
}

gboolean
way_log_prover_prove_inclusion (WayLogProver *self,
                                guint64 index,
                                WayHash path[WAY_LOG_PATH_MAX],
                                gsize *out_n_path,
                                GError **error)
{
  gsize n_path = 0;

  g_return_val_if_fail (index < self->size, FALSE);
  for (guint height = 0; (self->size - 1) >> height > 0; height++)
    {
      guint64 beside = (index >> height) ^ 1, start = beside << height;
      guint64 end = MIN (start + (G_GUINT64_CONSTANT (1) << height), self->size);

      if (start < self->size
          && !get_range_root (self, start, end - start, &path[n_path++], error))
        return FALSE;
    }
  *out_n_path = n_path;
  return TRUE;
}

/* PROOF and SUBPROOF of RFC 9162 section 2.1.4.1, from the whole tree down; the path is
 * gathered from its far end. */
gboolean
way_log_prover_prove_consistency (WayLogProver *self,
                                  guint64 old_size,
                                  WayHash path[WAY_LOG_PATH_MAX + 1],
                                  gsize *out_n_path,
                                  GError **error)
{
  guint64 start = 0, m = old_size, n = self->size;
  gboolean is_known = TRUE; /* the old root is that of the part we are in */
  gsize n_path = 0;

  g_return_val_if_fail (old_size > 0 && old_size <= self->size, FALSE);
  while (m < n)
    {
      guint64 left = G_GUINT64_CONSTANT (1) << get_split (n);

      if (m <= left)
        {
          if (!get_range_root (self, start + left, n - left, &path[n_path++], error))
            return FALSE;
          n = left;
          continue;
        }
      if (!get_range_root (self, start, left, &path[n_path++], error))
        return FALSE;
      start += left;
      m -= left;
      n -= left;
      is_known = FALSE;
    }
  if (!is_known && !get_range_root (self, start, n, &path[n_path++], error))
    return FALSE;
  for (gsize i = 0; i < n_path / 2; i++)
    {
      WayHash swap = path[i];

      path[i] = path[n_path - 1 - i];
      path[n_path - 1 - i] = swap;
    }
  *out_n_path = n_path;
  return TRUE;
}
