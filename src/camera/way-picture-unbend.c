/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-picture-unbend.h"

#include <math.h>

#include "way-code-reader-private.h"
#include "way-grey-filter.h"

/* Pixels of the flattened code and of the space left around it */
#define SIDE   256
#define MARGIN 32

/**
 * Bend: how the code lies.
 * @bow: how far the middle of its edges is off the line between their ends, in sides
 * @curve: half the angle of the cylinder it is wrapped around
 * @is_upright: whether that cylinder stands, else it lies
 */
typedef struct
{
  double bow;
  double curve;
  gboolean is_upright;
} Bend;

/* The projection of the unit square onto a quad (Heckbert 1989, 2.2.3):
 * x = (a u + b v + c) / (g u + h v + 1), y likewise. */
typedef struct
{
  double a, b, c, d, e, f, g, h;
} Projection;

static Projection
project (const WayQuad *q)
{
  double dx1 = q->x[1] - q->x[2];
  double dx2 = q->x[3] - q->x[2];
  double sx = q->x[0] - q->x[1] + q->x[2] - q->x[3];
  double dy1 = q->y[1] - q->y[2];
  double dy2 = q->y[3] - q->y[2];
  double sy = q->y[0] - q->y[1] + q->y[2] - q->y[3];
  double det = dx1 * dy2 - dx2 * dy1;
  double g = fabs (det) > 1e-9 ? (sx * dy2 - dx2 * sy) / det : 0;
  double h = fabs (det) > 1e-9 ? (dx1 * sy - sx * dy1) / det : 0;

  return (Projection) {
    .a = q->x[1] - q->x[0] + g * q->x[1],
    .b = q->x[3] - q->x[0] + h * q->x[3],
    .c = q->x[0],
    .d = q->y[1] - q->y[0] + g * q->y[1],
    .e = q->y[3] - q->y[0] + h * q->y[3],
    .f = q->y[0],
    .g = g,
    .h = h,
  };
}

/* A place on the flat code, 0 … 1, to where it stands between the corners of the bent
 * one. */
static void
bend_place (const Bend *bend, double *inout_u, double *inout_v)
{
  double *along = bend->is_upright ? inout_u : inout_v;
  double *across = bend->is_upright ? inout_v : inout_u;
  double t = 2 * *along - 1;

  if (bend->curve > 0)
    *along = (sin (bend->curve * t) / sin (bend->curve) + 1) / 2;
  *across += bend->bow * (1 - t * t);
}

static guint8
sample (const WayGrey *grey, double x, double y)
{
  int ix = (int) floor (CLAMP (x, 0, grey->width - 1));
  int iy = (int) floor (CLAMP (y, 0, grey->height - 1));
  int jx = MIN (ix + 1, grey->width - 1);
  int jy = MIN (iy + 1, grey->height - 1);
  double fx = CLAMP (x - ix, 0, 1);
  double fy = CLAMP (y - iy, 0, 1);
  const guint8 *upper = grey->pixels + (gsize) iy * (gsize) grey->width;
  const guint8 *lower = grey->pixels + (gsize) jy * (gsize) grey->width;

  return (guint8) ((upper[ix] * (1 - fx) + upper[jx] * fx) * (1 - fy)
                   + (lower[ix] * (1 - fx) + lower[jx] * fx) * fy + 0.5);
}

static WayGrey *
flatten (const WayGrey *grey, const Projection *p, const Bend *bend)
{
  WayGrey *flat = way_grey_new (SIDE + 2 * MARGIN, SIDE + 2 * MARGIN);

  for (int y = 0; y < flat->height; y++)
    for (int x = 0; x < flat->width; x++)
      {
        double u = (x - MARGIN + 0.5) / SIDE;
        double v = (y - MARGIN + 0.5) / SIDE;
        double w;

        bend_place (bend, &u, &v);
        w = p->g * u + p->h * v + 1;
        w = fabs (w) > 1e-6 ? w : 1e-6;
        flat->pixels[y * flat->width + x] =
            sample (grey, (p->a * u + p->b * v + p->c) / w - 0.5,
                    (p->d * u + p->e * v + p->f) / w - 0.5);
      }
  return flat;
}

static GPtrArray *
try_bend (const WayGrey *grey,
          const Projection *projection,
          const Bend *bend,
          const WayCodeReader *reader)
{
  g_autoptr (WayGrey) flat = flatten (grey, projection, bend);
  WayFrame frame = way_grey_get_frame (flat);

  return way_code_reader_read (reader, &frame);
}

/* Too small to hold a code, or turned inside out. */
static gboolean
is_degenerate (const WayQuad *q)
{
  for (int i = 0; i < 4; i++)
    {
      int j = (i + 1) % 4;
      int k = (i + 2) % 4;
      double cross = (q->x[j] - q->x[i]) * (q->y[k] - q->y[j])
                     - (q->y[j] - q->y[i]) * (q->x[k] - q->x[j]);

      if (cross < 200)
        return TRUE;
    }
  return FALSE;
}

static void
set_corners (GPtrArray *codes, const WayQuad *quad)
{
  for (guint i = 0; i < codes->len; i++)
    {
      WayCode *code = g_ptr_array_index (codes, i);

      for (int k = 0; k < 4; k++)
        code->corners[k] =
            (WayCodePoint) { (int) lround (quad->x[k]), (int) lround (quad->y[k]) };
    }
}

GPtrArray *
way_picture_unbend (const WayGrey *grey, const WayQuad *quad, GCancellable *cancellable)
{
  static const double bows[] = { 0, 0.03, -0.03, 0.06, -0.06, 0.1, -0.1, 0.15, -0.15 };
  static const double curves[] = { 0, 0.5, 0.9 };
  g_autoptr (WayCodeReader) reader = way_code_reader_new_full (
      WAY_CODE_READER_FAST, WAY_CODE_SET_SAFE, WAY_CODE_BINARIZER_LOCAL);
  Projection projection = project (quad);
  GPtrArray *codes = g_ptr_array_new_with_free_func ((GDestroyNotify) way_code_free);

  if (is_degenerate (quad))
    return codes;
  for (guint i = 0; i < G_N_ELEMENTS (bows) * G_N_ELEMENTS (curves) * 2; i++)
    {
      Bend bend = { bows[i / 2 % G_N_ELEMENTS (bows)],
                    curves[i / 2 / G_N_ELEMENTS (bows)], i % 2 == 0 };

      if (codes->len > 0 || g_cancellable_is_cancelled (cancellable))
        break;
      g_ptr_array_unref (codes);
      codes = try_bend (grey, &projection, &bend, reader);
    }
  set_corners (codes, quad);
  return codes;
}
