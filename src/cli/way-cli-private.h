/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-cli.h"

/* Of the command line alone: dispatch, help, completion. */

/** The whole program but for `main`: locale, global options, dispatch, output check. */
int
way_cli_main (int argc, char **argv);

/** Takes the global options out of @argv (before a `--`, wherever they stand), which
 * keeps the rest. */
typedef struct
{
  gboolean json;
  gboolean help;
  gboolean version;
  gboolean yes;
  char *data_dir;
  char *network;
  char *identity;
  char *passphrase_file;
} WayGlobalOptions;

/** Returns: (nullable): NULL where all is well, else the option that lacks its value. */
const char *
way_cli_take_global_options (WayGlobalOptions *globals, int *argc, char **argv);
/** Returns: the names of the global options, ending with NULL. */
const char *const *
way_cli_get_global_option_names (void);
gboolean
way_cli_global_option_has_value (const char *name);

/** Returns: (nullable): the command; a daily act has a NULL @verb. */
const WayCommand *
way_command_find (const char *noun, const char *verb);
gboolean
way_command_noun_exists (const char *noun);
/** A hidden command has no summary and stands in no list. */
gboolean
way_command_is_hidden (const WayCommand *command);
/** Calls @visit for each command of every table. */
void
way_command_foreach (void (*visit) (const WayCommand *command, gpointer data),
                     gpointer data);

/** Returns: (transfer full): "waymarkctl gs1 parse [--batch] URI…" */
char *
way_command_dup_usage (const WayCommand *command);

/** Returns: (nullable): the nearest noun, or verb of @noun where it is not NULL, that is
 * near enough to be meant. */
const char *
way_cli_suggest (const char *noun, const char *word);

/** `waymarkctl help [NOUN [VERB]]` */
WayExit
way_cli_help (WayCli *cli, int argc, char **argv);
/** `waymarkctl complete-words WORD… PARTIAL`: candidates for the shell, one a line. */
WayExit
way_cli_complete_words (WayCli *cli, int argc, char **argv);
/** The help of one command on stdout. */
void
way_cli_print_command_help (const WayCommand *command);

/** From now on a command that is run only prints its help with its options, when it comes to parse them. */
void
way_cli_ask_help (void);
/** The help of one command with its options on stdout. */
WayExit
way_cli_show_command (WayCli *cli, const WayCommand *command);

/** Whether failures are printed for programs as well. */
void
way_cli_set_json (gboolean json);

/** Writes out what stdout still holds. Returns: @code, or WAY_EXIT_IO with a message
 * where that fails (full disk). */
WayExit
way_cli_finish_output (WayExit code);
