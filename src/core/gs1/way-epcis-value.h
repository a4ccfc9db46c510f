/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-slice.h"

/* The simple values of EPCIS documents: times, offsets, numbers, URIs. */

/** RFC 3339 `date-time`: "2022-02-16T20:33:31.116-06:00"; any number of decimals, a leap
 * second counts as the first of the next minute. In UTC within the years 0 to 9999.
 * @out_time_ms: (out) (optional): since 1970 in UTC; digits behind the third round half up
 * (CBV 2.0 section 8.9).
 * @out_offset_minutes: (out) (optional): as written, 0 for Z. */
gboolean
way_epcis_parse_time (WaySlice text, gint64 *out_time_ms, int *out_offset_minutes);

/** EPCIS 2.0 `eventTimeZoneOffset`: "+01:00", "-06:00", at most 14:00. */
gboolean
way_epcis_parse_offset (WaySlice text, int *out_minutes);

/** Appends @time_ms (of the years 0 to 9999) as it is shown at @offset_minutes, with three
 * decimals; "Z" where @offset_minutes is 0. At the very ends of that range in UTC. */
void
way_epcis_append_time (GString *out, gint64 time_ms, int offset_minutes);

/** Appends "+01:00". */
void
way_epcis_append_offset (GString *out, int offset_minutes);

/** The shortest plain decimal form of a number: no sign "+", no superfluous zeros, no
 * exponent ("1.0E2" is "100"). Exact: no binary floating point is involved.
 * Returns: FALSE, and nothing appended, where @text is no decimal number or its exponent
 * is beyond ±300. */
gboolean
way_epcis_append_number (GString *out, WaySlice text);

/** Whether @text is an absolute URI by the grammar of RFC 3986 (so also a CURIE). */
gboolean
way_epcis_is_uri (WaySlice text);

/** @text without white space at both ends. */
WaySlice
way_epcis_trim (WaySlice text);
