/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <cairo.h>

#include "way-code-reader.h"
#include "way-qr-path.h"
#include "way-qr-segment.h"
#include "way-qr.h"
#include "way-result.h"

/* -- segments -- */

static gboolean
is_allowed (const char *text, const WayQrMode *modes, gsize len)
{
  for (gsize i = 0; i < len; i++)
    {
      gboolean is_digit = text[i] >= '0' && text[i] <= '9';
      gboolean is_letter =
          is_digit
          || (text[i] != '\0' && strchr ("ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:", text[i]));

      if ((modes[i] == WAY_QR_MODE_NUMERIC && !is_digit)
          || (modes[i] == WAY_QR_MODE_ALPHANUMERIC && !is_letter))
        return FALSE;
    }
  return TRUE;
}

/* ISO/IEC 18004:2015, 7.4, by hand: bits of one segment in versions 1–9 */
static gsize
get_bits (WayQrMode mode, gsize n)
{
  static const gsize odd_digits[] = { 0, 4, 7 };

  if (mode == WAY_QR_MODE_NUMERIC)
    return 4 + 10 + n / 3 * 10 + odd_digits[n % 3];
  if (mode == WAY_QR_MODE_ALPHANUMERIC)
    return 4 + 9 + n / 2 * 11 + n % 2 * 6;
  return 4 + 8 + n * 8;
}

/* The fewest bits over all ways to give each character a mode. */
static gsize
find_fewest_bits (const char *text, gsize len)
{
  gsize fewest = G_MAXSIZE;
  gsize n_ways = 1;

  for (gsize i = 0; i < len; i++)
    n_ways *= 3;
  for (gsize way = 0; way < n_ways; way++)
    {
      WayQrMode modes[16];
      gsize bits = 0;
      gsize rest = way;

      for (gsize i = 0; i < len; i++, rest /= 3)
        modes[i] = rest % 3;
      if (!is_allowed (text, modes, len))
        continue;
      for (gsize at = 0, end; at < len; at = end)
        {
          for (end = at; end < len && modes[end] == modes[at]; end++)
            ;
          bits += get_bits (modes[at], end - at);
        }
      fewest = MIN (fewest, bits);
    }
  return fewest;
}

static void
test_segments_are_cheapest (void)
{
  static const char *const runs[] = { "1", "22222", "A", "BCDEF",
                                      "a", "bc",    "/", "7777777" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (int round = 0; round < 150; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GArray) segments = NULL;

      while (text->len < 7)
        g_string_append (text, runs[g_rand_int_range (rand, 0, G_N_ELEMENTS (runs))]);
      g_string_truncate (text, 10);
      segments = way_qr_segment (text->str, text->len, 0);
      g_assert_cmpuint (way_qr_segments_get_bits (segments, 0), ==,
                        find_fewest_bits (text->str, text->len));
    }
}

static void
test_segments_of_link (void)
{
  static const char link[] =
      "https://id.gs1.org/01/09520123456788/10/LOT-7/21/AB2CD3EF4GH5JK6M";
  g_autoptr (GArray) segments = way_qr_segment (link, strlen (link), 0);
  const WayQrSegment *first = &g_array_index (segments, WayQrSegment, 0);
  g_autoptr (WayQr) qr = way_qr_new (link, WAY_QR_LEVEL_M, NULL);

  g_assert_cmpuint (segments->len, ==, 3);
  g_assert_cmpint (first[0].mode, ==, WAY_QR_MODE_BYTE);
  g_assert_cmpint (first[1].mode, ==, WAY_QR_MODE_NUMERIC);
  g_assert_cmpint (first[2].mode, ==, WAY_QR_MODE_ALPHANUMERIC);
  /* version 4, where bytes alone would need 5 */
  g_assert_cmpuint (way_qr_get_size (qr), ==, 33);
}

/* -- codes -- */

static char *
read_back (const WayQr *qr)
{
  const int px = 3;
  int side = ((int) way_qr_get_size (qr) + 8) * px;
  g_autofree guint8 *pixels = g_malloc ((gsize) side * (gsize) side);
  WayFrame frame = { pixels, side, side, side };
  g_autoptr (WayCodeReader) reader = way_code_reader_new (WAY_CODE_READER_TRY_HARDER);
  g_autoptr (GPtrArray) codes = NULL;

  for (int y = 0; y < side; y++)
    for (int x = 0; x < side; x++)
      pixels[y * side + x] = way_qr_is_dark (qr, x / px - 4, y / px - 4) ? 0 : 255;
  codes = way_code_reader_read (reader, &frame);
  g_assert_cmpuint (codes->len, ==, 1);
  return g_strdup (((WayCode *) g_ptr_array_index (codes, 0))->text);
}

