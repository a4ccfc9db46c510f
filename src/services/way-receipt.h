/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-act.h"
#include "way-carton.h"
#include "way-shipments.h"

typedef enum
{
  WAY_ARRIVAL_MISSING,    /* was shipped, and not scanned */
  WAY_ARRIVAL_PARTLY,     /* of a lot: fewer than were shipped */
  WAY_ARRIVAL_COMPLETE,   /* scanned */
  WAY_ARRIVAL_UNEXPECTED, /* scanned, and no part of the shipment */
} WayArrivalState;

/** One row of a receipt. Belongs to the main thread. Signal `changed`. */
#define WAY_TYPE_ARRIVAL (way_arrival_get_type ())
G_DECLARE_FINAL_TYPE (WayArrival, way_arrival, WAY, ARRIVAL, GObject)

WayArrivalState
way_arrival_get_state (WayArrival *self);
const char *
way_arrival_get_title (WayArrival *self);
const char *
way_arrival_get_subtitle (WayArrival *self);
/** "Not scanned", "Here", "3 of 5 here", "Not part of this shipment". Static or until the next change. */
const char *
way_arrival_get_state_text (WayArrival *self);
const char *
way_arrival_get_code_text (WayArrival *self);
/** Whether it is loose pieces of a lot, of which there is a number. */
gboolean
way_arrival_is_lot (WayArrival *self);
/** How many should come, and how many are here. */
guint64
way_arrival_get_expected (WayArrival *self);
guint64
way_arrival_get_arrived (WayArrival *self);

/**
 * WayReceipt:
 *
 * What arrives of a shipment, compared with what was shipped as it is scanned: a GListModel of WayArrival, in the order of the
 * shipment, what is unexpected behind it. Nothing of it is looked up: codes are compared. Signal `changed`.
 */
#define WAY_TYPE_RECEIPT (way_receipt_get_type ())
G_DECLARE_FINAL_TYPE (WayReceipt, way_receipt, WAY, RECEIPT, GObject)

/** Of what is outstanding of @view. */
WayReceipt *
way_receipt_new (WayDesk *desk, WayShipmentView *view);

/** Takes what was scanned. A lot counts as arrived in full until another number is set; a quantity in front ("20*…") sets it.
 * @format: (nullable). @out_told: (optional) (transfer full) (nullable): a sentence where it is no plain arrival.
 * @out_arrival: (optional) (transfer none) (nullable): the row it is about. */
WayScanOutcome
way_receipt_take (WayReceipt *self,
                  const char *text,
                  const char *format,
                  char **out_told,
                  WayArrival **out_arrival);
/** @n: at most what is expected; 0: not here after all. An unexpected one with 0 goes away. */
void
way_receipt_set_arrived (WayReceipt *self, WayArrival *arrival, guint64 n);
/** All that was shipped is here. */
void
way_receipt_take_all (WayReceipt *self);

guint
way_receipt_count (WayReceipt *self, WayArrivalState state);
/** What differs, as a sentence; that nothing does, where it is so. Returns: (transfer full) */
char *
way_receipt_dup_difference (WayReceipt *self);
/** Whether there is something to say: that nothing came can be said once. */
gboolean
way_receipt_can_sign (WayReceipt *self);
/** @note: (nullable): for everybody to read. Returns: (transfer full) */
WayAct *
way_receipt_sign (WayReceipt *self, const char *note);
