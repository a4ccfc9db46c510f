/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-home.h"
#include "way-present.h"
#include "way-shipment-answer.h"
#include "way-shipments.h"

/* For those who make rows of shipments, in threads. */

/** As whom and where, found in a home of a thread. Borrowed from it. */
typedef struct
{
  WayHome *home;
  const WayIdentity *identity;
  WayNetwork *network;
  GCancellable *cancellable;
} WaySide;

/** @account: of who acts. @error: of identity, network. */
gboolean
way_side_open (WaySide *out,
               WayHome *home,
               const char *account,
               GCancellable *cancellable,
               GError **error);

/** A row of the list, as the node lists it. Returns: (transfer full) */
WayShipmentEntry *
way_shipment_entry_new (const WaySide *side, const WayShipmentRow *row);
/** A row for what is being prepared. @receiver: (nullable): not chosen yet. Returns: (transfer full) */
WayShipmentEntry *
way_shipment_entry_new_unsigned (const char *receiver, guint n_things, guint64 time_ms);
/** Returns: (transfer full) */
WayShipmentView *
way_shipment_view_new (const WaySide *side, const WayShipmentAnswer *answer);

/** @outstanding: how many have not arrived; @is_on_the_way: nothing was received yet. Returns: (transfer full) */
WayShipmentThing *
way_shipment_thing_new (const WayGs1Code *code,
                        const char *title,
                        const char *subtitle,
                        guint64 shipped,
                        guint64 outstanding,
                        gboolean is_on_the_way);
/** Borrowed. */
const WayGs1Code *
way_shipment_thing_get_code (WayShipmentThing *self);

/** What a thing is as a code. */
void
way_gs1_code_from_thing (const WayThing *thing, WayGs1Code *out_code);
/** "(01)…(10)…(21)…". Returns: (transfer full) */
char *
way_gs1_code_dup_text (const WayGs1Code *code);
gboolean
way_gs1_code_equal (const WayGs1Code *a, const WayGs1Code *b);
/** With a capital letter in front, where a script has such. Returns: (transfer full) */
char *
way_text_dup_capitalised (const char *text);
/** "12 things". Returns: (transfer full) */
char *
way_present_n_things (guint64 n);
