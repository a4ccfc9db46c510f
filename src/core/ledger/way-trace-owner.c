/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-module.h"

#include "way-item.h"
#include "way-quantity.h"
#include "way-shipment.h"
#include "way-signed-object.h"

/* docs/spec/trace.md: claim, transfer, sell, takeBack */

static WayResult
check_single_unit (const WayItem *item)
{
  if (item->thing.kind != WAY_THING_UNIT)
    return WAY_RESULT_INVALID_VALUE;
  return way_item_check (item);
}

/** The in-pack key's signature over (network, unit, signer, a height not in the future). */
static gboolean
check_claim (WayApply *apply,
             const WayClaim *action,
             const WayHash *unit,
             const WayHead *head)
{
  WayClaimProof claim = { 0 };
  WayPublicKey key;

  memcpy (key.bytes, head->claim_key, sizeof key.bytes);
  return way_signed_object_read (action->claim, WAY_CONTENT_CLAIM, &key,
                                 &way_claim_proof_schema, apply->arena, &claim)
         && way_hash_equal (&claim.network, apply->network)
         && way_hash_equal (&claim.unit, unit)
         && way_hash_equal (&claim.owner, &apply->signer) && claim.height <= apply->height
         && way_public_key_is_strong (&key);
}

static void
leave_parent (WayApply *apply, WayHead *unit)
{
  WayHash parent_id = unit->parent;
  WayHead parent;

  if (!way_head_load (apply, &parent_id, &parent) || parent.n_children == 0)
    {
      way_overlay_fail (apply->overlay, WAY_RESULT_CORRUPTED, "parent");
      return;
    }
  way_head_add_children (&parent, -1);
  way_head_add_event (apply, &parent_id, NULL, &parent);
  way_head_save (apply, &parent_id, NULL, &parent);
  way_head_set_parent (unit, NULL);
}

/** Nobody knows whose loose pieces are one too many from now on. */
static void
count_untraced (WayApply *apply, const WayHash *lot_id)
{
  WayStateKey key = way_state_key_lot (lot_id);
  WayLotState lot;

  if (!way_apply_get (apply, &key, &way_lot_state_schema, &lot))
    return;
  way_member_set_flag (&lot.present, 9, TRUE);
  lot.n_untraced++;
  way_apply_put (apply, &key, &way_lot_state_schema, &lot);
}

/** An untouched unit: its first case loses a piece where the ledger has it still there. */
static void
leave_unknown_place (WayApply *apply, const WayHead *unit)
{
  WayStateKey content = way_state_key_content (&unit->first_case, &unit->lot);

  if (way_head_has_first_case (unit)
      && way_quantity_take (apply, &content, 1, WAY_RESULT_NOT_PACKED_HERE)
             == WAY_RESULT_OK)
    way_head_touch (apply, &unit->first_case, NULL);
  else
    count_untraced (apply, &unit->lot);
}

static WayResult
check_claimable (WayApply *apply, const WayHead *head)
{
  if (way_record_has (head, 11) && head->is_claimed)
    return WAY_RESULT_ALREADY_CLAIMED;
  if (head->status == WAY_HEAD_CONSUMED)
    return WAY_RESULT_WRONG_STATE;
  if (way_head_has_owner (head) && !way_hash_equal (&head->owner, &apply->signer))
    return WAY_RESULT_NOT_OWNER;
  return WAY_RESULT_OK;
}

static void
leave_place (WayApply *apply, const WayHash *id, WayHead *head, gboolean is_new)
{
  if (is_new)
    leave_unknown_place (apply, head);
  if (way_head_has_parent (head))
    leave_parent (apply, head);
  if (way_head_has_shipment (head))
    way_shipment_lose (apply, &head->shipment, id);
  way_head_set_shipment (head, NULL);
}

WayResult
way_module_claim (WayApply *apply, const WayClaim *action)
{
  WayHeldItem held = { .thing = &action->unit.thing };
  WayResult result = check_single_unit (&action->unit);
  gboolean is_new;

  if (result != WAY_RESULT_OK)
    return result;
  way_thing_get_id (held.thing, &held.id);
  is_new = !way_head_load (apply, &held.id, &held.head);
  if (is_new)
    result = way_unit_prove (apply, &action->unit, &held.head);
  if (result == WAY_RESULT_OK)
    result = check_claimable (apply, &held.head);
  if (result != WAY_RESULT_OK)
    return result;
  if (!check_claim (apply, action, &held.id, &held.head))
    return WAY_RESULT_BAD_CLAIM;
  leave_place (apply, &held.id, &held.head, is_new);
  way_member_set_flag (&held.head.present, 11, TRUE);
  held.head.is_claimed = TRUE;
  held.head.status = WAY_HEAD_SOLD;
  way_head_set_owner (&held.head, &apply->signer);
  way_head_set_custodian (&held.head, &apply->signer);
  way_item_put (apply, &held);
  return WAY_RESULT_OK;
}

