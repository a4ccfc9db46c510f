/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "way-cli-private.h"
#include "way-json.h"
#include "way-run.h"

static void
test_global_options (void)
{
  const char *words[] = { "--json",  "gs1", "--data-dir", "/d", "parse", "--network=n1",
                          "--batch", "--",  "--identity", "x",  NULL };
  char **argv = (char **) words;
  int argc = G_N_ELEMENTS (words) - 1;
  WayGlobalOptions globals = { 0 };

  g_assert_null (way_cli_take_global_options (&globals, &argc, argv));
  g_assert_true (globals.json);
  g_assert_false (globals.help);
  g_assert_cmpstr (globals.data_dir, ==, "/d");
  g_assert_cmpstr (globals.network, ==, "n1");
  g_assert_null (globals.identity);
  g_assert_cmpint (argc, ==, 6);
  g_assert_cmpstr (argv[0], ==, "gs1");
  g_assert_cmpstr (argv[1], ==, "parse");
  g_assert_cmpstr (argv[2], ==, "--batch");
  g_assert_cmpstr (argv[4], ==, "--identity");
  g_free (globals.data_dir);
  g_free (globals.network);
}

static void
test_missing_value (void)
{
  g_auto (Run) run = run_line ("help --network");

  g_assert_cmpint (run.code, ==, WAY_EXIT_USAGE);
  g_assert_nonnull (strstr (run.err, "--network"));
  g_assert_cmpstr (run.out, ==, "");
}

static void
test_suggestion (void)
{
  g_auto (Run) near = run_line ("hlep");
  g_auto (Run) far = run_line ("xyzzy");
  g_auto (Run) none = run_line ("");

  g_assert_cmpint (near.code, ==, WAY_EXIT_USAGE);
  g_assert_nonnull (strstr (near.err, "did you mean “help”"));
  g_assert_cmpint (far.code, ==, WAY_EXIT_USAGE);
  g_assert_null (strstr (far.err, "did you mean"));
  g_assert_cmpint (none.code, ==, WAY_EXIT_USAGE);
}

static void
test_help (void)
{
  g_auto (Run) overview = run_line ("--help");
  g_auto (Run) one = run_line ("help help");
  g_auto (Run) behind = run_line ("help -h");
  g_auto (Run) unknown = run_line ("help nothing");
  g_auto (Run) version = run_line ("--version");

  g_assert_cmpint (overview.code, ==, WAY_EXIT_OK);
  g_assert_nonnull (strstr (overview.out, "  help "));
  g_assert_null (strstr (overview.out, "complete-words"));
  g_assert_cmpint (one.code, ==, WAY_EXIT_OK);
  g_assert_nonnull (strstr (one.out, "waymarkctl help [NOUN [VERB]]"));
  g_assert_cmpstr (behind.out, ==, one.out);
  g_assert_cmpint (unknown.code, ==, WAY_EXIT_USAGE);
  g_assert_true (g_str_has_prefix (version.out, "waymarkctl "));
}

static void
test_help_json (void)
{
  g_auto (Run) run = run_line ("--json help");
  yyjson_doc *doc = yyjson_read (run.out, strlen (run.out), 0);
  yyjson_val *first = yyjson_arr_get_first (yyjson_doc_get_root (doc));

  g_assert_cmpint (run.code, ==, WAY_EXIT_OK);
  g_assert_cmpuint (yyjson_arr_size (yyjson_doc_get_root (doc)), >, 3);
  g_assert_cmpstr (yyjson_get_str (yyjson_obj_get (first, "noun")), ==, "help");
  g_assert_true (yyjson_is_null (yyjson_obj_get (first, "verb")));
  g_assert_null (strstr (run.out, "complete-words"));
  yyjson_doc_free (doc);
}

