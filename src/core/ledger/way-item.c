/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-item.h"

#include "way-hash.h"
#include "way-lot-tree.h"
#include "way-quantity.h"

WayResult
way_item_check (const WayItem *item)
{
  if (item->thing.kind == WAY_THING_PRODUCT
      || way_record_has (item, 2) != (item->thing.kind == WAY_THING_LOT))
    return WAY_RESULT_INVALID_VALUE;
  return WAY_RESULT_OK;
}

static WayHead
make_unit_head (const WayUnitProof *proof, const WayHash *lot_id)
{
  WayHead head;

  way_head_init (&head, WAY_THING_UNIT);
  way_member_set_hash (&head.present, 9, &head.lot, lot_id);
  way_member_set_flag (&head.present, 10, TRUE);
  memcpy (head.claim_key, proof->claim_key, sizeof head.claim_key);
  way_member_set_hash (&head.present, 13, &head.first_case,
                       way_record_has (proof, 4) ? &proof->first_case : NULL);
  return head;
}

WayResult
way_unit_prove (WayApply *apply, const WayItem *item, WayHead *out_head)
{
  WayThing lot = way_thing_lot (&item->thing.account, item->thing.gtin, item->thing.lot);
  WayHash lot_id, serial_hash;
  WayStateKey key;
  WayLotState state;

  way_thing_get_id (&lot, &lot_id);
  key = way_state_key_lot (&lot_id);
  if (!way_apply_get (apply, &key, &way_lot_state_schema, &state))
    return WAY_RESULT_NOT_REGISTERED;
  if (!way_record_has (&state, 3))
    return WAY_RESULT_NOT_IN_LOT;
  if (!state.is_commissioned)
    return WAY_RESULT_WRONG_STATE;
  if (!way_record_has (item, 3))
    return WAY_RESULT_BAD_PROOF;
  way_sha256 (item->thing.serial, &serial_hash);
  if (!way_unit_proof_verify (&item->proof, &serial_hash, state.quantity, &state.root))
    return WAY_RESULT_NOT_IN_LOT;
  *out_head = make_unit_head (&item->proof, &lot_id);
  return WAY_RESULT_OK;
}

/** One piece of the unit's lot leaves the place where it was. */
static WayResult
leave_place (WayApply *apply, const WayHead *head, const WayHash *container)
{
  WayStateKey first_case = way_state_key_content (&head->first_case, &head->lot);
  WayStateKey place;

  if (way_head_has_first_case (head)
      && (container == NULL || !way_hash_equal (container, &head->first_case))
      && way_quantity_get (apply, &first_case) > 0)
    return WAY_RESULT_PACKED;
  if (container == NULL)
    return way_loose_take (apply, &head->lot, &apply->signer, 1);
  place = way_state_key_content (container, &head->lot);
  return way_quantity_take (apply, &place, 1, WAY_RESULT_NOT_PACKED_HERE);
}

WayResult
way_unit_load (WayApply *apply,
               const WayItem *item,
               const WayHash *container,
               WayHash *out_id,
               WayHead *out_head)
{
  WayResult result;

  way_thing_get_id (&item->thing, out_id);
  if (way_head_load (apply, out_id, out_head))
    return WAY_RESULT_OK;
  result = way_unit_prove (apply, item, out_head);
  if (result == WAY_RESULT_OK)
    result = leave_place (apply, out_head, container);
  if (result == WAY_RESULT_OK && container == NULL)
    way_head_set_custodian (out_head, &apply->signer);
  return result;
}

WayResult
way_item_take (WayApply *apply, const WayItem *item, WayHeldItem *out_held)
{
  WayResult result = way_item_check (item);

  if (result != WAY_RESULT_OK)
    return result;
  out_held->thing = &item->thing;
  out_held->quantity = item->quantity;
  if (item->thing.kind == WAY_THING_UNIT)
    {
      result = way_unit_load (apply, item, NULL, &out_held->id, &out_held->head);
      return result != WAY_RESULT_OK ? result
                                     : way_head_check_at_hand (apply, &out_held->head);
    }
  way_thing_get_id (&item->thing, &out_held->id);
  if (!way_head_load (apply, &out_held->id, &out_held->head))
    return WAY_RESULT_NOT_REGISTERED;
  if (item->thing.kind == WAY_THING_LOT)
    return way_loose_take (apply, &out_held->id, &apply->signer, item->quantity);
  return way_head_check_at_hand (apply, &out_held->head);
}

void
way_item_put (WayApply *apply, WayHeldItem *held)
{
  way_head_add_event (apply, &held->id, held->thing, &held->head);
  way_head_save (apply, &held->id, held->thing, &held->head);
}
