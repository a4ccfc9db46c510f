/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-module.h"

#include "way-due.h"
#include "way-head.h"

/* docs/spec/catalogue.md */

static gboolean
has_product (WayApply *apply, WaySlice gtin, WayThing *out_product, WayHash *out_id)
{
  WayStateKey key;

  *out_product = way_thing_product (&apply->signer, gtin);
  way_thing_get_id (out_product, out_id);
  key = way_state_key_head (out_id);
  return way_apply_has (apply, &key);
}

/** The first event of a thing of the catalogue. */
static void
create_head (WayApply *apply, const WayThing *thing, const WayHash *id)
{
  WayHead head;

  way_head_init (&head, (WayThingKind) thing->kind);
  way_head_add_event (apply, id, thing, &head);
  way_head_save (apply, id, thing, &head);
}

WayResult
way_module_product_register (WayApply *apply, const WayProductRegister *action)
{
  WayThing product = way_thing_product (&apply->signer, action->gtin);
  WayHash id;

  if (way_schema_validate (&way_thing_schema, &product, NULL) != WAY_RESULT_OK)
    return WAY_RESULT_INVALID_GTIN;
  if (has_product (apply, action->gtin, &product, &id))
    return WAY_RESULT_ALREADY_EXISTS;
  create_head (apply, &product, &id);
  return WAY_RESULT_OK;
}

WayResult
way_module_product_update (WayApply *apply, const WayProductUpdate *action)
{
  WayThing product;
  WayHash id;

  if (!has_product (apply, action->gtin, &product, &id))
    return WAY_RESULT_NOT_REGISTERED;
  way_head_touch (apply, &id, &product);
  return WAY_RESULT_OK;
}

static WayLotState
make_lot_state (const WayLotRegister *action)
{
  WayLotState lot = { .quantity = action->quantity,
                      .uom = action->uom,
                      .root = action->root,
                      .leaf_file = action->leaf_file,
                      .expiry_date = action->expiry_date,
                      .scheme = action->scheme,
                      .certified = action->certified };

  way_member_set_flag (&lot.present, 2, way_record_has (action, 4));
  way_member_set_flag (&lot.present, 3, way_record_has (action, 5));
  way_member_set_flag (&lot.present, 4, way_record_has (action, 6));
  way_member_set_flag (&lot.present, 6, way_record_has (action, 8));
  way_member_set_flag (&lot.present, 7, way_record_has (action, 9));
  way_member_set_flag (&lot.present, 8, way_record_has (action, 10));
  return lot;
}

WayResult
way_module_lot_register (WayApply *apply, const WayLotRegister *action)
{
  WayThing thing = way_thing_lot (&apply->signer, action->gtin, action->lot);
  WayLotState lot = make_lot_state (action);
  WayThing product;
  WayHash id, product_id;
  WayStateKey key;

  way_thing_get_id (&thing, &id);
  key = way_state_key_lot (&id);
  if (!has_product (apply, action->gtin, &product, &product_id))
    return WAY_RESULT_NOT_REGISTERED;
  if (way_apply_has (apply, &key))
    return WAY_RESULT_ALREADY_EXISTS;
  if (way_record_has (action, 7) && way_record_has (action, 8)
      && way_slice_compare (action->expiry_date, action->production_date) < 0)
    return WAY_RESULT_INVALID_VALUE;
  if (way_record_has (action, 10) && action->certified > action->quantity)
    return WAY_RESULT_TOO_MUCH;
  if (way_record_has (action, 11)
      && !way_apply_is_attested (apply, &action->certifier, &apply->signer,
                                 WAY_CLAIM_CERTIFICATION, action->scheme))
    return WAY_RESULT_NOT_AUTHORISED;
  way_apply_put (apply, &key, &way_lot_state_schema, &lot);
  create_head (apply, &thing, &id);
  return WAY_RESULT_OK;
}

WayResult
way_module_listing_set (WayApply *apply, const WayListingSet *action)
{
  WayListingState listing = { .price_minor = action->price_minor,
                              .currency = action->currency,
                              .stock = action->stock,
                              .until = action->until,
                              .statement = apply->statement_id };
  WayListingState before;
  WayThing product;
  WayStateKey key;
  WayHash id;
  gboolean is_waiting;

  if (!has_product (apply, action->gtin, &product, &id))
    return WAY_RESULT_NOT_REGISTERED;
  if (way_record_has (action, 7) && action->until <= apply->now)
    return WAY_RESULT_INVALID_VALUE;
  key = way_state_key_listing (&id);
  is_waiting = way_apply_get (apply, &key, &way_listing_state_schema, &before)
               && way_record_has (&before, 4) && before.until == action->until;
  way_member_set_flag (&listing.present, 4, way_record_has (action, 7));
  way_apply_put (apply, &key, &way_listing_state_schema, &listing);
  if (way_record_has (action, 7) && !is_waiting)
    way_due_push (apply, action->until, WAY_DUE_LISTING, &id);
  return WAY_RESULT_OK;
}

WayResult
way_module_listing_remove (WayApply *apply, const WayListingRemove *action)
{
  WayThing product = way_thing_product (&apply->signer, action->gtin);
  WayStateKey key;
  WayHash id;

  way_thing_get_id (&product, &id);
  key = way_state_key_listing (&id);
  if (!way_apply_has (apply, &key))
    return WAY_RESULT_NOT_REGISTERED;
  way_apply_remove (apply, &key);
  return WAY_RESULT_OK;
}

void
way_module_due_listing (WayApply *apply, const WayDue *due)
{
  WayStateKey key = way_state_key_listing (&due->subject);
  WayListingState listing;

  if (way_apply_get (apply, &key, &way_listing_state_schema, &listing)
      && way_record_has (&listing, 4) && listing.until == due->time)
    way_apply_remove (apply, &key);
}

WayResult
way_module_document_add (WayApply *apply, const WayDocumentAdd *action)
{
  way_head_add_event_by_standing (apply, &action->thing);
  return WAY_RESULT_OK;
}
