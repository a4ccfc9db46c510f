/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-module.h"

#include "way-item.h"
#include "way-quantity.h"

/* docs/spec/trace.md, transform */

/** What of one lot goes in or comes out under a certification scheme. */
typedef struct
{
  WayHash lot_id;
  WayLotState lot;
  guint64 consumed;
  guint64 certified;
} Share;

typedef struct
{
  Share shares[100]; /* the list limits of statement.cddl */
  gsize n;
} Shares;

/** ⌊consumed × certified ÷ quantity⌋, never more than @lot had, although units that were
 * claimed untraced can make more of it seem to be there. */
static guint64
get_certified_part (const WayLotState *lot, guint64 consumed)
{
  return (guint64) ((unsigned __int128) MIN (consumed, lot->quantity) * lot->certified
                    / lot->quantity);
}

static Share *
add_share (Shares *shares, const WayHash *lot_id, const WayLotState *lot)
{
  g_assert (shares->n < G_N_ELEMENTS (shares->shares));
  shares->shares[shares->n] = (Share) { .lot_id = *lot_id, .lot = *lot };
  return &shares->shares[shares->n++];
}

/** Rounds once per lot, not once per unit. */
static void
count_consumed (WayApply *apply, const WayHash *lot_id, guint64 consumed, Shares *inputs)
{
  WayStateKey key = way_state_key_lot (lot_id);
  Share *share = NULL;
  WayLotState lot;

  if (!way_apply_get (apply, &key, &way_lot_state_schema, &lot)
      || !way_record_has (&lot, 7))
    return;
  for (gsize i = 0; share == NULL && i < inputs->n; i++)
    {
      if (way_hash_equal (&inputs->shares[i].lot_id, lot_id))
        share = &inputs->shares[i];
    }
  if (share == NULL)
    share = add_share (inputs, lot_id, &lot);
  share->consumed += consumed; /* at most what the lot has */
  share->certified = get_certified_part (&share->lot, share->consumed);
}

static WayResult
consume (WayApply *apply, const WayItem *item, Shares *inputs)
{
  gboolean is_lot = item->thing.kind == WAY_THING_LOT;
  WayHeldItem held;
  WayResult result;

  if (item->thing.kind == WAY_THING_CONTAINER)
    return WAY_RESULT_INVALID_VALUE;
  result = way_item_take (apply, item, &held);
  if (result != WAY_RESULT_OK)
    return result;
  count_consumed (apply, is_lot ? &held.id : &held.head.lot, is_lot ? item->quantity : 1,
                  inputs);
  if (!is_lot)
    {
      held.head.status = WAY_HEAD_CONSUMED;
      way_head_set_custodian (&held.head, NULL);
    }
  way_item_put (apply, &held);
  return WAY_RESULT_OK;
}

static WayResult
claim_scheme (const WayOutput *output,
              const WayHash *lot_id,
              WayLotState *lot,
              Shares *outputs)
{
  if (way_record_has (lot, 7))
    return WAY_RESULT_WRONG_STATE;
  if (output->certified > lot->quantity)
    return WAY_RESULT_TOO_MUCH;
  way_member_set_flag (&lot->present, 7, TRUE);
  way_member_set_flag (&lot->present, 8, TRUE);
  lot->scheme = output->scheme;
  lot->certified = output->certified;
  add_share (outputs, lot_id, lot)->certified = lot->certified;
  return WAY_RESULT_OK;
}

static WayResult
produce (WayApply *apply, const WayOutput *output, Shares *outputs)
{
  WayThing thing = way_thing_lot (&apply->signer, output->gtin, output->lot);
  WayResult result = WAY_RESULT_OK;
  WayHash id;
  WayStateKey key;
  WayLotState lot;

  way_thing_get_id (&thing, &id);
  key = way_state_key_lot (&id);
  if (!way_apply_get (apply, &key, &way_lot_state_schema, &lot))
    return WAY_RESULT_NOT_REGISTERED;
  if (lot.is_commissioned)
    return WAY_RESULT_WRONG_STATE;
  lot.is_commissioned = TRUE;
  if (way_record_has (output, 3))
    result = claim_scheme (output, &id, &lot, outputs);
  if (result == WAY_RESULT_OK)
    result = way_loose_add (apply, &id, &apply->signer, lot.quantity);
  if (result != WAY_RESULT_OK)
    return result;
  way_apply_put (apply, &key, &way_lot_state_schema, &lot);
  way_head_touch (apply, &id, &thing);
  return WAY_RESULT_OK;
}

/** Sum of a scheme's shares; at most 100 × 10^12. @same_uom: cleared where one differs. */
static guint64
sum_shares (const Shares *shares, const Share *like, gboolean *same_uom)
{
  guint64 sum = 0;

  for (gsize i = 0; i < shares->n; i++)
    {
      const Share *share = &shares->shares[i];

      if (!way_slice_equal (share->lot.scheme, like->lot.scheme))
        continue;
      sum += share->certified;
      *same_uom = *same_uom && way_slice_equal (share->lot.uom, like->lot.uom);
    }
  return sum;
}

/** Conservation of certified matter: no scheme comes out with more than went in. */
static WayResult
check_schemes (const Shares *inputs, const Shares *outputs)
{
  for (gsize i = 0; i < outputs->n; i++)
    {
      const Share *like = &outputs->shares[i];
      gboolean same_uom = TRUE;
      guint64 in = sum_shares (inputs, like, &same_uom);
      guint64 out = sum_shares (outputs, like, &same_uom);

      if (!same_uom)
        return WAY_RESULT_UNIT_MISMATCH;
      if (out > in)
        return WAY_RESULT_TOO_MUCH;
    }
  return WAY_RESULT_OK;
}

WayResult
way_module_transform (WayApply *apply, const WayTransform *action)
{
  const WayItem *inputs = action->inputs.items;
  const WayOutput *outputs = action->outputs.items;
  Shares in = { .n = 0 };
  Shares out = { .n = 0 };
  WayResult result = WAY_RESULT_OK;

  for (gsize i = 0; result == WAY_RESULT_OK && i < action->inputs.n; i++)
    result = consume (apply, &inputs[i], &in);
  for (gsize i = 0; result == WAY_RESULT_OK && i < action->outputs.n; i++)
    result = produce (apply, &outputs[i], &out);
  return result != WAY_RESULT_OK ? result : check_schemes (&in, &out);
}
