/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#define WAY_LABEL_N_TITLES 2
#define WAY_LABEL_N_LINES  4

/**
 * WayLabel: what one label says. Borrowed by whom it is given to.
 * @outside_uri: the code that everybody sees, a plain GS1 Digital Link URI
 * @inside_uri: (nullable): the code inside the pack: the same with a secret in its fragment
 * @titles: (nullable elements): the product's name, in one or two languages
 * @lines: (nullable elements): what a person can read and type, like "(21) AB2CD3"
 */
typedef struct
{
  const char *outside_uri;
  const char *inside_uri;
  const char *titles[WAY_LABEL_N_TITLES];
  const char *lines[WAY_LABEL_N_LINES];
} WayLabel;

/** Which of a label's codes. */
typedef enum
{
  WAY_LABEL_OUTSIDE = 1 << 0,
  WAY_LABEL_INSIDE = 1 << 1,
} WayLabelKinds;

/** Returns: (transfer full): a deep copy. */
WayLabel *
way_label_copy (const WayLabel *label);
/** Frees what way_label_copy() made; in-pack codes are wiped. */
void
way_label_free (WayLabel *label);
