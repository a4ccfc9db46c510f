/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-examine-private.h"

#include <stdio.h>

/* ---- Lot, unit, recalls --------------------------------------------------------------- */

static WayFactState
to_fact (WayProofState state)
{
  switch (state)
    {
    case WAY_PROOF_PRESENT:
      return WAY_FACT_STATE_PROVEN;
    case WAY_PROOF_ABSENT:
      return WAY_FACT_STATE_ABSENT;
    case WAY_PROOF_WRONG:
    case WAY_PROOF_NOT_KNOWN:
    default:
      return WAY_FACT_STATE_NOT_KNOWN;
    }
}

/* YYYY-MM-DD of a time, in UTC. */
static void
format_date (guint64 time_ms, char out_date[11])
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc ((gint64) (time_ms / 1000));

  g_snprintf (out_date, 11, "%04d-%02d-%02d", g_date_time_get_year (time),
              g_date_time_get_month (time), g_date_time_get_day_of_month (time));
}

static void
examine_lot (WayExamining *self)
{
  WayExamination *out = self->out;
  WayThing lot = way_thing_lot (&out->issuer, self->question->gtin, self->question->lot);
  char today[11];
  WayStateKey key;
  WayHash id;
  WayProofState state;

  way_thing_get_id (&lot, &id);
  key = way_state_key_lot (&id);
  state = way_verified_bundle_find_record (self->bundle, &key, &way_lot_state_schema,
                                           &out->lot);
  out->has_lot = state == WAY_PROOF_PRESENT;
  way_examining_set (self, WAY_FACT_LOT, to_fact (state), G_MAXUINT64);
  if (!out->has_lot)
    return;
  if (!out->lot.is_commissioned)
    way_examining_set (self, WAY_FACT_LOT, WAY_FACT_STATE_ABSENT, G_MAXUINT64);
  format_date (self->checkpoint->time, today);
  if (way_record_has (&out->lot, 6)
      && way_slice_compare (out->lot.expiry_date, way_slice_from_string (today)) < 0)
    way_examining_set (self, WAY_FACT_LOT_EXPIRED, WAY_FACT_STATE_PROVEN, G_MAXUINT64);
}

static gboolean
is_mine (WayExamining *self, const WayHash *account)
{
  for (gsize i = 0; i < self->options->n_my_accounts; i++)
    if (way_hash_equal (&self->options->my_accounts[i], account))
      return TRUE;
  return FALSE;
}

static void
examine_head (WayExamining *self)
{
  const WayHead *head = &self->out->head;
  gboolean has_owner = way_record_has (head, 6);
  gboolean mine = has_owner && is_mine (self, &head->owner);

  way_examining_set (self, WAY_FACT_MINE,
                     mine ? WAY_FACT_STATE_PROVEN : WAY_FACT_STATE_ABSENT, G_MAXUINT64);
  way_examining_set (self, WAY_FACT_CLAIMED,
                     way_record_has (head, 11) && head->is_claimed
                         ? WAY_FACT_STATE_PROVEN
                         : WAY_FACT_STATE_ABSENT,
                     G_MAXUINT64);
  way_examining_set (self, WAY_FACT_SOLD,
                     has_owner || head->status == WAY_HEAD_SOLD ? WAY_FACT_STATE_PROVEN
                                                                : WAY_FACT_STATE_ABSENT,
                     G_MAXUINT64);
  way_examining_set (self, WAY_FACT_TAKEN_BACK,
                     way_record_has (head, 15) ? WAY_FACT_STATE_PROVEN
                                               : WAY_FACT_STATE_ABSENT,
                     way_record_has (head, 15) ? head->taken_back : G_MAXUINT64);
  if (head->status == WAY_HEAD_CONSUMED)
    way_examining_set (self, WAY_FACT_CONSUMED, WAY_FACT_STATE_PROVEN, G_MAXUINT64);
  if (head->status == WAY_HEAD_MISSING)
    way_examining_set (self, WAY_FACT_MISSING, WAY_FACT_STATE_PROVEN, G_MAXUINT64);
}

