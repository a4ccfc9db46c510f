/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <gio/gio.h>

#include "way-cli.h"
#include "way-test.h"

#define KEY     "cfa661525abdfa3f1f797f0874d2a2ac60b4d44c912e664c1623d6cf3344eb72"
#define MESSAGE "5761796d61726b"
#define SIGNATURE                                                                        \
  "92f09954c0c9c3487c263813c1660aeba71717e526979932701cd650e063f100"                     \
  "c7369acf92fdb836dcc9ab80ad6116d72dfb3bb491471d44e7ded33bd4eab405"
/* accepted by ZIP-215 alone */
#define SMALL_ORDER "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"
#define ZERO        "0000000000000000000000000000000000000000000000000000000000000000"

static int
run (const char *option, GBytes *input, char **out_text)
{
  g_autofree char *program =
      g_test_build_filename (G_TEST_BUILT, "src/cli/waymarkctl", NULL);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GBytes) output = NULL;
  g_autoptr (GError) error = NULL;

  process =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                        &error, program, "key", "verify", "--batch", option, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate (process, input, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  *out_text = g_bytes_get_size (output) == 0 ? g_strdup ("")
                                             : g_strndup (g_bytes_get_data (output, NULL),
                                                          g_bytes_get_size (output));
  g_assert_true (g_subprocess_get_if_exited (process));
  return g_subprocess_get_exit_status (process);
}

static void
assert_batch (const char *input, gssize len, const char *expected, WayExit code)
{
  g_autoptr (GBytes) bytes = g_bytes_new (input, len < 0 ? strlen (input) : (gsize) len);
  g_autofree char *output = NULL;

  g_assert_cmpint (run (NULL, bytes, &output), ==, code);
  g_assert_cmpstr (output, ==, expected);
}

static void
test_valid (void)
{
  assert_batch (KEY "\t" MESSAGE "\t" SIGNATURE "\n", -1, "1\n", WAY_EXIT_OK);
  assert_batch (KEY "\t" MESSAGE "\t" SIGNATURE, -1, "1\n", WAY_EXIT_OK);
  assert_batch (SMALL_ORDER "\t\t" SMALL_ORDER ZERO "\n", -1, "1\n", WAY_EXIT_OK);
  assert_batch ("", -1, "", WAY_EXIT_OK);
}

static void
test_invalid (void)
{
  static const char with_nul[] = KEY "\t" MESSAGE "\t" SIGNATURE "\0\n";

  assert_batch (KEY "\t" MESSAGE "\t" SIGNATURE "\n" KEY "\t"
                    "00"
                    "\t" SIGNATURE "\n" KEY "\t" MESSAGE "\t" SIGNATURE "\n",
                -1, "1\n0\n1\n", WAY_EXIT_INVALID);
  assert_batch (KEY "\t"
                    "5"
                    "\t" SIGNATURE "\n",
                -1, "0\n", WAY_EXIT_INVALID);
  assert_batch (KEY "\t"
                    "zz"
                    "\t" SIGNATURE "\n",
                -1, "0\n", WAY_EXIT_INVALID);
  assert_batch (KEY "00\t" MESSAGE "\t" SIGNATURE "\n", -1, "0\n", WAY_EXIT_INVALID);
  assert_batch (KEY "\t" MESSAGE "\t" SIGNATURE "00\n", -1, "0\n", WAY_EXIT_INVALID);
  assert_batch (KEY "\t" MESSAGE "\t" SIGNATURE "\t00\n", -1, "0\n", WAY_EXIT_INVALID);
  assert_batch (KEY " " MESSAGE " " SIGNATURE "\n", -1, "0\n", WAY_EXIT_INVALID);
  assert_batch ("\n\t\n\t\t\nhello\n", -1, "0\n0\n0\n0\n", WAY_EXIT_INVALID);
  assert_batch (with_nul, sizeof with_nul - 1, "0\n", WAY_EXIT_INVALID);
}

static void
test_json (void)
{
  static const char lines[] = "x\n" KEY "\t" MESSAGE "\t" SIGNATURE;
  g_autoptr (GBytes) input = g_bytes_new_static (lines, sizeof lines - 1);
  g_autofree char *output = NULL;

  g_assert_cmpint (run ("--json", input, &output), ==, WAY_EXIT_INVALID);
  g_assert_cmpstr (output, ==, "{\"valid\":false}\n{\"valid\":true}\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/key/verify/valid", test_valid);
  g_test_add_func ("/cli/key/verify/invalid", test_invalid);
  g_test_add_func ("/cli/key/verify/json", test_json);
  return g_test_run ();
}
