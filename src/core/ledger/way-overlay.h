/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-ledger-store.h"
#include "way-state-key.h"

/* Private: what a block reads and writes, in memory over the store. Every key is read from the
 * store once and written to it once, when the block is sealed. The writes of a statement
 * that is refused are undone. Nothing depends on the order in which keys hash. */

typedef struct _WayOverlay WayOverlay;

/** @store: borrowed, not copied. */
WayOverlay *
way_overlay_new (const WayLedgerStore *store);
void
way_overlay_free (WayOverlay *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayOverlay, way_overlay_free)

/** Forgets everything, failures too. @seed: any number that a peer does not know when it makes keys. */
void
way_overlay_reset (WayOverlay *self, guint64 seed);

/** Returns: the value, empty where there is none or the store failed; borrowed until the
 * next reset, also when the key gets another value. */
WaySlice
way_overlay_get (WayOverlay *self, const WayStateKey *key);
/** Copies @value; an empty one removes the key. */
void
way_overlay_put (WayOverlay *self, const WayStateKey *key, WaySlice value);
/** Returns: TRUE where @mark is not the mark @key has; it has it then. Marks are not undone. */
gboolean
way_overlay_set_mark (WayOverlay *self, const WayStateKey *key, guint64 mark);

/** What was put since the last of these two calls stays, or is undone. */
void
way_overlay_keep (WayOverlay *self);
void
way_overlay_undo (WayOverlay *self);
/** Puts all changed values into the store. */
gboolean
way_overlay_flush (WayOverlay *self, GError **error);

/** The first failure sticks: reads give nothing after it. */
void
way_overlay_fail (WayOverlay *self, WayResult result, const char *detail);
/** Returns: whether something failed; then @error is set to it. */
gboolean
way_overlay_has_failed (const WayOverlay *self, GError **error);
