/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <pango/pangocairo.h>

#include "way-label-layout.h"
#include "way-label-text.h"
#include "way-label.h"

/** The smallest module, in millimetres, that a phone reads off a curved or glossy box from
 * a hand's distance. */
#define WAY_LABEL_MIN_MODULE 0.38

/** The grid of vector output, an eighth of a point: short numbers in a file, and modules that all have the same size on any
 * printer. */
#define WAY_LABEL_GRID_MM (0.125 * 25.4 / 72)

/**
 * WayLabelDraw: draws labels with one set of fonts.
 * @units_per_mm: of the surface
 * @grid: modules and their places are multiples of so many units
 * @is_raster: the grid is of pixels, and never left
 */
typedef struct
{
  cairo_t *cr;
  PangoContext *fonts;
  double units_per_mm;
  double grid;
  gboolean is_raster;
  WayLabelText text;
} WayLabelDraw;

/** @cr: borrowed. */
void
way_label_draw_init (WayLabelDraw *draw,
                     cairo_t *cr,
                     double units_per_mm,
                     double grid,
                     gboolean is_raster);
void
way_label_draw_clear (WayLabelDraw *draw);

/**
 * Draws one of the label's codes with its text into the rectangle of @layout's label size
 * at (@x, @y) in units; the text comes with way_label_draw_finish_page().
 *
 * Errors: those of way_qr_new(); WAY_RESULT_OUT_OF_RANGE: the code would have smaller
 * modules than WAY_LABEL_MIN_MODULE.
 */
gboolean
way_label_draw (WayLabelDraw *draw,
                const WayLabel *label,
                WayLabelKinds kind,
                const WayLabelLayout *layout,
                double x,
                double y,
                GError **error);

/** Draws the text of the labels since the last page. */
void
way_label_draw_finish_page (WayLabelDraw *draw);

/** Ticks at the label's corners, to cut along. */
void
way_label_draw_crop_marks (WayLabelDraw *draw,
                           const WayLabelLayout *layout,
                           double x,
                           double y);
