/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-gs1-ai.h"
#include "way-gs1-elements.h"

/* Of this room alone: how a message is put together. */

struct _WayGs1Elements
{
  guint n;
  guint n_allocated;
  WayGs1Element *items;
  const WayGs1Ai **infos; /* of the items */
};

WayGs1Elements *
way_gs1_elements_new (void);
/** Checks @value and appends it; a digit string of 8, 12 or 13 is no GTIN-14 here. */
gboolean
way_gs1_elements_append (WayGs1Elements *self,
                         const WayGs1Ai *info,
                         const char *ai,
                         WaySlice value,
                         GError **error);
/** Takes @self and gives it back where the message as a whole is valid: not empty, no
 * identifier twice with different values, required partners there, excluded ones not. */
WayGs1Elements *
way_gs1_elements_finish (WayGs1Elements *self, GError **error);

/** The last of these steps. */
gboolean
way_gs1_check_pairing (const WayGs1Elements *self, GError **error);
