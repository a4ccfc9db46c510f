/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-model.h"

/* Names that a person would take for one another. The confusable letters follow the idea of Unicode UTS #39
 * (skeletons), with a table of our own for the letters that brands are imitated with. */

/** Returns: (transfer full): what is left of @name when case, marks, spaces, punctuation and look-alike letters no longer count. */
char *
way_look_alike_skeleton (WaySlice name);
/** Returns: whether two names have equal skeletons, or skeletons of at least 5 letters one edit apart. */
gboolean
way_look_alike_names (WaySlice a, WaySlice b);
/** Returns: whether one of the names in @profile looks like @name. */
gboolean
way_look_alike_profiles (const WayProfile *profile, WaySlice name);