static void
compare_in_pack_key (WayExamining *self, const guint8 *claim_key)
{
  const WayPublicKey *at_hand = self->options->in_pack_key;
  gboolean fits;

  if (at_hand == NULL)
    return;
  fits = memcmp (at_hand->bytes, claim_key, sizeof at_hand->bytes) == 0;
  way_examining_set (self, WAY_FACT_IN_PACK,
                     fits ? WAY_FACT_STATE_PROVEN : WAY_FACT_STATE_CONTRADICTED,
                     G_MAXUINT64);
}

static void
examine_unit (WayExamining *self)
{
  WayExamination *out = self->out;
  WayThing lot = way_thing_lot (&out->issuer, out->subject.gtin, out->subject.lot);
  const WayUnitProof *proof = NULL;
  WayProofState state, serial;
  WayStateKey key;
  WayHash id;

  way_thing_get_id (&out->subject, &id);
  key = way_state_key_head (&id);
  state =
      way_verified_bundle_find_record (self->bundle, &key, &way_head_schema, &out->head);
  out->has_head = state == WAY_PROOF_PRESENT;
  if (out->has_head)
    {
      way_examining_set (self, WAY_FACT_SERIAL, WAY_FACT_STATE_PROVEN, G_MAXUINT64);
      examine_head (self);
      if (way_record_has (&out->head, 10))
        compare_in_pack_key (self, out->head.claim_key);
      return;
    }
  serial =
      way_verified_bundle_check_serial (self->bundle, &lot, out->subject.serial, &proof);
  way_examining_set (self, WAY_FACT_SERIAL,
                     state == WAY_PROOF_ABSENT ? to_fact (serial)
                                               : WAY_FACT_STATE_NOT_KNOWN,
                     G_MAXUINT64);
  if (state == WAY_PROOF_ABSENT)
    {
      way_examining_set (self, WAY_FACT_MINE, WAY_FACT_STATE_ABSENT, G_MAXUINT64);
      way_examining_set (self, WAY_FACT_CLAIMED, WAY_FACT_STATE_ABSENT, G_MAXUINT64);
      way_examining_set (self, WAY_FACT_SOLD, WAY_FACT_STATE_ABSENT, G_MAXUINT64);
      way_examining_set (self, WAY_FACT_TAKEN_BACK, WAY_FACT_STATE_ABSENT, G_MAXUINT64);
    }
  if (serial == WAY_PROOF_PRESENT)
    compare_in_pack_key (self, proof->claim_key);
}

/* A code that names no lot, or no single item. */
static void
examine_depth (WayExamining *self)
{
  gboolean has_lot = way_record_has (self->question, 2);
  gboolean has_serial = way_record_has (self->question, 3);
  gboolean is_container = !way_record_has (self->question, 1);

  way_examining_set (self, WAY_FACT_SINGLE_ITEM,
                     has_serial ? WAY_FACT_STATE_PROVEN : WAY_FACT_STATE_ABSENT,
                     G_MAXUINT64);
  way_examining_set (self, WAY_FACT_LOT,
                     is_container || (!has_lot && !has_serial) ? WAY_FACT_STATE_PROVEN
                                                               : WAY_FACT_STATE_NOT_KNOWN,
                     G_MAXUINT64);
  way_examining_set (self, WAY_FACT_SERIAL,
                     has_serial ? WAY_FACT_STATE_NOT_KNOWN : WAY_FACT_STATE_PROVEN,
                     G_MAXUINT64);
  if (!self->out->has_subject)
    return;
  if (has_lot && !is_container)
    examine_lot (self);
  if (has_lot && has_serial && !is_container)
    examine_unit (self);
  if (is_container)
    {
      WayHash id;
      WayStateKey key;

      way_thing_get_id (&self->out->subject, &id);
      key = way_state_key_head (&id);
      self->out->has_head = way_verified_bundle_find_record (
                                self->bundle, &key, &way_head_schema, &self->out->head)
                            == WAY_PROOF_PRESENT;
      if (self->out->has_head && self->out->head.status == WAY_HEAD_MISSING)
        way_examining_set (self, WAY_FACT_MISSING, WAY_FACT_STATE_PROVEN, G_MAXUINT64);
    }
}

