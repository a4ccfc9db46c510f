/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The parts of rendered events: for way-epcis-render.c alone. */

#pragma once

#include "way-epcis-render.h"

typedef struct
{
  const WayEpcisAct *act;
  const WayEpcisKnowledge *knowledge;
  WayArena *arena;
  WayEpcisEvents *out;
  gboolean is_full; /* the arena; what is missing then is empty */
} WayEpcisDraft;

gpointer
way_draft_take (WayEpcisDraft *self, gsize n, gsize size);
/** Returns: a copy in the arena. */
WaySlice
way_draft_keep (WayEpcisDraft *self, const char *text);

/** Returns: "ni:///sha-256;HEX". */
WaySlice
way_draft_hash_uri (WayEpcisDraft *self, const WayHash *hash);
/** Returns: the canonical link of a key and, where @part is not empty, its qualifier. */
WaySlice
way_draft_key_uri (WayEpcisDraft *self,
                   const char *key,
                   WaySlice value,
                   const char *qualifier,
                   WaySlice part);
WaySlice
way_draft_thing_uri (WayEpcisDraft *self, const WayThing *thing);

gboolean
way_draft_find_lot (WayEpcisDraft *self,
                    const WayHash *account,
                    WaySlice gtin,
                    WaySlice lot,
                    WayLotRegister *out);
/** @quantity: 0 for that of the lot's registration. */
WayEpcisQuantity
way_draft_lot_quantity (WayEpcisDraft *self,
                        const WayHash *account,
                        WaySlice gtin,
                        WaySlice lot,
                        guint64 quantity);

/** @epcs has room for it. */
void
way_draft_add_epc (WayEpcisUris *epcs, WaySlice epc);
/** @items: of WayItem. */
void
way_draft_add_items (WayEpcisDraft *self,
                     WayEpcisUris *epcs,
                     WayEpcisQuantities *quantities,
                     const WayRecords *items);
void
way_draft_add_things (WayEpcisDraft *self,
                      WayEpcisEvent *event,
                      const WayThing *things,
                      gsize n);

/** Adds nothing where @value is empty. @name: static. */
void
way_draft_add_pair (WayEpcisDraft *self,
                    WayEpcisPairs *pairs,
                    const char *name,
                    WaySlice value);
void
way_draft_add_number_pair (WayEpcisDraft *self,
                           WayEpcisPairs *pairs,
                           const char *name,
                           guint64 number);

/** Source and destination of the static @type. @from, @to: (nullable) */
void
way_draft_set_parties (WayEpcisDraft *self,
                       WayEpcisEvent *event,
                       const char *type,
                       const WayHash *from,
                       const WayHash *to);
/** Sets the business transactions: @first unless it is empty, and the act's documents. */
void
way_draft_set_transactions (WayEpcisDraft *self,
                            WayEpcisEvent *event,
                            WayEpcisLink first,
                            const WayEvent *when);
/** Both static; may be "". */
void
way_draft_set_why (WayEpcisEvent *event, const char *biz_step, const char *disposition);
/** Returns: a list of one static name. */
WayEpcisUris
way_draft_one_name (WayEpcisDraft *self, const char *name);

/** A signer may name any time; EPCIS has four digits for the year. */
gint64
way_draft_clamp_time (guint64 time_ms);

/** Returns: the next event of @self->out, with what every event has.
 * @when: (nullable): NULL for block time. */
WayEpcisEvent *
way_draft_new_event (WayEpcisDraft *self,
                     WayEpcisType type,
                     WayEpcisAction action,
                     const WayEvent *when);
