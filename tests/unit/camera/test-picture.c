/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <gdk-pixbuf/gdk-pixbuf.h>

#include "way-picture-reader.h"
#include "way-test-picture.h"

#define TEXT "https://id.gs1.org/01/09520123456788/21/AB2CD3EF4GH5"

static void
assert_reads (GBytes *bytes, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) codes = way_picture_scan_bytes (bytes, 0, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (codes->len, ==, 1);
  g_assert_cmpstr (((WayCode *) g_ptr_array_index (codes, 0))->text, ==, text);
}

static void
test_types (void)
{
  g_autoptr (WayGrey) grey = way_test_draw_qr (TEXT, 3);
  static const char *const types[] = { "png", "jpeg", "bmp", "tiff", "webp" };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (GBytes) bytes = way_test_encode (grey, types[i], NULL, NULL);

      assert_reads (bytes, TEXT);
    }
}

/* -- made by hand: what gdk-pixbuf doesn't write -- */

static void
append_u16 (GByteArray *out, guint value)
{
  g_byte_array_append (out, (const guint8[]) { value & 0xff, value >> 8 & 0xff }, 2);
}

/* GIF with codes of 9 bits that never grow: a clear code before every 200th pixel. */
static void
append_gif_frame (GByteArray *out, const WayGrey *grey, gboolean is_blank)
{
  guint32 buffer = 0;
  guint n_bits = 0;
  g_autoptr (GByteArray) data = g_byte_array_new ();
  gsize n = (gsize) grey->width * (gsize) grey->height;

  g_byte_array_append (out, (const guint8[]) { ',', 0, 0, 0, 0 }, 5);
  append_u16 (out, (guint) grey->width);
  append_u16 (out, (guint) grey->height);
  g_byte_array_append (out, (const guint8[]) { 0, 8 }, 2);
  for (gsize i = 0; i <= n; i++)
    for (int k = i % 200 == 0 ? 0 : 1; k < 2; k++)
      {
        guint pixel = i < n && !is_blank && grey->pixels[i] < 128 ? 0 : 1;
        guint32 symbol = k == 0 ? 256 : i == n ? 257 : pixel;

        buffer |= symbol << n_bits;
        for (n_bits += 9; n_bits >= 8; n_bits -= 8, buffer >>= 8)
          g_byte_array_append (data, (const guint8[]) { buffer & 0xff }, 1);
      }
  g_byte_array_append (data, (const guint8[]) { buffer & 0xff }, 1);
  for (guint at = 0; at < data->len; at += 255)
    {
      guint8 size = (guint8) MIN (data->len - at, 255);

      g_byte_array_append (out, &size, 1);
      g_byte_array_append (out, data->data + at, size);
    }
  g_byte_array_append (out, (const guint8[]) { 0 }, 1);
}

static GBytes *
make_gif (const WayGrey *grey)
{
  GByteArray *out = g_byte_array_new ();

  g_byte_array_append (out, (const guint8 *) "GIF89a", 6);
  append_u16 (out, (guint) grey->width);
  append_u16 (out, (guint) grey->height);
  g_byte_array_append (out, (const guint8[]) { 0xf7, 0, 0 }, 3);
  for (int i = 0; i < 256; i++)
    g_byte_array_append (
        out, i ? (const guint8[]) { 255, 255, 255 } : (const guint8[]) { 0, 0, 0 }, 3);
  append_gif_frame (out, grey, FALSE);
  append_gif_frame (out, grey, TRUE);
  g_byte_array_append (out, (const guint8 *) ";", 1);
  return g_byte_array_free_to_bytes (out);
}

static void
test_animation_is_its_first_frame (void)
{
  g_autoptr (WayGrey) grey = way_test_draw_qr (TEXT, 3);
  g_autoptr (GBytes) bytes = make_gif (grey);

  assert_reads (bytes, TEXT);
}

static GBytes *
save_pixbuf (GdkPixbuf *pixbuf, const char *type)
{
  char *data = NULL;
  gsize len = 0;
  g_autoptr (GError) error = NULL;

  gdk_pixbuf_save_to_buffer (pixbuf, &data, &len, type, &error, NULL);
  g_assert_no_error (error);
  return g_bytes_new_take (data, len);
}

/* Ink of that colour where it is dark, nothing at all where it is light. */
static GBytes *
make_transparent (const WayGrey *grey, guint8 ink)
{
  g_autoptr (GdkPixbuf)
      pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, TRUE, 8, grey->width, grey->height);
  guint8 *pixels = gdk_pixbuf_get_pixels (pixbuf);

  for (int y = 0; y < grey->height; y++)
    for (int x = 0; x < grey->width; x++)
      {
        guint8 *pixel = pixels + y * gdk_pixbuf_get_rowstride (pixbuf) + x * 4;

        memset (pixel, ink, 3);
        pixel[3] = 255 - grey->pixels[y * grey->width + x];
      }
  return save_pixbuf (pixbuf, "png");
}

