/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <qrencode.h>

#include "way-code-reader.h"
#include "way-test-picture.h"

/* GS1 DataMatrix of (01)09520123456788(10)AB1(21)X7, drawn with Zint 2.15 */
static const char *const data_matrix[] = {
  "#.#.#.#.#.#.#.#.#.", "##..####.......#.#", "#...#.##.##..####.", "#.##....#.#..#####",
  "###..##.......##..", "#..##.#.#######..#", "#...#...#....##.#.", "#.##..#....###.###",
  "###..###..#..#..#.", "####..##...#.##..#", "#.##.#...##..####.", "#.#.##..##.#######",
  "#..##.###.##......", "##.####..##..###.#", "########.########.", "#..#.####.####.#.#",
  "###..##.####.##...", "##################",
};

/* rMQR R11x27-M of "RMQR", drawn with Zint 2.15 */
static const char *const rmqr[] = {
  "#######.#.#.#.#.#.#.#.#.###", "#.....#..##.#.#..#.#......#",
  "#.###.#....#...##..###....#", "#.###.#.####..##.#.#...##..",
  "#.###.#..#..#.#..###..#.#.#", "#.....#.####.##.##.####..#.",
  "#######..##...#...#.#.#####", "........##..#.#.####..#...#",
  "##..#.#....##..##.#####.#.#", "#.#.#####....###.#.##.#...#",
  "###.#.#.#.#.#.#.#.#.#.#####",
};

#define LINK "https://id.gs1.org/01/09520123456788/10/LOT-7/21/AB2CD3EF4GH5JK6M"

static GPtrArray *
read_grey (const WayGrey *grey, WayCodeReaderMode mode)
{
  g_autoptr (WayCodeReader) reader = way_code_reader_new (mode);
  WayFrame frame = way_grey_get_frame (grey);

  return way_code_reader_read (reader, &frame);
}

static void
assert_one (const WayGrey *grey,
            WayCodeReaderMode mode,
            const char *format,
            const char *text)
{
  g_autoptr (GPtrArray) codes = read_grey (grey, mode);
  const WayCode *code;

  g_assert_cmpuint (codes->len, ==, 1);
  code = g_ptr_array_index (codes, 0);
  g_assert_cmpstr (code->format, ==, format);
  g_assert_cmpstr (code->text, ==, text);
  g_assert_cmpuint (code->text_len, ==, strlen (text));
}

static void
test_qr_fast (void)
{
  g_autoptr (WayGrey) qr = way_test_draw_qr (LINK, 4);
  g_autoptr (WayGrey) frame = way_test_place (qr, 640, 480);
  g_autoptr (GPtrArray) codes = read_grey (frame, WAY_CODE_READER_FAST);
  const WayCode *code;
  int side = qr->width - 8 * 4;
  int left = (640 - side) / 2;

  assert_one (frame, WAY_CODE_READER_FAST, "QRCode", LINK);
  code = g_ptr_array_index (codes, 0);
  g_assert_cmpstr (code->symbology, ==, "]Q1");
  g_assert_cmpint (code->content, ==, WAY_CODE_CONTENT_TEXT);
  g_assert_cmpint (code->index, ==, -1);
  g_assert_cmpint (code->count, ==, -1);
  g_assert_null (code->sequence_id);
  g_assert_false (code->is_inverted);
  g_assert_cmpmem (g_bytes_get_data (code->bytes, NULL), g_bytes_get_size (code->bytes),
                   LINK, strlen (LINK));
  /* to about a module: top left and bottom right */
  g_assert_cmpint (ABS (code->corners[0].x - left), <=, 4);
  g_assert_cmpint (ABS (code->corners[0].y - (480 - side) / 2), <=, 4);
  g_assert_cmpint (ABS (code->corners[2].x - (left + side)), <=, 4);
  g_assert_cmpint (ABS (code->corners[2].y - (480 + side) / 2), <=, 4);
}

static void
test_formats (void)
{
  static const char *const digits[] = { "9520123456788", "6901234567892",
                                        "0360002914522" };
  g_autoptr (WayGrey)
      matrix = way_test_draw_rows (data_matrix, G_N_ELEMENTS (data_matrix), 5, 4);
  g_autoptr (WayGrey) strip = way_test_draw_rows (rmqr, G_N_ELEMENTS (rmqr), 5, 4);
  g_autoptr (GPtrArray) codes = read_grey (matrix, WAY_CODE_READER_FAST);
  const WayCode *code;

  assert_one (matrix, WAY_CODE_READER_FAST, "DataMatrix",
              "010952012345678810AB1\x1d"
              "21X7");
  code = g_ptr_array_index (codes, 0);
  g_assert_cmpint (code->content, ==, WAY_CODE_CONTENT_GS1);
  g_assert_cmpstr (code->symbology, ==, "]d2");
  assert_one (strip, WAY_CODE_READER_FAST, "rMQRCode", "RMQR");
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (WayGrey) bars = way_test_draw_ean13 (digits[i], 2);

      assert_one (bars, WAY_CODE_READER_FAST, "EAN-13", digits[i]);
    }
}

