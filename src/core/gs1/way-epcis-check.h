/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-epcis-document.h"

/* Validation against EPCIS 2.0 (section 7 and the JSON bindings of section 10). */

/** One thing that is wrong.
 * @path: where, like "$.epcisBody.eventList[3].eventTimeZoneOffset"; a missing member is
 * named as if it were there; members with other characters than letters, digits, "_" and
 * "@" are written ['example:name'].
 * @message: what is wrong with it, to follow @path; marked with WAY_TEXT(), never with text of
 * the document in it. */
typedef void (*WayEpcisProblemFunc) (const char *path,
                                     WayResult result,
                                     const char *message,
                                     gpointer user_data);

/** Checks the whole document. Returns: the number of problems that @func was told. */
gsize
way_epcis_check_document (const WayEpcisDocument *document,
                          WayEpcisProblemFunc func,
                          gpointer user_data);

/** Checks one event, which stands at @path. */
gsize
way_epcis_check_event (yyjson_val *event,
                       const char *path,
                       WayEpcisProblemFunc func,
                       gpointer user_data);

/** Stops at the first problem. @error: its result, with path and message. */
gboolean
way_epcis_validate_event (yyjson_val *event, const char *path, GError **error);
