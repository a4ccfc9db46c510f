/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-arena.h"
#include "way-model.h"
#include "way-result.h"
#include "way-state-bucket.h"

/* The state map as a compact sparse Merkle tree, docs/spec/state.md: sorted buckets in
 * some storage, the nodes above them in memory. Changes of a block are gathered and make
 * a new tree that shares what did not change with the old one, so that a snapshot costs
 * nothing and stays valid in other threads while the writer goes on. */

/** Where buckets are kept, by position: the first 63 bits of the smallest key hash that a
 * bucket can hold. */
typedef struct
{
  /* @out_bucket: borrowed until the next call; empty where there is none. */
  gboolean (*read) (gpointer self,
                    guint64 position,
                    WaySlice *out_bucket,
                    GError **error);
  /* An empty @bucket removes. NULL for storage that is only read. */
  gboolean (*write) (gpointer self, guint64 position, WaySlice bucket, GError **error);
} WayBucketStoreInterface;

typedef struct
{
  const WayBucketStoreInterface *interface;
  gpointer self;
} WayBucketStore;

/* ---- Snapshots: any thread ---------------------------------------------------------- */

/** The tree at one height: immutable. */
typedef struct _WayStateSnapshot WayStateSnapshot;

WayStateSnapshot *
way_state_snapshot_ref (WayStateSnapshot *self);
void
way_state_snapshot_unref (WayStateSnapshot *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayStateSnapshot, way_state_snapshot_unref)

void
way_state_snapshot_get_root (const WayStateSnapshot *self, WayHash *out_root);
/** @store: holds the buckets as they were at this snapshot's height. @value: emptied, then
 * filled. @error: WAY_RESULT_CORRUPTED where a stored value is not the one hashed. */
gboolean
way_state_snapshot_get (const WayStateSnapshot *self,
                        WayBucketStore store,
                        WaySlice key,
                        GByteArray *value,
                        gboolean *out_found,
                        GError **error);
/** The entry with its proof of presence or absence; all of it in @arena but @key, which is
 * borrowed. */
gboolean
way_state_snapshot_prove (const WayStateSnapshot *self,
                          WayBucketStore store,
                          WaySlice key,
                          WayArena *arena,
                          WayStateEntry *out_entry,
                          GError **error);

/* ---- The writer's tree: one thread -------------------------------------------------- */

typedef struct _WayStateTree WayStateTree;

/** An empty tree over @store. */
WayStateTree *
way_state_tree_new (WayBucketStore store);
void
way_state_tree_free (WayStateTree *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayStateTree, way_state_tree_free)

typedef struct
{
  guint64 position;
  WayBucketHead head;
} WayBucketPlace;

/** Builds the nodes above all stored buckets, given in ascending order of position.
 * @error: WAY_RESULT_CORRUPTED where they overlap. */
gboolean
way_state_tree_load (WayStateTree *self,
                     const WayBucketPlace *places,
                     gsize n_places,
                     GError **error);

/** Reads through what was put since the last commit. */
gboolean
way_state_tree_get (WayStateTree *self,
                    WaySlice key,
                    GByteArray *value,
                    gboolean *out_found,
                    GError **error);
/** An empty @value removes. Both are copied. @key: at most 65,535 bytes. */
void
way_state_tree_put (WayStateTree *self, WaySlice key, WaySlice value);
/** Writes the changed buckets and computes the new tree, which is not yet the committed
 * one. May be called again after further puts. */
gboolean
way_state_tree_seal (WayStateTree *self, WayHash *out_root, GError **error);
/** Makes what was sealed the committed tree. */
void
way_state_tree_commit (WayStateTree *self);
/** Forgets everything since the last commit; the storage rolls back by itself. */
void
way_state_tree_rollback (WayStateTree *self);

/** Returns: (transfer full): the committed tree. */
WayStateSnapshot *
way_state_tree_dup_snapshot (WayStateTree *self);
/** Returns: (transfer full): the sealed tree that will be committed next. */
WayStateSnapshot *
way_state_tree_dup_sealed (WayStateTree *self);
