/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-world.h"

/* What must hold of a committed state whatever was done to it; each failure aborts. */

/** Heads, parents, levels, shipments and quantities agree with each other. */
void
way_invariants_check_structure (WayNaiveState *state);

/** docs/spec/trace.md, "Conservation": @consumed pieces of the lot went into transformations
 * as loose ones. */
void
way_invariants_check_lot (WayNaiveState *state, const WayHash *lot_id, guint64 consumed);
