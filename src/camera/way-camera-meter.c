/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-camera-meter.h"

#include <stdlib.h>

/* The grid of points that are looked at. */
#define N_COLUMNS 160
#define N_ROWS    90

/* White paper in a room where a person could still read is above this, even as video's
 * narrow range has it (16 to 235). One pixel in 50 may be a lamp or a noisy one. */
#define DARK_BELOW      64
#define LIGHT_PER_MILLE 20

/* An edge: this much difference within SPAN pixels. How much of it lies within 2 pixels, at the
 * steepest place, tells a sharp edge (half of it or more) from a blurred one, which spreads
 * over the whole span: then modules of 5 pixels run into each other. */
#define EDGE_HEIGHT  30
#define SPAN         16
#define SHARP_EIGHTH 3 /* in 1/8 of the edge's height */
#define MIN_EDGES    24

static gboolean
is_dark (const WayFrame *frame)
{
  guint histogram[256] = { 0 };
  guint n = 0, n_light = 0;

  for (int row = 0; row < N_ROWS; row++)
    {
      const guint8 *line =
          frame->pixels + (gsize) (frame->height * row / N_ROWS) * frame->stride;

      for (int column = 0; column < N_COLUMNS; column++, n++)
        histogram[line[frame->width * column / N_COLUMNS]]++;
    }
  for (guint value = DARK_BELOW; value < G_N_ELEMENTS (histogram); value++)
    n_light += histogram[value];
  return n_light * 1000 < n * LIGHT_PER_MILLE;
}

/* The steepest rise or fall over 2 pixels among @SPAN ones, if they are an edge; else 0.
 * @out_height: darkest to lightest */
static int
get_steepness (const guint8 *pixels, int *out_height)
{
  int steepest = 0, darkest = 255, lightest = 0;

  for (int i = 0; i < SPAN; i++)
    {
      darkest = MIN (darkest, pixels[i]);
      lightest = MAX (lightest, pixels[i]);
      if (i >= 2)
        steepest = MAX (steepest, abs (pixels[i] - pixels[i - 2]));
    }
  *out_height = lightest - darkest;
  return *out_height >= EDGE_HEIGHT ? steepest : 0;
}

static gboolean
is_blurred (const WayFrame *frame)
{
  guint n_edges = 0, n_sharp = 0;

  for (int row = 0; row < N_ROWS; row++)
    {
      const guint8 *line =
          frame->pixels + (gsize) (frame->height * row / N_ROWS) * frame->stride;

      for (int x = 0; x + SPAN <= frame->width; x += SPAN)
        {
          int height;
          int steepness = get_steepness (line + x, &height);

          n_edges += steepness > 0;
          n_sharp += steepness * 8 >= height * SHARP_EIGHTH && steepness > 0;
        }
    }
  /* one sharp edge in 20 is the frame of a window behind, or noise */
  return n_edges >= MIN_EDGES && n_sharp * 20 < n_edges;
}

WayCameraHint
way_camera_measure (const WayFrame *frame)
{
  if (frame->width < SPAN || frame->height < 1)
    return WAY_CAMERA_HINT_NONE;
  if (is_dark (frame))
    return WAY_CAMERA_HINT_TOO_DARK;
  return is_blurred (frame) ? WAY_CAMERA_HINT_TOO_BLURRED : WAY_CAMERA_HINT_NONE;
}

WayCameraHint
way_camera_meter_add (WayCameraMeter *self, WayCameraHint seen)
{
  if (seen != self->candidate)
    {
      self->candidate = seen;
      self->n_agreeing = 0;
    }
  self->n_agreeing++;
  if (self->n_agreeing >= WAY_CAMERA_METER_FRAMES)
    self->hint = self->candidate;
  return self->hint;
}
