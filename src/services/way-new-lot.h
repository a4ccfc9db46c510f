/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-lot-maker.h"
#include "way-statement.h"

/** A lot on its way to the ledger: who makes it fills in the records, which borrow; statements borrow from it. */
typedef struct
{
  char gtin14[15];
  WayLotRegister record;
  WayCommission commission;
  WayRecords cases; /* of WayCaseCount */
  WayLotPlan *plan; /* (nullable): of single units, once they are sealed */
  WayLotSeal seal;
  gboolean
      is_made_later; /* its registration alone: names the cases itself, see docs/spec/catalogue.md */
  gboolean was_kept; /* a lot of that name was on this computer before */
} WayNewLot;

void
way_new_lot_clear (WayNewLot *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WayNewLot, way_new_lot_clear)

/** Makes serials, keys and root of the units, from the phrase.
 * @progress: (nullable). @error: of way_lot_plan_new() and way_lot_plan_seal(). */
gboolean
way_new_lot_seal (WayNewLot *self,
                  WayHome *home,
                  const WayNetwork *network,
                  const WayIdentity *identity,
                  WayProgressFunc progress,
                  gpointer data,
                  GError **error);
/** Remembers on this computer what labels are made from and the phrase does not say: before the statement is sent, as it may
 * arrive without our knowing. But what is kept of a lot of that name, which may be printed already, gives way to nothing that is
 * not registered. @error: of the file. */
gboolean
way_new_lot_keep (WayNewLot *self,
                  WayHome *home,
                  const WayNetwork *network,
                  GError **error);
/** After the ledger's answer. @refusal: (nullable): why the statement was not taken; NULL: it was. @error: of the file. */
gboolean
way_new_lot_settle (WayNewLot *self,
                    WayHome *home,
                    const WayNetwork *network,
                    const GError *refusal,
                    GError **error);
/** The actions that register the lot and, unless that comes later, say that it was made. @out_actions: room for 2.
 * Returns: how many. */
gsize
way_new_lot_get_actions (WayNewLot *self, WayAction *out_actions);
/** Gives the node the list of units, once the lot is registered; nothing where it has none. @error: of the node. */
gboolean
way_new_lot_publish (const WayNewLot *self,
                     WayHome *home,
                     WayNetwork *network,
                     const WayIdentity *identity,
                     GCancellable *cancellable,
                     GError **error);
/** The same for a lot that was sealed before. @leaf_file: of its seal. */
gboolean
way_lot_plan_publish (const WayLotPlan *self,
                      GBytes *leaf_file,
                      WayHome *home,
                      WayNetwork *network,
                      const WayIdentity *identity,
                      GCancellable *cancellable,
                      GError **error);
