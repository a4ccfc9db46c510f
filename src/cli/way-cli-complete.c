/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-cli-private.h"

#include <string.h>

typedef struct
{
  const char *noun; /* NULL: nouns are wanted, else the verbs of this one */
  const char *partial;
  GHashTable *seen;
} Wanted;

static void
print_candidate (const char *word, const char *partial, GHashTable *seen)
{
  if (g_str_has_prefix (word, partial) && g_hash_table_add (seen, g_strdup (word)))
    printf ("%s\n", word);
}

static void
print_word (const WayCommand *command, gpointer data)
{
  Wanted *wanted = data;

  if (way_command_is_hidden (command))
    return;
  if (wanted->noun == NULL)
    print_candidate (command->noun, wanted->partial, wanted->seen);
  else if (command->verb != NULL && strcmp (command->noun, wanted->noun) == 0)
    print_candidate (command->verb, wanted->partial, wanted->seen);
}

/* The options of a command are those that its synopsis shows. */
static void
print_options (const WayCommand *command, Wanted *wanted)
{
  const char *const *names = way_cli_get_global_option_names ();

  if (command != NULL && command->synopsis != NULL)
    {
      g_auto (GStrv) words = g_strsplit_set (command->synopsis, " []|=", -1);

      for (gsize i = 0; words[i] != NULL; i++)
        if (g_str_has_prefix (words[i], "--"))
          print_candidate (words[i], wanted->partial, wanted->seen);
    }
  for (gsize i = 0; names[i] != NULL; i++)
    print_candidate (names[i], wanted->partial, wanted->seen);
}

WayExit
way_cli_complete_words (WayCli *cli, int argc, char **argv)
{
  g_autoptr (GHashTable)
      seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *partial = argc > 0 ? argv[argc - 1] : "";
  Wanted wanted = { NULL, partial, seen };
  const char *words[2] = { NULL, NULL };
  const WayCommand *command = NULL;
  gsize n_words = 0;

  for (int i = 0; i + 1 < argc; i++)
    if (way_cli_global_option_has_value (argv[i]))
      i++;
    else if (argv[i][0] != '-' && n_words < G_N_ELEMENTS (words))
      words[n_words++] = argv[i];
  if (n_words > 0)
    {
      command = way_command_find (words[0], words[1]);
      if (command == NULL)
        command = way_command_find (words[0], NULL);
    }
  wanted.noun = words[0];
  if (partial[0] == '-')
    print_options (command, &wanted);
  else if (n_words == 1 && strcmp (words[0], "help") == 0)
    {
      wanted.noun = NULL;
      way_command_foreach (print_word, &wanted);
    }
  else if (n_words < 2)
    way_command_foreach (print_word, &wanted);
  return WAY_EXIT_OK;
}
