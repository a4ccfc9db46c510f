/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-verified-answer.h"

/** One shipment as the ledger proves it; docs/spec/trace.md, ship and receive. */
typedef struct
{
  WayVerifiedAnswer *answer; /* owned */
  WayHash id;
  WayShipmentState state;
  const WayShip *ship;                   /* borrowed from the answer */
  const WayVerifiedStatement *statement; /* likewise: that shipped */
} WayShipmentAnswer;

/** @out: to be cleared in either case. @error: of the call and its verification; WAY_RESULT_UNVERIFIED where the answer lacks
 * the shipment's state or the statement that shipped. */
gboolean
way_shipment_answer_fetch (WayHome *home,
                           WayNetwork *network,
                           const WayHash *id,
                           WayShipmentAnswer *out,
                           GCancellable *cancellable,
                           GError **error);
void
way_shipment_answer_clear (WayShipmentAnswer *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WayShipmentAnswer, way_shipment_answer_clear)

/** What was shipped of an item: pieces of a lot, else 1. */
guint64
way_shipment_answer_get_shipped (const WayItem *item);
/** What of an item is still on its way or missing; all of it where the answer doesn't say. */
guint64
way_shipment_answer_get_outstanding (const WayShipmentAnswer *self, const WayItem *item);
/** Everything that has not arrived yet, for a receipt: records of WayItem in @arena. */
WayRecords
way_shipment_answer_take_all (const WayShipmentAnswer *self, WayArena *arena);
