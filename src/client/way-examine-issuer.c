/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-examine-private.h"

#include "way-look-alike.h"

#define MIN_PREFIX 4
#define MAX_PREFIX 12

/* The digits that a company prefix begins: a GTIN-14 without its indicator, an SSCC without its extension digit. */
static WaySlice
get_prefix_digits (const WayQuestion *question)
{
  WaySlice code = way_record_has (question, 1) ? question->gtin : question->sscc;

  return WAY_SLICE_INIT (code.data + 1, code.len > 0 ? code.len - 1 : 0);
}

typedef struct
{
  WayProofState
      state; /* PRESENT: somebody is; ABSENT: proven that nobody is; NOT_KNOWN */
  gboolean has_expired;
  WayHash account;
  WayHash registrar;
  guint64 until_ms;
} Attested;

static void
look_at_prefix (WayExamining *self,
                const WayHash *registrar,
                WaySlice digits,
                Attested *attested)
{
  WayStateKey key = way_state_key_prefix (registrar, digits);
  WayPrefixState prefix;
  WayProofState state = way_verified_bundle_find_record (
      self->bundle, &key, &way_prefix_state_schema, &prefix);

  if (state == WAY_PROOF_ABSENT)
    return;
  if (state != WAY_PROOF_PRESENT)
    {
      attested->state = WAY_PROOF_NOT_KNOWN;
      return;
    }
  if (way_record_has (&prefix, 4) || prefix.until < self->checkpoint->time)
    {
      attested->has_expired = TRUE;
      return;
    }
  *attested = (Attested) { .state = WAY_PROOF_PRESENT,
                           .has_expired = attested->has_expired,
                           .account = prefix.account,
                           .registrar = *registrar,
                           .until_ms = prefix.until };
}

/* The longest prefix that is present, unexpired and unrevoked; a shorter one counts only where every longer one is known. */
static Attested
find_attested (WayExamining *self)
{
  WaySlice digits = get_prefix_digits (self->question);
  Attested attested = { .state = WAY_PROOF_ABSENT };

  if (digits.len < MAX_PREFIX)
    return (Attested) { .state = WAY_PROOF_NOT_KNOWN };
  for (gsize len = MAX_PREFIX; len >= MIN_PREFIX && attested.state == WAY_PROOF_ABSENT;
       len--)
    for (gsize i = 0; i < self->n_registrars && attested.state == WAY_PROOF_ABSENT; i++)
      look_at_prefix (self, &self->registrars[i], WAY_SLICE_INIT (digits.data, len),
                      &attested);
  return attested;
}

static WayThing
make_subject_of (const WayQuestion *question, const WayHash *account, WayThingKind kind)
{
  switch (kind)
    {
    case WAY_THING_PRODUCT:
      return way_thing_product (account, question->gtin);
    case WAY_THING_LOT:
      return way_thing_lot (account, question->gtin, question->lot);
    case WAY_THING_UNIT:
      return way_thing_unit (account, question->gtin, question->lot, question->serial);
    case WAY_THING_CONTAINER:
    default:
      return way_thing_container (account, question->sscc);
    }
}

static WayProofState
find_head (WayExamining *self, const WayHash *account, WayThingKind kind)
{
  WayThing thing = make_subject_of (self->question, account, kind);
  WayHash id;
  WayStateKey key;

  way_thing_get_id (&thing, &id);
  key = way_state_key_head (&id);
  return way_verified_bundle_find_state (self->bundle, way_state_key_get_slice (&key),
                                         NULL);
}

/* What the code names first: a product or a container. */
static WayThingKind
get_root_kind (const WayQuestion *question)
{
  return way_record_has (question, 1) ? WAY_THING_PRODUCT : WAY_THING_CONTAINER;
}

/* Accounts, in the bundle's order, that registered what the code names. @needs_lot: and its lot. */
static gboolean
find_candidate (WayExamining *self,
                gboolean needs_lot,
                const WayHash *not_this,
                WayHash *out_account)
{
  const WayBundle *record = way_verified_bundle_get_record (self->bundle);
  const WayTimeline *timelines = record->timelines.items;

  for (gsize i = 0; i < record->timelines.n; i++)
    {
      const WayHash *account = &timelines[i].thing.account;

      if (timelines[i].thing.kind != get_root_kind (self->question)
          || (not_this != NULL && way_hash_equal (account, not_this))
          || find_head (self, account, get_root_kind (self->question))
                 != WAY_PROOF_PRESENT
          || (needs_lot && find_head (self, account, WAY_THING_LOT) != WAY_PROOF_PRESENT))
        continue;
      *out_account = *account;
      return TRUE;
    }
  return FALSE;
}

/* Nobody was found to have it: proven only where every account that may have it is proven not to. */
static WayFactState
judge_nobody (WayExamining *self, const Attested *attested)
{
  const WayBundle *record = way_verified_bundle_get_record (self->bundle);
  const WayTimeline *timelines = record->timelines.items;
  WayThingKind kind = get_root_kind (self->question);

  if (attested->state == WAY_PROOF_NOT_KNOWN
      || (attested->state == WAY_PROOF_PRESENT
          && find_head (self, &attested->account, kind) != WAY_PROOF_ABSENT))
    return WAY_FACT_STATE_NOT_KNOWN;
  for (gsize i = 0; i < record->timelines.n; i++)
    if (timelines[i].thing.kind == kind
        && find_head (self, &timelines[i].thing.account, kind) != WAY_PROOF_ABSENT)
      return WAY_FACT_STATE_NOT_KNOWN;
  return WAY_FACT_STATE_ABSENT;
}

