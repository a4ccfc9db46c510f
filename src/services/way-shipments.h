/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-desk.h"

/* Shipments of the identity that acts, ready to be shown. All objects here never change; texts from the ledger are plain
 * text. */

/** Where a shipment stands for the person who looks at it. */
typedef enum
{
  WAY_STAGE_TO_SEND, /* hers, not signed yet: the list of things is kept on this computer */
  WAY_STAGE_ON_THE_WAY, /* sent by her, not received yet */
  WAY_STAGE_TO_RECEIVE, /* sent to her */
  WAY_STAGE_DONE,       /* received, maybe with something missing */
} WayShipmentStage;
#define WAY_N_STAGES 4

/** One row of the list. */
#define WAY_TYPE_SHIPMENT_ENTRY (way_shipment_entry_get_type ())
G_DECLARE_FINAL_TYPE (WayShipmentEntry, way_shipment_entry, WAY, SHIPMENT_ENTRY, GObject)

/** 64 hex digits. (nullable): not signed yet */
const char *
way_shipment_entry_get_id (WayShipmentEntry *self);
WayShipmentStage
way_shipment_entry_get_stage (WayShipmentEntry *self);
/** "To …" or "From …". */
const char *
way_shipment_entry_get_title (WayShipmentEntry *self);
/** When, and how many things: "3 March 2026 · 12 things". */
const char *
way_shipment_entry_get_subtitle (WayShipmentEntry *self);
/** "on its way", "overdue", "2 missing" …: a few words. */
const char *
way_shipment_entry_get_state_text (WayShipmentEntry *self);
/** Whether that needs attention. */
gboolean
way_shipment_entry_is_alarming (WayShipmentEntry *self);
/** Whether all of @words are in its title, id, or the codes of its things; all is found by no words.
 * @words: (nullable): as typed. */
gboolean
way_shipment_entry_matches (WayShipmentEntry *self, const char *words);

/** A GEqualFunc: whether both show the same. */
gboolean
way_shipment_entry_is_equal (gconstpointer a, gconstpointer b);

/** Lists what the acting identity sent, is to receive, and is preparing: the newest first, at most 1,000 each way. As the node
 * lists them: only way_desk_load_shipment_async() verifies one. Empty where nobody acts. */
void
way_desk_list_shipments_async (WayDesk *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer data);
/** Returns: (transfer full): of WayShipmentEntry. */
GListModel *
way_desk_list_shipments_finish (WayDesk *self, GAsyncResult *result, GError **error);

/* ---- One shipment ------------------------------------------------------------------------------ */

/** One thing of a shipment. */
#define WAY_TYPE_SHIPMENT_THING (way_shipment_thing_get_type ())
G_DECLARE_FINAL_TYPE (WayShipmentThing, way_shipment_thing, WAY, SHIPMENT_THING, GObject)

/** The product's name where it is known, and what exactly it is. */
const char *
way_shipment_thing_get_title (WayShipmentThing *self);
const char *
way_shipment_thing_get_subtitle (WayShipmentThing *self);
/** "received", "on its way", "missing", "3 of 20 missing". */
const char *
way_shipment_thing_get_state_text (WayShipmentThing *self);
gboolean
way_shipment_thing_is_missing (WayShipmentThing *self);
/** The code in GS1's bracketed form. */
const char *
way_shipment_thing_get_code_text (WayShipmentThing *self);
/** Whether it is loose pieces of a lot; else it is one thing. */
gboolean
way_shipment_thing_is_lot (WayShipmentThing *self);
/** How many were shipped, and how many of them have not arrived. */
guint64
way_shipment_thing_get_shipped (WayShipmentThing *self);
guint64
way_shipment_thing_get_outstanding (WayShipmentThing *self);

/** A shipment, verified. */
#define WAY_TYPE_SHIPMENT_VIEW (way_shipment_view_get_type ())
G_DECLARE_FINAL_TYPE (WayShipmentView, way_shipment_view, WAY, SHIPMENT_VIEW, GObject)

const char *
way_shipment_view_get_id (WayShipmentView *self);
const char *
way_shipment_view_get_sender (WayShipmentView *self);
const char *
way_shipment_view_get_receiver (WayShipmentView *self);
/** When it was signed; when it should arrive (nullable). Local time. */
const char *
way_shipment_view_get_when (WayShipmentView *self);
const char *
way_shipment_view_get_expected (WayShipmentView *self);
const char *
way_shipment_view_get_state_text (WayShipmentView *self);
/** What differs between what was shipped and what was received, as a sentence. (nullable): nothing does, or nothing was received
 * yet. */
const char *
way_shipment_view_get_difference (WayShipmentView *self);
/** What the sender remarked. (nullable) */
const char *
way_shipment_view_get_note (WayShipmentView *self);
/** Whether who looks is the receiver, and something may still be received. */
gboolean
way_shipment_view_can_receive (WayShipmentView *self);
/** Of WayShipmentThing. Borrowed. */
GListModel *
way_shipment_view_get_things (WayShipmentView *self);

/** @id: 64 hex digits. @error: WAY_RESULT_NOT_FOUND, WAY_RESULT_UNVERIFIED, of the node. */
void
way_desk_load_shipment_async (WayDesk *self,
                              const char *id,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer data);
/** Returns: (transfer full) */
WayShipmentView *
way_desk_load_shipment_finish (WayDesk *self, GAsyncResult *result, GError **error);
