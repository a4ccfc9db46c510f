/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "way-slice.h"

/* What the full-text table is given and asked, private to the room. Words of scripts that are written without spaces are found
 * character by character: the table's tokenizer would take a whole run of them as one word. */

/** Appends @text with each such character standing alone, and a newline. */
void
way_index_text_append (GString *out, WaySlice text);
/** Returns: (transfer full): an FTS5 expression for things that have all of @words; of words in other scripts the beginning is
 * enough. Empty where there is nothing to look for. Nothing that a person types is an operator. */
char *
way_index_text_make_match (WaySlice words);
