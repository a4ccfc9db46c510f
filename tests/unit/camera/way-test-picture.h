/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-grey-filter.h"

/** Returns: (transfer full): @rows strings of `#` (dark) and anything else (light), each
 * module @px pixels wide, with @quiet light modules around. */
WayGrey *
way_test_draw_rows (const char *const *rows, guint n_rows, int px, int quiet);

/** Returns: (transfer full): a QR code of @text. */
WayGrey *
way_test_draw_qr (const char *text, int px);

/** Returns: (transfer full): part @index of @text as a structured-append sequence of
 * symbols of version 1. @out_count: how many there are. */
WayGrey *
way_test_draw_qr_part (const char *text, int px, int index, int *out_count);

/** Returns: (transfer full): an EAN-13 of these 13 digits, @px pixels per module. */
WayGrey *
way_test_draw_ean13 (const char *digits, int px);

/** Returns: (transfer full): @grey as a file of gdk-pixbuf's @type ("png", "jpeg", …).
 * @option, @value: (nullable): of gdk_pixbuf_save(). */
GBytes *
way_test_encode (const WayGrey *grey,
                 const char *type,
                 const char *option,
                 const char *value);

/** Returns: (transfer full): @small in the middle of a white picture of that size. */
WayGrey *
way_test_place (const WayGrey *small, int width, int height);

/** @pixels of a test picture must come from somewhere that is the same each time. */
void
way_test_add_noise (WayGrey *grey, guint32 seed, int strength);
