/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <pango/pangocairo.h>

/**
 * WayLabelText:
 *
 * The glyphs of a page, by font, drawn all at once: cairo's PDF surface keeps some bytes
 * for each drawing of text until the document ends, which for 100,000 labels would be as
 * many megabytes.
 */
typedef struct
{
  GPtrArray *runs; /* one per font */
} WayLabelText;

void
way_label_text_init (WayLabelText *text);
void
way_label_text_clear (WayLabelText *text);

/** Takes the glyphs of @layout with its top left at (@x, @y). */
void
way_label_text_add (WayLabelText *text, PangoLayout *layout, double x, double y);
/** Draws all that was added, in black. */
void
way_label_text_draw (WayLabelText *text, cairo_t *cr);
