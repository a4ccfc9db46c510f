/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-index-schema.h"
#include "way-index.h"

/* Private to the room. */

/** Runs @find, which gives (row, blob) by key8, until the blob is what @hash stands for: the hash itself, or the thing that has it
 * as its id. @out_row: 0 where there is none. */
gboolean
way_index_find_row (WaySqlStatement *find,
                    const WayHash *hash,
                    gboolean is_thing,
                    gint64 *out_row,
                    GError **error);