static void
test_transparent (void)
{
  g_autoptr (WayGrey) grey = way_test_draw_qr (TEXT, 3);
  g_autoptr (GBytes) black = make_transparent (grey, 0);
  g_autoptr (GBytes) white = make_transparent (grey, 255);

  assert_reads (black, TEXT);
  assert_reads (white, TEXT);
}

static void
add_noise (guint8 *pixels, gsize n)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (9);

  for (gsize i = 0; i < n; i++)
    pixels[i] = (guint8) CLAMP (pixels[i] + g_rand_int_range (rand, -12, 13), 0, 255);
}

/* Dark and light of nearly the same brightness, but of another colour. */
static void
test_coloured (void)
{
  static const guint8 inks[][2][3] = {
    { { 255, 253, 60 }, { 236, 236, 236 } }, /* yellow on white */
    { { 230, 40, 40 }, { 60, 127, 40 } },    /* red on green */
  };
  g_autoptr (WayGrey) grey = way_test_draw_qr (TEXT, 3);

  for (guint i = 0; i < G_N_ELEMENTS (inks); i++)
    {
      g_autoptr (GdkPixbuf) pixbuf =
          gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, grey->width, grey->height);
      guint8 *pixels = gdk_pixbuf_get_pixels (pixbuf);
      g_autoptr (GBytes) bytes = NULL;

      for (int y = 0; y < grey->height; y++)
        for (int x = 0; x < grey->width; x++)
          memcpy (pixels + y * gdk_pixbuf_get_rowstride (pixbuf) + x * 3,
                  inks[i][grey->pixels[y * grey->width + x] >= 128], 3);
      add_noise (pixels, (gsize) gdk_pixbuf_get_byte_length (pixbuf));
      bytes = save_pixbuf (pixbuf, "png");
      assert_reads (bytes, TEXT);
    }
}

/* The corners are those of the picture as it is meant to be seen. */
static void
test_exif_orientation (void)
{
  g_autoptr (WayGrey) qr = way_test_draw_qr (TEXT, 3);
  g_autoptr (WayGrey) wide = way_test_place (qr, 400, 200);
  g_autoptr (GBytes) plain = way_test_encode (wide, "jpeg", "quality", "95");
  /* APP1 with a big-endian TIFF of one entry: Orientation 6, turn clockwise */
  static const guint8 exif[] = { 0xff, 0xe1, 0, 34, 'E', 'x', 'i', 'f', 0, 0,  'M', 'M',
                                 0,    42,   0, 0,  0,   8,   0,   1,   1, 18, 0,   3,
                                 0,    0,    0, 1,  0,   6,   0,   0,   0, 0,  0,   0 };
  GByteArray *turned = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  gsize len = 0;
  const guint8 *data = g_bytes_get_data (plain, &len);
  g_autoptr (GPtrArray) codes = NULL;
  const WayCode *code;

  g_byte_array_append (turned, data, 2);
  g_byte_array_append (turned, exif, sizeof exif);
  g_byte_array_append (turned, data + 2, (guint) len - 2);
  bytes = g_byte_array_free_to_bytes (turned);
  codes = way_picture_scan_bytes (bytes, 0, NULL, NULL);
  g_assert_cmpuint (codes->len, ==, 1);
  code = g_ptr_array_index (codes, 0);
  /* 200 wide and 400 high now; the code's own top is at the right */
  g_assert_cmpint (code->corners[0].x, >, 100);
  g_assert_cmpint (code->corners[0].y, >, 100);
  g_assert_cmpint (code->corners[0].y, <, 200);
  g_assert_cmpint (code->corners[2].y, >, 200);
}

/* 50 megapixels, the code small in its middle; the corners count in those pixels. */
static void
test_50_megapixels (void)
{
  static const char *const types[] = { "jpeg", "png" };
  g_autoptr (WayGrey) qr = way_test_draw_qr (TEXT, 12);
  g_autoptr (WayGrey) huge = way_test_place (qr, 8660, 5770);

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (GBytes) bytes = way_test_encode (
          huge, types[i], i == 1 ? "compression" : NULL, i == 1 ? "1" : NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) codes = way_picture_scan_bytes (bytes, 0, NULL, &error);
      const WayCode *code;

      g_assert_no_error (error);
      g_assert_cmpuint (codes->len, ==, 1);
      code = g_ptr_array_index (codes, 0);
      g_assert_cmpstr (code->text, ==, TEXT);
      g_assert_cmpint (ABS (code->corners[0].x - (8660 - qr->width) / 2 - 48), <=, 14);
      g_assert_cmpint (ABS (code->corners[0].y - (5770 - qr->height) / 2 - 48), <=, 14);
    }
}

