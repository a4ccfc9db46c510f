/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-label-layout.h"

/* The common die-cut sheets; each is sold by several makers under numbers of their own. */
static const WayLabelLayout layouts[] = {
  { "a4-2x7", 210, 297, 2, 7, 99.1, 38.1, 4.65, 15.15, 101.6, 38.1 },
  { "a4-3x7", 210, 297, 3, 7, 63.5, 38.1, 7.25, 15.15, 66.0, 38.1 },
  { "a4-3x8", 210, 297, 3, 8, 70, 37, 0, 0.5, 70, 37 },
  { "a4-4x10", 210, 297, 4, 10, 52.5, 29.7, 0, 0, 52.5, 29.7 },
  { "a4-5x13", 210, 297, 5, 13, 38.1, 21.2, 4.75, 10.7, 40.6, 21.2 },
  { "letter-3x10", 215.9, 279.4, 3, 10, 66.7, 25.4, 4.75, 12.7, 69.85, 25.4 },
  { "roll-50x25", 50, 25, 1, 1, 50, 25, 0, 0, 50, 25 },
  { "roll-57x32", 57, 32, 1, 1, 57, 32, 0, 0, 57, 32 },
  { "roll-62x29", 62, 29, 1, 1, 62, 29, 0, 0, 62, 29 },
  { "roll-70x40", 70, 40, 1, 1, 70, 40, 0, 0, 70, 40 },
  { "roll-100x50", 100, 50, 1, 1, 100, 50, 0, 0, 100, 50 },
};

const WayLabelLayout *
way_label_layout_find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (layouts); i++)
    if (g_str_equal (layouts[i].name, name))
      return &layouts[i];
  return NULL;
}

const WayLabelLayout *
way_label_layout_get_all (gsize *out_n)
{
  *out_n = G_N_ELEMENTS (layouts);
  return layouts;
}

guint
way_label_layout_get_count (const WayLabelLayout *layout)
{
  return layout->columns * layout->rows;
}

void
way_label_layout_get_place (const WayLabelLayout *layout,
                            guint place,
                            double *out_x,
                            double *out_y)
{
  guint column = place % layout->columns;
  guint row = place / layout->columns;

  *out_x = layout->left + column * layout->pitch_x;
  *out_y = layout->top + row * layout->pitch_y;
}
