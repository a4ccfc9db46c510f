/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-log-proof.h"
#include "way-result.h"

/* The RFC 9162 tree over the log's leaves, kept as tiles: tile (l, i) has the nodes of
 * heights 6 l to 6 l + 5 over the 64 nodes of height 6 l from 64 i on, lowest first: 64,
 * 32, 16, 8, 4 and 2 hashes; zero bytes where a node is not complete yet. So a proof reads
 * one tile for six levels and computes next to nothing. A complete node never changes: what
 * was proven of a smaller log is read from the tiles of a bigger one. */

#define WAY_TILE_LEAVES 64
#define WAY_TILE_HASHES 126
#define WAY_TILE_SIZE   (WAY_TILE_HASHES * WAY_HASH_SIZE)
#define WAY_TILE_LEVELS 11

typedef struct
{
  /* @out_tile: borrowed until the next call; empty where there is none. */
  gboolean (*read) (gpointer self,
                    guint level,
                    guint64 index,
                    WaySlice *out_tile,
                    GError **error);
  /* NULL for storage that is only read. */
  gboolean (
      *write) (gpointer self, guint level, guint64 index, WaySlice tile, GError **error);
} WayTileStoreInterface;

typedef struct
{
  const WayTileStoreInterface *interface;
  gpointer self;
} WayTileStore;

/* ---- The writer ----------------------------------------------------------------------- */

typedef struct _WayLogTree WayLogTree;

WayLogTree *
way_log_tree_new (WayTileStore store);
void
way_log_tree_free (WayLogTree *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayLogTree, way_log_tree_free)

/** Reads the right edge of a log of @size leaves: at the start, and after a rollback of
 * the storage. @error: WAY_RESULT_CORRUPTED where a tile is missing. */
gboolean
way_log_tree_load (WayLogTree *self, guint64 size, GError **error);
guint64
way_log_tree_get_size (const WayLogTree *self);
/** Writes a tile where it becomes full. */
gboolean
way_log_tree_append (WayLogTree *self, const WayHash *leaf, GError **error);
/** Writes the tiles that are not full. */
gboolean
way_log_tree_seal (WayLogTree *self, WayHash *out_root, GError **error);

/* ---- Proofs --------------------------------------------------------------------------- */

/** Reads nodes of a log; keeps the last tile of each level. One thread. */
typedef struct _WayLogProver WayLogProver;

/** Proves of the first @size leaves; there may be more in the storage. */
WayLogProver *
way_log_prover_new (WayTileStore store);
void
way_log_prover_free (WayLogProver *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayLogProver, way_log_prover_free)
/** Sets the number of leaves from now on, at most those in the storage. */
void
way_log_prover_set_size (WayLogProver *self, guint64 size);

gboolean
way_log_prover_get_root (WayLogProver *self, WayHash *out_root, GError **error);
/** Inclusion path of the leaf at @index, from the leaf up. @index: less than the size. */
gboolean
way_log_prover_prove_inclusion (WayLogProver *self,
                                guint64 index,
                                WayHash path[WAY_LOG_PATH_MAX],
                                gsize *out_n_path,
                                GError **error);
/** Consistency path from @old_size, at least 1 and at most the size. @path: room for
 * WAY_LOG_PATH_MAX + 1. */
gboolean
way_log_prover_prove_consistency (WayLogProver *self,
                                  guint64 old_size,
                                  WayHash path[WAY_LOG_PATH_MAX + 1],
                                  gsize *out_n_path,
                                  GError **error);
/** The leaf hash at @index, less than the size. */
gboolean
way_log_prover_get_leaf (WayLogProver *self,
                         guint64 index,
                         WayHash *out_leaf,
                         GError **error);
