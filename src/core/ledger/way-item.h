/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-head.h"

/* Private: items of an act, and the first touch of units. docs/spec/trace.md, "Where things are" */

/** An item in the signer's hands, taken from where it was; for a lot @quantity of it. The
 * head is a copy: change it, then way_item_put(). */
typedef struct
{
  const WayThing *thing;
  WayHash id;
  WayHead head;
  guint64 quantity;
} WayHeldItem;

/** Takes what is at hand: loose pieces leave `q`, units and containers are only tested. */
WayResult
way_item_take (WayApply *apply, const WayItem *item, WayHeldItem *out_held);
/** Adds the event and stores the head. */
void
way_item_put (WayApply *apply, WayHeldItem *held);
/** Quantity exactly where the thing is a lot; no products. */
WayResult
way_item_check (const WayItem *item);

/** The head of a unit; at its first touch it is taken out of @container (NULL: the signer's
 * loose pieces, and then it is at hand) and not stored yet. */
WayResult
way_unit_load (WayApply *apply,
               const WayItem *item,
               const WayHash *container,
               WayHash *out_id,
               WayHead *out_head);
/** The first head of a unit by its proof, without a place. */
WayResult
way_unit_prove (WayApply *apply, const WayItem *item, WayHead *out_head);
