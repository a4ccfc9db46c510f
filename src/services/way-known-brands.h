/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-verified-answer.h"
#include "way-examination.h"

/** Names of attested brands that were seen before, but for those of accounts that @bundle speaks of: nobody imitates
 * itself. @arena: holds the names. Returns: (transfer full): WaySlice elements. A damaged file counts as empty. */
GArray *
way_known_brands_load (WayHome *home, WayVerifiedBundle *bundle, WayArena *arena);
/** Remembers the issuer's names where @examination shows that it is the attested one. */
void
way_known_brands_learn (WayHome *home, const WayExamination *examination);
