/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-gs1-tables.h"
#include "way-slice.h"

/* Of this room alone: one application identifier and its value. */

/** Returns: (nullable): the identifier that @text is, all of it. */
const WayGs1Ai *
way_gs1_ai_find (const char *text, gsize len);
/** Returns: (nullable): the identifier that @text begins with; no two are possible. */
const WayGs1Ai *
way_gs1_ai_find_prefix (const char *text, gsize len);

/** The least and the greatest length of a value, in characters. */
gsize
way_gs1_ai_get_min_len (const WayGs1Ai *info);
gsize
way_gs1_ai_get_max_len (const WayGs1Ai *info);

/** Checks length, characters and content of @value by the identifier's components.
 * @ai: the identifier's digits, for the message.
 * @error: a sentence with the place, like "(17) USE BY or EXPIRY: the month is not 01 to
 * 12, at character 3 of “201310”". */
gboolean
way_gs1_ai_check_value (const WayGs1Ai *info,
                        const char *ai,
                        WaySlice value,
                        GError **error);

/** Returns: TRUE where the digits of @ai fit @pattern, in which a final `n` stands for any
 * digit, like "394n"; only the first @len characters of @pattern count. */
gboolean
way_gs1_ai_matches (const char *ai, const char *pattern, gsize len);

/** Returns: (transfer full): @text for a message: at most 100 bytes, whatever is not
 * printable ASCII as \xNN. */
char *
way_gs1_quote (WaySlice text);