/* A UPC-A is an EAN-13 that begins with 0, and is called by its own name. */
static void
test_upc_a (void)
{
  g_autoptr (WayGrey) bars = way_test_draw_ean13 ("0036000291452", 2);

  assert_one (bars, WAY_CODE_READER_FAST, "UPC-A", "036000291452");
}

static void
test_micro_qr (void)
{
  QRcode *micro = QRcode_encodeStringMQR ("WAYMARK 7", 3, QR_ECLEVEL_L, QR_MODE_8, 1);
  const char *rows[17];
  char cells[17][18] = { 0 };
  g_autoptr (WayGrey) grey = NULL;

  g_assert_nonnull (micro);
  for (int y = 0; y < micro->width; y++)
    {
      for (int x = 0; x < micro->width; x++)
        cells[y][x] = micro->data[y * micro->width + x] & 1 ? '#' : '.';
      rows[y] = cells[y];
    }
  grey = way_test_draw_rows (rows, (guint) micro->width, 6, 4);
  QRcode_free (micro);
  assert_one (grey, WAY_CODE_READER_TRY_HARDER, "MicroQRCode", "WAYMARK 7");
}

static void
invert (WayGrey *grey)
{
  for (int i = 0; i < grey->width * grey->height; i++)
    grey->pixels[i] = 255 - grey->pixels[i];
}

static void
test_inverted (void)
{
  g_autoptr (WayGrey) grey = way_test_draw_qr (LINK, 4);
  g_autoptr (GPtrArray) codes = NULL;

  invert (grey);
  assert_one (grey, WAY_CODE_READER_TRY_HARDER, "QRCode", LINK);
  codes = read_grey (grey, WAY_CODE_READER_TRY_HARDER);
  g_assert_true (((WayCode *) g_ptr_array_index (codes, 0))->is_inverted);
}

static void
test_turned_and_mirrored (void)
{
  g_autoptr (WayGrey) qr = way_test_draw_qr (LINK, 4);
  g_autoptr (WayGrey) bars = way_test_draw_ean13 ("9520123456788", 2);

  for (int orientation = 1; orientation <= 8; orientation++)
    {
      g_autoptr (WayGrey) turned = way_grey_orient (qr, orientation);

      assert_one (turned, WAY_CODE_READER_TRY_HARDER, "QRCode", LINK);
    }
  for (int orientation = 1; orientation <= 8; orientation++)
    {
      g_autoptr (WayGrey) turned = way_grey_orient (bars, orientation);

      assert_one (turned, WAY_CODE_READER_TRY_HARDER, "EAN-13", "9520123456788");
    }
  for (int degrees = 10; degrees < 360; degrees += 35)
    {
      g_autoptr (WayGrey) turned = way_grey_rotate (qr, degrees, 255);

      assert_one (turned, WAY_CODE_READER_TRY_HARDER, "QRCode", LINK);
    }
}

static void
test_structured_append (void)
{
  static const char text[] = "This text is too long for one small symbol of version 1";
  g_autoptr (GString) whole = g_string_new (NULL);
  g_autofree char *id = NULL;
  int count = 1;

  for (int i = 0; i < count; i++)
    {
      g_autoptr (WayGrey) part = way_test_draw_qr_part (text, 5, i, &count);
      g_autoptr (GPtrArray) codes = read_grey (part, WAY_CODE_READER_FAST);
      const WayCode *code;

      g_assert_cmpuint (codes->len, ==, 1);
      code = g_ptr_array_index (codes, 0);
      g_assert_cmpint (code->index, ==, i);
      g_assert_cmpint (code->count, ==, count);
      g_string_append (whole, code->text);
      if (i == 0)
        id = g_strdup (code->sequence_id);
      g_assert_nonnull (id);
      g_assert_cmpstr (code->sequence_id, ==, id);
    }
  g_assert_cmpint (count, >, 3);
  g_assert_cmpstr (whole->str, ==, text);
}

