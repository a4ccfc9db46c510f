/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Pictures that are cut off, too big, of another kind, or not there at all. */

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "way-picture-header.h"
#include "way-picture-reader.h"
#include "way-picture.h"
#include "way-result.h"
#include "way-test-picture.h"

#define TEXT "https://id.gs1.org/01/09520123456788/21/AB2CD3EF4GH5"

static void
assert_fails (GBytes *bytes, WayResult result)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) codes = way_picture_scan_bytes (bytes, 0, NULL, &error);

  g_assert_error (error, WAY_ERROR, (int) result);
  g_assert_null (codes);
}

static void
test_truncated (void)
{
  g_autoptr (WayGrey) qr = way_test_draw_qr (TEXT, 3);
  g_autoptr (WayGrey) wide = way_test_place (qr, 300, 900);
  static const char *const types[] = { "png", "jpeg", "bmp", "tiff", "webp" };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (GBytes) bytes = way_test_encode (wide, types[i], NULL, NULL);
      gsize len = g_bytes_get_size (bytes);
      gsize lengths[] = { 1, 5, 20, 30, len / 2, len - len / 10 };

      for (guint k = 0; k < G_N_ELEMENTS (lengths); k++)
        {
          g_autoptr (GBytes) part = g_bytes_new_from_bytes (bytes, 0, lengths[k]);
          g_autoptr (GError) error = NULL;
          g_autoptr (GPtrArray) codes = way_picture_scan_bytes (part, 0, NULL, &error);

          g_test_message ("%s cut to %zu of %zu", types[i], lengths[k], len);
          g_assert_null (codes);
          g_assert_true (
              g_error_matches (error, WAY_ERROR, WAY_RESULT_MALFORMED)
              || (lengths[k] <= 20
                  && g_error_matches (error, WAY_ERROR, WAY_RESULT_UNSUPPORTED)));
        }
    }
}

static void
put_u32 (guint8 *at, guint32 value)
{
  value = GUINT32_TO_BE (value);
  memcpy (at, &value, 4);
}

/* PNG's checksum, so that the header is a right one but for its size */
static guint32
get_crc (const guint8 *data, gsize len)
{
  guint32 crc = 0xffffffff;

  for (gsize i = 0; i < len; i++)
    {
      crc ^= data[i];
      for (int k = 0; k < 8; k++)
        crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
    }
  return ~crc;
}

static glong
get_peak_kb (void)
{
  g_autofree char *status = NULL;
  const char *line;

  g_assert_true (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));
  line = strstr (status, "VmPeak:");
  g_assert_nonnull (line);
  return strtol (line + 7, NULL, 10);
}

static void
test_bomb (void)
{
  static const guint32 sides[][2] = {
    { 100000, 100000 },
    { 8001, 8000 },
    { 0x7fffffff, 0x7fffffff },
    { 64000001, 1 },
  };
  g_autoptr (WayGrey) qr = way_test_draw_qr (TEXT, 3);
  g_autoptr (GBytes) bytes = way_test_encode (qr, "png", NULL, NULL);
  glong before = get_peak_kb ();

  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      gsize len = g_bytes_get_size (bytes);
      guint8 *copy = g_memdup2 (g_bytes_get_data (bytes, NULL), len);
      g_autoptr (GBytes) bomb = g_bytes_new_take (copy, len);

      put_u32 (copy + 16, sides[i][0]);
      put_u32 (copy + 20, sides[i][1]);
      put_u32 (copy + 29, get_crc (copy + 12, 17));
      assert_fails (bomb, WAY_RESULT_TOO_LARGE);
    }
  /* a thread's stack and its heap, but no 192 MB for pixels */
  g_assert_cmpint (get_peak_kb () - before, <, 150 * 1024);
}

#define BYTES(text) text, sizeof text - 1

static const struct
{
  const char *bytes;
  gsize len;
  guint32 width;
  guint32 height;
} headers[] = {
  { BYTES ("RIFF....WEBPVP8X....\0\0\0\0\x3f\x42\x0f\x3f\x42\x0f"), 1000000, 1000000 },
  { BYTES ("RIFF....WEBPVP8L....\x2f\xff\xff\xff\x0f"), 16384, 16384 },
  { BYTES ("RIFF....WEBPVP8 .......\x9d\x01\x2a\x40\x01\xf0\x00"), 320, 240 },
  { BYTES ("GIF89a\xff\xff\xff\xff"), 65535, 65535 },
  { BYTES ("GIF89a\x0a\0\x0a\0\0\0\0!\xf9\4....\0,....\x40\x9c\x30\x75\0\2\1.\0;"), 40000,
    30000 },
  { BYTES ("BM............\x28\0\0\0\x40\x0d\x03\0\x60\x79\xfe\xff"), 200000, 100000 },
  { BYTES ("BM............\x0c\0\0\0\x40\x01\xf0\0"), 320, 240 },
  { BYTES ("II*\0\x08\0\0\0\2\0\0\1\3\0\1\0\0\0\x40\1\0\0\1\1\4\0\1\0\0\0\xf0\0\0\0"),
    320, 240 },
  { BYTES ("MM\0*\0\0\0\x08\0\2\1\0\0\4\0\0\0\1\0\0\1\x40\1\1\0\3\0\0\0\1\0\xf0\0\0"),
    320, 240 },
  { BYTES (
        "\0\0\0\x18"
        "ftypheic........\0\0\0\x14ispe\0\0\0\0\0\0\1\x40\0\0\0\xf0\0\0\0\x14ispe\0\0\0\0"
        "\0\1\0\0\0\1\0\0"),
    65536, 65536 },
  { BYTES ("\xff\xd8\xff\xe0\0\4..\xff\xff\xff\xc2\0\x09\x08\x01\x00\x02\x00\3."
           "\xff\xda\0\2..\xff\0..\xff\xd9"),
    512, 256 },
};

