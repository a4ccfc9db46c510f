/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-api.h"

/* What lists show of a product: the same for one's own and for everybody's. */

typedef struct
{
  char *name; /* in the reader's language */
  char *brand;
  char *gtin;
  char *picture; /* (nullable): hash of the first one, in hex */
} WayProductWords;

void
way_product_words_init (WayProductWords *self, const WayProductRow *row);
void
way_product_words_clear (WayProductWords *self);
gboolean
way_product_words_equal (const WayProductWords *a, const WayProductWords *b);
