/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "way-carton-private.h"
#include "way-found-item.h"
#include "way-name-memory.h"

/* Whether the ledger would let the signer ship a thing (docs/spec/trace.md, ship), said before it is asked. Heads come proven
 * with the answer; what of a lot is loose is the node's word, for there is no proof of it in an answer: the ledger decides. */

typedef struct
{
  const WaySide *side;
  const WayFoundItem *found;
  const WayExamination *examination;
  WayVerifiedBundle *bundle;
  WayCartonFindings *out;
} Judging;

static void
refuse (const Judging *self, const char *remark)
{
  self->out->state = WAY_CARTON_STRANGE;
  self->out->remark = g_strdup (remark);
}

/* ---- Containers -------------------------------------------------------------------------- */

static gboolean
load_head (const Judging *self, const WayHash *id, WayHead *out_head)
{
  WayStateKey key = way_state_key_head (id);

  return way_verified_bundle_find_record (self->bundle, &key, &way_head_schema, out_head)
         == WAY_PROOF_PRESENT;
}

/* The name of a container that the answer tells of. */
static char *
present_container (const Judging *self, const WayHash *id)
{
  const WayBundle *record = way_verified_bundle_get_record (self->bundle);
  const WayTimeline *timelines = record->timelines.items;

  for (gsize i = 0; i < record->timelines.n; i++)
    {
      WayHash other;

      way_thing_get_id (&timelines[i].thing, &other);
      if (way_hash_equal (&other, id))
        return way_present_thing (&timelines[i].thing);
    }
  return g_strdup (_ ("another case"));
}

static void
refuse_packed (const Judging *self, const WayHash *container)
{
  g_autofree char *name = present_container (self, container);
  /* TRANSLATORS: %s is like “case 0095…” */
  g_autofree char *text = g_strdup_printf (
      _ ("It is packed in %s. Scan that one, or take this out of it first."), name);

  refuse (self, text);
}

/* ---- Custody --------------------------------------------------------------------------------- */

static void
judge_custodian (const Judging *self, const WayHead *head)
{
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (!way_record_has (head, 5))
    {
      refuse (self, _ ("It is in nobody's custody."));
      return;
    }
  if (way_hash_equal (&head->custodian, &self->side->identity->account))
    return;
  name = way_name_memory_dup_account (self->side->home, self->side->network,
                                      &head->custodian, self->side->cancellable);
  /* TRANSLATORS: %s is who has the goods */
  text = g_strdup_printf (_ ("It is in the custody of %s, not in yours."), name);
  refuse (self, text);
}

static void
judge_head (const Judging *self, const WayHead *head)
{
  if (way_record_has (head, 7))
    refuse_packed (self, &head->parent);
  else if (head->status == WAY_HEAD_IN_TRANSIT)
    refuse (self, _ ("It is on its way in another shipment."));
  else if (head->status == WAY_HEAD_MISSING)
    refuse (self, _ ("It counts as missing from another shipment."));
  else if (head->status == WAY_HEAD_CONSUMED)
    refuse (self, _ ("It was used up to make something else."));
  else
    judge_custodian (self, head);
}

static gboolean
add_loose_of_page (const Judging *self,
                   const WayHash *lot_id,
                   char **after,
                   guint64 *quantity,
                   GError **error)
{
  const WaySide *side = self->side;
  WayClient *client =
      way_home_connect (side->home, side->network, side->cancellable, error);
  g_autoptr (WayReply)
      reply = client != NULL ? way_call_things (client, &side->identity->account, "loose",
                                                *after, side->cancellable, error)
                             : NULL;
  const WayThingsReply *record = reply != NULL ? reply->record : NULL;
  const WayThingRow *rows;

  g_clear_pointer (after, g_free);
  if (record == NULL)
    return FALSE;
  rows = record->things.items;
  for (gsize i = 0; i < record->things.n; i++)
    if (way_hash_equal (&rows[i].id, lot_id) && way_record_has (&rows[i], 6))
      *quantity += rows[i].quantity;
  if (way_record_has (record, 3) && *quantity == 0)
    *after = way_slice_dup_string (record->next);
  return TRUE;
}

