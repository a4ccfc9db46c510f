/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-arena.h"
#include "way-lot-tree.h"
#include "way-result.h"

/* Leaf files of lots (docs/spec/lot.md), in a folder that only its owner can read: valid
 * serials are worth money to a counterfeiter. Beside each the table of its tree's nodes,
 * so that an answer reads a few pages. Any thread. */

typedef struct _WayLeafStore WayLeafStore;

/** Creates @folder, for its owner only, where it does not exist. */
WayLeafStore *
way_leaf_store_new (const char *folder, GError **error);
void
way_leaf_store_free (WayLeafStore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayLeafStore, way_leaf_store_free)

/** Keeps the leaf file of lot @lot_id. @root, @file_hash: what the lot registered. Durable
 * when it returns. @error: WAY_RESULT_BAD_PROOF where @bytes are not that file, else of
 * the malformed group, WAY_RESULT_DISK_FULL, WAY_RESULT_IO. */
gboolean
way_leaf_store_put (WayLeafStore *self,
                    const WayHash *lot_id,
                    WaySlice bytes,
                    const WayHash *root,
                    const WayHash *file_hash,
                    GError **error);
gboolean
way_leaf_store_has (WayLeafStore *self, const WayHash *lot_id);
/** What the lot's tree says of one serial: its leaf, or its neighbours; checked against
 * @root. @out_leaves: records of WayLotLeaf in @arena. @error: WAY_RESULT_NOT_FOUND where
 * the file is not here, WAY_RESULT_CORRUPTED. */
gboolean
way_leaf_store_find (WayLeafStore *self,
                     const WayHash *lot_id,
                     const WayHash *root,
                     WaySlice serial,
                     WayArena *arena,
                     WayRecords *out_leaves,
                     GError **error);
