/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-model.h"

/** An event that happens now, by this computer's clock and in its time zone; nothing else of it is set. */
WayEvent
way_event_now (void);
/** How far local time is ahead of UTC at @time_ms, in minutes. */
gint64
way_event_get_offset_minutes (guint64 time_ms);
