/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-shipment-answer.h"

#include <glib/gi18n-lib.h>

void
way_shipment_answer_clear (WayShipmentAnswer *self)
{
  g_clear_pointer (&self->answer, way_verified_answer_free);
}

static gboolean
find_in_statement (WayShipmentAnswer *self, const WayVerifiedStatement *statement)
{
  const WayPayload *payload = &statement->statement.payload;

  for (guint i = 0; i < payload->n_actions; i++)
    {
      WayHash id;

      way_shipment_get_id (&statement->statement.id, i, &id);
      if (payload->actions[i].kind != WAY_ACTION_SHIP || !way_hash_equal (&id, &self->id)
          || statement->entry->result != WAY_RESULT_OK)
        continue;
      self->ship = payload->actions[i].body;
      self->statement = statement;
      return TRUE;
    }
  return FALSE;
}

static gboolean
find_ship (WayShipmentAnswer *self)
{
  for (gsize i = 0; i < way_verified_bundle_get_n_statements (self->answer->bundle); i++)
    if (find_in_statement (self,
                           way_verified_bundle_get_statement (self->answer->bundle, i)))
      return TRUE;
  return FALSE;
}

gboolean
way_shipment_answer_fetch (WayHome *home,
                           WayNetwork *network,
                           const WayHash *id,
                           WayShipmentAnswer *out,
                           GCancellable *cancellable,
                           GError **error)
{
  WayStateKey key = way_state_key_shipment (id);

  *out = (WayShipmentAnswer) { .id = *id };
  out->answer = way_verified_answer_fetch (
      home, network, way_verified_answer_call_shipment, id, cancellable, NULL, error);
  if (out->answer == NULL)
    return FALSE;
  if (way_verified_bundle_find_record (out->answer->bundle, &key,
                                       &way_shipment_state_schema, &out->state)
          == WAY_PROOF_PRESENT
      && find_ship (out))
    return TRUE;
  return way_error_format (error, WAY_RESULT_UNVERIFIED,
                           "The node does not prove what is in the shipment");
}

guint64
way_shipment_answer_get_shipped (const WayItem *item)
{
  return way_record_has (item, 2) ? item->quantity : 1;
}

guint64
way_shipment_answer_get_outstanding (const WayShipmentAnswer *self, const WayItem *item)
{
  WayQuantity quantity;
  WayStateKey key;
  WayProofState state;
  WayHash id;

  way_thing_get_id (&item->thing, &id);
  key = way_state_key_transit (&self->id, &id);
  state = way_verified_bundle_find_record (self->answer->bundle, &key,
                                           &way_quantity_schema, &quantity);
  if (state == WAY_PROOF_PRESENT)
    return quantity.quantity;
  return state == WAY_PROOF_ABSENT ? 0 : way_shipment_answer_get_shipped (item);
}

WayRecords
way_shipment_answer_take_all (const WayShipmentAnswer *self, WayArena *arena)
{
  const WayItem *shipped = self->ship->items.items;
  gsize n = self->ship->items.n, n_taken = 0;
  WayItem *items = way_arena_alloc (arena, sizeof (WayItem) * (n + 1));

  for (gsize i = 0; i < n; i++)
    {
      guint64 outstanding = way_shipment_answer_get_outstanding (self, &shipped[i]);

      if (outstanding == 0)
        continue;
      items[n_taken] = (WayItem) { .thing = shipped[i].thing };
      if (way_record_has (&shipped[i], 2))
        {
          items[n_taken].present = 1 << 2;
          items[n_taken].quantity = outstanding;
        }
      n_taken++;
    }
  return (WayRecords) { items, n_taken };
}
