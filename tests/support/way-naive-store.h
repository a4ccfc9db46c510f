/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-ledger-store.h"
#include "way-naive-tree.h"

/* A ledger's store in memory whose roots are computed from the definitions of docs/spec,
 * each time anew: slow, and the oracle for the fast ones. */

typedef struct
{
  WayHash leaf;
  WayLogRow row; /* `statement` belongs to it */
} WayNaiveRow;

typedef struct
{
  WayNaiveState state;
  GHashTable *before; /* the committed values, while a block is open */
  GArray *log;        /* of WayNaiveRow */
  guint n_committed_rows;
  GPtrArray *checkpoints; /* GBytes by height */
  WayHash head_hash;
  guint fail_after; /* operations until one fails; 0: none does */
} WayNaiveStore;

void
way_naive_store_init (WayNaiveStore *self);
void
way_naive_store_clear (WayNaiveStore *self);
WayLedgerStore
way_naive_store_get (WayNaiveStore *self);
/** The root over everything staged. */
void
way_naive_store_get_state_root (WayNaiveStore *self, WayHash *out_root);
