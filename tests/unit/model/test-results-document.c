/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* docs/spec/results.md is what way-result.def says. `test-results-document --print` writes it. */

#include <stdio.h>

#include "way-result.h"

typedef struct
{
  guint number;
  const char *name;
  const char *text;
} Row;

static const Row rows[] = {
#define WAY_RESULT(number, symbol, name, text) { number, name, text },
#include "way-result.def"
#undef WAY_RESULT
};

static const struct
{
  guint first;
  const char *title;
} groups[] = {
  { 0, "Done" },
  { 1, "Malformed bytes" },
  { 30, "Not admitted to the ledger: no effect, not logged" },
  { 60, "Refused by a ledger module: the sequence number is used up, logged with the "
        "result" },
  { 150, "Of this machine or the network" },
};

static char *
print (void)
{
  GString *out =
      g_string_new ("<!-- SPDX-FileCopyrightText: The Waymark developers\n"
                    "     SPDX-License-Identifier: GPL-3.0-or-later -->\n\n"
                    "# Result codes\n\n"
                    "Printed from `src/core/base/way-result.def`; a test compares. The "
                    "number of a result is part of a log leaf, its name is shown "
                    "everywhere else. Numbers are never reused.\n");
  gsize group = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (group < G_N_ELEMENTS (groups) && rows[i].number >= groups[group].first)
        g_string_append_printf (
            out, "\n## %s\n\n| number | name | meaning |\n| --- | --- | --- |\n",
            groups[group++].title);
      g_string_append_printf (out, "| %u | `%s` | %s |\n", rows[i].number, rows[i].name,
                              rows[i].text);
    }
  return g_string_free (out, FALSE);
}

static void
test_file (void)
{
  g_autofree char *path =
      g_build_filename (g_getenv ("G_TEST_SRCDIR"), "docs", "spec", "results.md", NULL);
  g_autofree char *expected = print ();
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (contents, ==, expected);
}

static void
test_order (void)
{
  for (gsize i = 1; i < G_N_ELEMENTS (rows); i++)
    {
      g_assert_cmpuint (rows[i - 1].number, <, rows[i].number);
      g_assert_cmpuint (rows[i].number, <, 256);
      for (gsize j = 0; j < i; j++)
        g_assert_cmpstr (rows[j].name, !=, rows[i].name);
    }
}

int
main (int argc, char **argv)
{
  if (argc == 2 && g_str_equal (argv[1], "--print"))
    {
      g_autofree char *text = print ();
      fputs (text, stdout);
      return 0;
    }
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/results/file", test_file);
  g_test_add_func ("/model/results/order", test_order);
  return g_test_run ();
}