static void
on_scanned (GObject *source, GAsyncResult *result, gpointer data)
{
  GAsyncResult **out = data;

  *out = g_object_ref (result);
}

static void
test_async (void)
{
  g_autoptr (WayGrey) qr = way_test_draw_qr (TEXT, 3);
  g_autoptr (GBytes) bytes = way_test_encode (qr, "png", NULL, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) codes = NULL;
  g_autoptr (GError) error = NULL;

  way_picture_scan_bytes_async (bytes, 0, NULL, on_scanned, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  codes = way_picture_scan_finish (result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (codes->len, ==, 1);
}

static WayGrey *
draw_hard (void)
{
  g_autoptr (WayGrey) qr = way_test_draw_qr (TEXT, 3);
  g_autoptr (WayGrey) blurred = way_grey_blur_box (qr, 1);
  g_autoptr (WayGrey) again = way_grey_blur_box (blurred, 1);

  return way_grey_scale (again, qr->width * 6 / 10, qr->height * 6 / 10);
}

static guint
count_at_first (const WayGrey *grey)
{
  g_autoptr (WayCodeReader) reader = way_code_reader_new (WAY_CODE_READER_TRY_HARDER);
  WayFrame frame = way_grey_get_frame (grey);
  g_autoptr (GPtrArray) codes = way_code_reader_read (reader, &frame);

  return codes->len;
}

/* What only the trouble taken behind the first look can read. */
static void
test_hard_to_read (void)
{
  g_autoptr (WayGrey) small = draw_hard ();
  g_autoptr (GBytes) bytes = way_test_encode (small, "png", NULL, NULL);

  g_assert_cmpuint (count_at_first (small), ==, 0);
  assert_reads (bytes, TEXT);
}

/* On a bottle: the middle of each row hangs lower than its ends. */
static WayGrey *
bend (const WayGrey *flat, int depth)
{
  WayGrey *bent = way_grey_new (flat->width, flat->height + depth);

  memset (bent->pixels, 255, (gsize) bent->width * (gsize) bent->height);
  for (int x = 0; x < flat->width; x++)
    {
      int t = 2 * x - flat->width;
      int shift = depth - depth * t / flat->width * t / flat->width;

      for (int y = 0; y < flat->height; y++)
        bent->pixels[(y + shift) * bent->width + x] = flat->pixels[y * flat->width + x];
    }
  return bent;
}

static void
test_bent (void)
{
  g_autoptr (WayGrey) qr = way_test_draw_qr (TEXT, 8);
  g_autoptr (WayGrey) bent = bend (qr, qr->height / 6);
  g_autoptr (GBytes) bytes = way_test_encode (bent, "png", NULL, NULL);

  g_assert_cmpuint (count_at_first (bent), ==, 0);
  assert_reads (bytes, TEXT);
}

/* A blurred code of 66 pixels in a corner of 12 megapixels: too small once the whole is
 * scaled to work with; its corners are still those of the whole. */
static void
test_small_in_big (void)
{
  g_autoptr (WayGrey) blurred = draw_hard ();
  g_autoptr (WayGrey) big = way_grey_new (4000, 3000);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) codes = NULL;
  const WayCode *code;

  memset (big->pixels, 200, 4000 * 3000);
  for (int y = 0; y < blurred->height; y++)
    memcpy (big->pixels + (2500 + y) * 4000 + 300, blurred->pixels + y * blurred->width,
            (gsize) blurred->width);
  g_assert_cmpuint (count_at_first (big), ==, 0);
  bytes = way_test_encode (big, "jpeg", "quality", "90");
  codes = way_picture_scan_bytes (bytes, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (codes->len, ==, 1);
  code = g_ptr_array_index (codes, 0);
  g_assert_cmpstr (code->text, ==, TEXT);
  g_assert_cmpint (ABS (code->corners[0].x - 307), <=, 6);
  g_assert_cmpint (ABS (code->corners[0].y - 2507), <=, 6);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/camera/picture/types", test_types);
  g_test_add_func ("/camera/picture/animation", test_animation_is_its_first_frame);
  g_test_add_func ("/camera/picture/transparent", test_transparent);
  g_test_add_func ("/camera/picture/coloured", test_coloured);
  g_test_add_func ("/camera/picture/exif", test_exif_orientation);
  g_test_add_func ("/camera/picture/50-megapixels", test_50_megapixels);
  g_test_add_func ("/camera/picture/async", test_async);
  g_test_add_func ("/camera/picture/hard", test_hard_to_read);
  g_test_add_func ("/camera/picture/bent", test_bent);
  g_test_add_func ("/camera/picture/small-in-big", test_small_in_big);
  return g_test_run ();
}
