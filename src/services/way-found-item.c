/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-found-item.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TIMES_SIGN "×"
#define MAX_DIGITS 13

void
way_found_item_free (WayFoundItem *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->lookup, way_lookup_free);
  g_free (self);
}

const char *
way_item_split_quantity (const char *text, guint64 *out_quantity)
{
  gsize n = strspn (text, "0123456789");
  g_autofree char *digits = g_strndup (text, n);
  const char *rest = text + n;

  *out_quantity = 0;
  if (n == 0 || n > MAX_DIGITS)
    return text;
  if (rest[0] == '*')
    rest++;
  else if (g_str_has_prefix (rest, TIMES_SIGN))
    rest += strlen (TIMES_SIGN);
  else
    return text;
  *out_quantity = g_ascii_strtoull (digits, NULL, 10);
  return rest;
}

/* Whether @account has registered what the code names, as far as its lot. */
static gboolean
has_thing (WayVerifiedBundle *bundle, const WayGs1Code *code, const WayHash *account)
{
  WayQuestion question = way_question_from_code (code);
  WayThing thing;
  WayStateKey key;
  WayHash id;

  if (code->kind == WAY_GS1_CODE_CONTAINER)
    thing = way_thing_container (account, question.sscc);
  else if (code->lot[0] != '\0')
    thing = way_thing_lot (account, question.gtin, question.lot);
  else
    thing = way_thing_product (account, question.gtin);
  way_thing_get_id (&thing, &id);
  key = way_state_key_head (&id);
  return way_verified_bundle_find_state (bundle, way_state_key_get_slice (&key), NULL)
         == WAY_PROOF_PRESENT;
}

static gboolean
check_answer (const WayLookup *lookup, GError **error)
{
  const WayLookupResult *result = lookup->best;

  if (result->error == NULL)
    return TRUE;
  g_propagate_error (error, g_error_copy (result->error));
  return FALSE;
}

static WayLookup *
look_up (const WayItemFinder *finder,
         const char *text,
         const WayHash *account,
         GCancellable *cancellable,
         GError **error)
{
  WayLookupHow how = { .only = finder->network,
                       .as = finder->identity,
                       .account = account };
  g_autoptr (WayLookup)
      lookup = way_lookup_text (finder->home, text, NULL, &how, cancellable, error);

  if (lookup == NULL || !check_answer (lookup, error))
    return NULL;
  return g_steal_pointer (&lookup);
}

/* The signer's own things come first: a brand without an attestation works with its own goods too. */
static WayLookup *
look_up_own_first (const WayItemFinder *finder,
                   const char *text,
                   GCancellable *cancellable,
                   GError **error)
{
  const WayHash *own = &finder->identity->account;
  g_autoptr (WayLookup)
      lookup = look_up (finder, text, finder->account, cancellable, error);
  const WayExamination *examination;

  if (lookup == NULL || finder->account != NULL)
    return g_steal_pointer (&lookup);
  examination = way_lookup_get_examination (lookup);
  if ((examination->has_subject && way_hash_equal (&examination->issuer, own))
      || !has_thing (lookup->best->answer->bundle, &lookup->code, own))
    return g_steal_pointer (&lookup);
  return look_up (finder, text, own, cancellable, error);
}

static WayThing
make_thing (const WayGs1Code *code, const WayHash *account)
{
  WayQuestion question = way_question_from_code (code);

  if (code->kind == WAY_GS1_CODE_CONTAINER)
    return way_thing_container (account, question.sscc);
  if (code->lot[0] == '\0')
    return way_thing_product (account, question.gtin);
  if (code->serial[0] == '\0')
    return way_thing_lot (account, question.gtin, question.lot);
  return way_thing_unit (account, question.gtin, question.lot, question.serial);
}

