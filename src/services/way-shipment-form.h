/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-act.h"
#include "way-carton.h"

/** As many things as one statement may ship. */
#define WAY_SHIPMENT_MAX_THINGS 1000

/**
 * WayShipmentForm:
 *
 * A shipment that is being prepared by whoever acts: a GListModel of WayCarton, the newest scan first, with receiver, note and expected day. It
 * is kept on this computer with every change, one for each identity, and is there again after a restart. Belongs to the main
 * thread; look-ups run in threads, a few at a time, in the order of the scans.
 *
 * Signal `changed`: anything of it is new; it follows the acting identity by itself.
 */
#define WAY_TYPE_SHIPMENT_FORM (way_shipment_form_get_type ())
G_DECLARE_FINAL_TYPE (WayShipmentForm, way_shipment_form, WAY, SHIPMENT_FORM, GObject)

/** Begins with what was kept: that comes a little later, with `changed`. */
WayShipmentForm *
way_shipment_form_new (WayDesk *desk);
/** FALSE until what was kept is there. Before that nothing is taken. */
gboolean
way_shipment_form_is_loaded (WayShipmentForm *self);

/** Takes what was scanned or typed; of a lot with a quantity in front where it is more than one piece: "20*(01)…(10)…".
 * @format: (nullable): of the code reader. @out_told: (optional) (transfer full) (nullable): a sentence where it was not added. */
WayScanOutcome
way_shipment_form_take (WayShipmentForm *self,
                        const char *text,
                        const char *format,
                        char **out_told);
/** Returns: where it stood. */
guint
way_shipment_form_remove (WayShipmentForm *self, WayCarton *carton);
/** Undoes that; nothing where the same was scanned again meanwhile. */
void
way_shipment_form_restore (WayShipmentForm *self, WayCarton *carton, guint position);
void
way_shipment_form_set_quantity (WayShipmentForm *self,
                                WayCarton *carton,
                                guint64 quantity);
/** Looks everything up again: goods move while a list is open. */
void
way_shipment_form_check_again (WayShipmentForm *self);

/** @account: 64 hex digits or did:key:…; @name: how it is shown. Both (nullable). */
void
way_shipment_form_set_receiver (WayShipmentForm *self,
                                const char *account,
                                const char *name);
/** (nullable): not chosen yet */
const char *
way_shipment_form_get_receiver (WayShipmentForm *self);
const char *
way_shipment_form_get_receiver_name (WayShipmentForm *self);
/** For everybody to read, at most 1,000 bytes. (nullable) */
void
way_shipment_form_set_note (WayShipmentForm *self, const char *note);
const char *
way_shipment_form_get_note (WayShipmentForm *self);

/** The day on which it should arrive, YYYY-MM-DD as typed. (nullable) */
void
way_shipment_form_set_expected (WayShipmentForm *self, const char *expected);
const char *
way_shipment_form_get_expected (WayShipmentForm *self);

/** What is missing before it can be signed, as a sentence. Returns: (nullable): nothing. */
const char *
way_shipment_form_get_obstacle (WayShipmentForm *self);
/** How many things there are and how many of them can't be sent, as a sentence. Returns: (transfer full) */
char *
way_shipment_form_dup_summary (WayShipmentForm *self);
/** Whether there is nothing in it. */
gboolean
way_shipment_form_is_empty (WayShipmentForm *self);
/** Returns: (transfer full): when it is final, the form is empty again. */
WayAct *
way_shipment_form_sign (WayShipmentForm *self);
/** Throws everything away. */
void
way_shipment_form_clear (WayShipmentForm *self);
