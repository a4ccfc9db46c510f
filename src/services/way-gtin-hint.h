/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

/** What to say of a GTIN while it is typed. */
typedef enum
{
  WAY_GTIN_HINT_EMPTY,
  WAY_GTIN_HINT_MORE,  /* not complete: maybe the check digit alone is missing */
  WAY_GTIN_HINT_WRONG, /* can't become one */
  WAY_GTIN_HINT_RIGHT,
} WayGtinHint;

/** @text: spaces and hyphens between the digits are passed over.
 * @out_sentence: (transfer full): what to do, in the reader's language.
 * @out_gtin14: (optional): 14 digits and a NUL where it is right. */
WayGtinHint
way_gtin_hint (const char *text, char **out_sentence, char out_gtin14[15]);