/* A unit that nothing happened to yet comes with the proof that it is of its lot. */
static gboolean
add_proof (WayFoundItem *self, GError **error)
{
  const WayExamination *examination = way_lookup_get_examination (self->lookup);
  const WayThing *unit = &self->item.thing;
  WayThing lot = way_thing_lot (&unit->account, unit->gtin, unit->lot);
  const WayUnitProof *proof = NULL;
  WayProofState state;

  if (unit->kind != WAY_THING_UNIT || examination->has_head)
    return TRUE;
  state = way_verified_bundle_check_serial (self->lookup->best->answer->bundle, &lot,
                                            unit->serial, &proof);
  if (state == WAY_PROOF_ABSENT)
    return way_error_format (error, WAY_RESULT_NOT_IN_LOT,
                             "The serial number %s was never issued in that lot",
                             self->lookup->code.serial);
  if (state != WAY_PROOF_PRESENT)
    return way_error_format (
        error, WAY_RESULT_UNVERIFIED,
        "The node does not have the list of serial numbers of that lot; ask one of "
        "the brand's own nodes");
  self->item.present |= 1 << 3;
  self->item.proof = *proof;
  return TRUE;
}

static gboolean
check_kind (const WayFoundItem *self,
            guint64 quantity,
            WayItemFlags flags,
            GError **error)
{
  WayThingKind kind = (WayThingKind) self->item.thing.kind;

  if ((flags & WAY_ITEM_ONLY_UNIT) && kind != WAY_THING_UNIT)
    return way_error_format (
        error, WAY_RESULT_USAGE,
        "This needs a code with a serial number: of one single item");
  if (kind == WAY_THING_PRODUCT && !(flags & WAY_ITEM_MAY_BE_PRODUCT))
    return way_error_format (
        error, WAY_RESULT_USAGE,
        "This code names a product, but no lot or single item of it");
  if (kind == WAY_THING_LOT && quantity == 0 && (flags & WAY_ITEM_NEEDS_QUANTITY))
    return way_error_format (error, WAY_RESULT_USAGE,
                             "Say how much of the lot, like 20*%s", "(01)…(10)…");
  if (quantity != 0 && (kind != WAY_THING_LOT || !(flags & WAY_ITEM_NEEDS_QUANTITY)))
    return way_error_format (error, WAY_RESULT_USAGE,
                             "Only lots have a quantity in front");
  return TRUE;
}

static gboolean
check_known (const WayFoundItem *self, WayItemFlags flags, GError **error)
{
  const WayExamination *examination = way_lookup_get_examination (self->lookup);
  WayThingKind kind = (WayThingKind) self->item.thing.kind;
  gboolean is_known = examination->has_subject
                      && (kind == WAY_THING_PRODUCT || kind == WAY_THING_CONTAINER
                          || examination->has_lot);

  if (is_known || (flags & WAY_ITEM_MAY_BE_UNKNOWN)
      || (kind == WAY_THING_CONTAINER && (flags & WAY_ITEM_MAY_BE_NEW)))
    return TRUE;
  return way_error_format (error, WAY_RESULT_NOT_REGISTERED,
                           "Nobody registered that on this network");
}

WayFoundItem *
way_item_find (const WayItemFinder *finder,
               const char *text,
               WayItemFlags flags,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (WayFoundItem) self = g_new0 (WayFoundItem, 1);
  const WayExamination *examination;
  const WayHash *account = &finder->identity->account;
  guint64 quantity;
  const char *code = way_item_split_quantity (text, &quantity);

  self->lookup = look_up_own_first (finder, code, cancellable, error);
  if (self->lookup == NULL)
    return NULL;
  examination = way_lookup_get_examination (self->lookup);
  if (examination->has_subject)
    account = &examination->issuer;
  self->item.thing = make_thing (&self->lookup->code, account);
  if (quantity != 0)
    {
      self->item.present |= 1 << 2;
      self->item.quantity = quantity;
    }
  if (!check_kind (self, quantity, flags, error) || !check_known (self, flags, error))
    return NULL;
  if (!(flags & WAY_ITEM_MAY_BE_UNKNOWN) && !add_proof (self, error))
    return NULL;
  return g_steal_pointer (&self);
}
