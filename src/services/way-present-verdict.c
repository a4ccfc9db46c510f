/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-present.h"

#include <glib/gi18n-lib.h>

const char *
way_present_verdict_title (WayVerdictCode code)
{
  static const char *const titles[] = {
    [WAY_VERDICT_NONE] = N_ ("No verdict"),
    [WAY_VERDICT_RECALLED] = N_ ("Recalled"),
    [WAY_VERDICT_LIKELY_COPY] = N_ ("Likely a copy"),
    [WAY_VERDICT_ALREADY_SOLD] = N_ ("Already sold"),
    [WAY_VERDICT_UNKNOWN_CODE] = N_ ("Unknown code"),
    [WAY_VERDICT_CANNOT_TELL] = N_ ("Can't tell"),
    [WAY_VERDICT_ISSUED] = N_ ("Issued by the brand"),
    [WAY_VERDICT_GENUINE] = N_ ("Genuine"),
  };

  return _ (titles[code]);
}

const char *
way_present_verdict_sentence (WayVerdictCode code)
{
  static const char *const sentences[] = {
    [WAY_VERDICT_NONE] = N_ ("Nothing was judged."),
    [WAY_VERDICT_RECALLED] = N_ ("Its maker or an authority asks for it back. Don't use "
                                 "it before you have read why."),
    [WAY_VERDICT_LIKELY_COPY] = N_ ("Something on the ledger contradicts this code. Ask "
                                    "the brand before you buy it."),
    [WAY_VERDICT_ALREADY_SOLD] = N_ (
        "It was sold before. Unless you are who bought it, what is offered as new is a "
        "copy, or not new."),
    [WAY_VERDICT_UNKNOWN_CODE] =
        N_ ("Nobody registered this code on the networks that you are in. That alone "
            "says nothing good or bad about it."),
    [WAY_VERDICT_CANNOT_TELL] = N_ ("Not enough could be checked to say."),
    [WAY_VERDICT_ISSUED] = N_ ("The outside code is in order. A printed code can be "
                               "copied: the code inside the pack settles it."),
    [WAY_VERDICT_GENUINE] = N_ ("It is yours, and the ledger proves it."),
  };

  return _ (sentences[code]);
}

/* Reasons that need no names, numbers or dates. */
static const char *const plain_reasons[WAY_N_REASONS] = {
  [WAY_REASON_UNTRUSTED] = N_ ("The answer does not hold: its proofs are wrong, or it "
                               "shows another ledger than before."),
  [WAY_REASON_NO_ANSWER] =
      N_ ("No network could be reached, and this computer remembers nothing about it."),
  [WAY_REASON_IN_PACK_WRONG] = N_ ("The in-pack code does not belong to this item."),
  [WAY_REASON_NEVER_ISSUED] =
      N_ ("The brand never issued this serial number in this lot."),
  [WAY_REASON_CONSUMED] =
      N_ ("This item was used up in making something else: it can't be for sale."),
  [WAY_REASON_NO_PRODUCT] = N_ ("Nobody registered this product code."),
  [WAY_REASON_NO_LOT] = N_ ("The brand did not register this lot."),
  [WAY_REASON_OMISSION] = N_ ("The answer leaves out events that the ledger counts."),
  [WAY_REASON_COMPROMISED_KEY] =
      N_ ("Something that this rests on was signed with a stolen key."),
  [WAY_REASON_CLAIMED] = N_ ("Somebody claimed this item with its in-pack code."),
  [WAY_REASON_SOLD] = N_ ("This item was sold before."),
  [WAY_REASON_TAKEN_BACK] =
      N_ ("This item was sold once and came back. Only its seller says so, and whoever "
          "had it may have opened the pack."),
  [WAY_REASON_SERIAL_NOT_KNOWN] =
      N_ ("The answer does not show whether this serial number was issued."),
  [WAY_REASON_LOT_NOT_KNOWN] =
      N_ ("The answer does not show whether this lot was registered."),
  [WAY_REASON_PRODUCT_NOT_KNOWN] =
      N_ ("The answer does not show whether this product was registered."),
  [WAY_REASON_COMPLETE_NOT_KNOWN] =
      N_ ("It could not be checked whether the history is complete."),
  [WAY_REASON_RECALL_NOT_KNOWN] =
      N_ ("It could not be checked whether there is a recall."),
  [WAY_REASON_NOT_FRESH] =
      N_ ("The keeper of the ledger did not confirm that this is its newest state."),
  [WAY_REASON_OPEN_THE_BOX] = N_ ("To settle it, open the pack and scan the code inside: "
                                  "only one person can claim it."),
  [WAY_REASON_IN_PACK_FITS] = N_ ("The in-pack code fits this item."),
  [WAY_REASON_NO_SINGLE_ITEM] = N_ ("This code has no serial number: it speaks of the "
                                    "product or lot, not of this very item."),
  [WAY_REASON_TIMELINE_COMPLETE] =
      N_ ("Every event that the ledger counts was shown and checked on this computer."),
  [WAY_REASON_NOT_RECALLED] = N_ ("There is no recall of it."),
  [WAY_REASON_RECALL_ENDED] = N_ ("There was a recall, and it has ended."),
  [WAY_REASON_ATTESTATION_EXPIRED] =
      N_ ("The issuer's right to this code was attested once, but no longer is."),
  [WAY_REASON_MISSING] =
      N_ ("It was shipped, and the receiver did not find it in the shipment."),
  [WAY_REASON_CUSTODY_GAP] = N_ ("A hand-over is missing, or only one side confirms it."),
  [WAY_REASON_KEY_WITHDRAWN] =
      N_ ("A key that signed part of the history was withdrawn later."),
  [WAY_REASON_OTHER_ACCOUNT] =
      N_ ("Others use the same product code. They are not the ones judged here."),
  [WAY_REASON_CERTIFICATE_EXPIRED] = N_ ("A certificate of it has run out."),
  [WAY_REASON_INSPECTION_FAILED] = N_ ("An inspector says that it failed."),
  [WAY_REASON_READING_OUT_OF_RANGE] =
      N_ ("A sensor reading was outside its limits, for example too warm on the way."),
  [WAY_REASON_REPORTED] = N_ ("Somebody reported a problem with it."),
  [WAY_REASON_CERTIFIED] = N_ ("A certificate of it is there and valid."),
  [WAY_REASON_UNDECIDED] = N_ ("Too little is known to judge."),
};

