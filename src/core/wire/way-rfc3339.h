/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-slice.h"

/* RFC 3339 date-times between the years 0001 and 9999, in milliseconds since the epoch of
 * Unix time; no clock, no locale, no leap seconds. */

/** "2026-03-01T12:00:00.000Z" and a NUL. */
#define WAY_RFC3339_SIZE 25

/** In UTC with three digits of fraction. Returns: FALSE (and an empty text) where the
 * year would leave 0001..9999. */
gboolean
way_rfc3339_format (gint64 time_ms, char out[WAY_RFC3339_SIZE]);

/** Any offset; a fraction of at most three digits, zeros behind them allowed. Returns:
 * FALSE for anything else, days that do not exist and seconds of 60 included. */
gboolean
way_rfc3339_parse (WaySlice text, gint64 *out_time_ms);
