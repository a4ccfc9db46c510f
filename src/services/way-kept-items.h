/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-home.h"

/* Things that a person follows, and those that she owned when a node was asked last: items.json. */

#define WAY_KEPT_ITEMS_MAX 1000

/** Texts are in @arena. A file that can't be read counts as empty only where there is none: else @error. */
gboolean
way_kept_items_load (WayHome *home,
                     WayArena *arena,
                     WayKeptItemsFile *out_file,
                     GError **error);
/** Sets or clears one mark of the thing that @row names by code, network and account; a thing with neither mark goes. @error:
 * WAY_RESULT_TOO_MANY above WAY_KEPT_ITEMS_MAX, WAY_RESULT_IO. */
gboolean
way_kept_items_mark (WayHome *home, const WayKeptItemRow *row, GError **error);
/** Whether the thing is followed. @account: (nullable): whose it is, where the code alone does not say. */
gboolean
way_kept_items_has_followed (WayHome *home,
                             const char *code,
                             const WayHash *network,
                             const WayHash *account);
/** After a node of @network was asked: exactly these are owned there. @codes: of char*. */
gboolean
way_kept_items_set_owned (WayHome *home,
                          const WayHash *network,
                          const GPtrArray *codes,
                          GError **error);
