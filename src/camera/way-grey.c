/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-grey.h"

#include <math.h>
#include <string.h>

WayGrey *
way_grey_new (int width, int height)
{
  WayGrey *grey = g_new (WayGrey, 1);

  g_assert (width > 0 && height > 0);
  *grey = (WayGrey) { .width = width, .height = height };
  grey->pixels = g_malloc ((gsize) width * (gsize) height);
  return grey;
}

void
way_grey_free (WayGrey *grey)
{
  if (grey == NULL)
    return;
  g_free (grey->pixels);
  g_free (grey);
}

WayFrame
way_grey_get_frame (const WayGrey *grey)
{
  return (WayFrame) { grey->pixels, grey->width, grey->height, grey->width };
}

static guint8
get_source_grey (const WayGreySource *source, const guint8 *pixel)
{
  guint grey = (source->weights[0] * pixel[0] + source->weights[1] * pixel[1]
                + source->weights[2] * pixel[2] + 512)
               / 1024;

  if (source->n_channels == 4)
    grey = (grey * pixel[3] + source->background * (255u - pixel[3]) + 127) / 255;
  return (guint8) MIN (grey, 255);
}

WayGrey *
way_grey_new_from_source (const WayGreySource *source, int factor)
{
  int width = MAX (source->width / factor, 1);
  int height = MAX (source->height / factor, 1);
  int step_x = MIN (factor, source->width);
  int step_y = MIN (factor, source->height);
  WayGrey *grey = way_grey_new (width, height);
  guint count = (guint) (step_x * step_y);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        guint sum = 0;

        for (int j = 0; j < step_y; j++)
          {
            const guint8 *row = source->pixels
                                + (gsize) (y * factor + j) * (gsize) source->stride
                                + (gsize) (x * factor) * (gsize) source->n_channels;
            for (int i = 0; i < step_x; i++)
              sum += get_source_grey (source, row + i * source->n_channels);
          }
        grey->pixels[(gsize) y * width + x] = (guint8) (sum / count);
      }
  return grey;
}

WayGrey *
way_grey_orient (const WayGrey *grey, int orientation)
{
  gboolean swaps = orientation >= 5 && orientation <= 8;
  gboolean from_right = orientation == 2 || orientation == 3 || orientation == 7
                        || orientation == 8;
  gboolean from_below = orientation == 3 || orientation == 4 || orientation == 6
                        || orientation == 7;
  int w = grey->width;
  int h = grey->height;
  WayGrey *turned = way_grey_new (swaps ? h : w, swaps ? w : h);

  for (int y = 0; y < turned->height; y++)
    for (int x = 0; x < turned->width; x++)
      {
        int sx = swaps ? y : x;
        int sy = swaps ? x : y;

        if (from_right)
          sx = w - 1 - sx;
        if (from_below)
          sy = h - 1 - sy;
        turned->pixels[(gsize) y * turned->width + x] = grey->pixels[(gsize) sy * w + sx];
      }
  return turned;
}

WayGrey *
way_grey_crop (const WayGrey *grey, int x, int y, int width, int height)
{
  WayGrey *part = way_grey_new (width, height);

  g_assert (x >= 0 && y >= 0 && x + width <= grey->width && y + height <= grey->height);
  for (int row = 0; row < height; row++)
    memcpy (part->pixels + (gsize) row * (gsize) width,
            grey->pixels + (gsize) (y + row) * (gsize) grey->width + x, (gsize) width);
  return part;
}

/* One axis of a resampling: for each place of the result the first place of the source
 * and weights (in 1/4096) of it and of those that follow. */
typedef struct
{
  int n_taps;
  int *first;
  guint16 *weights;
} Axis;

static void
axis_clear (Axis *axis)
{
  g_free (axis->first);
  g_free (axis->weights);
}

