/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>

#include "way-cli-private.h"

/* In the order of the help; one a line, so that two branches that each add one don't collide. */
/* clang-format off */
const WayCommand *const way_commands[] = {
  way_cmd_cli,
  way_cmd_identity,
  way_cmd_attest,
  way_cmd_network,
  way_cmd_node,
  way_cmd_product,
  way_cmd_lot,
  way_cmd_label,
  way_cmd_ship,
  way_cmd_pack,
  way_cmd_observe,
  way_cmd_recall,
  way_cmd_own,
  way_cmd_item,
  way_cmd_scan,
  way_cmd_verdict,
  way_cmd_demo,
  way_cmd_proof,
  way_cmd_statement,
  way_cmd_draft,
  way_cmd_blob,
  way_cmd_epcis,
  way_cmd_epcis_import,
  way_cmd_gs1,
  way_cmd_key,
  way_cmd_cose,
  NULL,
};
/* clang-format on */

const WayCommand way_cmd_cli[] = {
  { "help", NULL, "[NOUN [VERB]]", N_ ("Say what a command does"), way_cli_help },
  { "complete-words", NULL, "WORD…", NULL, way_cli_complete_words },
  { NULL },
};
