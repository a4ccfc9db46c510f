/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-session.h"

/** Adds `id`, `network`, `account`, `keyId`, `sequence`, `notAfter`, `actions` to @object. */
void
way_cli_statement_add_json (const WayStatement *statement,
                            yyjson_mut_doc *doc,
                            yyjson_mut_val *object);
void
way_cli_statement_print (const WayPresenter *presenter, const WayStatement *statement);
