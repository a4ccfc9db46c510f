/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-lookup.h"

#include <glib/gi18n-lib.h>

#include "way-answer-cache.h"
#include "way-known-brands.h"
#include "way-lot-secret.h"

static void
lookup_result_free (gpointer data)
{
  WayLookupResult *self = data;

  g_clear_pointer (&self->examination, way_examination_free);
  g_clear_pointer (&self->answer, way_verified_answer_free);
  g_clear_error (&self->error);
  g_free (self);
}

void
way_lookup_free (WayLookup *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->results, g_ptr_array_unref);
  g_clear_pointer (&self->nothing, way_examination_free);
  g_free (self);
}

const WayExamination *
way_lookup_get_examination (const WayLookup *self)
{
  return self->best != NULL ? self->best->examination : self->nothing;
}

WayQuestion
way_question_from_code (const WayGs1Code *code)
{
  WayQuestion question = { 0 };

  if (code->kind == WAY_GS1_CODE_CONTAINER)
    {
      question.present = 1 << 4;
      question.sscc = way_slice_from_string (code->sscc);
      return question;
    }
  question.present = 1 << 1;
  question.gtin = way_slice_from_string (code->gtin14);
  if (code->lot[0] != '\0')
    {
      question.present |= 1 << 2;
      question.lot = way_slice_from_string (code->lot);
    }
  if (code->serial[0] != '\0')
    {
      question.present |= 1 << 3;
      question.serial = way_slice_from_string (code->serial);
    }
  return question;
}

/* ---- One network ------------------------------------------------------------------------ */

typedef struct
{
  WayHome *home;
  const WayGs1Code *code;
  const WayPublicKey *in_pack_key; /* (nullable) */
  const WayLookupHow *how;
  GCancellable *cancellable;
} Asking;

GArray *
way_lookup_collect_my_accounts (const WayHome *home,
                                gboolean is_demo,
                                const WayIdentity *as)
{
  GArray *accounts = g_array_new (FALSE, FALSE, sizeof (WayHash));

  for (gsize i = 0; i < way_home_get_n_identities (home); i++)
    {
      const WayIdentity *identity = way_home_get_identity (home, i);

      if (!identity->is_demo || (is_demo && identity->is_default) || identity == as)
        g_array_append_val (accounts, identity->account);
    }
  return accounts;
}

static void
examine (const Asking *asking, WayLookupResult *result)
{
  g_autoptr (GArray) mine = way_lookup_collect_my_accounts (
      asking->home, result->network->is_demo, asking->how->as);
  g_autoptr (GArray) brands = NULL;
  g_auto (WayArena) arena;
  WayExamineOptions options = { .my_accounts = (const WayHash *) (gpointer) mine->data,
                                .n_my_accounts = mine->len,
                                .in_pack_key = asking->in_pack_key,
                                .is_live = result->answer->is_live };

  way_arena_init (&arena, 0);
  options.registrars = way_home_get_registrars (asking->home, &options.n_registrars);
  brands = way_known_brands_load (asking->home, result->answer->bundle, &arena);
  options.known_brands = (const WaySlice *) (gpointer) brands->data;
  options.n_known_brands = brands->len;
  result->examination =
      way_examine (result->answer->bundle, &result->answer->report, &options);
  if (!result->network->is_demo)
    way_known_brands_learn (asking->home, result->examination);
}

static WayQuestion
make_question (const Asking *asking)
{
  WayQuestion question = way_question_from_code (asking->code);
  gsize n;
  const WayHash *registrars = way_home_get_registrars (asking->home, &n);

  if (asking->how->account != NULL)
    {
      question.present |= 1 << 5;
      question.account = *asking->how->account;
    }
  if (n > 0)
    {
      question.present |= 1 << 7;
      question.registrars = (WayRecords) { (gpointer) registrars, n };
    }
  return question;
}

/* A proof of something else than what was asked proves nothing here. */
static gboolean
answers_question (const WayVerifiedAnswer *answer, const WayQuestion *asked)
{
  const WayQuestion *got = &way_verified_bundle_get_record (answer->bundle)->question;

  return way_slice_equal (got->gtin, asked->gtin)
         && way_slice_equal (got->lot, asked->lot)
         && way_slice_equal (got->serial, asked->serial)
         && way_slice_equal (got->sscc, asked->sscc)
         && ((got->present ^ asked->present) & 0x3e) == 0
         && (!way_record_has (asked, 5)
             || way_hash_equal (&got->account, &asked->account));
}

static void
drop_other_answer (WayLookupResult *result, const WayQuestion *question)
{
  if (result->answer == NULL || answers_question (result->answer, question))
    return;
  g_clear_pointer (&result->answer, way_verified_answer_free);
  g_clear_error (&result->error);
  result->why = WAY_NO_ANSWER_WRONG;
  way_error_format (&result->error, WAY_RESULT_UNVERIFIED,
                    "The node answered another question than the one that was asked");
}

