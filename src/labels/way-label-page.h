/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-label-sheet.h"

/** How many pages way_label_sheet_write_file() makes of @n labels. */
guint64
way_label_page_count (const WayLabelOptions *options, guint64 n);

/**
 * One page of a sheet as it will be printed, as pixels: for showing it on a screen. Its codes stand where the PDF has them, to
 * the same grid.
 *
 * @n: labels of the whole sheet; @page: from 0, as way_label_page_count() counts
 * @dots_per_mm: 1 … 48
 * @out_width, @out_height: in pixels
 *
 * Errors: those of @next and way_label_draw(); WAY_RESULT_OUT_OF_RANGE for a page that is not there.
 *
 * Returns: (transfer full): CAIRO_FORMAT_ARGB32, opaque; rows follow one another without a gap
 */
GBytes *
way_label_page_render (const WayLabelOptions *options,
                       guint64 n,
                       guint64 page,
                       double dots_per_mm,
                       WayLabelNextFunc next,
                       gpointer data,
                       guint *out_width,
                       guint *out_height,
                       GError **error);
