/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "way-cli.h"
#include "way-json.h"
#include "way-run.h"

static const char *const members[] = { "input", "valid", "elementString", "bracketed",
                                       "error" };

/* Reads one line of `gs1 parse`: exactly these members, in this order. */
static yyjson_doc *
read_line (const char *line)
{
  yyjson_doc *doc = yyjson_read (line, strlen (line), 0);
  yyjson_val *key, *value;
  gsize index, max;

  g_assert_nonnull (doc);
  yyjson_obj_foreach (yyjson_doc_get_root (doc), index, max, key, value)
  {
    g_assert_cmpuint (max, ==, G_N_ELEMENTS (members));
    g_assert_cmpstr (yyjson_get_str (key), ==, members[index]);
  }
  return doc;
}

static void
check_line (const char *line,
            const char *input,
            const char *string,
            const char *bracketed)
{
  yyjson_doc *doc = read_line (line);
  yyjson_val *root = yyjson_doc_get_root (doc);

  g_assert_cmpstr (yyjson_get_str (yyjson_obj_get (root, "input")), ==, input);
  g_assert_cmpint (yyjson_get_bool (yyjson_obj_get (root, "valid")), ==, string != NULL);
  g_assert_cmpstr (yyjson_get_str (yyjson_obj_get (root, "elementString")), ==, string);
  g_assert_cmpstr (yyjson_get_str (yyjson_obj_get (root, "bracketed")), ==, bracketed);
  if (string != NULL)
    g_assert_true (yyjson_is_null (yyjson_obj_get (root, "error")));
  else
    g_assert_true (yyjson_get_len (yyjson_obj_get (root, "error")) > 10);
  yyjson_doc_free (doc);
}

static void
test_parse (void)
{
  g_auto (Run) good = run_line ("gs1 parse 'https://a/01/12312312312333/10/A%28?99=x'");
  g_auto (Run) mixed = run_line ("gs1 parse https://a/01/12312312312333 https://a/");
  g_auto (GStrv) lines = g_strsplit (mixed.out, "\n", -1);

  g_assert_cmpint (good.code, ==, WAY_EXIT_OK);
  g_assert_cmpstr (good.err, ==, "");
  check_line (good.out, "https://a/01/12312312312333/10/A%28?99=x",
              "^011231231231233310A(^99x", "(01)12312312312333(10)A\\((99)x");
  g_assert_cmpint (mixed.code, ==, WAY_EXIT_INVALID);
  g_assert_cmpuint (g_strv_length (lines), ==, 3);
  check_line (lines[0], "https://a/01/12312312312333", "^0112312312312333",
              "(01)12312312312333");
  check_line (lines[1], "https://a/", NULL, NULL);
}

static void
test_batch (void)
{
  g_auto (Run) run =
      run_line ("gs1 parse --batch <<'END'\nhttps://a/01/12312312312333\n\n\"\nEND\n");
  g_auto (Run) good = run_line ("gs1 parse --batch <<'END'\n"
                                "https://a/01/12312312312333\nEND\n");
  g_auto (Run) empty = run_line ("gs1 parse --batch </dev/null");
  g_auto (Run) unreadable = run_line ("gs1 parse --batch </");
  g_auto (GStrv) lines = g_strsplit (run.out, "\n", -1);

  g_assert_cmpint (run.code, ==, WAY_EXIT_INVALID);
  g_assert_cmpuint (g_strv_length (lines), ==, 4);
  check_line (lines[0], "https://a/01/12312312312333", "^0112312312312333",
              "(01)12312312312333");
  check_line (lines[1], "", NULL, NULL);
  check_line (lines[2], "\"", NULL, NULL);
  g_assert_cmpint (good.code, ==, WAY_EXIT_OK);
  g_assert_cmpint (empty.code, ==, WAY_EXIT_OK);
  g_assert_cmpstr (empty.out, ==, "");
  g_assert_cmpint (unreadable.code, ==, WAY_EXIT_IO);
}

/* Bytes that are no UTF-8, and a NUL in the middle of a line, still give valid JSON. */
static void
test_bytes (void)
{
  g_auto (Run) argument = run_line ("gs1 parse \"$(printf 'https://a/\\377')\"");
  g_auto (Run) nul = run_line ("help >/dev/null; printf '\\377\\001a\\000b\\n' | "
                               "\"$W\" gs1 parse --batch");

  g_assert_cmpint (argument.code, ==, WAY_EXIT_INVALID);
  check_line (argument.out, "https://a/\xef\xbf\xbd", NULL, NULL);
  g_assert_cmpint (nul.code, ==, WAY_EXIT_INVALID);
  check_line (nul.out,
              "\xef\xbf\xbd\x01"
              "a\xef\xbf\xbd"
              "b",
              NULL, NULL);
}

static void
test_build (void)
{
  g_auto (Run) canonical = run_line ("gs1 build '(01)12312312312326(21)abc'");
  g_auto (Run)
      stem = run_line ("gs1 build --stem https://example.com/x/ '(01)12312312312326'");
  g_auto (Run) bad = run_line ("gs1 build '(400)ABC' '(01)12312312312326'");
  g_auto (Run) bad_stem = run_line ("gs1 build --stem nothing '(01)12312312312326'");

  g_assert_cmpstr (canonical.out, ==, "https://id.gs1.org/01/12312312312326/21/abc\n");
  g_assert_cmpint (canonical.code, ==, WAY_EXIT_OK);
  g_assert_cmpstr (stem.out, ==, "https://example.com/x/01/12312312312326\n");
  g_assert_cmpint (bad.code, ==, WAY_EXIT_INVALID);
  g_assert_cmpstr (bad.out, ==, "https://id.gs1.org/01/12312312312326\n");
  g_assert_nonnull (strstr (bad.err, "key"));
  g_assert_cmpint (bad_stem.code, ==, WAY_EXIT_INVALID);
  g_assert_cmpstr (bad_stem.out, ==, "");
}

static void
test_check (void)
{
  g_auto (Run) good = run_line ("gs1 check 9520123456788 02345673 006141411234567890");
  g_auto (Run) bad = run_line ("gs1 check 9520123456789");
  g_auto (Run) added = run_line ("gs1 check --complete 952012345678");

  g_assert_cmpint (good.code, ==, WAY_EXIT_OK);
  g_assert_cmpstr (good.out, ==,
                   "9520123456788 GTIN-13\n02345673 GTIN-8\n006141411234567890 SSCC\n");
  g_assert_cmpint (bad.code, ==, WAY_EXIT_INVALID);
  g_assert_nonnull (strstr (bad.err, "would be 8"));
  g_assert_cmpstr (added.out, ==, "9520123456788 GTIN-13\n");
}

static void
test_usage (void)
{
  static const char *const lines[] = {
    "gs1", "gs1 parse", "gs1 build", "gs1 check", "gs1 parse --nothing", "gs1 prase x"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_auto (Run) run = run_line (lines[i]);

      g_assert_cmpint (run.code, ==, WAY_EXIT_USAGE);
      g_assert_cmpstr (run.out, ==, "");
      g_assert_cmpstr (run.err, !=, "");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/gs1/parse", test_parse);
  g_test_add_func ("/cli/gs1/batch", test_batch);
  g_test_add_func ("/cli/gs1/bytes", test_bytes);
  g_test_add_func ("/cli/gs1/build", test_build);
  g_test_add_func ("/cli/gs1/check", test_check);
  g_test_add_func ("/cli/gs1/usage", test_usage);
  return g_test_run ();
}
