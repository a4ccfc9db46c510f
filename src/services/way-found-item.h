/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-lookup.h"

/* A thing as a person names it, made into what a statement takes: whose it is, and the proof that a unit needs when
 * something happens to it for the first time. */

typedef enum
{
  WAY_ITEM_MAY_BE_NEW =
      1 << 0, /* a container that nobody used yet becomes the signer's */
  WAY_ITEM_MAY_BE_PRODUCT = 1 << 1, /* a code that names only a product will do */
  WAY_ITEM_NEEDS_QUANTITY = 1 << 2, /* a lot must come with a quantity */
  WAY_ITEM_ONLY_UNIT = 1 << 3,
  WAY_ITEM_MAY_BE_UNKNOWN =
      1 << 4, /* what nobody registered will do, as a thing of the signer's */
} WayItemFlags;

/** An item, with what it borrows from. */
typedef struct
{
  WayLookup *lookup;
  WayItem item;
} WayFoundItem;

void
way_found_item_free (WayFoundItem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayFoundItem, way_found_item_free)

/** Takes "20*" or "20×" off the front of @text; @out_quantity is 0 where there is none. Returns: where the code starts. */
const char *
way_item_split_quantity (const char *text, guint64 *out_quantity);

/** How things are found. Borrowed. */
typedef struct
{
  WayHome *home;
  WayNetwork *network;
  const WayIdentity *identity; /* the signer */
  const WayHash *
      account; /* (nullable): whose things are meant; NULL: the signer's where it has such, else the attested issuer's */
} WayItemFinder;

/** @text: a code or link, of a lot with a quantity in front: "20*(01)09521234543213(10)A1".
 * @error: of the malformed group; WAY_RESULT_NOT_REGISTERED, WAY_RESULT_NOT_IN_LOT, WAY_RESULT_USAGE for what @flags do not allow;
 * of the look-up: a statement is only made over a live, verified answer. Returns: (transfer full) */
WayFoundItem *
way_item_find (const WayItemFinder *finder,
               const char *text,
               WayItemFlags flags,
               GCancellable *cancellable,
               GError **error);
