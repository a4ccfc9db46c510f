/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-module.h"

#include "way-checked.h"
#include "way-head.h"
#include "way-quantity.h"

/* docs/spec/trace.md, commission */

static WayResult
make_case (WayApply *apply, const WayCaseCount *count, const WayHash *lot_id)
{
  WayThing container = way_thing_container (&apply->signer, count->sscc);
  WayStateKey content;
  WayHash id;
  WayHead head;

  way_thing_get_id (&container, &id);
  if (way_head_load (apply, &id, &head))
    return WAY_RESULT_ALREADY_EXISTS;
  way_head_init (&head, WAY_THING_CONTAINER);
  way_head_set_custodian (&head, &apply->signer);
  way_head_add_event (apply, &id, &container, &head);
  way_head_save (apply, &id, &container, &head);
  content = way_state_key_content (&id, lot_id);
  return way_quantity_add (apply, &content, count->count);
}

/** What is left of @quantity outside the cases. */
static WayResult
subtract_cases (const WayCommission *action, guint64 quantity, guint64 *out_rest)
{
  const WayCaseCount *cases = action->cases.items;

  *out_rest = quantity;
  for (gsize i = 0; i < action->cases.n; i++)
    {
      if (!way_checked_sub_u64 (*out_rest, cases[i].count, out_rest))
        return WAY_RESULT_TOO_MUCH;
    }
  return WAY_RESULT_OK;
}

WayResult
way_module_commission (WayApply *apply, const WayCommission *action)
{
  WayThing thing = way_thing_lot (&apply->signer, action->gtin, action->lot);
  const WayCaseCount *cases = action->cases.items;
  WayHash lot_id;
  WayStateKey key;
  WayLotState lot;
  WayResult result;
  guint64 rest;

  way_thing_get_id (&thing, &lot_id);
  key = way_state_key_lot (&lot_id);
  if (!way_apply_get (apply, &key, &way_lot_state_schema, &lot))
    return WAY_RESULT_NOT_REGISTERED;
  if (lot.is_commissioned)
    return WAY_RESULT_WRONG_STATE;
  result = subtract_cases (action, lot.quantity, &rest);
  for (gsize i = 0; result == WAY_RESULT_OK && i < action->cases.n; i++)
    result = make_case (apply, &cases[i], &lot_id);
  if (result == WAY_RESULT_OK)
    result = way_loose_add (apply, &lot_id, &apply->signer, rest);
  if (result != WAY_RESULT_OK)
    return result;
  lot.is_commissioned = TRUE;
  way_apply_put (apply, &key, &way_lot_state_schema, &lot);
  way_head_touch (apply, &lot_id, &thing);
  return WAY_RESULT_OK;
}
