/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-cli-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-json.h"

#define MAX_WORD_CHARS 32

void
way_command_foreach (void (*visit) (const WayCommand *command, gpointer data),
                     gpointer data)
{
  for (gsize i = 0; way_commands[i] != NULL; i++)
    for (const WayCommand *command = way_commands[i]; command->noun != NULL; command++)
      visit (command, data);
}

const WayCommand *
way_command_find (const char *noun, const char *verb)
{
  for (gsize i = 0; way_commands[i] != NULL; i++)
    for (const WayCommand *command = way_commands[i]; command->noun != NULL; command++)
      if (strcmp (command->noun, noun) == 0 && g_strcmp0 (command->verb, verb) == 0)
        return command;
  return NULL;
}

gboolean
way_command_noun_exists (const char *noun)
{
  for (gsize i = 0; way_commands[i] != NULL; i++)
    for (const WayCommand *command = way_commands[i]; command->noun != NULL; command++)
      if (strcmp (command->noun, noun) == 0)
        return TRUE;
  return FALSE;
}

gboolean
way_command_is_hidden (const WayCommand *command)
{
  return command->summary == NULL;
}

char *
way_command_dup_usage (const WayCommand *command)
{
  gboolean has_more = command->synopsis != NULL && command->synopsis[0] != '\0';

  return g_strconcat ("waymarkctl ", command->noun, command->verb ? " " : "",
                      command->verb ? command->verb : "", has_more ? " " : "",
                      has_more ? command->synopsis : "", NULL);
}

/* Levenshtein distance of two short words */
static guint
word_distance (const char *a, const char *b)
{
  guint row[MAX_WORD_CHARS + 1];
  gsize a_len = strlen (a), b_len = strlen (b);

  if (a_len > MAX_WORD_CHARS || b_len > MAX_WORD_CHARS)
    return G_MAXUINT;
  for (gsize j = 0; j <= b_len; j++)
    row[j] = (guint) j;
  for (gsize i = 1; i <= a_len; i++)
    {
      guint diagonal = row[0];

      row[0] = (guint) i;
      for (gsize j = 1; j <= b_len; j++)
        {
          guint replaced = diagonal + (a[i - 1] != b[j - 1]);

          diagonal = row[j];
          row[j] = MIN (replaced, MIN (row[j], row[j - 1]) + 1);
        }
    }
  return row[b_len];
}

typedef struct
{
  const char *noun;
  const char *word;
  const char *best;
  guint best_distance;
} Suggestion;

static void
consider (const WayCommand *command, gpointer data)
{
  Suggestion *suggestion = data;
  const char *candidate = suggestion->noun != NULL ? command->verb : command->noun;
  guint distance;

  if (way_command_is_hidden (command) || candidate == NULL
      || (suggestion->noun != NULL && strcmp (suggestion->noun, command->noun) != 0))
    return;
  distance = word_distance (suggestion->word, candidate);
  if (distance >= suggestion->best_distance)
    return;
  suggestion->best_distance = distance;
  suggestion->best = candidate;
}

const char *
way_cli_suggest (const char *noun, const char *word)
{
  /* One letter may be wrong, or two swapped where the word is long enough. */
  guint limit = strlen (word) >= 4 ? 3 : 2;
  Suggestion suggestion = { noun, word, NULL, limit };

  way_command_foreach (consider, &suggestion);
  return suggestion.best;
}

void
way_cli_print_command_help (const WayCommand *command)
{
  g_autofree char *usage = way_command_dup_usage (command);

  printf ("%s\n\n    %s\n", _ (command->summary), usage);
}

WayExit
way_cli_show_command (WayCli *cli, const WayCommand *command)
{
  char *none[] = { NULL };

  if (command->run == way_cli_help)
    {
      way_cli_print_command_help (command);
      return WAY_EXIT_OK;
    }
  way_cli_ask_help ();
  command->run (cli, 0, none);
  return WAY_EXIT_OK;
}

static void
print_one (const WayCommand *command, gpointer data)
{
  const char *noun = data;
  g_autofree char *name = NULL;

  if (way_command_is_hidden (command)
      || (noun != NULL && strcmp (noun, command->noun) != 0))
    return;
  name = g_strconcat (command->noun, command->verb ? " " : NULL, command->verb, NULL);
  printf ("  %-22s %s\n", name, _ (command->summary));
}

static void
print_overview (void)
{
  printf ("%s\n\n%s\n", _ ("Usage: waymarkctl [OPTION…] NOUN [VERB] [ARGUMENT…]"),
          _ ("Commands:"));
  way_command_foreach (print_one, NULL);
  printf ("\n%s\n", _ ("Options, anywhere before “--”:"));
  printf ("  %-22s %s\n", "--json", _ ("Print JSON"));
  printf ("  %-22s %s\n", "--data-dir DIR", _ ("Use this folder instead of the default"));
  printf ("  %-22s %s\n", "--network NAME", _ ("Use only this network"));
  printf ("  %-22s %s\n", "--identity NAME", _ ("Act as this identity"));
  printf ("  %-22s %s\n", "--passphrase-file FILE",
          _ ("Open the key file with the passphrase in this file"));
  printf ("  %-22s %s\n", "--yes", _ ("Sign without asking"));
  printf ("  %-22s %s\n", "-h, --help", _ ("Say what a command does"));
  printf ("  %-22s %s\n", "--version", _ ("Print the version"));
}

static void
add_member (yyjson_mut_doc *doc,
            yyjson_mut_val *object,
            const char *key,
            const char *text)
{
  if (text != NULL)
    way_json_add_text (doc, object, key, way_slice_from_string (text));
  else
    yyjson_mut_obj_add_null (doc, object, key);
}

static void
add_command (const WayCommand *command, gpointer data)
{
  yyjson_mut_doc *doc = data;
  yyjson_mut_val *object;

  if (way_command_is_hidden (command))
    return;
  object = yyjson_mut_arr_add_obj (doc, yyjson_mut_doc_get_root (doc));
  add_member (doc, object, "noun", command->noun);
  add_member (doc, object, "verb", command->verb);
  add_member (doc, object, "synopsis", command->synopsis);
  add_member (doc, object, "summary", _ (command->summary));
}

/* All commands, for programs that want to know them. */
static void
print_json (void)
{
  g_autoptr (yyjson_mut_doc) doc = yyjson_mut_doc_new (NULL);
  g_autofree char *text = NULL;

  yyjson_mut_doc_set_root (doc, yyjson_mut_arr (doc));
  way_command_foreach (add_command, doc);
  text = way_json_write (doc, TRUE);
  printf ("%s\n", text);
}

WayExit
way_cli_help (WayCli *cli, int argc, char **argv)
{
  const WayCommand *command;

  if (cli->json && argc == 0)
    {
      print_json ();
      return WAY_EXIT_OK;
    }
  if (argc == 0)
    {
      print_overview ();
      return WAY_EXIT_OK;
    }
  command = way_command_find (argv[0], argc > 1 ? argv[1] : NULL);
  if (command != NULL && !way_command_is_hidden (command))
    return way_cli_show_command (cli, command);
  if (argc == 1 && way_command_noun_exists (argv[0]))
    way_command_foreach (print_one, argv[0]);
  else
    {
      return way_cli_refuse (WAY_RESULT_USAGE,
                             "There is no such command; see “waymarkctl help”");
    }
  return WAY_EXIT_OK;
}
