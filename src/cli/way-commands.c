/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>

#include "way-cli-private.h"

/* One a line, so that two branches that each add one don't collide. */
/* clang-format off */
const WayCommand *const way_commands[] = {
  way_cmd_cli,
  way_cmd_cose,
  way_cmd_epcis,
  way_cmd_gs1,
  way_cmd_key,
  way_cmd_scan,
  NULL,
};
/* clang-format on */

const WayCommand way_cmd_cli[] = {
  { "help", NULL, "[NOUN [VERB]]", N_ ("Say what a command does"), way_cli_help },
  { "complete-words", NULL, "WORD…", NULL, way_cli_complete_words },
  { NULL },
};