/* A text goes on behind a NUL, and bytes that are no text become one that can be shown. */
static void
test_odd_texts (void)
{
  static const guint8 with_nul[] = { 'a', 'b', 0, 'c', 'd' };
  QRcode *code = QRcode_encodeData (5, with_nul, 0, QR_ECLEVEL_M);
  char cells[21][22] = { 0 };
  const char *rows[21];
  g_autoptr (WayGrey) grey = NULL;
  g_autoptr (GPtrArray) codes = NULL;
  const WayCode *read;

  g_assert_cmpint (code->width, ==, 21);
  for (int y = 0; y < 21; y++)
    {
      for (int x = 0; x < 21; x++)
        cells[y][x] = code->data[y * 21 + x] & 1 ? '#' : '.';
      rows[y] = cells[y];
    }
  QRcode_free (code);
  grey = way_test_draw_rows (rows, 21, 4, 4);
  codes = read_grey (grey, WAY_CODE_READER_FAST);
  g_assert_cmpuint (codes->len, ==, 1);
  read = g_ptr_array_index (codes, 0);
  g_assert_cmpmem (read->text, read->text_len, with_nul, sizeof with_nul);
  g_assert_cmpmem (g_bytes_get_data (read->bytes, NULL), g_bytes_get_size (read->bytes),
                   with_nul, sizeof with_nul);
}

static void
test_chinese (void)
{
  static const char text[] = "溯印：明前龙井，产地杭州";
  g_autoptr (WayGrey) grey = way_test_draw_qr (text, 4);

  assert_one (grey, WAY_CODE_READER_FAST, "QRCode", text);
}

static void
test_several (void)
{
  g_autoptr (WayGrey) sheet = way_grey_new (600, 600);
  g_autoptr (GPtrArray) codes = NULL;

  memset (sheet->pixels, 255, 600 * 600);
  for (int i = 0; i < 9; i++)
    {
      g_autofree char *text = g_strdup_printf ("serial %d", i);
      g_autoptr (WayGrey) qr = way_test_draw_qr (text, 4);

      for (int y = 0; y < qr->height; y++)
        memcpy (sheet->pixels + (i / 3 * 200 + y) * 600 + i % 3 * 200,
                qr->pixels + y * qr->width, (gsize) qr->width);
    }
  codes = read_grey (sheet, WAY_CODE_READER_TRY_HARDER);
  g_assert_cmpuint (codes->len, ==, 9);
}

/* The scan lines of noise make up a DataBar now and then; none may come out. */
static void
test_noise_reads_as_nothing (void)
{
  for (guint32 seed = 1; seed <= 12; seed++)
    {
      g_autoptr (WayGrey) coarse = way_grey_new (60, 40);
      g_autoptr (WayGrey) noise = NULL;
      g_autoptr (GPtrArray) codes = NULL;

      memset (coarse->pixels, 128, 60 * 40);
      way_test_add_noise (coarse, seed, 120);
      noise = way_grey_scale (coarse, 400, 300);
      codes = read_grey (noise, WAY_CODE_READER_TRY_HARDER);
      g_assert_cmpuint (codes->len, ==, 0);
    }
}

static void
test_empty_frames (void)
{
  static const guint8 pixel = 0;
  static const WayFrame frames[] = {
    { &pixel, 0, 0, 0 }, { &pixel, 0, 1, 0 },  { &pixel, 1, 0, 1 },
    { &pixel, 1, 1, 1 }, { &pixel, -1, 1, 1 }, { &pixel, 2, 1, 1 },
  };
  g_autoptr (WayCodeReader) reader = way_code_reader_new (WAY_CODE_READER_TRY_HARDER);

  for (guint i = 0; i < G_N_ELEMENTS (frames); i++)
    {
      g_autoptr (GPtrArray) codes = way_code_reader_read (reader, &frames[i]);

      g_assert_cmpuint (codes->len, ==, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/camera/reader/qr-fast", test_qr_fast);
  g_test_add_func ("/camera/reader/formats", test_formats);
  g_test_add_func ("/camera/reader/upc-a", test_upc_a);
  g_test_add_func ("/camera/reader/micro-qr", test_micro_qr);
  g_test_add_func ("/camera/reader/inverted", test_inverted);
  g_test_add_func ("/camera/reader/turned", test_turned_and_mirrored);
  g_test_add_func ("/camera/reader/structured-append", test_structured_append);
  g_test_add_func ("/camera/reader/odd-texts", test_odd_texts);
  g_test_add_func ("/camera/reader/chinese", test_chinese);
  g_test_add_func ("/camera/reader/several", test_several);
  g_test_add_func ("/camera/reader/noise", test_noise_reads_as_nothing);
  g_test_add_func ("/camera/reader/empty-frames", test_empty_frames);
  return g_test_run ();
}