/* Whose code it is. The attested issuer's, where it has what the code names; else whoever has it. */
static gboolean
choose_account (WayExamining *self, const Attested *attested, WayHash *out_account)
{
  gboolean needs_lot = way_record_has (self->question, 1)
                       && way_record_has (self->question, 2);
  gboolean attested_has_it = FALSE;

  if (way_record_has (self->question, 5))
    {
      *out_account = self->question->account;
      return find_head (self, out_account, get_root_kind (self->question))
             == WAY_PROOF_PRESENT;
    }
  if (attested->state == WAY_PROOF_PRESENT)
    attested_has_it = find_head (self, &attested->account, get_root_kind (self->question))
                      == WAY_PROOF_PRESENT;
  *out_account = attested->account;
  if (attested_has_it
      && (!needs_lot
          || find_head (self, out_account, WAY_THING_LOT) == WAY_PROOF_PRESENT))
    return TRUE;
  if (needs_lot && find_candidate (self, TRUE, NULL, out_account))
    return TRUE;
  *out_account = attested->account;
  return attested_has_it || find_candidate (self, FALSE, NULL, out_account);
}

/* Another account than the attested one: contradicted only where the attested one is proven not to have what the code names,
 * though it has the product. */
static WayFactState
judge_other_account (WayExamining *self, const Attested *attested)
{
  gboolean has_lot = way_record_has (self->question, 1)
                     && way_record_has (self->question, 2);

  if (has_lot
      && find_head (self, &attested->account, WAY_THING_PRODUCT) == WAY_PROOF_PRESENT
      && find_head (self, &attested->account, WAY_THING_LOT) == WAY_PROOF_ABSENT)
    return WAY_FACT_STATE_CONTRADICTED;
  return WAY_FACT_STATE_ABSENT;
}

static void
judge_issuer (WayExamining *self, const Attested *attested, const WayHash *account)
{
  WayFactState state = WAY_FACT_STATE_NOT_KNOWN;

  if (attested->state == WAY_PROOF_ABSENT)
    state = WAY_FACT_STATE_ABSENT;
  else if (attested->state == WAY_PROOF_PRESENT)
    state = way_hash_equal (&attested->account, account)
                ? WAY_FACT_STATE_PROVEN
                : judge_other_account (self, attested);
  way_examining_set (self, WAY_FACT_ISSUER, state, G_MAXUINT64);
}

static void
compare_names (WayExamining *self, const WayHash *account)
{
  WayProfile other;

  for (gsize i = 0; self->out->has_issuer_profile && i < self->options->n_known_brands;
       i++)
    if (way_look_alike_profiles (&self->out->issuer_profile,
                                 self->options->known_brands[i]))
      way_examining_set (self, WAY_FACT_LOOKALIKE, WAY_FACT_STATE_PROVEN, G_MAXUINT64);
  if (!self->out->has_issuer_profile || !self->out->has_attested
      || way_hash_equal (&self->out->attested, account)
      || !way_examination_find_profile (self->bundle, &self->out->attested, &other))
    return;
  for (gsize i = 0; i < other.names.n; i++)
    if (way_look_alike_profiles (&self->out->issuer_profile,
                                 ((const WayLangText *) other.names.items)[i].text))
      way_examining_set (self, WAY_FACT_LOOKALIKE, WAY_FACT_STATE_PROVEN, G_MAXUINT64);
}

void
way_examine_issuer (WayExamining *self)
{
  WayExamination *out = self->out;
  Attested attested = find_attested (self);
  WayThingKind kind = get_root_kind (self->question);
  WayHash account, other;

  out->has_attested = attested.state == WAY_PROOF_PRESENT;
  out->attested = attested.account;
  out->registrar = attested.registrar;
  out->attested_until_ms = attested.until_ms;
  if (attested.has_expired && !out->has_attested)
    way_examining_set (self, WAY_FACT_ATTESTATION_EXPIRED, WAY_FACT_STATE_PROVEN,
                       G_MAXUINT64);
  if (!choose_account (self, &attested, &account))
    {
      WayFactState state = judge_nobody (self, &attested);

      way_examining_set (self, WAY_FACT_PRODUCT, state, G_MAXUINT64);
      way_examining_set (self, WAY_FACT_ISSUER, state, G_MAXUINT64);
      return;
    }
  way_examining_set (self, WAY_FACT_PRODUCT, WAY_FACT_STATE_PROVEN, G_MAXUINT64);
  if (kind == WAY_THING_PRODUCT && way_record_has (self->question, 2))
    kind = way_record_has (self->question, 3) ? WAY_THING_UNIT : WAY_THING_LOT;
  out->has_subject = TRUE;
  out->issuer = account;
  out->subject = make_subject_of (self->question, &account, kind);
  out->has_issuer_profile =
      way_examination_find_profile (self->bundle, &account, &out->issuer_profile);
  judge_issuer (self, &attested, &account);
  compare_names (self, &account);
  if (find_candidate (self, FALSE, &account, &other))
    way_examining_set (self, WAY_FACT_OTHER_ACCOUNT, WAY_FACT_STATE_PROVEN, G_MAXUINT64);
}