static void
test_read_back (void)
{
  static const char *const texts[] = {
    "0",
    "12345678901234567890123456789012345678901234567890",
    "HTTPS://ID.GS1.ORG/01/09520123456788",
    "https://id.gs1.org/01/09520123456788/21/AB2CD3EF4GH5#c=Zm9vYmFyYmF6cXV4eHl6MQ",
    "mixed 0123456789012 MIXED-AGAIN $%*+-./: and 99999999999999999999 back",
    "明前龙井茶，产地杭州 2026",
    "Zürich – “naïve” 100 €",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (int level = WAY_QR_LEVEL_L; level <= WAY_QR_LEVEL_H; level++)
      {
        g_autoptr (GError) error = NULL;
        g_autoptr (WayQr) qr = way_qr_new (texts[i], level, &error);
        g_autofree char *text = NULL;

        g_assert_no_error (error);
        g_assert_cmpint (way_qr_get_level (qr), >=, level);
        text = read_back (qr);
        g_assert_cmpstr (text, ==, texts[i]);
      }
}

/* Bytes that the biggest level-L, … level-H codes of some versions hold (ISO/IEC
 * 18004:2015, table 7): one more makes the next version. */
static void
test_capacities (void)
{
  static const struct
  {
    int version;
    gsize bytes[4];
  } table[] = {
    { 1, { 17, 14, 11, 7 } },           { 2, { 32, 26, 20, 14 } },
    { 5, { 106, 84, 60, 44 } },         { 9, { 230, 180, 130, 98 } },
    { 10, { 271, 213, 151, 119 } },     { 14, { 458, 362, 258, 194 } },
    { 20, { 858, 666, 482, 382 } },     { 26, { 1367, 1059, 751, 593 } },
    { 27, { 1465, 1125, 805, 625 } },   { 33, { 2068, 1628, 1168, 898 } },
    { 40, { 2953, 2331, 1663, 1273 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    for (int level = 0; level < 4; level++)
      {
        g_autofree char *text = g_strnfill (table[i].bytes[level] + 1, 'a');
        g_autoptr (WayQr) bigger = way_qr_new (text, level, NULL);
        g_autoptr (WayQr) qr = NULL;
        guint size = 17 + 4 * (guint) table[i].version;

        if (table[i].version < 40)
          g_assert_cmpuint (way_qr_get_size (bigger), ==, size + 4);
        else
          g_assert_null (bigger);
        text[table[i].bytes[level]] = '\0';
        qr = way_qr_new (text, level, NULL);
        g_assert_cmpuint (way_qr_get_size (qr), ==, size);
        g_assert_cmpint (way_qr_get_level (qr), ==, level);
      }
}

static void
test_every_version_reads_back (void)
{
  for (gsize len = 1; len <= 2953; len = len * 3 / 2 + 1)
    {
      g_autofree char *text = g_strnfill (len, 'b');
      g_autoptr (WayQr) qr = way_qr_new (text, WAY_QR_LEVEL_L, NULL);
      g_autofree char *back = read_back (qr);

      g_assert_cmpstr (back, ==, text);
    }
}

static void
test_bad_texts (void)
{
  g_autofree char *digits = g_strnfill (7089, '5');
  g_autofree char *too_many = g_strnfill (7090, '5');
  g_autoptr (WayQr) biggest = way_qr_new (digits, WAY_QR_LEVEL_L, NULL);
  static const char *const bad[] = { "", "\xff", "a\xc3" };

  g_assert_cmpuint (way_qr_get_size (biggest), ==, 177);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (way_qr_new (bad[i], WAY_QR_LEVEL_M, &error));
      g_assert_error (error, WAY_ERROR, WAY_RESULT_INVALID_TEXT);
    }
  for (int level = 0; level < 4; level++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (way_qr_new (too_many, level, &error));
      g_assert_error (error, WAY_ERROR, WAY_RESULT_TOO_LARGE);
    }
}

/* -- outlines -- */

/* Filled at one pixel per module, by either rule, the outlines give the modules again. */
static void
assert_outlines (const char *text, cairo_fill_rule_t rule)
{
  g_autoptr (WayQr) qr = way_qr_new (text, WAY_QR_LEVEL_M, NULL);
  int size = (int) way_qr_get_size (qr);
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_A8, size + 2, size + 2);
  cairo_t *cr = cairo_create (surface);
  const guint8 *pixels;
  int stride;

  cairo_set_fill_rule (cr, rule);
  way_qr_add_to_path (qr, cr, 1, 1, 1);
  cairo_fill (cr);
  cairo_surface_flush (surface);
  pixels = cairo_image_surface_get_data (surface);
  stride = cairo_image_surface_get_stride (surface);
  for (int y = -1; y <= size; y++)
    for (int x = -1; x <= size; x++)
      g_assert_cmpint (pixels[(y + 1) * stride + x + 1], ==,
                       way_qr_is_dark (qr, x, y) ? 255 : 0);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
test_outlines (void)
{
  for (int i = 0; i < 60; i++)
    {
      g_autofree char *text = g_strnfill ((gsize) (1 + i * i / 2), (char) ('a' + i % 26));

      assert_outlines (text, CAIRO_FILL_RULE_EVEN_ODD);
      assert_outlines (text, CAIRO_FILL_RULE_WINDING);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/labels/qr/segments-cheapest", test_segments_are_cheapest);
  g_test_add_func ("/labels/qr/segments-link", test_segments_of_link);
  g_test_add_func ("/labels/qr/read-back", test_read_back);
  g_test_add_func ("/labels/qr/capacities", test_capacities);
  g_test_add_func ("/labels/qr/versions", test_every_version_reads_back);
  g_test_add_func ("/labels/qr/bad-texts", test_bad_texts);
  g_test_add_func ("/labels/qr/outlines", test_outlines);
  return g_test_run ();
}
