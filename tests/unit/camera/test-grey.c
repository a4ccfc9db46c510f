/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "way-grey-filter.h"

/* 3 × 2: every pixel different */
static WayGrey *
make_six (void)
{
  WayGrey *grey = way_grey_new (3, 2);

  for (int i = 0; i < 6; i++)
    grey->pixels[i] = (guint8) (i * 10);
  return grey;
}

static void
assert_pixels (const WayGrey *grey, int width, const guint8 *expected, gsize n)
{
  g_assert_cmpint (grey->width, ==, width);
  g_assert_cmpmem (grey->pixels, (gsize) grey->width * (gsize) grey->height, expected, n);
}

/* EXIF 2.32, 4.6.4, Orientation: where row 0 and column 0 of the file stand. */
static void
test_orientations (void)
{
  static const struct
  {
    int width;
    guint8 pixels[6];
  } expected[] = {
    { 3, { 0, 10, 20, 30, 40, 50 } }, /* 1 top, left */
    { 3, { 20, 10, 0, 50, 40, 30 } }, /* 2 top, right */
    { 3, { 50, 40, 30, 20, 10, 0 } }, /* 3 bottom, right */
    { 3, { 30, 40, 50, 0, 10, 20 } }, /* 4 bottom, left */
    { 2, { 0, 30, 10, 40, 20, 50 } }, /* 5 left, top */
    { 2, { 30, 0, 40, 10, 50, 20 } }, /* 6 right, top */
    { 2, { 50, 20, 40, 10, 30, 0 } }, /* 7 right, bottom */
    { 2, { 20, 50, 10, 40, 0, 30 } }, /* 8 left, bottom */
  };
  g_autoptr (WayGrey) grey = make_six ();

  for (int i = 0; i < 8; i++)
    {
      g_autoptr (WayGrey) turned = way_grey_orient (grey, i + 1);

      assert_pixels (turned, expected[i].width, expected[i].pixels, 6);
    }
}

static void
test_scale_keeps_flat_flat (void)
{
  static const int sides[] = { 1, 2, 7, 40, 41, 97, 400 };
  g_autoptr (WayGrey) grey = way_grey_new (41, 23);

  memset (grey->pixels, 200, 41 * 23);
  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      g_autoptr (WayGrey) scaled = way_grey_scale (grey, sides[i], sides[i] + 3);

      for (int k = 0; k < sides[i] * (sides[i] + 3); k++)
        g_assert_cmpint (scaled->pixels[k], ==, 200);
    }
}

static void
test_scale_same_size (void)
{
  g_autoptr (WayGrey) grey = make_six ();
  g_autoptr (WayGrey) scaled = way_grey_scale (grey, 3, 2);

  assert_pixels (scaled, 3, grey->pixels, 6);
}

static void
test_source_alpha (void)
{
  static const guint8 rgba[] = {
    255, 255, 255, 255, 0, 0, 0, 255, 0, 0, 0, 0, 0, 0, 0, 51
  };
  WayGreySource source = { .pixels = rgba,
                           .width = 4,
                           .height = 1,
                           .stride = 16,
                           .n_channels = 4,
                           .background = 255,
                           .weights = { 306, 601, 117 } };
  g_autoptr (WayGrey) on_white = way_grey_new_from_source (&source, 1);
  g_autoptr (WayGrey) halved = way_grey_new_from_source (&source, 2);

  assert_pixels (on_white, 4, (const guint8[]) { 255, 0, 255, 204 }, 4);
  g_assert_cmpint (halved->width, ==, 2);
  g_assert_cmpint (halved->pixels[0], ==, 127);
}

/* Against the definition, pixel by pixel. */
static guint8
extreme_by_definition (const WayGrey *grey, int x, int y, int radius, gboolean lightest)
{
  guint8 result = lightest ? 0 : 255;

  for (int j = MAX (y - radius, 0); j <= MIN (y + radius, grey->height - 1); j++)
    for (int i = MAX (x - radius, 0); i <= MIN (x + radius, grey->width - 1); i++)
      {
        guint8 value = grey->pixels[j * grey->width + i];

        result = lightest ? MAX (result, value) : MIN (result, value);
      }
  return result;
}

