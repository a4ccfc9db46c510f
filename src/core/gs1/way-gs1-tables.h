/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-gs1-lint.h"

/* Of this room alone: what generate-tables.py makes of application-identifiers.tsv and
 * code-lists.txt. */

#define WAY_GS1_MAX_LINTS 3

typedef struct
{
  char cset; /* N, X, Y or Z */
  guint8 min_len;
  guint8 max_len;
  gboolean is_optional;
  guint8 lints[WAY_GS1_MAX_LINTS]; /* WayGs1Lint */
} WayGs1Component;

typedef struct _WayGs1Ai
{
  const char *first;
  const char *last;
  guint8 ai_len;
  gboolean is_fixed;          /* of predefined length: no separator follows */
  gboolean is_link_attribute; /* may stand in a Digital Link's query */
  gboolean is_link_key;       /* primary key of a Digital Link */
  const WayGs1Component *components;
  guint8 n_components;
  const char *required;   /* "01+21,02 37": groups, each of the sets needed */
  const char *excluded;   /* "255,394n" */
  const char *qualifiers; /* "22,10,21|235" */
  const char *title;
} WayGs1Ai;

/* Sorted by `first`. */
extern const WayGs1Ai way_gs1_ais[];
extern const gsize way_gs1_n_ais;

/* Sorted. */
extern const char way_gs1_country_numbers[][4];
extern const gsize way_gs1_n_country_numbers;
extern const char way_gs1_country_letters[][4];
extern const gsize way_gs1_n_country_letters;
extern const char way_gs1_package_types[][4];
extern const gsize way_gs1_n_package_types;
