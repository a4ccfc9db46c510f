/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-digital-link.h"
#include "way-gs1-elements-private.h"

/* Of this room alone: what parsing and building have in common. */

/** Returns: bytes of scheme and domain, the index of the slash behind them; 0 on an
 * error. */
gsize
way_digital_link_check_origin (WaySlice uri, GError **error);
/** All characters must be those of a URI. */
gboolean
way_digital_link_check_characters (WaySlice uri, GError **error);

/** Returns: TRUE where @ais (@n of them, the first is the key) are a key with qualifiers
 * in their order. */
gboolean
way_digital_link_is_path (const WayGs1Ai *key, const char *const *ais, guint n);
