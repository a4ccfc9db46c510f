/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-grey-filter.h"

#include <string.h>

/* Average over a window that slides along one line. */
static void
average_line (const guint8 *from, guint8 *to, gsize step, int n, int radius)
{
  guint sum = 0;
  guint count = 0;

  for (int i = 0; i < MIN (radius, n); i++)
    {
      sum += from[(gsize) i * step];
      count++;
    }
  for (int i = 0; i < n; i++)
    {
      if (i + radius < n)
        {
          sum += from[(gsize) (i + radius) * step];
          count++;
        }
      if (i - radius - 1 >= 0)
        {
          sum -= from[(gsize) (i - radius - 1) * step];
          count--;
        }
      to[(gsize) i * step] = (guint8) ((sum + count / 2) / count);
    }
}

typedef void (
    *LineFilter) (const guint8 *from, guint8 *to, gsize step, int n, int radius);

static WayGrey *
filter_lines (const WayGrey *grey, LineFilter filter, int radius)
{
  g_autoptr (WayGrey) rows = way_grey_new (grey->width, grey->height);
  WayGrey *result = way_grey_new (grey->width, grey->height);

  for (int y = 0; y < grey->height; y++)
    filter (grey->pixels + (gsize) y * grey->width,
            rows->pixels + (gsize) y * grey->width, 1, grey->width, radius);
  for (int x = 0; x < grey->width; x++)
    filter (rows->pixels + x, result->pixels + x, (gsize) grey->width, grey->height,
            radius);
  return result;
}

WayGrey *
way_grey_blur_box (const WayGrey *grey, int radius)
{
  return filter_lines (grey, average_line, radius);
}

WayGrey *
way_grey_blur (const WayGrey *grey, int radius)
{
  g_autoptr (WayGrey) once = way_grey_blur_box (grey, radius);
  g_autoptr (WayGrey) twice = way_grey_blur_box (once, radius);

  return way_grey_blur_box (twice, radius);
}

WayGrey *
way_grey_sharpen (const WayGrey *grey, int radius, int percent)
{
  WayGrey *result = way_grey_blur (grey, radius);
  gsize n = (gsize) grey->width * (gsize) grey->height;

  for (gsize i = 0; i < n; i++)
    {
      int value =
          grey->pixels[i] + (grey->pixels[i] - (int) result->pixels[i]) * percent / 100;

      result->pixels[i] = (guint8) CLAMP (value, 0, 255);
    }
  return result;
}

static void
order (guint8 *a, guint8 *b)
{
  guint8 low = MIN (*a, *b);

  *b = MAX (*a, *b);
  *a = low;
}

static guint8
median_of_9 (guint8 v[9])
{
  static const guint8 pairs[][2] = {
    { 1, 2 }, { 4, 5 }, { 7, 8 }, { 0, 1 }, { 3, 4 }, { 6, 7 }, { 1, 2 },
    { 4, 5 }, { 7, 8 }, { 0, 3 }, { 5, 8 }, { 4, 7 }, { 3, 6 }, { 1, 4 },
    { 2, 5 }, { 4, 7 }, { 4, 2 }, { 6, 4 }, { 4, 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    order (&v[pairs[i][0]], &v[pairs[i][1]]);
  return v[4];
}

WayGrey *
way_grey_median (const WayGrey *grey)
{
  WayGrey *result = way_grey_new (grey->width, grey->height);

  for (int y = 0; y < grey->height; y++)
    for (int x = 0; x < grey->width; x++)
      {
        guint8 around[9];

        for (int k = 0; k < 9; k++)
          {
            int sx = CLAMP (x + k % 3 - 1, 0, grey->width - 1);
            int sy = CLAMP (y + k / 3 - 1, 0, grey->height - 1);

            around[k] = grey->pixels[(gsize) sy * grey->width + sx];
          }
        result->pixels[(gsize) y * grey->width + x] = median_of_9 (around);
      }
  return result;
}

/* Extreme of a sliding window in constant time per pixel, after van Herk and Gil/Werman:
 * running extremes within blocks as long as the window, forwards and backwards. */
static void
extreme_line (const guint8 *from,
              guint8 *to,
              gsize step,
              int n,
              int radius,
              gboolean lightest)
{
  int window = 2 * radius + 1;
  int padded = (n + 2 * radius + window - 1) / window * window;
  guint8 neutral = lightest ? 0 : 255;
  g_autofree guint8 *forward = g_malloc ((gsize) padded);
  g_autofree guint8 *backward = g_malloc ((gsize) padded);

#define VALUE(i)                                                                         \
  ((i) >= radius && (i) < n + radius ? from[(gsize) ((i) - radius) * step] : neutral)
#define EXTREME(a, b) (lightest ? MAX (a, b) : MIN (a, b))
  for (int i = 0; i < padded; i++)
    forward[i] = i % window == 0 ? VALUE (i) : EXTREME (forward[i - 1], VALUE (i));
  for (int i = padded - 1; i >= 0; i--)
    backward[i] = i % window == window - 1 ? VALUE (i)
                                           : EXTREME (backward[i + 1], VALUE (i));
  for (int i = 0; i < n; i++)
    to[(gsize) i * step] = EXTREME (backward[i], forward[i + window - 1]);
#undef EXTREME
#undef VALUE
}

static void
darkest_line (const guint8 *from, guint8 *to, gsize step, int n, int radius)
{
  extreme_line (from, to, step, n, radius, FALSE);
}

static void
lightest_line (const guint8 *from, guint8 *to, gsize step, int n, int radius)
{
  extreme_line (from, to, step, n, radius, TRUE);
}

WayGrey *
way_grey_erode (const WayGrey *grey, int radius)
{
  return filter_lines (grey, darkest_line, radius);
}

WayGrey *
way_grey_dilate (const WayGrey *grey, int radius)
{
  return filter_lines (grey, lightest_line, radius);
}

WayGrey *
way_grey_flatten (const WayGrey *grey, int radius)
{
  g_autoptr (WayGrey) calm = way_grey_blur_box (grey, 1);
  g_autoptr (WayGrey) dark = way_grey_erode (calm, radius);
  g_autoptr (WayGrey) light = way_grey_dilate (calm, radius);
  g_autoptr (WayGrey) low = way_grey_blur_box (dark, radius);
  g_autoptr (WayGrey) high = way_grey_blur_box (light, radius);
  WayGrey *result = way_grey_new (grey->width, grey->height);
  gsize n = (gsize) grey->width * (gsize) grey->height;

  for (gsize i = 0; i < n; i++)
    {
      int range = MAX (high->pixels[i] - low->pixels[i], 16);
      int value = (grey->pixels[i] - low->pixels[i]) * 255 / range;

      result->pixels[i] = (guint8) CLAMP (value, 0, 255);
    }
  return result;
}

WayGrey *
way_grey_threshold (const WayGrey *grey, int radius, int bias)
{
  WayGrey *result = way_grey_blur_box (grey, radius);
  gsize n = (gsize) grey->width * (gsize) grey->height;

  for (gsize i = 0; i < n; i++)
    result->pixels[i] = grey->pixels[i] + bias < result->pixels[i] ? 0 : 255;
  return result;
}