static void
axis_init (Axis *axis, int from, int to)
{
  double ratio = (double) from / to;
  double reach = MAX (ratio, 1.0);

  axis->n_taps = (int) ceil (2 * reach) + 1;
  axis->first = g_new (int, to);
  axis->weights = g_new0 (guint16, (gsize) to * (gsize) axis->n_taps);
  for (int i = 0; i < to; i++)
    {
      double centre = (i + 0.5) * ratio - 0.5;
      guint16 *weights = axis->weights + (gsize) i * (gsize) axis->n_taps;
      double total = 0;
      guint given = 0;

      axis->first[i] = (int) floor (centre - reach) + 1;
      for (int k = 0; k < axis->n_taps; k++)
        total += MAX (0.0, 1.0 - fabs (axis->first[i] + k - centre) / reach);
      for (int k = 0; k < axis->n_taps; k++)
        {
          double share = MAX (0.0, 1.0 - fabs (axis->first[i] + k - centre) / reach);
          weights[k] = (guint16) (share / total * 4096);
          given += weights[k];
        }
      /* what rounding left over goes to the place nearest to the centre */
      weights[CLAMP ((int) lround (centre) - axis->first[i], 0, axis->n_taps - 1)] +=
          (guint16) (4096 - given);
    }
}

static void
resample_row (const guint8 *from,
              gsize step,
              int n_from,
              const Axis *axis,
              guint8 *to,
              gsize to_step,
              int n_to)
{
  for (int i = 0; i < n_to; i++)
    {
      const guint16 *weights = axis->weights + (gsize) i * (gsize) axis->n_taps;
      guint sum = 2048;

      for (int k = 0; k < axis->n_taps; k++)
        sum +=
            weights[k] * from[(gsize) CLAMP (axis->first[i] + k, 0, n_from - 1) * step];
      to[(gsize) i * to_step] = (guint8) (sum / 4096);
    }
}

WayGrey *
way_grey_scale (const WayGrey *grey, int width, int height)
{
  g_autoptr (WayGrey) wide = way_grey_new (width, grey->height);
  WayGrey *scaled = way_grey_new (width, height);
  Axis axis;

  axis_init (&axis, grey->width, width);
  for (int y = 0; y < grey->height; y++)
    resample_row (grey->pixels + (gsize) y * grey->width, 1, grey->width, &axis,
                  wide->pixels + (gsize) y * width, 1, width);
  axis_clear (&axis);
  axis_init (&axis, grey->height, height);
  for (int x = 0; x < width; x++)
    resample_row (wide->pixels + x, (gsize) width, grey->height, &axis,
                  scaled->pixels + x, (gsize) width, height);
  axis_clear (&axis);
  return scaled;
}

static guint8
sample (const WayGrey *grey, double x, double y, guint8 fill)
{
  int ix = (int) floor (x);
  int iy = (int) floor (y);
  int fx = (int) ((x - ix) * 256);
  int fy = (int) ((y - iy) * 256);
  const guint8 *row;
  int top;
  int bottom;

  if (ix < 0 || iy < 0 || ix + 1 >= grey->width || iy + 1 >= grey->height)
    return fill;
  row = grey->pixels + (gsize) iy * grey->width + ix;
  top = row[0] * (256 - fx) + row[1] * fx;
  row += grey->width;
  bottom = row[0] * (256 - fx) + row[1] * fx;
  return (guint8) ((top * (256 - fy) + bottom * fy) >> 16);
}

WayGrey *
way_grey_rotate (const WayGrey *grey, double degrees, guint8 fill)
{
  double c = cos (degrees * G_PI / 180);
  double s = sin (degrees * G_PI / 180);
  int width = (int) ceil (fabs (grey->width * c) + fabs (grey->height * s));
  int height = (int) ceil (fabs (grey->width * s) + fabs (grey->height * c));
  WayGrey *turned = way_grey_new (MAX (width, 1), MAX (height, 1));

  for (int y = 0; y < turned->height; y++)
    for (int x = 0; x < turned->width; x++)
      {
        double dx = x - (turned->width - 1) / 2.0;
        double dy = y - (turned->height - 1) / 2.0;

        turned->pixels[(gsize) y * turned->width + x] =
            sample (grey, c * dx + s * dy + (grey->width - 1) / 2.0,
                    -s * dx + c * dy + (grey->height - 1) / 2.0, fill);
      }
  return turned;
}
