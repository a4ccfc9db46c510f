/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "way-slice.h"

/** Returns: (transfer full) (nullable): the path of a public conformance file below the
 * vectors' folder. Where it is absent the running test is marked as skipped, with a line
 * that says so, and NULL comes back: return then. */
char *
way_test_dup_vector_path (const char *name);
/** Returns: (transfer full) (nullable): its contents, NUL-terminated; NULL: skipped. */
char *
way_test_read_vector (const char *name, gsize *out_len);
/** Returns: (transfer full): bytes of a hex literal; aborts on a malformed one. */
GBytes *
way_test_hex (const char *hex);
