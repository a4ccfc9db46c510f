/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

/* Grey pictures of the demo market's labels. Everything is drawn with integers and a font of our own, so that the same
 * bytes come out on every machine. */

#define WAY_CANVAS_WHITE       255
#define WAY_CANVAS_BLACK       0
#define WAY_CANVAS_TEXT_HEIGHT 7 /* times the scale */

typedef struct
{
  guint width;
  guint height;
  guint8 *pixels;
} WayCanvas;

/** Returns: (transfer full) */
WayCanvas *
way_canvas_new (guint width, guint height, guint8 grey);
void
way_canvas_free (WayCanvas *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayCanvas, way_canvas_free)

/** Fills what of the rectangle is inside. */
void
way_canvas_fill (WayCanvas *self, int x, int y, int width, int height, guint8 grey);
void
way_canvas_paste (WayCanvas *self, const WayCanvas *other, int x, int y);
/** The grey at (@x, @y), @outside where that is none of the picture. */
guint8
way_canvas_get (const WayCanvas *self, int x, int y, guint8 outside);

/** Capitals, digits and some signs of 5 × 7 dots, each of @scale pixels; others are drawn as a box. */
void
way_canvas_text (WayCanvas *self, const char *text, int x, int y, int scale);
/** Returns: (transfer full): as a PNG of 8 bits of grey. */
GBytes *
way_canvas_to_png (const WayCanvas *self);
