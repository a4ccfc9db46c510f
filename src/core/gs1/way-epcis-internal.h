/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* For the files way-epcis-*.c of this room alone. */

#pragma once

#include "way-epcis-document.h"

typedef enum
{
  WAY_EPCIS_DIGITS,
  WAY_EPCIS_SET_82,
  WAY_EPCIS_SET_39,
} WayEpcisCharset;

gboolean
way_epcis_has_prefix (WaySlice text, const char *prefix);
gboolean
way_epcis_is_digits (WaySlice text);
char
way_epcis_check_digit (const char *digits, gsize len);

/** Decodes percent escapes, checks set and length (in characters) and appends the value
 * as a Digital Link path carries it. FALSE may leave something appended. */
gboolean
way_epcis_append_value (GString *out,
                        WaySlice text,
                        WayEpcisCharset charset,
                        gsize min_len,
                        gsize max_len);

/** Splits what stands before the next @separator off @rest; at the end @rest gets a NULL
 * data. Returns: FALSE where there is no further part. */
gboolean
way_epcis_next_part (WaySlice *rest, char separator, WaySlice *out_part);

/** Append the path behind "https://id.gs1.org/"; FALSE may leave something appended. */
gboolean
way_epcis_append_urn_path (GString *out, WaySlice urn);
gboolean
way_epcis_append_link_path (GString *out, WaySlice link);

/** Returns: (transfer full): what a @context declares, for way_epcis_find_namespace();
 * NULL and @error beyond the limits of way-epcis-document.h. */
GArray *
way_epcis_collect_namespaces (yyjson_val *context, GError **error);
const char *
way_epcis_find_namespace (const GArray *namespaces, WaySlice prefix);
