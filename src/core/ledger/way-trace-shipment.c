/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-module.h"

#include "way-due.h"
#include "way-item.h"
#include "way-quantity.h"
#include "way-shipment.h"

/* docs/spec/trace.md, ship and receive */

void
way_shipment_save (WayApply *apply, const WayHash *id, const WayShipmentState *shipment)
{
  WayStateKey key = way_state_key_shipment (id);
  WayPending *pending = way_apply_tell (apply, WAY_PENDING_SHIPMENT, id, NULL);

  if (pending != NULL)
    pending->shipment = *shipment;
  way_apply_put (apply, &key, &way_shipment_state_schema, shipment);
}

gboolean
way_shipment_load (WayApply *apply, const WayHash *id, WayShipmentState *out_shipment)
{
  WayStateKey key = way_state_key_shipment (id);

  return way_apply_get (apply, &key, &way_shipment_state_schema, out_shipment);
}

void
way_shipment_lose (WayApply *apply, const WayHash *id, const WayHash *thing_id)
{
  WayStateKey transit = way_state_key_transit (id, thing_id);
  WayShipmentState shipment;

  if (!way_shipment_load (apply, id, &shipment) || !way_apply_has (apply, &transit))
    {
      way_overlay_fail (apply->overlay, WAY_RESULT_CORRUPTED, "shipment");
      return;
    }
  way_apply_remove (apply, &transit);
  if (--shipment.n_outstanding == 0)
    shipment.status = WAY_SHIPMENT_RECEIVED_SHORT;
  way_shipment_save (apply, id, &shipment);
}

static WayResult
ship_item (WayApply *apply,
           const WayItem *item,
           const WayHash *shipment_id,
           WayHash *out_id)
{
  WayHeldItem held;
  WayResult result = way_item_take (apply, item, &held);
  WayStateKey transit;

  if (result != WAY_RESULT_OK)
    return result;
  *out_id = held.id;
  transit = way_state_key_transit (shipment_id, &held.id);
  if (item->thing.kind == WAY_THING_LOT)
    {
      if (way_apply_has (apply, &transit))
        return WAY_RESULT_INVALID_VALUE;
      result = way_quantity_add (apply, &transit, held.quantity);
    }
  else
    {
      held.head.status = WAY_HEAD_IN_TRANSIT;
      way_head_set_custodian (&held.head, NULL);
      way_head_set_shipment (&held.head, shipment_id);
      result = way_quantity_add (apply, &transit, 1);
    }
  way_item_put (apply, &held);
  return result;
}

static WayResult
check_ship (WayApply *apply, const WayShip *action)
{
  if (!way_apply_has_account (apply, &action->receiver))
    return WAY_RESULT_NOT_REGISTERED;
  if (way_hash_equal (&action->receiver, &apply->signer))
    return WAY_RESULT_INVALID_VALUE;
  if (way_record_has (action, 4) && action->expected_by <= apply->now)
    return WAY_RESULT_INVALID_VALUE;
  return WAY_RESULT_OK;
}

static void
put_items (WayApply *apply, const WayHash *shipment_id, WayHash *ids, gsize n)
{
  WayShipmentItems items = { .things = { ids, n } };
  WayStateKey key = way_state_key_shipment_items (shipment_id);

  way_apply_put (apply, &key, &way_shipment_items_schema, &items);
}

WayResult
way_module_ship (WayApply *apply, const WayShip *action)
{
  const WayItem *items = action->items.items;
  gsize n = action->items.n;
  g_autofree WayHash *ids = g_new (WayHash, n);
  WayShipmentState shipment = { .shipper = apply->signer,
                                .receiver = action->receiver,
                                .status = WAY_SHIPMENT_IN_TRANSIT,
                                .n_items = n,
                                .n_outstanding = n,
                                .shipped = apply->now,
                                .expected_by = action->expected_by };
  WayResult result = check_ship (apply, action);
  WayHash id;

  way_shipment_get_id (&apply->statement_id, apply->action_index, &id);
  for (gsize i = 0; result == WAY_RESULT_OK && i < n; i++)
    result = ship_item (apply, &items[i], &id, &ids[i]);
  if (result != WAY_RESULT_OK)
    return result;
  put_items (apply, &id, ids, n);
  if (way_record_has (action, 4))
    {
      way_member_set_flag (&shipment.present, 7, TRUE);
      way_due_push (apply, action->expected_by, WAY_DUE_SHIPMENT, &id);
    }
  way_shipment_save (apply, &id, &shipment);
  return WAY_RESULT_OK;
}

