/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-demo-canvas.h"

#include <string.h>

WayCanvas *
way_canvas_new (guint width, guint height, guint8 grey)
{
  WayCanvas *self = g_new (WayCanvas, 1);

  self->width = width;
  self->height = height;
  self->pixels = g_malloc ((gsize) width * height);
  memset (self->pixels, grey, (gsize) width * height);
  return self;
}

void
way_canvas_free (WayCanvas *self)
{
  if (self == NULL)
    return;
  g_free (self->pixels);
  g_free (self);
}

void
way_canvas_fill (WayCanvas *self, int x, int y, int width, int height, guint8 grey)
{
  int left = MAX (x, 0), right = MIN (x + width, (int) self->width);
  int top = MAX (y, 0), bottom = MIN (y + height, (int) self->height);

  for (int row = top; row < bottom && left < right; row++)
    memset (self->pixels + (gsize) row * self->width + left, grey,
            (gsize) (right - left));
}

guint8
way_canvas_get (const WayCanvas *self, int x, int y, guint8 outside)
{
  if (x < 0 || y < 0 || x >= (int) self->width || y >= (int) self->height)
    return outside;
  return self->pixels[(gsize) y * self->width + (gsize) x];
}

void
way_canvas_paste (WayCanvas *self, const WayCanvas *other, int x, int y)
{
  for (int row = 0; row < (int) other->height; row++)
    for (int column = 0; column < (int) other->width; column++)
      way_canvas_fill (self, x + column, y + row, 1, 1,
                       way_canvas_get (other, column, row, 0));
}