static guint8
average_by_definition (const WayGrey *grey, int x, int y, int radius)
{
  guint sum = 0;
  guint count = 0;

  for (int i = MAX (x - radius, 0); i <= MIN (x + radius, grey->width - 1); i++)
    {
      sum += grey->pixels[y * grey->width + i];
      count++;
    }
  return (guint8) ((sum + count / 2) / count);
}

static void
test_filters_by_definition (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  for (int round = 0; round < 20; round++)
    {
      g_autoptr (WayGrey)
          grey = way_grey_new (1 + round, round % 5 == 0 ? 1 : 30 - round);
      int radius = g_rand_int_range (rand, 1, 9);
      g_autoptr (WayGrey) dark = NULL;
      g_autoptr (WayGrey) light = NULL;

      for (int i = 0; i < grey->width * grey->height; i++)
        grey->pixels[i] = (guint8) g_rand_int_range (rand, 0, 256);
      dark = way_grey_erode (grey, radius);
      light = way_grey_dilate (grey, radius);
      for (int y = 0; y < grey->height; y++)
        for (int x = 0; x < grey->width; x++)
          {
            int at = y * grey->width + x;

            g_assert_cmpint (dark->pixels[at], ==,
                             extreme_by_definition (grey, x, y, radius, FALSE));
            g_assert_cmpint (light->pixels[at], ==,
                             extreme_by_definition (grey, x, y, radius, TRUE));
          }
      if (grey->height == 1)
        {
          g_autoptr (WayGrey) average = way_grey_blur_box (grey, radius);

          for (int x = 0; x < grey->width; x++)
            g_assert_cmpint (average->pixels[x], ==,
                             average_by_definition (grey, x, 0, radius));
        }
    }
}

static void
test_flatten_removes_shadow (void)
{
  g_autoptr (WayGrey) grey = way_grey_new (120, 120);
  g_autoptr (WayGrey) flat = NULL;

  /* a chequered floor, a third as bright at the right edge */
  for (int y = 0; y < 120; y++)
    for (int x = 0; x < 120; x++)
      grey->pixels[y * 120 + x] =
          (guint8) (((x / 6 + y / 6) % 2 ? 240 : 60) * (180 - x) / 180);
  flat = way_grey_flatten (grey, 12);
  for (int y = 20; y < 100; y += 6)
    for (int x = 21; x < 100; x += 6)
      {
        guint8 value = flat->pixels[(y / 6 * 6 + 3) * 120 + x / 6 * 6 + 3];

        if ((x / 6 + y / 6) % 2)
          g_assert_cmpint (value, >, 200);
        else
          g_assert_cmpint (value, <, 55);
      }
}

static void
test_rotate_there_and_back (void)
{
  g_autoptr (WayGrey) grey = way_grey_new (60, 40);
  g_autoptr (WayGrey) there = NULL;
  g_autoptr (WayGrey) back = NULL;

  for (int i = 0; i < 60 * 40; i++)
    grey->pixels[i] = (guint8) (i % 60 * 4);
  there = way_grey_rotate (grey, 30, 255);
  back = way_grey_rotate (there, -30, 255);
  for (int y = -10; y <= 10; y++)
    for (int x = -20; x <= 20; x++)
      {
        int was = grey->pixels[(20 + y) * 60 + 30 + x];
        int is = back->pixels[(back->height / 2 + y) * back->width + back->width / 2 + x];

        g_assert_cmpint (ABS (was - is), <=, 8);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/camera/grey/orientations", test_orientations);
  g_test_add_func ("/camera/grey/scale-flat", test_scale_keeps_flat_flat);
  g_test_add_func ("/camera/grey/scale-same", test_scale_same_size);
  g_test_add_func ("/camera/grey/alpha", test_source_alpha);
  g_test_add_func ("/camera/grey/filters", test_filters_by_definition);
  g_test_add_func ("/camera/grey/flatten", test_flatten_removes_shadow);
  g_test_add_func ("/camera/grey/rotate", test_rotate_there_and_back);
  return g_test_run ();
}
