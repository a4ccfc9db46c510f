/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-ledger-store.h"
#include "way-naive-tree.h"
#include "way-signature.h"

/* A made-up ledger for tests of stores: what block N holds follows from N alone, so that
 * whoever opens a store can say what must be in it. */

#define WAY_STORE_WORLD_PUTS 40
#define WAY_STORE_WORLD_ROWS 7

/** Called after each step of a block, numbered from 0. */
typedef void (*WayStoreWorldStep) (guint step, gpointer data);

/** Number of steps of one block. */
guint
way_store_world_count_steps (void);

/** Makes block @height (after @height − 1) in @store. @step: (nullable). Returns: FALSE with @error where
 * the store refused; the block is then rolled back. */
gboolean
way_store_world_make_block (WayLedgerStore store,
                            guint64 height,
                            WayStoreWorldStep step,
                            gpointer data,
                            GError **error);
/** Seals and commits the open block @height, whatever is in it. */
void
way_store_world_end_block (WayLedgerStore store, guint64 height);
/** Does all of block @height but the commit, then rolls back. */
void
way_store_world_try_block (WayLedgerStore store, guint64 height);

/** The state map as of the end of block @height. */
void
way_store_world_fill_state (WayNaiveState *state, guint64 height);
/** Log size at the end of block @height. */
guint64
way_store_world_get_log_size (guint64 height);
/** Returns: (transfer full): row @log_index's COSE_Sign1. @out_id: its id. */
GBytes *
way_store_world_make_statement (guint64 log_index, WayHash *out_id);
/** The key that signs checkpoints. (transfer none) */
const WayKeyPair *
way_store_world_get_key (void);
/** Key number @number of the map, of WAY_STORE_WORLD_KEYS. */
#define WAY_STORE_WORLD_KEYS 900
WaySlice
way_store_world_name_key (guint number, char buffer[32]);
