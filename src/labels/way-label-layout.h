/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

/**
 * WayLabelLayout: how labels stand on a page. Lengths in millimetres, from the top left.
 * @name: stable, for options and settings, like "a4-3x8"
 * @left, @top: of the first label
 * @pitch_x, @pitch_y: from one label's edge to the next one's
 */
typedef struct
{
  const char *name;
  double page_width;
  double page_height;
  guint columns;
  guint rows;
  double label_width;
  double label_height;
  double left;
  double top;
  double pitch_x;
  double pitch_y;
} WayLabelLayout;

/** Returns: (nullable): the standard layout of that name. */
const WayLabelLayout *
way_label_layout_find (const char *name);
/** Returns: all standard layouts, sheets first, then rolls; @out_n of them. */
const WayLabelLayout *
way_label_layout_get_all (gsize *out_n);
/** Where label @place of a page has its top left, in millimetres; 0 is the first one, and rows follow one another. */
void
way_label_layout_get_place (const WayLabelLayout *layout,
                            guint place,
                            double *out_x,
                            double *out_y);
/** Returns: labels on a page. */
guint
way_label_layout_get_count (const WayLabelLayout *layout);