static char *
present_recall (const WayPresenter *self, const WayExamination *examination)
{
  g_autofree char *who = way_present_account (self, &examination->recall.by);
  g_autofree char *when = way_present_date (examination->recall.time);
  const char *level =
      way_present_recall_level ((WayRecallLevel) examination->recall.level);
  const WayRecall *notice = examination->recall_notice;
  g_autofree char *why = NULL;
  g_autofree char *advice = NULL;

  if (notice == NULL)
    /* TRANSLATORS: who, when, and “for safety” or the like */
    return g_strdup_printf (_ ("%s recalled it on %s, %s."), who, when, level);
  why = way_present_lang_texts (&notice->reasons);
  if (!way_record_has (notice, 6))
    /* TRANSLATORS: who, when, “for safety” or the like, and the reason in their own words */
    return g_strdup_printf (_ ("%s recalled it on %s, %s: %s"), who, when, level, why);
  advice = way_present_lang_texts (&notice->advice);
  /* TRANSLATORS: who, when, “for safety” or the like, then the reason and the advice in their own words */
  return g_strdup_printf (_ ("%s recalled it on %s, %s: %s What to do: %s"), who, when,
                          level, why, advice);
}

static char *
present_issued (const WayPresenter *self, const WayExamination *examination)
{
  g_autofree char *issuer = way_present_account (self, &examination->issuer);
  g_autofree char *registrar = way_present_account (self, &examination->registrar);
  g_autofree char *until = way_present_date (examination->attested_until_ms);

  if (!examination->has_attested)
    /* TRANSLATORS: %s is who issued the code */
    return g_strdup_printf (_ ("%s issued this code."), issuer);
  return g_strdup_printf (
      /* TRANSLATORS: who issued the code; who attests that they may; until when */
      _ ("%s issued this code. %s attests that the code is theirs, until %s."), issuer,
      registrar, until);
}

static char *
present_other_brand (const WayPresenter *self, const WayExamination *examination)
{
  g_autofree char *issuer = way_present_account (self, &examination->issuer);
  g_autofree char *holder = way_present_account (self, &examination->attested);

  return g_strdup_printf (
      /* TRANSLATORS: who used the code; whose code it is */
      _ ("%s put this lot under a product code that belongs to %s, who has no such lot."),
      issuer, holder);
}

static char *
present_unverified (const WayPresenter *self, const WayExamination *examination)
{
  g_autofree char *issuer = NULL;

  if (!examination->has_subject)
    return g_strdup (_ ("Nobody whom you trust attests whose code this is."));
  issuer = way_present_account (self, &examination->issuer);
  return g_strdup_printf (
      /* TRANSLATORS: %s is who registered the product */
      _ ("%s registered this code, but nobody whom you trust attests that it is theirs."),
      issuer);
}

static char *
present_lookalike (const WayPresenter *self, const WayExamination *examination)
{
  g_autofree char *issuer = way_present_account (self, &examination->issuer);

  return g_strdup_printf (
      /* TRANSLATORS: %s is a name that imitates another */
      _ ("The name “%s” looks like that of a brand you know, but it is somebody else."),
      issuer);
}

static char *
present_old_answer (const WayExamination *examination)
{
  g_autofree char *when = way_present_time (examination->checked_time_ms);

  return g_strdup_printf (
      /* TRANSLATORS: %s is a date and time */
      _ ("This is what the ledger said on %s. It could not be reached since."), when);
}

static char *
present_fresh (const WayExamination *examination)
{
  g_autofree char *when = way_present_time (examination->checked_time_ms);

  return g_strdup_printf (
      /* TRANSLATORS: %s is a date and time */
      _ ("The keeper of the ledger confirmed just now that its newest state is of %s."),
      when);
}

