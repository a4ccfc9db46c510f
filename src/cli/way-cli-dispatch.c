/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-cli-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-cli-stream.h"
#include "way-languages.h"

enum
{
  OPTION_JSON,
  OPTION_HELP,
  OPTION_HELP_SHORT,
  OPTION_VERSION,
  OPTION_YES,
  OPTION_DATA_DIR,
  OPTION_NETWORK,
  OPTION_IDENTITY,
  OPTION_PASSPHRASE_FILE,
};

static const char *const option_names[] = {
  "--json",     "--help",    "-h",         "--version",         "--yes",
  "--data-dir", "--network", "--identity", "--passphrase-file", NULL,
};

const char *const *
way_cli_get_global_option_names (void)
{
  return option_names;
}

gboolean
way_cli_global_option_has_value (const char *name)
{
  for (gsize i = OPTION_DATA_DIR; option_names[i] != NULL; i++)
    if (strcmp (name, option_names[i]) == 0)
      return TRUE;
  return FALSE;
}

static int
find_option (const char *arg, const char **out_value)
{
  *out_value = NULL;
  for (int i = 0; option_names[i] != NULL; i++)
    {
      gsize len = strlen (option_names[i]);

      if (strncmp (arg, option_names[i], len) != 0)
        continue;
      if (arg[len] == '\0')
        return i;
      if (arg[len] == '=' && i >= OPTION_DATA_DIR)
        {
          *out_value = arg + len + 1;
          return i;
        }
    }
  return -1;
}

static void
store_option (WayGlobalOptions *globals, int option, const char *value)
{
  char **place = option == OPTION_DATA_DIR   ? &globals->data_dir
                 : option == OPTION_NETWORK  ? &globals->network
                 : option == OPTION_IDENTITY ? &globals->identity
                                             : &globals->passphrase_file;

  if (option == OPTION_JSON)
    globals->json = TRUE;
  else if (option == OPTION_HELP || option == OPTION_HELP_SHORT)
    globals->help = TRUE;
  else if (option == OPTION_VERSION)
    globals->version = TRUE;
  else if (option == OPTION_YES)
    globals->yes = TRUE;
  else
    g_set_str (place, value);
}

const char *
way_cli_take_global_options (WayGlobalOptions *globals, int *argc, char **argv)
{
  int kept = 0, i = 0;

  for (; i < *argc && strcmp (argv[i], "--") != 0; i++)
    {
      const char *value;
      int option = find_option (argv[i], &value);

      if (option < 0)
        {
          argv[kept++] = argv[i];
          continue;
        }
      if (option >= OPTION_DATA_DIR && value == NULL)
        {
          if (i + 1 >= *argc)
            return option_names[option];
          value = argv[++i];
        }
      store_option (globals, option, value);
    }
  for (; i < *argc; i++)
    argv[kept++] = argv[i];
  argv[kept] = NULL;
  *argc = kept;
  return NULL;
}

static void
print_unknown (const char *noun, const char *word)
{
  const char *near = way_cli_suggest (noun, word);

  if (noun == NULL && near == NULL)
    way_cli_refuse (WAY_RESULT_USAGE, "There is no command “%s”; see “waymarkctl help”",
                    word);
  else if (noun == NULL)
    way_cli_refuse (WAY_RESULT_USAGE, "There is no command “%s”; did you mean “%s”?",
                    word, near);
  else if (near == NULL)
    way_cli_refuse (WAY_RESULT_USAGE, "“%s” can't “%s”; see “waymarkctl help %s”", noun,
                    word, noun);
  else
    way_cli_refuse (WAY_RESULT_USAGE, "“%s” can't “%s”; did you mean “%s %s”?", noun,
                    word, noun, near);
}

/* Returns how many words of argv name the command; 0: none, it was said why. */
static int
find_command (int argc, char **argv, const WayCommand **out_command)
{
  *out_command = argc > 1 ? way_command_find (argv[0], argv[1]) : NULL;
  if (*out_command != NULL)
    return 2;
  *out_command = way_command_find (argv[0], NULL);
  if (*out_command != NULL)
    return 1;
  if (!way_command_noun_exists (argv[0]))
    print_unknown (NULL, argv[0]);
  else if (argc > 1)
    print_unknown (argv[0], argv[1]);
  else
    way_cli_refuse (WAY_RESULT_USAGE, "What should “%s” do? See “waymarkctl help %s”",
                    argv[0], argv[0]);
  return 0;
}

static WayExit
dispatch (WayCli *cli, const WayGlobalOptions *globals, int argc, char **argv)
{
  const WayCommand *command;
  int words;

  if (globals->version)
    {
      printf ("waymarkctl %s\n", WAY_VERSION);
      return WAY_EXIT_OK;
    }
  if (globals->help && (argc < 2 || way_command_find (argv[0], argv[1]) == NULL))
    return way_cli_help (cli, MIN (argc, 1), argv);
  if (argc == 0)
    {
      return way_cli_refuse (WAY_RESULT_USAGE,
                             "A command is missing; see “waymarkctl help”");
    }
  words = find_command (argc, argv, &command);
  if (words == 0)
    return WAY_EXIT_USAGE;
  if (globals->help)
    return way_cli_show_command (cli, command);
  return command->run (cli, argc - words, argv + words);
}

int
way_cli_main (int argc, char **argv)
{
  g_autofree char *default_dir = NULL;
  WayGlobalOptions globals = { 0 };
  const char *incomplete;
  WayExit code = WAY_EXIT_USAGE;
  int rest = MAX (argc - 1, 0);

  way_languages_init ();
  way_cli_stream_install ();
  /* What the shell completes is not an option of ours. */
  incomplete = rest > 0 && strcmp (argv[1], "complete-words") == 0
                   ? NULL
                   : way_cli_take_global_options (&globals, &rest, argv + 1);
  way_cli_set_json (globals.json);
  if (incomplete != NULL)
    way_cli_refuse (WAY_RESULT_USAGE, "The option “%s” needs a value", incomplete);
  else
    {
      WayCli cli = { .json = globals.json,
                     .data_dir = globals.data_dir,
                     .network = globals.network,
                     .identity = globals.identity,
                     .passphrase_file = globals.passphrase_file,
                     .yes = globals.yes };

      if (cli.data_dir == NULL)
        cli.data_dir = default_dir =
            g_build_filename (g_get_user_data_dir (), "waymark", NULL);
      code = dispatch (&cli, &globals, rest, argv + 1);
    }
  g_free (globals.data_dir);
  g_free (globals.network);
  g_free (globals.identity);
  g_free (globals.passphrase_file);
  return way_cli_finish_output (code);
}