WayResult
way_module_transfer (WayApply *apply, const WayTransfer *action)
{
  WayHeldItem held = { .thing = &action->unit.thing };
  WayResult result = check_single_unit (&action->unit);

  if (result != WAY_RESULT_OK)
    return result;
  way_thing_get_id (held.thing, &held.id);
  if (!way_head_load (apply, &held.id, &held.head))
    return WAY_RESULT_NOT_REGISTERED;
  if (!way_head_has_owner (&held.head)
      || !way_hash_equal (&held.head.owner, &apply->signer))
    return WAY_RESULT_NOT_OWNER;
  if (held.head.status == WAY_HEAD_CONSUMED)
    return WAY_RESULT_WRONG_STATE;
  if (!way_apply_has_account (apply, &action->new_owner))
    return WAY_RESULT_NOT_REGISTERED;
  if (way_hash_equal (&action->new_owner, &apply->signer))
    return WAY_RESULT_INVALID_VALUE;
  way_head_set_owner (&held.head, &action->new_owner);
  if (way_head_has_custodian (&held.head)
      && way_hash_equal (&held.head.custodian, &apply->signer))
    way_head_set_custodian (&held.head, &action->new_owner);
  way_item_put (apply, &held);
  return WAY_RESULT_OK;
}

static WayResult
sell_unit (WayApply *apply, const WayItem *item, const WayHash *buyer)
{
  WayResult result = check_single_unit (item);
  WayHeldItem held;

  if (result == WAY_RESULT_OK)
    result = way_item_take (apply, item, &held);
  if (result != WAY_RESULT_OK)
    return result;
  if (held.head.status != WAY_HEAD_ACTIVE)
    return WAY_RESULT_WRONG_STATE;
  held.head.status = WAY_HEAD_SOLD;
  way_head_set_owner (&held.head, buyer);
  way_head_set_custodian (&held.head, buyer);
  way_item_put (apply, &held);
  return WAY_RESULT_OK;
}

WayResult
way_module_sell (WayApply *apply, const WaySell *action)
{
  const WayItem *units = action->units.items;
  const WayHash *buyer = way_record_has (action, 3) ? &action->buyer : NULL;
  WayResult result = WAY_RESULT_OK;

  if (buyer != NULL && !way_apply_has_account (apply, buyer))
    return WAY_RESULT_NOT_REGISTERED;
  if (buyer != NULL && way_hash_equal (buyer, &apply->signer))
    return WAY_RESULT_INVALID_VALUE;
  for (gsize i = 0; result == WAY_RESULT_OK && i < action->units.n; i++)
    result = sell_unit (apply, &units[i], buyer);
  return result;
}

/* ---- Taking back ----------------------------------------------------------------------- */

static gboolean
names_unit (const WaySell *sale, const WayThing *unit)
{
  const WayItem *units = sale->units.items;

  for (gsize i = 0; i < sale->units.n; i++)
    if (way_thing_equal (&units[i].thing, unit))
      return TRUE;
  return FALSE;
}

/** A sale of the unit to nobody known, which is not one that was taken back before. */
static WayResult
check_sale (WayApply *apply, const WayTakeBack *action, const WayHead *head)
{
  const WayAction *sale;
  WayStatement sold;
  guint64 log_index;

  if (!way_apply_find_statement (apply, &action->statement, &sold, &log_index)
      || action->action_index >= sold.payload.n_actions)
    return WAY_RESULT_NOT_REGISTERED;
  sale = &sold.payload.actions[action->action_index];
  if (sale->kind != WAY_ACTION_SELL || way_record_has ((const WaySell *) sale->body, 3)
      || !names_unit (sale->body, &action->unit.thing))
    return WAY_RESULT_NOT_REGISTERED;
  if (!way_hash_equal (&sold.payload.account, &apply->signer))
    return WAY_RESULT_NOT_AUTHORISED;
  return way_record_has (head, 15) && log_index < head->taken_back
             ? WAY_RESULT_WRONG_STATE
             : WAY_RESULT_OK;
}

/** Sold, and nobody known has it. */
static WayResult
check_gone (const WayHead *head)
{
  if (way_record_has (head, 11) && head->is_claimed)
    return WAY_RESULT_ALREADY_CLAIMED;
  return head->status != WAY_HEAD_SOLD || way_head_has_owner (head)
                 || way_head_has_custodian (head)
             ? WAY_RESULT_WRONG_STATE
             : WAY_RESULT_OK;
}

WayResult
way_module_take_back (WayApply *apply, const WayTakeBack *action)
{
  WayHeldItem held = { .thing = &action->unit.thing };
  WayResult result = check_single_unit (&action->unit);

  if (result != WAY_RESULT_OK)
    return result;
  way_thing_get_id (held.thing, &held.id);
  if (!way_head_load (apply, &held.id, &held.head))
    return WAY_RESULT_NOT_REGISTERED;
  result = check_gone (&held.head);
  if (result == WAY_RESULT_OK)
    result = check_sale (apply, action, &held.head);
  if (result != WAY_RESULT_OK)
    return result;
  way_member_set_flag (&held.head.present, 15, TRUE);
  held.head.taken_back = apply->log_index;
  held.head.status = WAY_HEAD_ACTIVE;
  way_head_set_custodian (&held.head, &apply->signer);
  way_item_put (apply, &held);
  return WAY_RESULT_OK;
}
