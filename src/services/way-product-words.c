/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-product-words.h"

#include "way-base-encoding.h"
#include "way-present.h"

void
way_product_words_init (WayProductWords *self, const WayProductRow *row)
{
  const WayDocument *pictures = row->product.pictures.items;
  gboolean has_picture = way_record_has (&row->product, 4);

  *self = (WayProductWords) {
    .name = way_present_lang_texts (&row->product.names),
    .brand = way_slice_dup_string (row->product.brand),
    .gtin = way_slice_dup_string (row->gtin),
    .picture = has_picture ? way_hex_encode (way_slice_from_hash (&pictures[0].hash))
                           : NULL,
  };
}

void
way_product_words_clear (WayProductWords *self)
{
  g_free (self->name);
  g_free (self->brand);
  g_free (self->gtin);
  g_free (self->picture);
}

gboolean
way_product_words_equal (const WayProductWords *a, const WayProductWords *b)
{
  return g_strcmp0 (a->gtin, b->gtin) == 0 && g_strcmp0 (a->name, b->name) == 0
         && g_strcmp0 (a->brand, b->brand) == 0
         && g_strcmp0 (a->picture, b->picture) == 0;
}
