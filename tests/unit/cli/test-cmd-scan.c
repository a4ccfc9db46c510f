/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "way-cli.h"
#include "way-test-picture.h"

static int
run (const char *const *args, char **out_text)
{
  g_autofree char *program =
      g_test_build_filename (G_TEST_BUILT, "src/cli/waymarkctl", NULL);
  g_autoptr (GStrvBuilder) argv = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  g_strv_builder_add_many (argv, program, "scan", NULL);
  g_strv_builder_addv (argv, (const char **) args);
  list = g_strv_builder_end (argv);
  process = g_subprocess_newv (
      (const char *const *) list,
      G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, out_text, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  return g_subprocess_get_exit_status (process);
}

static char *
save (const char *folder, const char *name, WayGrey *grey)
{
  g_autoptr (GBytes) bytes = way_test_encode (grey, "png", NULL, NULL);
  char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL),
                                      (gssize) g_bytes_get_size (bytes), NULL));
  return path;
}

/* All that a batch can meet: found, nothing there, no such file, a part of a sequence. */
static void
test_lines (void)
{
  g_autofree char *folder = g_dir_make_tmp ("way-scan-XXXXXX", NULL);
  int count = 0;
  g_autoptr (WayGrey) qr = way_test_draw_qr ("a \"quoted\" text", 4);
  g_autoptr (WayGrey)
      part = way_test_draw_qr_part ("one text in more than one symbol", 4, 1, &count);
  g_autoptr (WayGrey) white = way_grey_new (50, 50);
  g_autofree char *qr_path = save (folder, "qr.png", qr);
  g_autofree char *part_path = save (folder, "part.png", part);
  g_autofree char *white_path = NULL;
  g_autofree char *none_path = g_build_filename (folder, "none.png", NULL);
  g_autofree char *output = NULL;
  g_auto (GStrv) lines = NULL;
  g_autofree char *line = NULL;

  memset (white->pixels, 255, 50 * 50);
  white_path = save (folder, "white.png", white);
  g_assert_cmpint (run ((const char *const[]) { "--no-lookup", qr_path, none_path,
                                                white_path, part_path, NULL },
                        &output),
                   ==, WAY_EXIT_INVALID);
  lines = g_strsplit (output, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 5);
  line =
      g_strdup_printf ("{\"file\":\"%s\",\"codes\":[{\"format\":\"QRCode\",\"text\":\"a "
                       "\\\"quoted\\\" text\",\"verdict\":null}]}",
                       qr_path);
  g_assert_cmpstr (lines[0], ==, line);
  g_free (line);
  line = g_strdup_printf ("{\"file\":\"%s\",\"codes\":[],\"result\":\"not-found\","
                          "\"error\":\"There is no such "
                          "file\"}",
                          none_path);
  g_assert_cmpstr (lines[1], ==, line);
  g_free (line);
  line = g_strdup_printf ("{\"file\":\"%s\",\"codes\":[]}", white_path);
  g_assert_cmpstr (lines[2], ==, line);
  g_free (line);
  line = g_strdup_printf (",\"verdict\":null,\"index\":1,\"count\":%d}]}", count);
  g_assert_true (g_str_has_suffix (lines[3], line));
  g_remove (qr_path);
  g_remove (part_path);
  g_remove (white_path);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
test_usage (void)
{
  g_autofree char *output = NULL;
  g_autofree char *second = NULL;

  g_assert_cmpint (run ((const char *const[]) { "--no-lookup", NULL }, &output), ==,
                   WAY_EXIT_USAGE);
  g_assert_cmpstr (output, ==, "");
  g_assert_cmpint (run ((const char *const[]) { "--nonsense", "x", NULL }, &second), ==,
                   WAY_EXIT_USAGE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/scan/lines", test_lines);
  g_test_add_func ("/cli/scan/usage", test_usage);
  return g_test_run ();
}
