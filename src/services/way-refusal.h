/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-home.h"

/** The ledger says that something exists already, but not what: one statement may name many things. Finds out, if need be by
 * asking the node, and says in @error what it is, whose, and what to do instead; another refusal stays as it is.
 * @statement: the signed bytes that were refused. @error: in and out. */
void
way_refusal_explain (WayHome *home,
                     WayNetwork *network,
                     GBytes *statement,
                     GCancellable *cancellable,
                     GError **error);