/* Each line of options says what the option does, and the manual page names each of them. */
static void
check_options (const char *help, const char *manual, const char *command)
{
  g_auto (GStrv) lines = g_strsplit (help, "\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = NULL;
      g_autofree char *name = NULL;

      if (!g_str_has_prefix (lines[i], "  --"))
        continue;
      words = g_strsplit (lines[i] + strlen ("  --"), " ", 2);
      name = g_strconcat ("Fl -", words[0], NULL);
      if (words[1] == NULL || strstr (words[1], "(null)") != NULL
          || strlen (words[1]) < 3)
        g_error ("%s does not say what --%s does", command, words[0]);
      if (strstr (manual, name) == NULL)
        g_error ("the manual page does not name --%s of %s", words[0], command);
    }
}

static void
test_every_option_is_told (void)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "data/man/waymarkctl.1", NULL);
  g_autofree char *manual = NULL;
  g_auto (Run) run = run_line ("--json help");
  yyjson_doc *doc = yyjson_read (run.out, strlen (run.out), 0);
  yyjson_val *command;
  gsize i, n;

  g_assert_true (g_file_get_contents (path, &manual, NULL, NULL));
  yyjson_arr_foreach (yyjson_doc_get_root (doc), i, n, command)
  {
    const char *verb = yyjson_get_str (yyjson_obj_get (command, "verb"));
    g_autofree char *words =
        g_strdup_printf ("%s %s", yyjson_get_str (yyjson_obj_get (command, "noun")),
                         verb != NULL ? verb : "");
    g_autofree char *line = g_strconcat (words, " --help", NULL);
    g_auto (Run) help = run_line (line);

    g_assert_cmpint (help.code, ==, WAY_EXIT_OK);
    check_options (help.out, manual, words);
  }
  yyjson_doc_free (doc);
}

static void
test_full_disk (void)
{
  g_auto (Run) run = run_line ("help >/dev/full");
  g_auto (Run) version = run_line ("--version >/dev/full");
  g_auto (Run) closed = run_line ("help >&-");

  g_assert_cmpint (run.code, ==, WAY_EXIT_IO);
  g_assert_nonnull (strstr (run.err, "could not be written"));
  g_assert_cmpint (version.code, ==, WAY_EXIT_IO);
  g_assert_cmpint (closed.code, ==, WAY_EXIT_IO);
}

static void
test_completion (void)
{
  g_auto (Run) nouns = run_line ("complete-words hel");
  g_auto (Run) options = run_line ("complete-words help --da");
  g_auto (Run) skipped = run_line ("complete-words --data-dir /d --json hel");
  g_auto (Run) all = run_line ("complete-words ''");

  g_assert_cmpstr (nouns.out, ==, "help\n");
  g_assert_cmpstr (options.out, ==, "--data-dir\n");
  g_assert_cmpstr (skipped.out, ==, "help\n");
  g_assert_nonnull (strstr (all.out, "help\n"));
  g_assert_null (strstr (all.out, "complete-words"));
}

/* The script that bash sources, with the words of a command line half typed */
static void
test_bash (void)
{
  g_autofree char *script =
      g_test_build_filename (G_TEST_DIST, "data/completions/waymarkctl", NULL);
  g_autofree char *quoted = g_shell_quote (script);
  g_autofree char *line = g_strdup_printf (
      "help >/dev/null; export W; bash -c '. \"$1\"; COMP_WORDS=(\"$W\" gs1 p); "
      "COMP_CWORD=2; _waymarkctl; echo \"${COMPREPLY[@]}\"' x %s",
      quoted);
  g_auto (Run) run = run_line (line);

  g_assert_cmpstr (run.err, ==, "");
  g_assert_cmpstr (run.out, ==, "parse\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/dispatch/global-options", test_global_options);
  g_test_add_func ("/cli/dispatch/missing-value", test_missing_value);
  g_test_add_func ("/cli/dispatch/suggestion", test_suggestion);
  g_test_add_func ("/cli/dispatch/help", test_help);
  g_test_add_func ("/cli/dispatch/help-json", test_help_json);
  g_test_add_func ("/cli/dispatch/every-option", test_every_option_is_told);
  g_test_add_func ("/cli/dispatch/bash", test_bash);
  g_test_add_func ("/cli/dispatch/full-disk", test_full_disk);
  g_test_add_func ("/cli/dispatch/completion", test_completion);
  return g_test_run ();
}