/** Takes an item out of `t`; @out_is_done where nothing of it is outstanding any more. */
static WayResult
take_from_transit (WayApply *apply,
                   const WayItem *item,
                   const WayHash *shipment_id,
                   WayHash *out_id,
                   gboolean *out_is_done)
{
  WayResult result = way_item_check (item);
  WayStateKey transit;

  if (result != WAY_RESULT_OK)
    return result;
  way_thing_get_id (&item->thing, out_id);
  transit = way_state_key_transit (shipment_id, out_id);
  result = way_quantity_take (apply, &transit,
                              item->thing.kind == WAY_THING_LOT ? item->quantity : 1,
                              WAY_RESULT_NOT_IN_SHIPMENT);
  *out_is_done = !way_apply_has (apply, &transit);
  return result;
}

static WayResult
receive_item (WayApply *apply,
              const WayItem *item,
              const WayHash *shipment_id,
              WayShipmentState *shipment)
{
  WayHeldItem held = { .thing = &item->thing };
  gboolean is_done;
  WayResult result = take_from_transit (apply, item, shipment_id, &held.id, &is_done);

  if (result != WAY_RESULT_OK)
    return result;
  if (is_done)
    shipment->n_outstanding--;
  way_head_load (apply, &held.id, &held.head);
  if (item->thing.kind == WAY_THING_LOT)
    result = way_loose_add (apply, &held.id, &apply->signer, item->quantity);
  else
    {
      held.head.status = way_head_get_rest_status (&held.head);
      way_head_set_shipment (&held.head, NULL);
      way_head_set_custodian (&held.head, &apply->signer);
    }
  way_item_put (apply, &held);
  return result;
}

/** Of the first receipt: what it does not list is missing. */
static void
mark_missing (WayApply *apply, const WayHash *shipment_id)
{
  WayStateKey key = way_state_key_shipment_items (shipment_id);
  WayShipmentItems items;
  const WayHash *ids;

  if (!way_apply_get (apply, &key, &way_shipment_items_schema, &items))
    way_overlay_fail (apply->overlay, WAY_RESULT_CORRUPTED, "shipment");
  ids = items.things.items;
  for (gsize i = 0; i < items.things.n; i++)
    {
      WayStateKey transit = way_state_key_transit (shipment_id, &ids[i]);
      WayHead head;

      if (!way_apply_has (apply, &transit) || !way_head_load (apply, &ids[i], &head))
        continue;
      if (head.kind != WAY_THING_LOT)
        head.status = WAY_HEAD_MISSING;
      way_head_add_event (apply, &ids[i], NULL, &head);
      way_head_save (apply, &ids[i], NULL, &head);
    }
}

static WayResult
check_receive (WayApply *apply,
               const WayReceive *action,
               const WayShipmentState *shipment)
{
  gboolean is_first = shipment->status == WAY_SHIPMENT_IN_TRANSIT;

  if (!way_hash_equal (&shipment->receiver, &apply->signer))
    return WAY_RESULT_NOT_RECEIVER;
  if (shipment->n_outstanding == 0)
    return WAY_RESULT_WRONG_STATE;
  return is_first || action->items.n > 0 ? WAY_RESULT_OK : WAY_RESULT_INVALID_VALUE;
}

WayResult
way_module_receive (WayApply *apply, const WayReceive *action)
{
  const WayItem *items = action->items.items;
  WayShipmentState shipment;
  gboolean is_first;
  WayResult result;

  if (!way_shipment_load (apply, &action->shipment, &shipment))
    return WAY_RESULT_NOT_REGISTERED;
  is_first = shipment.status == WAY_SHIPMENT_IN_TRANSIT;
  result = check_receive (apply, action, &shipment);
  for (gsize i = 0; result == WAY_RESULT_OK && i < action->items.n; i++)
    result = receive_item (apply, &items[i], &action->shipment, &shipment);
  if (result != WAY_RESULT_OK)
    return result;
  shipment.status = shipment.n_outstanding == 0 ? WAY_SHIPMENT_RECEIVED
                                                : WAY_SHIPMENT_RECEIVED_SHORT;
  if (is_first && shipment.n_outstanding > 0)
    mark_missing (apply, &action->shipment);
  way_shipment_save (apply, &action->shipment, &shipment);
  return WAY_RESULT_OK;
}

void
way_module_due_shipment (WayApply *apply, const WayDue *due)
{
  WayShipmentState shipment;

  if (!way_shipment_load (apply, &due->subject, &shipment)
      || shipment.status != WAY_SHIPMENT_IN_TRANSIT)
    return;
  way_member_set_flag (&shipment.present, 8, TRUE);
  shipment.is_overdue = TRUE;
  way_shipment_save (apply, &due->subject, &shipment);
}
