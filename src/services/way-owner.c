/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-owner.h"

#include <glib/gi18n-lib.h>

#include "way-lot-secret.h"

void
way_claim_draft_free (WayClaimDraft *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->unit, way_found_item_free);
  g_clear_pointer (&self->proof, g_bytes_unref);
  g_free (self);
}

/* Signed with the key of the code: this unit, this owner, this network, not before this height. */
static GBytes *
sign_claim (const WayItemFinder *finder, const WayFoundItem *unit, const WayKeyPair *key)
{
  const WayVerifiedBundle *bundle = unit->lookup->best->answer->bundle;
  WayClaimProof proof = { .network = finder->network->network,
                          .owner = finder->identity->account,
                          .height =
                              way_verified_bundle_get_checkpoint (bundle, NULL)->height };
  g_autoptr (GBytes) payload = NULL;

  way_thing_get_id (&unit->item.thing, &proof.unit);
  payload = way_schema_encode (&way_claim_proof_schema, &proof);
  return way_cose_sign (WAY_CONTENT_CLAIM, way_slice_from_bytes (payload), key);
}

static WayKeyPair *
derive_key (const WaySecret *secret, const WayThing *unit)
{
  WayUnitName name = { unit->gtin, unit->lot, unit->serial };

  return way_claim_key_derive (way_secret_get_slice (secret).data, &name);
}

static gboolean
check_fits (const WayFoundItem *unit, GError **error)
{
  const WayExamination *examination = way_lookup_get_examination (unit->lookup);

  return examination->facts.states[WAY_FACT_IN_PACK] != WAY_FACT_STATE_CONTRADICTED
         || way_error_format (
             error, WAY_RESULT_BAD_CLAIM,
             "This in-pack code does not belong to the item: it may be a copy");
}

WayClaimDraft *
way_claim_draft_new (const WayItemFinder *finder,
                     const char *link,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (WayClaimDraft) self = g_new0 (WayClaimDraft, 1);
  g_autoptr (GError) cause = NULL;
  g_autoptr (WaySecret)
      secret = way_gs1_claim_secret_from_text (way_slice_from_string (link), &cause);
  g_autoptr (WayKeyPair) key = NULL;

  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return NULL;
    }
  if (secret == NULL)
    {
      way_error_format (error, WAY_RESULT_USAGE,
                        "This is no in-pack code: scan the one from inside the pack");
      return NULL;
    }
  self->unit = way_item_find (finder, link, WAY_ITEM_ONLY_UNIT, cancellable, error);
  if (self->unit == NULL || !check_fits (self->unit, error))
    return NULL;
  key = derive_key (secret, &self->unit->item.thing);
  self->proof = sign_claim (finder, self->unit, key);
  self->record.unit = self->unit->item;
  self->record.claim = way_slice_from_bytes (self->proof);
  return g_steal_pointer (&self);
}

/* ---- Taking back -------------------------------------------------------------------------------- */

/* As the ledger will judge it, in words that say what can be done. */
static gboolean
check_gone (const WayExamination *examination, GError **error)
{
  const WayHead *head = &examination->head;

  if (!examination->has_head
      || (head->status != WAY_HEAD_SOLD && !way_record_has (head, 6)))
    return way_error_format (error, WAY_RESULT_WRONG_STATE,
                             "This item is not sold: there is nothing to take back");
  if (way_record_has (head, 11) && head->is_claimed)
    return way_error_format (error, WAY_RESULT_ALREADY_CLAIMED,
                             "This item was claimed with its in-pack code: only its "
                             "owner can give it back, with “transfer”");
  if (way_record_has (head, 5) || way_record_has (head, 6))
    return way_error_format (error, WAY_RESULT_WRONG_STATE,
                             "The buyer of this item is known on the ledger: only "
                             "she can give it back, with “transfer”");
  return TRUE;
}

/* The newest sale is the one that holds. */
static const WayStep *
find_sale (const WayExamination *examination)
{
  for (gsize i = examination->n_steps; i-- > 0;)
    {
      const WayStep *step = &examination->steps[i];

      if (step->kind == WAY_STEP_EVENT && step->action->kind == WAY_ACTION_SELL
          && way_thing_equal (&step->thing, &examination->subject))
        return step;
    }
  return NULL;
}

gboolean
way_take_back_make (const WayFoundItem *unit,
                    const WayHash *seller,
                    WayTakeBack *out_record,
                    GError **error)
{
  const WayExamination *examination = way_lookup_get_examination (unit->lookup);
  const WayStep *sale;

  if (!check_gone (examination, error))
    return FALSE;
  sale = find_sale (examination);
  if (sale == NULL || !way_hash_equal (&sale->actor, seller))
    return way_error_format (
        error, WAY_RESULT_NOT_AUTHORISED,
        "Somebody else sold this item: only who sold it can take it back");
  *out_record = (WayTakeBack) { .unit = unit->item,
                                .statement = sale->statement->statement.id,
                                .action_index = sale->action_index };
  return TRUE;
}
