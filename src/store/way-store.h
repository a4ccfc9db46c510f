/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-ledger-store.h"
#include "way-model.h"
#include "way-sql.h"

/* One ledger in one SQLite file (docs/spec/store.md): the state map, the log,
 * its tiles, the signed checkpoints, and whatever tables others add. One writer, which is
 * the thread that makes blocks; any number of readers, each seeing one whole height. */

typedef struct _WayStore WayStore;

/** Opens or creates the database at @path; its folder exists. Holds a lock on @path.lock
 * until it is freed. What it finds must fit together: the roots of the newest checkpoint
 * are compared with those of the stored trees.
 * @error: WAY_RESULT_DATABASE_LOCKED where another process has it open,
 * WAY_RESULT_NEWER_FORMAT (the file is left as it is, byte for byte),
 * WAY_RESULT_CORRUPTED, WAY_RESULT_DISK_FULL, WAY_RESULT_IO. */
WayStore *
way_store_open (const char *path, GError **error);
/** Readers must be gone. */
void
way_store_free (WayStore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayStore, way_store_free)

/** What the ledger keeps itself in; borrowed from @self. */
WayLedgerStore
way_store_get_ledger_store (WayStore *self);
/** The writer's connection, for the index: what its hook writes between begin and commit of
 * a block is part of that block. (transfer none) */
WaySql *
way_store_get_sql (WayStore *self);

/** Gives back memory that only makes things faster: for a node that has nothing to do. Between
 * blocks, by the writer's thread. */
void
way_store_trim (WayStore *self);

/* ---- Readers ---------------------------------------------------------------------------- */

/** Reads at one height while the writer goes on. One thread at a time. */
typedef struct _WayStoreReader WayStoreReader;

/** A connection of its own, any thread. */
WayStoreReader *
way_store_reader_new (WayStore *store, GError **error);
void
way_store_reader_free (WayStoreReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayStoreReader, way_store_reader_free)

/** Begins to read at the newest committed height; everything up to the end, SQL included,
 * is of that height. @error: WAY_RESULT_NOT_FOUND where there is no block yet. */
gboolean
way_store_reader_begin (WayStoreReader *self, GError **error);
void
way_store_reader_end (WayStoreReader *self);

/** Whether the height at which was last begun still is the newest one. Between an end and the
 * next begin too. */
gboolean
way_store_reader_is_newest (WayStoreReader *self);
/* Of the height at which was last begun, also after the end. */
const WayCheckpoint *
way_store_reader_get_checkpoint (WayStoreReader *self);
const WayHash *
way_store_reader_get_checkpoint_hash (WayStoreReader *self);

/* All that follows: between begin and end. */

/** The COSE_Sign1; borrowed until the end. */
WaySlice
way_store_reader_get_signed_checkpoint (WayStoreReader *self);
/** The connection, for prepared queries on the index's tables. (transfer none) */
WaySql *
way_store_reader_get_sql (WayStoreReader *self);

/** @value: emptied, then filled. */
gboolean
way_store_reader_get_state (WayStoreReader *self,
                            WaySlice key,
                            GByteArray *value,
                            gboolean *out_found,
                            GError **error);
/** Value and proof, or proof of absence, in @arena; `key` borrows @key. */
gboolean
way_store_reader_prove_state (WayStoreReader *self,
                              WaySlice key,
                              WayArena *arena,
                              WayStateEntry *out_entry,
                              GError **error);

/** A logged statement; `statement` is borrowed until the next call. @error:
 * WAY_RESULT_NOT_FOUND. */
gboolean
way_store_reader_get_log_row (WayStoreReader *self,
                              guint64 log_index,
                              WayLogRow *out_row,
                              GError **error);
/** Where the statement with that id is in the log. */
gboolean
way_store_reader_find_statement (WayStoreReader *self,
                                 const WayHash *id,
                                 guint64 *out_log_index,
                                 gboolean *out_found,
                                 GError **error);
/** The statement with its inclusion path, in @arena. @error: WAY_RESULT_NOT_FOUND,
 * WAY_RESULT_CORRUPTED where what is stored does not lead to the log's root. */
gboolean
way_store_reader_prove_log (WayStoreReader *self,
                            guint64 log_index,
                            WayArena *arena,
                            WayLogEntry *out_entry,
                            GError **error);
/** That the log of this height continues that of @old_size leaves, from 1 on, in @arena.
 * @error: WAY_RESULT_OUT_OF_RANGE. */
gboolean
way_store_reader_prove_consistency (WayStoreReader *self,
                                    guint64 old_size,
                                    WayArena *arena,
                                    WayConsistency *out_consistency,
                                    GError **error);
/** As above up to an earlier size of the log. */
gboolean
way_store_reader_prove_consistency_to (WayStoreReader *self,
                                       guint64 old_size,
                                       guint64 new_size,
                                       WayArena *arena,
                                       WayConsistency *out_consistency,
                                       GError **error);
/** The signed checkpoint of any height up to this one; borrowed until the next call.
 * @error: WAY_RESULT_NOT_FOUND. */
gboolean
way_store_reader_get_block (WayStoreReader *self,
                            guint64 height,
                            WaySlice *out_signed,
                            GError **error);
