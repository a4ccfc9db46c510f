/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-new-lot.h"

#include "way-signer.h"

void
way_new_lot_clear (WayNewLot *self)
{
  g_clear_pointer (&self->plan, way_lot_plan_free);
  way_lot_seal_clear (&self->seal);
}

gboolean
way_new_lot_seal (WayNewLot *self,
                  WayHome *home,
                  const WayNetwork *network,
                  const WayIdentity *identity,
                  WayProgressFunc progress,
                  gpointer data,
                  GError **error)
{
  g_autofree char *name = way_slice_dup_string (self->record.lot);

  self->plan = way_lot_plan_new (home, identity, self->gtin14, name,
                                 self->record.quantity, &self->cases, error);
  if (self->plan == NULL
      || !way_lot_plan_seal (self->plan, &self->seal, progress, data, error))
    return FALSE;
  self->record.present |= 1 << 5 | 1 << 6;
  self->record.root = self->seal.root;
  self->record.leaf_file = self->seal.leaf_file_hash;
  return TRUE;
}

gboolean
way_new_lot_keep (WayNewLot *self,
                  WayHome *home,
                  const WayNetwork *network,
                  GError **error)
{
  self->was_kept = self->plan != NULL && way_lot_plan_is_kept (self->plan, home);
  return self->plan == NULL || self->was_kept
         || way_lot_plan_store (self->plan, home, network, error);
}

gboolean
way_new_lot_settle (WayNewLot *self,
                    WayHome *home,
                    const WayNetwork *network,
                    const GError *refusal,
                    GError **error)
{
  if (self->plan == NULL)
    return TRUE;
  if (refusal == NULL)
    {
      way_lot_plan_set_registered (self->plan);
      return way_lot_plan_store (self->plan, home, network, error);
    }
  if (!self->was_kept && !way_signer_is_undecided (refusal))
    way_lot_plan_forget (self->plan, home);
  return TRUE;
}

gsize
way_new_lot_get_actions (WayNewLot *self, WayAction *out_actions)
{
  out_actions[0] = (WayAction) { WAY_ACTION_LOT_REGISTER, &self->record };
  if (self->is_made_later)
    {
      self->record.present |= (guint64) (self->cases.n > 0) << 12;
      self->record.cases = self->cases;
      return 1;
    }
  self->commission.gtin = self->record.gtin;
  self->commission.lot = self->record.lot;
  self->commission.present = (guint64) (self->cases.n > 0) << 4;
  self->commission.cases = self->cases;
  out_actions[1] = (WayAction) { WAY_ACTION_COMMISSION, &self->commission };
  return 2;
}

gboolean
way_lot_plan_publish (const WayLotPlan *self,
                      GBytes *leaf_file,
                      WayHome *home,
                      WayNetwork *network,
                      const WayIdentity *identity,
                      GCancellable *cancellable,
                      GError **error)
{
  WayClient *client = way_home_connect (home, network, cancellable, error);
  WayThing thing = way_thing_lot (&identity->account,
                                  way_slice_from_string (way_lot_plan_get_gtin (self)),
                                  way_slice_from_string (way_lot_plan_get_lot (self)));
  WayHash id;

  way_thing_get_id (&thing, &id);
  return client != NULL
         && way_call_leaves_put (client, &id, leaf_file, cancellable, error);
}

gboolean
way_new_lot_publish (const WayNewLot *self,
                     WayHome *home,
                     WayNetwork *network,
                     const WayIdentity *identity,
                     GCancellable *cancellable,
                     GError **error)
{
  return self->plan == NULL
         || way_lot_plan_publish (self->plan, self->seal.leaf_file, home, network,
                                  identity, cancellable, error);
}