/* How many loose pieces of the lot the signer has. */
static gboolean
count_loose (const Judging *self, guint64 *out_quantity)
{
  const WayThing *thing = &self->found->item.thing;
  WayThing lot = way_thing_lot (&thing->account, thing->gtin, thing->lot);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  WayHash lot_id;

  way_thing_get_id (&lot, &lot_id);
  *out_quantity = 0;
  do
    if (!add_loose_of_page (self, &lot_id, &after, out_quantity, &error))
      {
        self->out->state = WAY_CARTON_UNCHECKED;
        self->out->remark = way_present_error (error);
        return FALSE;
      }
  while (after != NULL);
  return TRUE;
}

static void
judge_lot (const Judging *self)
{
  if (!count_loose (self, &self->out->max_quantity))
    return;
  if (self->out->max_quantity == 0)
    refuse (self, _ ("You have no loose pieces of this lot."));
}

/* Nothing happened to it yet: it is where its lot put it. */
static void
judge_untouched (const Judging *self)
{
  const WayUnitProof *proof = &self->found->item.proof;
  guint64 loose;
  WayHead first_case;

  if (way_record_has (proof, 4) && load_head (self, &proof->first_case, &first_case)
      && first_case.n_children > 0)
    {
      refuse_packed (self, &proof->first_case);
      return;
    }
  if (count_loose (self, &loose) && loose == 0)
    refuse (self, _ ("It is not in your custody."));
}

static void
judge_custody (const Judging *self)
{
  const WayThing *thing = &self->found->item.thing;
  WayHead head;
  WayHash id;

  way_thing_get_id (thing, &id);
  if (thing->kind == WAY_THING_LOT)
    judge_lot (self);
  else if (load_head (self, &id, &head))
    judge_head (self, &head);
  else if (thing->kind == WAY_THING_UNIT)
    judge_untouched (self);
  else
    refuse (self, _ ("Nobody packed this case yet."));
}

/* ---- What it is -------------------------------------------------------------------------------- */

static void
describe (const Judging *self)
{
  const WayThing *thing = &self->found->item.thing;
  g_autofree char *text = way_present_thing (thing);
  g_autofree char *name = NULL;
  WayHead head;
  WayHash id;

  way_thing_get_id (thing, &id);
  if (self->examination->product != NULL)
    name = way_present_lang_texts (&self->examination->product->names);
  self->out->title = way_text_dup_capitalised (name != NULL ? name : text);
  if (name != NULL)
    self->out->subtitle = way_text_dup_capitalised (text);
  else if (load_head (self, &id, &head) && way_record_has (&head, 12))
    self->out->subtitle = way_present_n_things (head.n_children);
}

static void
judge_found (const Judging *self)
{
  self->out->state = WAY_CARTON_GOOD;
  describe (self);
  judge_custody (self);
  if (self->out->state != WAY_CARTON_GOOD || !self->examination->has_recall)
    return;
  self->out->state = WAY_CARTON_DOUBTFUL;
  self->out->remark =
      g_strdup (_ ("It was recalled. Send it only to somebody who takes it back."));
}

/* Whether @error is about the thing, not about node or computer. */
static gboolean
is_about_thing (const GError *error)
{
  WayResult result = way_result_from_error (error);

  return result == WAY_RESULT_NOT_REGISTERED || result == WAY_RESULT_NOT_IN_LOT
         || result == WAY_RESULT_USAGE || result == WAY_RESULT_NOT_FOUND;
}

WayCartonFindings *
way_carton_judge (const WaySide *side, const WayGs1Code *code)
{
  WayCartonFindings *out = g_new0 (WayCartonFindings, 1);
  WayItemFinder finder = { side->home, side->network, side->identity, NULL };
  g_autofree char *text = way_gs1_code_dup_text (code);
  g_autoptr (GError) error = NULL;
  g_autoptr (WayFoundItem)
      found = way_item_find (&finder, text, 0, side->cancellable, &error);
  Judging judging = { side, found, NULL, NULL, out };

  if (found == NULL)
    {
      out->state = is_about_thing (error) ? WAY_CARTON_STRANGE : WAY_CARTON_UNCHECKED;
      out->remark = way_present_error (error);
      return out;
    }
  judging.examination = way_lookup_get_examination (found->lookup);
  judging.bundle = found->lookup->best->answer->bundle;
  judge_found (&judging);
  return out;
}
