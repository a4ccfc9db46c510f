/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-page.h"

/** One entry of the sidebar. */
typedef struct
{
  const char *name;  /* stable: what `win.section` takes and settings remember */
  const char *title; /* to be translated with _() */
  const char *icon;
  gboolean is_shop; /* only for a business identity, under the heading Shop */
  GType (*get_type) (void);
} WaySection;

/** In the order of the sidebar. Static. */
const WaySection *
way_sections_get (gsize *out_n);
/** Returns: (nullable) */
const WaySection *
way_section_find (const char *name);