static void
find_recall_notice (WayExamining *self, const WayRecallEntry *entry)
{
  for (gsize i = 0; i < way_verified_bundle_get_n_statements (self->bundle); i++)
    {
      const WayVerifiedStatement *statement =
          way_verified_bundle_get_statement (self->bundle, i);

      if (!way_hash_equal (&statement->statement.id, &entry->statement)
          || entry->action_index >= statement->statement.payload.n_actions
          || statement->statement.payload.actions[entry->action_index].kind
                 != WAY_ACTION_RECALL)
        continue;
      self->out->recall_notice =
          statement->statement.payload.actions[entry->action_index].body;
      self->out->evidence[WAY_FACT_RECALL] = statement->entry->log_index;
    }
}

static void
take_recall (WayExamining *self, const WayRecallEntry *entry)
{
  if (way_record_has (entry, 6))
    {
      way_examining_set (self, WAY_FACT_RECALL_ENDED, WAY_FACT_STATE_PROVEN, G_MAXUINT64);
      return;
    }
  way_examining_set (self, WAY_FACT_RECALL, WAY_FACT_STATE_PROVEN, G_MAXUINT64);
  self->out->recall = *entry;
  self->out->has_recall = TRUE;
  find_recall_notice (self, entry);
}

static void
examine_recall_of (WayExamining *self, const WayThing *thing)
{
  WayRecallState recalls;
  const WayRecallEntry *entries;
  WayProofState state;
  WayStateKey key;
  WayHash id;

  way_thing_get_id (thing, &id);
  key = way_state_key_recall (&id);
  state = way_verified_bundle_find_record (self->bundle, &key, &way_recall_state_schema,
                                           &recalls);
  if (state != WAY_PROOF_PRESENT && state != WAY_PROOF_ABSENT
      && self->out->facts.states[WAY_FACT_RECALL] != WAY_FACT_STATE_PROVEN)
    way_examining_set (self, WAY_FACT_RECALL, WAY_FACT_STATE_NOT_KNOWN, G_MAXUINT64);
  entries = recalls.recalls.items;
  for (gsize i = 0; state == WAY_PROOF_PRESENT && i < recalls.recalls.n; i++)
    take_recall (self, &entries[i]);
}

static void
examine_recalls (WayExamining *self)
{
  const WayThing *subject = &self->out->subject;
  WayThing product, lot;

  if (!self->out->has_subject)
    return;
  way_examining_set (self, WAY_FACT_RECALL, WAY_FACT_STATE_ABSENT, G_MAXUINT64);
  if (subject->kind == WAY_THING_CONTAINER)
    return;
  product = way_thing_product (&subject->account, subject->gtin);
  examine_recall_of (self, &product);
  if (subject->kind == WAY_THING_PRODUCT)
    return;
  lot = way_thing_lot (&subject->account, subject->gtin, subject->lot);
  examine_recall_of (self, &lot);
  if (subject->kind == WAY_THING_UNIT)
    examine_recall_of (self, subject);
}

/* The product as its newest registration or update has it. */
static void
find_product (WayExamining *self)
{
  for (guint i = 0; i < self->steps->len; i++)
    {
      const WayStep *step = &g_array_index (self->steps, WayStep, i);

      if (step->kind != WAY_STEP_EVENT
          || !way_slice_equal (step->thing.gtin, self->out->subject.gtin))
        continue;
      if (step->action->kind == WAY_ACTION_PRODUCT_REGISTER)
        self->out->product = &((const WayProductRegister *) step->action->body)->product;
      else if (step->action->kind == WAY_ACTION_PRODUCT_UPDATE)
        self->out->product = &((const WayProductUpdate *) step->action->body)->product;
    }
}

/* ---- The whole --------------------------------------------------------------------------------- */

gboolean
way_examination_find_profile (WayVerifiedBundle *bundle,
                              const WayHash *account,
                              WayProfile *out_profile)
{
  WayStateKey key = way_state_key_profile (account);

  return way_verified_bundle_find_record (bundle, &key, &way_profile_schema, out_profile)
         == WAY_PROOF_PRESENT;
}

