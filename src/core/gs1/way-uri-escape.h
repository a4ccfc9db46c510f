/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "way-slice.h"

/* Percent escapes of the parts of a Digital Link URI (RFC 3986; the query as HTML forms
 * write it). Source: GS1 Digital Link Standard, URI Syntax 1.6. */

/** Appends @text with everything escaped but A-Z a-z 0-9 - . _ ~; in a query a space
 * becomes `+`. */
void
way_uri_escape (GString *out, WaySlice text, gboolean is_query);
/** Undoes escapes; what is no complete escape stays as it is. In a query `+` becomes a
 * space.
 * Returns: (transfer full): bytes of any kind, NUL-terminated. */
GString *
way_uri_unescape (WaySlice text, gboolean is_query);
