/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

/** A day as it is typed: "2027-03-01". */
gboolean
way_day_parse (const char *text, GDate *out);
/** Returns: the last millisecond of that day, where this computer is (Unix time). */
guint64
way_day_get_end_ms (const GDate *day);
