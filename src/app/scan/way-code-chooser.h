/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

/* Of several codes in one picture: the one that says most, or what the person chooses. */

/** Keeps of @codes (element-type WayCode) those that say most: an item before a lot before a product or a carton before anything
 * else; the same text once. Returns: (transfer container): borrowed from @codes. */
GPtrArray *
way_code_chooser_rank (GPtrArray *codes);

/** Called with what was chosen. */
typedef void (*WayCodeChosen) (gpointer data, const char *text, const char *format);

/** Asks which of @choice, borrowed from @codes, is meant; both arrays and @data are kept until it is closed. */
AdwDialog *
way_code_chooser_new (GPtrArray *codes,
                      GPtrArray *choice,
                      WayCodeChosen chosen,
                      GObject *data);
