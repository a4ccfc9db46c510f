/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-quantity.h"

#include "way-checked.h"

guint64
way_quantity_get (WayApply *apply, const WayStateKey *key)
{
  WayQuantity quantity;

  return way_apply_get (apply, key, &way_quantity_schema, &quantity) ? quantity.quantity
                                                                     : 0;
}

static void
set (WayApply *apply, const WayStateKey *key, guint64 amount)
{
  WayQuantity quantity = { .quantity = amount };

  if (amount == 0)
    way_apply_remove (apply, key);
  else
    way_apply_put (apply, key, &way_quantity_schema, &quantity);
}

WayResult
way_quantity_add (WayApply *apply, const WayStateKey *key, guint64 quantity)
{
  guint64 sum;

  if (!way_checked_add_u64 (way_quantity_get (apply, key), quantity, &sum))
    return WAY_RESULT_TOO_MUCH;
  if (quantity > 0)
    set (apply, key, sum);
  return WAY_RESULT_OK;
}

WayResult
way_quantity_take (WayApply *apply,
                   const WayStateKey *key,
                   guint64 quantity,
                   WayResult if_none)
{
  guint64 there = way_quantity_get (apply, key);
  guint64 rest;

  if (there == 0)
    return if_none;
  if (!way_checked_sub_u64 (there, quantity, &rest))
    return WAY_RESULT_TOO_MUCH;
  set (apply, key, rest);
  return WAY_RESULT_OK;
}

static void
tell (WayApply *apply,
      const WayHash *lot_id,
      const WayHash *account,
      const WayStateKey *key)
{
  WayPending *pending = way_apply_tell (apply, WAY_PENDING_LOOSE, lot_id, NULL);

  if (pending == NULL)
    return;
  pending->loose.account = *account;
  pending->loose.quantity = way_quantity_get (apply, key);
}

WayResult
way_loose_add (WayApply *apply,
               const WayHash *lot_id,
               const WayHash *account,
               guint64 quantity)
{
  WayStateKey key = way_state_key_loose (lot_id, account);
  WayResult result = way_quantity_add (apply, &key, quantity);

  if (result == WAY_RESULT_OK)
    tell (apply, lot_id, account, &key);
  return result;
}

WayResult
way_loose_take (WayApply *apply,
                const WayHash *lot_id,
                const WayHash *account,
                guint64 quantity)
{
  WayStateKey key = way_state_key_loose (lot_id, account);
  WayResult result = way_quantity_take (apply, &key, quantity, WAY_RESULT_NOT_CUSTODIAN);

  if (result == WAY_RESULT_OK)
    tell (apply, lot_id, account, &key);
  return result;
}
