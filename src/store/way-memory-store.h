/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-ledger-store.h"

/* A ledger's store in memory, for tests: no file, no index tables, no readers. */

typedef struct _WayMemoryStore WayMemoryStore;

WayMemoryStore *
way_memory_store_new (void);
void
way_memory_store_free (WayMemoryStore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayMemoryStore, way_memory_store_free)

/** Borrowed from @self. */
WayLedgerStore
way_memory_store_get_ledger_store (WayMemoryStore *self);
/** Number of committed log rows. */
guint64
way_memory_store_get_log_size (WayMemoryStore *self);
/** A committed log row; borrowed until the next commit. Returns: NULL past the end. */
const WayLogRow *
way_memory_store_get_log_row (WayMemoryStore *self, guint64 log_index);
