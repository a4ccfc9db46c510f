/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "way-desk.h"

/** What was looked up lately, as rows that look it up again; not there while there is nothing. */
#define WAY_TYPE_RECENT_GROUP (way_recent_group_get_type ())
G_DECLARE_FINAL_TYPE (WayRecentGroup,
                      way_recent_group,
                      WAY,
                      RECENT_GROUP,
                      AdwPreferencesGroup)

void
way_recent_group_load (WayRecentGroup *self, WayDesk *desk);
