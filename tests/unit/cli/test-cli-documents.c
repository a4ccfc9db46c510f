/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "way-cli-private.h"
#include "way-test.h"

static const WayResult results[] = {
#define WAY_RESULT(number, symbol, name, text) WAY_RESULT_##symbol,
#include "way-result.def"
#undef WAY_RESULT
};

static char *
read_source (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* The row of docs/spec/exit-codes.md that names `result` is the row of its exit code. */
static void
test_exit_codes (void)
{
  g_autofree char *text = read_source ("docs/spec/exit-codes.md");
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (gsize i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autofree char *word = g_strdup_printf ("`%s`", way_result_get_name (results[i]));
      g_autofree char *start =
          g_strdup_printf ("| %d |", (int) way_exit_from_result (results[i]));
      guint n_rows = 0;

      for (gsize j = 0; lines[j] != NULL; j++)
        {
          if (strstr (lines[j], word) == NULL)
            continue;
          n_rows++;
          if (!g_str_has_prefix (lines[j], start))
            g_error ("%s does not stand in the row of its code: %s", word, lines[j]);
        }
      if (n_rows != 1)
        g_error ("%s stands in %u rows of the table", word, n_rows);
    }
  g_assert_cmpint (way_exit_from_result ((WayResult) 9999), ==, WAY_EXIT_INTERNAL);
}

static void
check_in_man_page (const WayCommand *command, gpointer data)
{
  g_autofree char *item = g_strconcat (".It Ic ", command->noun, command->verb ? " " : "",
                                       command->verb ? command->verb : "", NULL);
  const char *found = strstr (data, item);

  if (way_command_is_hidden (command))
    return;
  if (found == NULL || (found[strlen (item)] != '\n' && found[strlen (item)] != ' '))
    g_error ("The man page has no “%s”", item);
}

static void
test_man_page (void)
{
  g_autofree char *text = read_source ("data/man/waymarkctl.1");

  way_command_foreach (check_in_man_page, text);
}

static void
check_text (const WayCommand *command, gpointer data)
{
  g_autofree char *usage = way_command_dup_usage (command);

  g_assert_nonnull (command->run);
  if (way_command_is_hidden (command))
    return;
  if (g_str_has_suffix (command->summary, "."))
    g_error ("“%s” ends with a full stop", command->summary);
  if (way_command_find (command->noun, command->verb) != command)
    g_error ("“%s” is there twice", usage);
}

static void
test_registry (void)
{
  way_command_foreach (check_text, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/documents/exit-codes", test_exit_codes);
  g_test_add_func ("/cli/documents/man-page", test_man_page);
  g_test_add_func ("/cli/documents/registry", test_registry);
  return g_test_run ();
}
