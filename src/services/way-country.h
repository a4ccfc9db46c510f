/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

/* Countries by their codes (ISO 3166-1 alpha-2), with their names in the language of the interface, as ICU has them. */

/** @code: two letters, upper or lower case. Returns: (transfer full): its name; @code itself where there is none */
char *
way_country_dup_name (const char *code);

/** One of a list to choose from. Properties, set once: `code`, `name`. */
#define WAY_TYPE_COUNTRY (way_country_get_type ())
G_DECLARE_FINAL_TYPE (WayCountry, way_country, WAY, COUNTRY, GObject)

/** Returns: (transfer none): two capital letters; empty for *none* */
const char *
way_country_get_code (WayCountry *self);

/** Returns: (transfer full): of WayCountry: *none* first, then all by their names. */
GListModel *
way_countries_new (void);

/** @code: in upper or lower case, or empty. Returns: its place in @countries, G_MAXUINT where it is not there */
guint
way_countries_find (GListModel *countries, const char *code);
