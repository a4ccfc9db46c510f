/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-test-picture.h"

#include <string.h>

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <qrencode.h>

typedef gboolean (*IsDark) (gconstpointer data, int x, int y);

static WayGrey *
draw (IsDark is_dark, gconstpointer data, int columns, int rows, int px, int quiet)
{
  WayGrey *grey = way_grey_new ((columns + 2 * quiet) * px, (rows + 2 * quiet) * px);

  for (int y = 0; y < grey->height; y++)
    for (int x = 0; x < grey->width; x++)
      {
        int column = x / px - quiet;
        int row = y / px - quiet;
        gboolean is_inside = column >= 0 && column < columns && row >= 0 && row < rows;

        grey->pixels[y * grey->width + x] =
            is_inside && is_dark (data, column, row) ? 0 : 255;
      }
  return grey;
}

static gboolean
is_row_dark (gconstpointer data, int x, int y)
{
  const char *const *rows = data;

  return rows[y][x] == '#';
}

WayGrey *
way_test_draw_rows (const char *const *rows, guint n_rows, int px, int quiet)
{
  return draw (is_row_dark, rows, (int) strlen (rows[0]), (int) n_rows, px, quiet);
}

static gboolean
is_qr_dark (gconstpointer data, int x, int y)
{
  const QRcode *code = data;

  return code->data[y * code->width + x] & 1;
}

WayGrey *
way_test_draw_qr (const char *text, int px)
{
  QRcode *code =
      QRcode_encodeData ((int) strlen (text), (const guint8 *) text, 0, QR_ECLEVEL_M);
  WayGrey *grey = draw (is_qr_dark, code, code->width, code->width, px, 4);

  QRcode_free (code);
  return grey;
}

WayGrey *
way_test_draw_qr_part (const char *text, int px, int index, int *out_count)
{
  QRcode_List *list = QRcode_encodeDataStructured (
      (int) strlen (text), (const guint8 *) text, 1, QR_ECLEVEL_L);
  QRcode_List *at = list;
  WayGrey *grey;

  *out_count = QRcode_List_size (list);
  while (index-- > 0)
    at = at->next;
  grey = draw (is_qr_dark, at->code, at->code->width, at->code->width, px, 4);
  QRcode_List_free (list);
  return grey;
}

static gboolean
is_bar_dark (gconstpointer data, int x, int y)
{
  const char *bars = data;

  return bars[x] == '1';
}

WayGrey *
way_test_draw_ean13 (const char *digits, int px)
{
  static const char *const odd[] = { "0001101", "0011001", "0010011", "0111101",
                                     "0100011", "0110001", "0101111", "0111011",
                                     "0110111", "0001011" };
  static const char *const parity[] = {
    "OOOOOO", "OOEOEE", "OOEEOE", "OOEEEO", "OEOOEE",
    "OEEOOE", "OEEEOO", "OEOEOE", "OEOEEO", "OEEOEO"
  };
  g_autoptr (GString) bars = g_string_new ("101");

  for (int i = 1; i < 13; i++)
    {
      const char *pattern = odd[g_ascii_digit_value (digits[i])];
      gboolean is_even = i <= 6 && parity[g_ascii_digit_value (digits[0])][i - 1] == 'E';

      if (i == 7)
        g_string_append (bars, "01010");
      /* the even pattern is the odd one mirrored and inverted, the right one inverted */
      for (int k = 0; k < 7; k++)
        {
          char bit = pattern[is_even ? 6 - k : k];

          g_string_append_c (bars, i <= 6 && !is_even ? bit : bit == '1' ? '0' : '1');
        }
    }
  g_string_append (bars, "101");
  return draw (is_bar_dark, bars->str, (int) bars->len, 40, px, 10);
}

GBytes *
way_test_encode (const WayGrey *grey,
                 const char *type,
                 const char *option,
                 const char *value)
{
  g_autoptr (GdkPixbuf)
      pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, grey->width, grey->height);
  guint8 *pixels = gdk_pixbuf_get_pixels (pixbuf);
  gsize stride = (gsize) gdk_pixbuf_get_rowstride (pixbuf);
  g_autoptr (GError) error = NULL;
  char *options[] = { (char *) option, NULL };
  char *values[] = { (char *) value, NULL };
  char *data = NULL;
  gsize len = 0;

  for (int y = 0; y < grey->height; y++)
    for (int x = 0; x < grey->width; x++)
      memset (pixels + (gsize) y * stride + (gsize) x * 3,
              grey->pixels[y * grey->width + x], 3);
  gdk_pixbuf_save_to_bufferv (pixbuf, &data, &len, type, options, values, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (data, len);
}

WayGrey *
way_test_place (const WayGrey *small, int width, int height)
{
  WayGrey *grey = way_grey_new (width, height);
  int left = (width - small->width) / 2;
  int top = (height - small->height) / 2;

  memset (grey->pixels, 255, (gsize) width * (gsize) height);
  for (int y = 0; y < small->height; y++)
    memcpy (grey->pixels + (gsize) (top + y) * (gsize) width + left,
            small->pixels + (gsize) y * (gsize) small->width, (gsize) small->width);
  return grey;
}

void
way_test_add_noise (WayGrey *grey, guint32 seed, int strength)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  gsize n = (gsize) grey->width * (gsize) grey->height;

  for (gsize i = 0; i < n; i++)
    {
      int value = grey->pixels[i] + g_rand_int_range (rand, -strength, strength + 1);

      grey->pixels[i] = (guint8) CLAMP (value, 0, 255);
    }
}