static WayLookupResult *
ask_network (const Asking *asking, WayNetwork *network)
{
  WayLookupResult *result = g_new0 (WayLookupResult, 1);
  WayQuestion question = make_question (asking);

  result->network = network;
  result->answer = way_verified_answer_fetch (
      asking->home, network, way_verified_answer_call_lookup, &question,
      asking->cancellable, &result->why, &result->error);
  if (result->answer == NULL && result->why == WAY_NO_ANSWER_UNREACHABLE)
    result->answer = way_answer_cache_load (asking->home, network, &question, NULL);
  drop_other_answer (result, &question);
  if (result->answer == NULL)
    {
      result->examination = way_examine_nothing (result->why == WAY_NO_ANSWER_WRONG);
      return result;
    }
  /* a cache that can't be written is no reason to keep the answer from her */
  if (result->answer->is_live)
    way_answer_cache_store (asking->home, &question, result->answer, NULL);
  examine (asking, result);
  return result;
}

/* ---- The best of several ------------------------------------------------------------------- */

/* Of networks that can't judge a code: one whose registrar attests whose it is knows more than one where nobody has the right to
 * it, whatever is registered there. */
static guint
get_rank_of_ignorance (const WayExamination *examination)
{
  gboolean is_attested = examination->has_attested && examination->has_subject
                         && way_hash_equal (&examination->attested, &examination->issuer);

  if (examination->verdict.code == WAY_VERDICT_UNKNOWN_CODE)
    return examination->has_attested ? 2 : 1;
  return is_attested ? 5 : examination->has_subject ? 4 : 3;
}

/* Whoever says that it is recalled or wrong outweighs who says that it is in order; whoever knows it outweighs who does
 * not; the demo market only counts where no real network knows the code. */
static guint
get_rank (const WayLookupResult *result)
{
  static const guint ranks[] = {
    [WAY_VERDICT_ISSUED] = 6,       [WAY_VERDICT_GENUINE] = 7,
    [WAY_VERDICT_ALREADY_SOLD] = 8, [WAY_VERDICT_LIKELY_COPY] = 9,
    [WAY_VERDICT_RECALLED] = 10,
  };
  const WayExamination *examination = result->examination;
  WayVerdictCode code = examination->verdict.code;
  guint rank = 0;

  if (code == WAY_VERDICT_UNKNOWN_CODE || code == WAY_VERDICT_CANNOT_TELL)
    rank = get_rank_of_ignorance (examination);
  else if (code != WAY_VERDICT_NONE)
    rank = ranks[code];
  return rank >= 5 && !result->network->is_demo ? rank + 10 : rank;
}

WayLookup *
way_lookup_code (WayHome *home,
                 const WayGs1Code *code,
                 const WaySecret *in_pack,
                 const WayLookupHow *how,
                 GCancellable *cancellable)
{
  WayUnitName name = { way_slice_from_string (code->gtin14),
                       way_slice_from_string (code->lot),
                       way_slice_from_string (code->serial) };
  WayLookup *self = g_new0 (WayLookup, 1);
  WayPublicKey key;
  Asking asking = { home, code, NULL, how, cancellable };

  self->code = *code;
  self->results = g_ptr_array_new_with_free_func (lookup_result_free);
  self->nothing = way_examine_nothing (FALSE);
  if (in_pack != NULL
      && way_claim_key_derive_public (way_secret_get_slice (in_pack).data, &name, &key))
    {
      self->has_in_pack = TRUE;
      asking.in_pack_key = &key;
    }
  for (gsize i = 0; i < way_home_get_n_networks (home); i++)
    {
      WayNetwork *network = way_home_get_network (home, i);
      WayLookupResult *result;

      if (how->only != NULL && how->only != network)
        continue;
      result = ask_network (&asking, network);
      g_ptr_array_add (self->results, result);
      if (self->best == NULL || get_rank (result) > get_rank (self->best))
        self->best = result;
    }
  return self;
}

WayLookup *
way_lookup_text (WayHome *home,
                 const char *text,
                 const char *format,
                 const WayLookupHow *how,
                 GCancellable *cancellable,
                 GError **error)
{
  WaySlice slice = way_slice_from_string (text);
  g_autoptr (WaySecret) secret = NULL;
  g_autoptr (GError) cause = NULL;
  WayGs1Code code;

  if (!way_gs1_code_from_text (slice, format, &code, NULL, error))
    return NULL;
  if (code.kind == WAY_GS1_CODE_OTHER)
    {
      way_error_format (error, WAY_RESULT_NOT_FOUND,
                        "This code names neither a product nor a case: nothing that is "
                        "traced here");
      return NULL;
    }
  secret = way_gs1_claim_secret_from_text (slice, &cause);
  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return NULL;
    }
  return way_lookup_code (home, &code, secret, how, cancellable);
}
