/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-model.h"
#include "way-shipment-acts.h"
#include "way-shipment-draft.h"

/** Ships what @draft (transfer full) holds; removes the draft's file when it is final. */
WayAct *
way_desk_ship (WayDesk *desk, WayShipmentDraft *draft);

/** What arrived of a shipment. */
typedef struct
{
  char *shipment;  /* 64 hex digits */
  char *note;      /* (nullable) */
  GPtrArray *rows; /* WayShipmentDraftRow: code, and of lots how much arrived */
} WayReceiptWish;

/** @wish: (transfer full), freed with way_receipt_wish_free() */
WayAct *
way_desk_receive (WayDesk *desk, WayReceiptWish *wish);
void
way_receipt_wish_free (WayReceiptWish *self);

/** What a recall is about: the lot and its serials where @item is one single item of it, else @item's thing and @serials
 * (nullable). @out_serials: records of WaySlice in @arena, borrowing from both. */
void
way_recall_get_subject (const WayItem *item,
                        const char *const *serials,
                        WayArena *arena,
                        WayThing *out_thing,
                        WayRecords *out_serials);
