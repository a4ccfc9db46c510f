/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-arena.h"
#include "way-model.h"
#include "way-result.h"
#include "way-state-bucket.h"

/* The state map as a compact sparse Merkle tree, docs/spec/state.md. Nodes are in memory;
 * below them buckets, in places that are written once and used again when no tree needs them;
 * keys and values in a log to which is only added. So nothing that a tree of some height
 * consists of ever changes, a snapshot costs nothing, and it stays valid in other threads
 * while the writer goes on. Nodes and buckets can be made anew from the log of values. */

typedef struct
{
  gboolean (*read_bucket) (gpointer self,
                           guint32 place,
                           WayBucket *out_bucket,
                           GError **error);
  /* (nullable): the bucket where it lies, without a copy; NULL where it can't be had so. Valid as long as a tree has
   * the place. */
  const WayBucket *(*peek_bucket) (gpointer self, guint32 place);
  gboolean (*write_bucket) (gpointer self,
                            guint32 place,
                            const WayBucket *bucket,
                            GError **error);
  /* @out_key, @out_value: borrowed until the next call. */
  gboolean (*read_value) (gpointer self,
                          guint64 location,
                          WaySlice *out_key,
                          WaySlice *out_value,
                          GError **error);
  /* An empty @value says that the key is removed. */
  gboolean (*add_value) (gpointer self,
                         WaySlice key,
                         WaySlice value,
                         guint64 *out_location,
                         GError **error);
} WayStateStoreInterface;

/** Where buckets and values are kept. Of one that is only read, the two that write are NULL. Buckets are
 * read and written from two threads at a time. */
typedef struct
{
  const WayStateStoreInterface *interface;
  gpointer self;
} WayStateStore;

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
/** Bytes that the values of this tree take in the log of values, about. */
guint64
way_state_snapshot_get_live_bytes (const WayStateSnapshot *self);
/** @store: sees the log of values as it was at this snapshot's height. @value: emptied, then
 * filled. @error: WAY_RESULT_CORRUPTED where what is stored is not what was hashed. */
gboolean
way_state_snapshot_get (const WayStateSnapshot *self,
                        WayStateStore store,
                        WaySlice key,
                        GByteArray *value,
                        gboolean *out_found,
                        GError **error);
/** The entry with its proof of presence or absence; all of it in @arena but @key, which is
 * borrowed. */
gboolean
way_state_snapshot_prove (const WayStateSnapshot *self,
                          WayStateStore store,
                          WaySlice key,
                          WayArena *arena,
                          WayStateEntry *out_entry,
                          GError **error);
/** Appends the nodes, as way_state_tree_restore() reads them: meaningful with the buckets as
 * long as the snapshot, or a tree restored from it, holds on to their places. */
void
way_state_snapshot_save (const WayStateSnapshot *self, GByteArray *out);

/* ---- The writer's tree: one thread -------------------------------------------------- */

typedef struct _WayStateTree WayStateTree;

/** An empty tree over @store. */
WayStateTree *
way_state_tree_new (WayStateStore store);
void
way_state_tree_free (WayStateTree *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayStateTree, way_state_tree_free)

/** Makes an empty tree that of a saved snapshot. @n_places: places that the storage has.
 * @error: WAY_RESULT_CORRUPTED where @saved is none. */
gboolean
way_state_tree_restore (WayStateTree *self,
                        WaySlice saved,
                        guint32 n_places,
                        GError **error);

/** Reads every bucket of the committed tree. Returns: whether each is what it was. */
gboolean
way_state_tree_is_intact (WayStateTree *self);

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
/** As above for a value that stands in the log of values already: when a tree is made anew. */
void
way_state_tree_put_stored (WayStateTree *self,
                           WaySlice key,
                           WaySlice value,
                           guint64 location);
/** Whether the sealed tree has @key with the value at @location and nothing else was put
 * since: then that place in the log is not to be lost. */
gboolean
way_state_tree_needs (WayStateTree *self,
                      WaySlice key,
                      guint64 location,
                      gboolean *out_needs,
                      GError **error);
/** Adds what was put to the log of values, writes buckets and computes the new tree, which is
 * not yet the committed one. May be called again after further puts. */
gboolean
way_state_tree_seal (WayStateTree *self, WayHash *out_root, GError **error);
/** Makes what was sealed the committed tree. */
void
way_state_tree_commit (WayStateTree *self);
/** Forgets everything since the last commit; the log of values rolls back by itself. */
void
way_state_tree_rollback (WayStateTree *self);

/** Returns: (transfer full): the committed tree. */
WayStateSnapshot *
way_state_tree_dup_snapshot (WayStateTree *self);
/** Returns: (transfer full): the sealed tree that will be committed next. */
WayStateSnapshot *
way_state_tree_dup_sealed (WayStateTree *self);
