/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <stdio.h>

#include "way-result.h"

/** The exit codes of waymarkctl; docs/spec/exit-codes.md and the man page carry the same
 * table. */
typedef enum
{
  WAY_EXIT_OK = 0,
  WAY_EXIT_INVALID =
      1, /* an input is invalid, or the answer to a yes-or-no question is no */
  WAY_EXIT_USAGE = 2,       /* the command line is not understood */
  WAY_EXIT_NOT_FOUND = 3,   /* what was asked for does not exist */
  WAY_EXIT_REFUSED = 4,     /* the ledger refused the statement */
  WAY_EXIT_UNAVAILABLE = 5, /* a node can't be reached or does not answer in time */
  WAY_EXIT_UNVERIFIED = 6,  /* an answer or a proof does not verify */
  WAY_EXIT_UNKNOWN_NETWORK =
      7, /* the proof is consistent, but of a network that is not known here */
  WAY_EXIT_LOCKED =
      8,           /* no key: keyring missing or locked, wrong passphrase, no identity */
  WAY_EXIT_IO = 9, /* a file can't be read or written, or the disk is full */
  WAY_EXIT_INTERNAL = 70,
  WAY_EXIT_CANCELLED = 130, /* interrupted, as shells count SIGINT */
} WayExit;

/** Returns: the exit code for a result, from one table. */
WayExit
way_exit_from_result (WayResult result);

/** What every command gets. Borrowed. */
typedef struct
{
  gboolean json;        /* --json: one JSON document or JSON lines on stdout */
  const char *data_dir; /* --data-dir, else $XDG_DATA_HOME/waymark */
  const char *network;  /* --network: id, name or address, NULL for all */
  const char *identity; /* --identity: name or account, NULL for the default one */
  const char
      *passphrase_file; /* --passphrase-file, NULL: $WAYMARK_PASSPHRASE, or asked for */
  gboolean yes;         /* --yes: sign without asking */
} WayCli;

/**
 * WayCommand:
 * @noun: like "gs1", or a daily act without a verb ("scan", @verb NULL)
 * @synopsis: what follows noun and verb, like "[--batch] URI…"
 * @summary: one sentence for `waymarkctl help`, in N_(); NULL hides the command
 * @run: @argv[0] is the first argument behind the verb. The global options have been
 *   taken out of @argv wherever they stood before a `--` (so `proof verify --network HASH`
 *   arrives as @cli->network); each command passes the rest through
 *   way_cli_parse_options(), also where it has no options of its own. Output goes to stdout
 *   through stdio; the caller checks that it could be written. Returns: an exit code.
 */
typedef struct
{
  const char *noun;
  const char *verb;
  const char *synopsis;
  const char *summary;
  WayExit (*run) (WayCli *cli, int argc, char **argv);
} WayCommand;

/* One table per file, ending with a NULL noun; listed in way-commands.c. */
extern const WayCommand way_cmd_cli[];
extern const WayCommand way_cmd_attest[];
extern const WayCommand way_cmd_blob[];
extern const WayCommand way_cmd_cose[];
extern const WayCommand way_cmd_demo[];
extern const WayCommand way_cmd_draft[];
extern const WayCommand way_cmd_epcis[];
extern const WayCommand way_cmd_epcis_import[];
extern const WayCommand way_cmd_gs1[];
extern const WayCommand way_cmd_identity[];
extern const WayCommand way_cmd_item[];
extern const WayCommand way_cmd_key[];
extern const WayCommand way_cmd_label[];
extern const WayCommand way_cmd_lot[];
extern const WayCommand way_cmd_network[];
extern const WayCommand way_cmd_node[];
extern const WayCommand way_cmd_observe[];
extern const WayCommand way_cmd_own[];
extern const WayCommand way_cmd_pack[];
extern const WayCommand way_cmd_product[];
extern const WayCommand way_cmd_proof[];
extern const WayCommand way_cmd_recall[];
extern const WayCommand way_cmd_scan[];
extern const WayCommand way_cmd_ship[];
extern const WayCommand way_cmd_statement[];
extern const WayCommand way_cmd_verdict[];

/** All tables, ending with NULL. */
extern const WayCommand *const way_commands[];

/** Prints "waymarkctl: message" on stderr. */
void
way_cli_print_error (const char *format, ...) G_GNUC_PRINTF (1, 2);
/** Prints one line on stdout; ends of lines within become spaces, so that nobody's words look like a line of ours. */
void
way_cli_print_line (const char *format, ...) G_GNUC_PRINTF (1, 2);
/** Prints @error in the reader's language, with --json also as a document {"result", "error"} on stdout (failure.schema.json).
 * Returns: its exit code. */
WayExit
way_cli_fail (const GError *error);
/** As above where a document on stdout has the failure in it already. */
WayExit
way_cli_tell (const GError *error);
/** As above for a sentence of ours: an English literal, without _(). Returns: the exit code of @result. */
WayExit
way_cli_refuse (WayResult result, const char *format, ...) G_GNUC_PRINTF (2, 3);
/** Prints how to call @command. Returns: WAY_EXIT_USAGE */
WayExit
way_cli_fail_usage (const WayCommand *command);
/** Parses GOption entries out of argv (which keeps the rest from index 0). FALSE: usage
 * was printed. */
gboolean
way_cli_parse_options (const WayCommand *command,
                       GOptionEntry *entries,
                       int *argc,
                       char ***argv);
/** The same for the command that @run runs; with a second list of entries (nullable), shared by several commands; and with
 * the number of arguments that must be left: @min to @max, G_MAXINT for any number. */
gboolean
way_cli_parse (WayExit (*run) (WayCli *cli, int argc, char **argv),
               GOptionEntry *entries,
               GOptionEntry *shared,
               int min,
               int max,
               int *argc,
               char ***argv);