static void
collect_registrars (WayExamining *self)
{
  const WayGenesis *genesis = way_verified_bundle_get_genesis (self->bundle);
  const WayRegistrar *registrars = genesis->registrars.items;

  for (gsize i = 0;
       i < genesis->registrars.n && self->n_registrars < G_N_ELEMENTS (self->registrars);
       i++)
    way_public_key_get_thumbprint ((const WayPublicKey *) registrars[i].key,
                                   &self->registrars[self->n_registrars++]);
  for (gsize i = 0; i < self->options->n_registrars
                    && self->n_registrars < G_N_ELEMENTS (self->registrars);
       i++)
    self->registrars[self->n_registrars++] = self->options->registrars[i];
}

static WayExamination *
examination_new (void)
{
  WayExamination *self = g_new0 (WayExamination, 1);

  for (gsize i = 0; i < WAY_N_FACTS; i++)
    self->evidence[i] = G_MAXUINT64;
  return self;
}

static void
examine_answer (WayExamining *self, const WayBundleReport *report)
{
  static const WayFactState fresh[] = {
    [WAY_PROOF_NOT_KNOWN] = WAY_FACT_STATE_NOT_KNOWN,
    [WAY_PROOF_PRESENT] = WAY_FACT_STATE_PROVEN,
    [WAY_PROOF_ABSENT] = WAY_FACT_STATE_ABSENT,
    [WAY_PROOF_WRONG] = WAY_FACT_STATE_CONTRADICTED,
  };
  const WayGenesis *genesis = way_verified_bundle_get_genesis (self->bundle);

  way_examining_set (self, WAY_FACT_TRUSTED, WAY_FACT_STATE_PROVEN, G_MAXUINT64);
  way_examining_set (self, WAY_FACT_LIVE,
                     self->options->is_live ? WAY_FACT_STATE_PROVEN
                                            : WAY_FACT_STATE_ABSENT,
                     G_MAXUINT64);
  way_examining_set (self, WAY_FACT_FRESH,
                     self->options->is_live ? fresh[report->freshness]
                                            : WAY_FACT_STATE_NOT_KNOWN,
                     G_MAXUINT64);
  way_examining_set (self, WAY_FACT_SOLO, WAY_FACT_STATE_PROVEN, G_MAXUINT64);
  if (way_record_has (genesis, 7) && genesis->is_demo)
    way_examining_set (self, WAY_FACT_DEMO, WAY_FACT_STATE_PROVEN, G_MAXUINT64);
}

WayExamination *
way_examine (WayVerifiedBundle *bundle,
             const WayBundleReport *report,
             const WayExamineOptions *options)
{
  g_autoptr (GHashTable)
      seen = g_hash_table_new_full (way_hash_to_uint, way_hash_keys_equal, g_free, NULL);
  WayExamining self = {
    .bundle = bundle,
    .question = &way_verified_bundle_get_record (bundle)->question,
    .options = options,
    .checkpoint = way_verified_bundle_get_checkpoint (bundle, NULL),
    .out = examination_new (),
    .steps = g_array_new (FALSE, FALSE, sizeof (WayStep)),
    .seen = seen,
  };

  self.out->checked_time_ms = self.checkpoint->time;
  collect_registrars (&self);
  examine_answer (&self, report);
  if (way_record_has (self.question, 1) || way_record_has (self.question, 4))
    {
      way_examine_issuer (&self);
      examine_depth (&self);
      way_examine_story (&self);
      way_examine_marks (&self);
      examine_recalls (&self);
      find_product (&self);
    }
  way_verdict_judge (&self.out->facts, &self.out->verdict);
  self.out->n_steps = self.steps->len;
  self.out->steps = (WayStep *) (gpointer) g_array_free (self.steps, FALSE);
  return self.out;
}

WayExamination *
way_examine_nothing (gboolean is_wrong)
{
  WayExamination *self = examination_new ();

  if (is_wrong)
    self->facts.states[WAY_FACT_TRUSTED] = WAY_FACT_STATE_CONTRADICTED;
  way_verdict_judge (&self->facts, &self->verdict);
  return self;
}

void
way_examination_free (WayExamination *self)
{
  if (self == NULL)
    return;
  g_free (self->steps);
  g_free (self);
}
