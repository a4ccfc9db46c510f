/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-phrase.h"

/* The public seed of the demo market: everybody has its keys, so nothing signed with them means anything elsewhere. */

/** Returns: (transfer full): the public phrase from which all identities of the demo market come. */
WayPhrase *
way_demo_seed_new_phrase (void);
/** A reproducible stream for what is random elsewhere (solo key, salts); @data: a guint64 counter that starts at 0. */
void
way_demo_seed_fill (gpointer data, guint8 *out, gsize len);
