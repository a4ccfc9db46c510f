/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-index.h"
#include "way-proof-cache.h"
#include "way-store.h"

/** What one thread reads the ledger with. */
typedef struct
{
  WayStoreReader *reader;
  WayIndexReader *index;
  WayProofCache proofs;
} WayView;

/** @store: (transfer none): must outlive the view. On FALSE clear it all the same. */
gboolean
way_view_init (WayView *self, WayStore *store, GError **error);
/** Safe on a view that is all zero. */
void
way_view_clear (WayView *self);

/** Begins a snapshot for one answer. */
gboolean
way_view_begin (WayView *self, GError **error);
void
way_view_end (WayView *self);
