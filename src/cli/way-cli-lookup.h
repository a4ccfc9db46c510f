/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-session.h"

/* What came of a look-up, for people and programs. */

/** Adds `code`, `verdict`, `title`, `sentence`, `reasons`, `facts`, `network`, … to the root object. */
void
way_cli_lookup_add_json (WaySession *session,
                         const WayLookup *lookup,
                         yyjson_mut_doc *doc);
/** Title, sentence, reasons, alarms. */
void
way_cli_lookup_print (WaySession *session, const WayLookup *lookup);
/** Title and alarms alone. */
void
way_cli_lookup_print_head (WaySession *session, const WayLookup *lookup);
/** WAY_EXIT_OK where a verified answer decided; WAY_EXIT_UNVERIFIED where the best network's answer does not hold, or
 * leaves something out;
 * WAY_EXIT_UNAVAILABLE where nobody could be asked. */
WayExit
way_cli_lookup_get_exit (const WayLookup *lookup);
/** Where no network was named and there are several: that whose answer of @text counts becomes @session->network, as a verdict
 * would take it. @text: a code or link; the identifier of something else leaves the network as it is. */
void
way_cli_choose_network (WaySession *session, const char *text);
/** Title, sentence and reasons of one examination, as above. @network: (nullable) */
void
way_cli_examination_print (const WayPresenter *presenter,
                           const WayExamination *examination,
                           const WayNetwork *network);
void
way_cli_examination_add_json (const WayPresenter *presenter,
                              const WayExamination *examination,
                              const WayNetwork *network,
                              yyjson_mut_doc *doc,
                              yyjson_mut_val *object);
