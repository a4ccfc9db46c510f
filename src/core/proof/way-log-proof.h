/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-merkle.h"

/* Proofs of an append-only Merkle tree, RFC 9162 section 2.1. */

/** The longest path of a tree of less than 2^63 leaves. */
#define WAY_LOG_PATH_MAX 63

/** Leaf hash of a logged statement: SHA-256 (00 ‖ dCBOR [@height, @time_ms, @index,
 * @statement_sha256, @result]), docs/spec/ledger.md. @statement_sha256: of the exact COSE
 * bytes. */
void
way_log_hash_leaf (guint64 height,
                   guint64 time_ms,
                   guint64 index,
                   const WayHash *statement_sha256,
                   guint8 result,
                   WayHash *out_leaf);

/** Root of the tree of @n_leaves leaf hashes; SHA-256 of nothing for an empty one. */
void
way_log_get_root (const WayHash *leaves, gsize n_leaves, WayHash *out_root);

/** The root that @leaf at @index gives in a tree of @size leaves (section 2.1.3.2).
 * @path: from the leaf up. Returns: FALSE where the path has not the right length. */
gboolean
way_log_get_root_by_path (guint64 index,
                          guint64 size,
                          const WayHash *leaf,
                          const WayHash *path,
                          gsize n_path,
                          WayHash *out_root);

/** Returns: whether @leaf is the leaf at @index of the tree with @root. */
gboolean
way_log_verify_inclusion (guint64 index,
                          guint64 size,
                          const WayHash *leaf,
                          const WayHash *path,
                          gsize n_path,
                          const WayHash *root);

/** Returns: whether the first @old_size leaves of the new tree are those of the old one
 * (section 2.1.4.2). An @old_size of 0 proves nothing and gives FALSE; equal sizes need
 * equal roots and an empty path. */
gboolean
way_log_verify_consistency (guint64 old_size,
                            guint64 new_size,
                            const WayHash *path,
                            gsize n_path,
                            const WayHash *old_root,
                            const WayHash *new_root);
