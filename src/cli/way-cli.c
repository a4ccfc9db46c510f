/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-cli-private.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <poll.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

void
way_cli_print_error (const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  /* one message is one line: nobody's words may look like a message of their own */
  g_strdelimit (message, "\r\n", ' ');
  fprintf (stderr, "waymarkctl: %s\n", message);
}

void
way_cli_print_line (const char *format, ...)
{
  g_autofree char *line = NULL;
  va_list args;

  va_start (args, format);
  line = g_strdup_vprintf (format, args);
  va_end (args);
  g_strdelimit (line, "\r\n", ' ');
  puts (line);
}

/* argv has no program name; GOption wants one */
static gboolean
parse_with_name (GOptionContext *context, int *argc, char **argv, GError **error)
{
  g_autofree char **named = g_new0 (char *, *argc + 2);
  char **rest = named;
  char name[] = "waymarkctl";
  int count = *argc + 1;

  named[0] = name;
  memcpy (named + 1, argv, sizeof (char *) * *argc);
  if (!g_option_context_parse (context, &count, &rest, error))
    return FALSE;
  memcpy (argv, named + 1, sizeof (char *) * (count - 1));
  *argc = count - 1;
  if (*argc > 0 && strcmp (argv[0], "--") == 0)
    memmove (argv, argv + 1, sizeof (char *) * --*argc);
  return TRUE;
}

WayExit
way_cli_fail_usage (const WayCommand *command)
{
  g_autofree char *usage = way_command_dup_usage (command);

  /* TRANSLATORS: followed by how to call the command */
  fprintf (stderr, _ ("Usage: %s\n"), usage);
  return WAY_EXIT_USAGE;
}

/* Set where a command was only run to say what it does. */
static gboolean help_was_asked = FALSE;

void
way_cli_ask_help (void)
{
  help_was_asked = TRUE;
}

static void
print_entries (const GOptionEntry *entries)
{
  for (; entries != NULL && entries->long_name != NULL; entries++)
    {
      g_autofree char *name = g_strconcat ("--", entries->long_name,
                                           entries->arg_description ? " " : NULL,
                                           entries->arg_description, NULL);

      printf ("  %-28s %s\n", name, _ (entries->description));
    }
}

static gboolean
parse (const WayCommand *command,
       GOptionEntry *entries,
       GOptionEntry *shared,
       int *argc,
       char **argv)
{
  static const char as_it_is[] = "%s"; /* not a text for translators */
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  if (help_was_asked)
    {
      way_cli_print_command_help (command);
      if ((entries != NULL && entries->long_name != NULL) || shared != NULL)
        printf ("\n%s\n", _ ("Options:"));
      print_entries (entries);
      print_entries (shared);
      return FALSE;
    }
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (shared != NULL)
    g_option_context_add_main_entries (context, shared, GETTEXT_PACKAGE);
  g_option_context_set_help_enabled (context, FALSE);
  if (parse_with_name (context, argc, argv, &error))
    return TRUE;
  way_cli_refuse (WAY_RESULT_USAGE, as_it_is, error->message);
  way_cli_fail_usage (command);
  return FALSE;
}

gboolean
way_cli_parse_options (const WayCommand *command,
                       GOptionEntry *entries,
                       int *argc,
                       char ***argv)
{
  return parse (command, entries, NULL, argc, *argv);
}

typedef WayExit (*RunFunc) (WayCli *cli, int argc, char **argv);

static const WayCommand *
find_by_run (RunFunc run)
{
  for (gsize i = 0; way_commands[i] != NULL; i++)
    for (const WayCommand *command = way_commands[i]; command->noun != NULL; command++)
      if (command->run == run)
        return command;
  g_assert_not_reached ();
}

gboolean
way_cli_parse (RunFunc run,
               GOptionEntry *entries,
               GOptionEntry *shared,
               int min,
               int max,
               int *argc,
               char ***argv)
{
  const WayCommand *command = find_by_run (run);

  if (!parse (command, entries, shared, argc, *argv))
    return FALSE;
  if (*argc >= min && *argc <= max)
    return TRUE;
  if (*argc < min)
    way_cli_refuse (WAY_RESULT_USAGE, "Something is missing behind the command");
  else
    way_cli_refuse (WAY_RESULT_USAGE, "“%s” is too much", (*argv)[max]);
  way_cli_fail_usage (command);
  return FALSE;
}

/* Says it also where an earlier write met the end of the pipe, of which stdio keeps no errno. */
static gboolean
is_reader_gone (void)
{
  struct pollfd out = { .fd = STDOUT_FILENO };

  return poll (&out, 1, 0) == 1 && (out.revents & POLLERR) != 0;
}

WayExit
way_cli_finish_output (WayExit code)
{
  gboolean is_bad = ferror (stdout) != 0;

  errno = 0;
  if (fflush (stdout) == 0 && !is_bad)
    return code;
  /* who reads has seen enough (| head): nothing to complain about */
  if (errno == EPIPE || is_reader_gone ())
    return WAY_EXIT_IO;
  if (errno != 0)
    way_cli_print_error (_ ("The output could not be written: %s"), g_strerror (errno));
  else
    way_cli_print_error (_ ("The output could not be written"));
  return WAY_EXIT_IO;
}