static char *
present_kept_by_one (const WayNetwork *network)
{
  if (network == NULL)
    return g_strdup (_ ("One party alone keeps this ledger."));
  if (network->node_folder != NULL && !network->is_demo)
    return g_strdup (
        _ ("This ledger is kept by you alone: others take your word for it."));
  return g_strdup_printf (
      /* TRANSLATORS: %s is the name of a network */
      _ ("One party alone keeps the ledger of “%s”: it can't forge signatures or unsay "
         "what you saw, but nobody else checks it."),
      network->name);
}

static char *
present_expired (const WayExamination *examination)
{
  g_autofree char *date = way_slice_dup_string (examination->lot.expiry_date);

  /* TRANSLATORS: %s is a date like 2026-03-01 */
  return g_strdup_printf (_ ("Its expiry date, %s, has passed."), date);
}

static char *
present_mine (const WayPresenter *self, const WayExamination *examination)
{
  g_autofree char *owner = way_present_account (self, &examination->head.owner);

  /* TRANSLATORS: %s is one of the reader's own identities */
  return g_strdup_printf (_ ("The ledger names you as its owner: %s."), owner);
}

static char *
present_reason (const WayPresenter *self,
                const WayExamination *examination,
                const WayNetwork *network,
                WayReason reason)
{
  if (plain_reasons[reason] != NULL)
    return g_strdup (_ (plain_reasons[reason]));
  if (reason == WAY_REASON_RECALLED)
    return present_recall (self, examination);
  if (reason == WAY_REASON_ISSUED)
    return present_issued (self, examination);
  if (reason == WAY_REASON_OTHER_BRAND)
    return present_other_brand (self, examination);
  if (reason == WAY_REASON_UNVERIFIED_ISSUER)
    return present_unverified (self, examination);
  if (reason == WAY_REASON_LOOKALIKE)
    return present_lookalike (self, examination);
  if (reason == WAY_REASON_OFFLINE)
    return present_old_answer (examination);
  if (reason == WAY_REASON_CHECKED_FRESH)
    return present_fresh (examination);
  if (reason == WAY_REASON_KEPT_BY_ONE)
    return present_kept_by_one (network);
  if (reason == WAY_REASON_LOT_EXPIRED)
    return present_expired (examination);
  if (reason == WAY_REASON_MINE)
    return present_mine (self, examination);
  if (reason == WAY_REASON_DEMO)
    return g_strdup (_ ("This is the demo market: nothing in it is real."));
  return g_strdup (way_reason_get_name (reason));
}

char *
way_present_reason (const WayPresenter *self,
                    const WayExamination *examination,
                    const WayNetwork *network,
                    WayReason reason)
{
  return way_present_close_up (present_reason (self, examination, network, reason));
}

char *
way_present_answer_age (const WayLookupResult *result)
{
  g_autofree char *network = way_present_network (result->network);
  g_autofree char *when = NULL;
  g_autofree char *age = NULL;

  if (result->answer == NULL || result->answer->is_live)
    return NULL;
  when = way_present_time (result->answer->fetched_ms);
  age =
      way_present_age ((guint64) (g_get_real_time () / 1000), result->answer->fetched_ms);
  return g_strdup_printf (
      /* TRANSLATORS: a network, a date and time, and how long ago that is, like “3 days” */
      _ ("“%s” could not be asked. This is its answer of %s, %s old."), network, when,
      age);
}

GError *
way_lookup_result_dup_alarm (const WayLookupResult *result)
{
  const char *network = result->network->name;
  GError *alarm = NULL;
  WayResult code;

  if (result->error == NULL || result->answer != NULL)
    return NULL;
  code = way_result_from_error (result->error);
  if (result->why != WAY_NO_ANSWER_WRONG)
    /* TRANSLATORS: a network, and why it could not be asked */
    way_error_wrap (&alarm, code, result->error, "“%s” could not be asked: %s", network,
                    result->error->message);
  else if (code == WAY_RESULT_ROLLED_BACK)
    way_error_format (
        &alarm, code,
        /* TRANSLATORS: %s is a network */
        "Warning: “%s” shows an older ledger than you saw before. Something was taken "
        "back, or a backup was put in its place. Nothing it says is used.",
        network);
  else if (code == WAY_RESULT_FORKED)
    way_error_format (
        &alarm, code,
        /* TRANSLATORS: %s is a network */
        "Warning: the ledger of “%s” contradicts what you saw before. Its history was "
        "changed. Nothing it says is used.",
        network);
  else
    way_error_wrap (&alarm, code, result->error,
                    /* TRANSLATORS: a network, and what is wrong with its answer */
                    "Warning: the answer of “%s” does not hold and is not used: %s",
                    network, result->error->message);
  return alarm;
}

char *
way_present_alarm (const WayLookupResult *result)
{
  g_autoptr (GError) alarm = way_lookup_result_dup_alarm (result);

  return alarm != NULL ? way_present_error (alarm) : NULL;
}
