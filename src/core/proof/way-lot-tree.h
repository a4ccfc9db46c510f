/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-arena.h"
#include "way-merkle.h"
#include "way-model.h"

/* The tree over the units of one lot, and its leaf file. docs/spec/lot.md */

#define WAY_LOT_PATH_MAX     24
#define WAY_LEAF_FILE_MAGIC  "waymark-leaves/1"
#define WAY_LEAF_FILE_HEADER 16
#define WAY_LEAF_FILE_UNIT   112

/** What a leaf commits to: exactly one entry of the leaf file. */
typedef struct
{
  WayHash serial_hash; /* SHA-256 of the serial's bytes */
  guint8 claim_key[32];
  guint8 salt[16];
  WayHash first_case; /* thing id of the container; zero bytes: none */
} WayLotUnit;

G_STATIC_ASSERT (sizeof (WayLotUnit) == WAY_LEAF_FILE_UNIT);

/** Units in ascending order of serial hash; borrows from the bytes of a leaf file. */
typedef struct
{
  const WayLotUnit *units;
  gsize n_units;
} WayLeafFile;

/** A sealed lot: what `lotRegister` says of it. */
typedef struct
{
  WayHash root;
  WayHash leaf_file_hash;
  GBytes *leaf_file;
} WayLotSeal;

/** The leaf hash of one unit. */
void
way_lot_hash_leaf (const WayLotUnit *unit, WayHash *out_leaf);

/** Sorts copies of @units (any order), builds leaf file and root. @error:
 * WAY_RESULT_ALREADY_EXISTS where two have the same serial, WAY_RESULT_OUT_OF_RANGE for
 * none or more than WAY_LOT_MAX_UNITS. */
gboolean
way_lot_seal_init (WayLotSeal *seal,
                   const WayLotUnit *units,
                   gsize n_units,
                   GError **error);
void
way_lot_seal_clear (WayLotSeal *seal);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WayLotSeal, way_lot_seal_clear)

/** Reads a leaf file: header, size, strictly ascending order. Returns: WAY_RESULT_OK,
 * WAY_RESULT_MALFORMED, or WAY_RESULT_OUT_OF_RANGE for none or too many. */
WayResult
way_leaf_file_read (WaySlice bytes, WayLeafFile *out_file);
/** Returns: whether the serial is there; @out_index is its place, or that of the first
 * greater one (the number of units where there is none). */
gboolean
way_leaf_file_find (const WayLeafFile *file,
                    const WayHash *serial_hash,
                    gsize *out_index);

/** Number of hashes in the table of all nodes: leaves first, then each level above, its
 * odd last node carried up; the root is the last. About 2 × @n_units. */
gsize
way_lot_get_n_nodes (gsize n_units);
/** Fills @nodes, way_lot_get_n_nodes() hashes, of which paths are then only read. */
void
way_lot_fill_nodes (const WayLeafFile *file, WayHash *nodes);
/** The inclusion path of the unit at @index, from the leaf up. Returns: its length. */
gsize
way_lot_get_path (const WayHash *nodes,
                  gsize n_units,
                  gsize index,
                  WayHash path[WAY_LOT_PATH_MAX]);
/** The answer about one serial: its leaf, or its neighbours (one at an end). @out_leaves:
 * records of WayLotLeaf in @arena. Returns: whether the serial is in the lot. */
gboolean
way_lot_get_leaves (const WayLeafFile *file,
                    const WayHash *nodes,
                    const WayHash *serial_hash,
                    WayArena *arena,
                    WayRecords *out_leaves);

/** Returns: whether a unit with this serial hash is one of the @n_units under @root. */
gboolean
way_unit_proof_verify (const WayUnitProof *proof,
                       const WayHash *serial_hash,
                       guint64 n_units,
                       const WayHash *root);
/** Returns: whether @leaves (records of WayLotLeaf) show that no unit of the lot has this
 * serial hash. */
gboolean
way_lot_verify_absent (const WayRecords *leaves,
                       const WayHash *serial_hash,
                       guint64 n_units,
                       const WayHash *root);