/* Sizes as each kind of file states them, whatever follows. */
static void
test_headers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      WayPictureHeader header;
      g_autoptr (GError) error = NULL;

      g_assert_true (way_picture_header_parse ((const guint8 *) headers[i].bytes,
                                               headers[i].len, &header, &error));
      g_assert_cmpuint (header.width, ==, headers[i].width);
      g_assert_cmpuint (header.height, ==, headers[i].height);
    }
}

/* Whatever the bytes are, nothing beyond the end is read (the sanitizers watch the heap). */
static void
test_headers_mutated (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);

  for (guint round = 0; round < 20000; round++)
    {
      guint i = round % G_N_ELEMENTS (headers);
      gsize len = (gsize) g_rand_int_range (rand, 1, (gint32) headers[i].len + 1);
      g_autofree guint8 *copy = g_memdup2 (headers[i].bytes, len);
      WayPictureHeader header;

      for (int k = g_rand_int_range (rand, 0, 5); k > 0; k--)
        copy[g_rand_int_range (rand, 0, (gint32) len)] = (guint8) g_rand_int (rand);
      if (way_picture_header_parse (copy, len, &header, NULL))
        g_assert_true (header.width > 0 && header.height > 0);
    }
}

/* Each size stands at the very end of what must be there. */
static void
test_headers_cut (void)
{
  static const char tiff[] =
      "MM\0*\0\0\0\x08\xff\xff\1\0\0\4\0\0\0\1\0\0\1\x40\1\1\0\3\0\0\0\1\0\xf0\0\0";

  for (gsize len = 0; len < sizeof tiff; len++)
    {
      /* the heap's guard sees what a static array would not */
      g_autofree guint8 *copy = g_memdup2 (tiff, MAX (len, 1));
      WayPictureHeader header;

      g_assert_cmpint (way_picture_header_parse (copy, len, &header, NULL), ==,
                       len >= 32);
    }
}

static void
test_other_files (void)
{
  static const char *const files[] = {
    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>",
    "<?xml version=\"1.0\"?><svg/>",
    "%PDF-1.7",
    "/* XPM */ static char *a[] = {\"1 1 1 1\", \"a c None\", \"a\"};",
    "P5 1 1 255 a",
    "plain text",
    "RIFF....ACON",
  };
  g_autoptr (GBytes) empty = g_bytes_new (NULL, 0);

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (files[i], strlen (files[i]));

      assert_fails (bytes, WAY_RESULT_UNSUPPORTED);
    }
  assert_fails (empty, WAY_RESULT_MALFORMED);
}

static void
assert_file_fails (const char *path, WayResult result)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (way_picture_scan_file (path, 0, NULL, &error));
  g_assert_error (error, WAY_ERROR, (int) result);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

static void
test_bad_files (void)
{
  g_autofree char *folder = g_dir_make_tmp ("way-picture-XXXXXX", NULL);
  g_autofree char *pipe_path = g_build_filename (folder, "pipe", NULL);
  g_autofree char *huge_path = g_build_filename (folder, "huge.png", NULL);
  g_autofree char *none_path = g_build_filename (folder, "none.png", NULL);

  g_assert_cmpint (mkfifo (pipe_path, 0600), ==, 0);
  g_assert_true (g_file_set_contents (huge_path, "x", 1, NULL));
  g_assert_cmpint (truncate (huge_path, (off_t) WAY_PICTURE_MAX_BYTES + 1), ==, 0);
  assert_file_fails (none_path, WAY_RESULT_NOT_FOUND);
  assert_file_fails (folder, WAY_RESULT_IO);
  assert_file_fails (pipe_path, WAY_RESULT_IO);
  assert_file_fails (huge_path, WAY_RESULT_TOO_LARGE);
  g_assert_cmpint (g_unlink (pipe_path), ==, 0);
  g_assert_cmpint (g_unlink (huge_path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
test_timeout_and_cancel (void)
{
  g_autoptr (WayGrey) noise = way_grey_new (3000, 2000);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) cancel_error = NULL;
  gint64 before;

  memset (noise->pixels, 128, 3000 * 2000);
  way_test_add_noise (noise, 1, 100);
  bytes = way_test_encode (noise, "bmp", NULL, NULL);
  before = g_get_monotonic_time ();
  g_assert_null (way_picture_scan_bytes (bytes, 1, NULL, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_TIMEOUT);
  g_assert_cmpint (g_get_monotonic_time () - before, <, 2 * G_TIME_SPAN_SECOND);
  g_cancellable_cancel (cancellable);
  g_assert_null (way_picture_scan_bytes (bytes, 0, cancellable, &cancel_error));
  g_assert_error (cancel_error, WAY_ERROR, WAY_RESULT_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/camera/bad-picture/truncated", test_truncated);
  g_test_add_func ("/camera/bad-picture/bomb", test_bomb);
  g_test_add_func ("/camera/bad-picture/headers", test_headers);
  g_test_add_func ("/camera/bad-picture/headers-mutated", test_headers_mutated);
  g_test_add_func ("/camera/bad-picture/headers-cut", test_headers_cut);
  g_test_add_func ("/camera/bad-picture/other-files", test_other_files);
  g_test_add_func ("/camera/bad-picture/bad-files", test_bad_files);
  g_test_add_func ("/camera/bad-picture/timeout", test_timeout_and_cancel);
  return g_test_run ();
}
