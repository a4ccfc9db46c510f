/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-present.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "way-base-encoding.h"
#include "way-languages.h"

#define SHORT_ID 12

/* ---- Names ------------------------------------------------------------------------------- */

/* @is_demo: among the identities of the demo market, which give themselves better names there. */
static const WayIdentity *
find_own (const WayPresenter *self, const WayHash *account, gboolean is_demo)
{
  if (self->home == NULL)
    return NULL;
  for (gsize i = 0; i < way_home_get_n_identities (self->home); i++)
    {
      const WayIdentity *identity = way_home_get_identity (self->home, i);

      if (identity->is_demo == is_demo && way_hash_equal (&identity->account, account))
        return identity;
    }
  return NULL;
}

static char *
find_registrar_name (const WayPresenter *self, const WayHash *account)
{
  const WayGenesis *genesis = way_verified_bundle_get_genesis (self->bundle);
  const WayRegistrar *registrars = genesis->registrars.items;

  for (gsize i = 0; i < genesis->registrars.n; i++)
    {
      WayHash id;

      way_public_key_get_thumbprint ((const WayPublicKey *) registrars[i].key, &id);
      if (way_hash_equal (&id, account))
        return way_present_lang_texts (&registrars[i].names);
    }
  return NULL;
}

static char *
find_profile_name (const WayPresenter *self, const WayHash *account)
{
  WayProfile profile;

  if (self->bundle == NULL)
    return NULL;
  if (way_examination_find_profile (self->bundle, account, &profile))
    return way_present_lang_texts (&profile.names);
  return find_registrar_name (self, account);
}

char *
way_present_account (const WayPresenter *self, const WayHash *account)
{
  const WayIdentity *own = find_own (self, account, FALSE);
  g_autofree char *name = NULL;
  g_autofree char *hex = NULL;

  if (own != NULL)
    /* TRANSLATORS: %s is the name of one of the reader's own identities */
    return g_strdup_printf (_ ("%s (you)"), own->name);
  name = find_profile_name (self, account);
  if (name != NULL)
    return g_steal_pointer (&name);
  own = find_own (self, account, TRUE);
  if (own != NULL)
    return own->is_default ? g_strdup_printf (_ ("%s (you)"), own->name)
                           : g_strdup (own->name);
  hex = way_hex_encode (way_slice_from_hash (account));
  hex[SHORT_ID] = '\0';
  /* TRANSLATORS: %s is the start of the identifier of an account whose name is not known */
  return g_strdup_printf (_ ("account %s…"), hex);
}

char *
way_present_lang_texts (const WayRecords *texts)
{
  return way_slice_dup_string (way_lang_text_pick (texts, way_languages_get ()));
}

char *
way_present_network (const WayNetwork *network)
{
  if (network->is_demo)
    /* TRANSLATORS: %s is the name of a network for trying things out */
    return g_strdup_printf (_ ("%s (demo)"), network->name);
  return g_strdup (network->name);
}

/* ---- Errors --------------------------------------------------------------------------------- */

/* Why the system refused is worded by the C library. */
static const char *
translate (const char *text)
{
  const char *words = _ (text);

  return words != text ? words : g_dgettext ("libc", text);
}

char *
way_present_error (const GError *error)
{
  return way_error_dup_text (error, translate);
}

/* ---- Times ---------------------------------------------------------------------------------- */

static char *
format_time (guint64 time_ms, const char *format)
{
  g_autoptr (GDateTime)
      time = g_date_time_new_from_unix_local ((gint64) (time_ms / 1000));
  char *text = time != NULL ? g_date_time_format (time, format) : NULL;

  return text != NULL ? text : g_strdup ("?");
}

char *
way_present_date (guint64 time_ms)
{
  /* TRANSLATORS: a date, in the notation of g_date_time_format() */
  return format_time (time_ms, _ ("%-d %B %Y"));
}

char *
way_present_time (guint64 time_ms)
{
  /* TRANSLATORS: a date and time, in the notation of g_date_time_format() */
  return format_time (time_ms, _ ("%-d %B %Y, %H:%M"));
}

char *
way_present_age (guint64 now_ms, guint64 then_ms)
{
  guint64 minutes = now_ms > then_ms ? (now_ms - then_ms) / 60000 : 0;
  guint64 hours = minutes / 60, days = hours / 24;

  if (days > 0)
    /* TRANSLATORS: how old something is, or how long it lasts */
    return g_strdup_printf (ngettext ("%" PRIu64 " day", "%" PRIu64 " days", days), days);
  if (hours > 0)
    /* TRANSLATORS: how old something is */
    return g_strdup_printf (ngettext ("%" PRIu64 " hour", "%" PRIu64 " hours", hours),
                            hours);
  /* TRANSLATORS: how old something is */
  return g_strdup_printf (ngettext ("%" PRIu64 " minute", "%" PRIu64 " minutes", minutes),
                          minutes);
}

char *
way_present_term (guint64 days)
{
  guint64 years = days / 365;

  if (years > 0 && days % 365 == 0)
    /* TRANSLATORS: how long a warranty lasts */
    return g_strdup_printf (ngettext ("%" PRIu64 " year", "%" PRIu64 " years", years),
                            years);
  /* TRANSLATORS: how old something is, or how long it lasts */
  return g_strdup_printf (ngettext ("%" PRIu64 " day", "%" PRIu64 " days", days), days);
}

/* ---- Things ----------------------------------------------------------------------------------- */

char *
way_present_thing (const WayThing *thing)
{
  g_autofree char *gtin = way_slice_dup_string (thing->gtin);
  g_autofree char *lot = way_slice_dup_string (thing->lot);
  g_autofree char *serial = way_slice_dup_string (thing->serial);
  g_autofree char *sscc = way_slice_dup_string (thing->sscc);

  switch ((WayThingKind) thing->kind)
    {
    case WAY_THING_PRODUCT:
      /* TRANSLATORS: %s is a GTIN */
      return g_strdup_printf (_ ("product %s"), gtin);
    case WAY_THING_LOT:
      /* TRANSLATORS: the first %s is a lot's name, the second one a GTIN */
      return g_strdup_printf (_ ("lot %s of product %s"), lot, gtin);
    case WAY_THING_UNIT:
      /* TRANSLATORS: a serial number, a lot's name, a GTIN */
      return g_strdup_printf (_ ("item %s of lot %s of product %s"), serial, lot, gtin);
    case WAY_THING_CONTAINER:
    default:
      /* TRANSLATORS: %s is an SSCC; it may be a case, a pallet or another container */
      return g_strdup_printf (_ ("case %s"), sscc);
    }
}

char *
way_present_item (const WayItem *item)
{
  g_autofree char *thing = way_present_thing (&item->thing);

  if (!way_record_has (item, 2))
    return g_steal_pointer (&thing);
  /* TRANSLATORS: a number of pieces, and of what: “20 × lot A1 of product 0952…” */
  return g_strdup_printf (_ ("%" PRIu64 " × %s"), item->quantity, thing);
}

/* ---- Enumerations -------------------------------------------------------------------------------- */

static const char *
pick (const char *const *words, gsize n, guint64 i)
{
  return i < n && words[i] != NULL ? _ (words[i]) : "?";
}

char *
way_present_close_up (char *sentence)
{
  const char *from = sentence;
  char *to = sentence;
  gunichar before = 0;
  gboolean is_quoted = FALSE;

  while (from != NULL && *from != '\0')
    {
      const char *next = g_utf8_next_char (from);
      gunichar letter = g_utf8_get_char (from);

      if (letter == 0x201C || letter == 0x201D)
        is_quoted = letter == 0x201C;
      if (letter != ' ' || is_quoted || !g_unichar_iswide (before)
          || !g_unichar_iswide (g_utf8_get_char (next)))
        {
          memmove (to, from, (gsize) (next - from));
          to += next - from;
        }
      before = letter;
      from = next;
    }
  if (to != NULL)
    *to = '\0';
  return sentence;
}

const char *
way_present_profile_kind (WayProfileKind kind)
{
  static const char *const words[] = {
    [WAY_PROFILE_PERSON] = N_ ("person"),
    [WAY_PROFILE_BRAND] = N_ ("brand"),
    [WAY_PROFILE_WORKSHOP] = N_ ("workshop"),
    [WAY_PROFILE_FARM] = N_ ("farm"),
    [WAY_PROFILE_CARRIER] = N_ ("carrier"),
    [WAY_PROFILE_SHOP] = N_ ("shop"),
    [WAY_PROFILE_LABORATORY] = N_ ("laboratory"),
    [WAY_PROFILE_AUTHORITY] = N_ ("authority"),
    [WAY_PROFILE_REGISTRAR] = N_ ("registrar"),
  };

  return pick (words, G_N_ELEMENTS (words), kind);
}

const char *
way_present_claim_kind (WayClaimKind kind)
{
  static const char *const words[] = {
    [WAY_CLAIM_COMPANY_PREFIX] = N_ ("company prefix"),
    [WAY_CLAIM_BUSINESS] = N_ ("business registration"),
    [WAY_CLAIM_ROLE] = N_ ("role"),
    [WAY_CLAIM_CERTIFICATION] = N_ ("certification"),
    [WAY_CLAIM_PEER] = N_ ("word of a peer"),
  };

  return pick (words, G_N_ELEMENTS (words), kind);
}

const char *
way_present_revoke_reason (WayRevokeReason reason)
{
  static const char *const words[] = {
    [WAY_REVOKE_SUPERSEDED] = N_ ("replaced by another"),
    [WAY_REVOKE_LOST] = N_ ("lost"),
    [WAY_REVOKE_COMPROMISED] = N_ ("stolen or seen by others"),
    [WAY_REVOKE_RETIRED] = N_ ("no longer used"),
  };

  return pick (words, G_N_ELEMENTS (words), reason);
}

const char *
way_present_document_kind (WayDocumentKind kind)
{
  static const char *const words[] = {
    [WAY_DOCUMENT_PICTURE] = N_ ("picture"),
    [WAY_DOCUMENT_TEST_REPORT] = N_ ("test report"),
    [WAY_DOCUMENT_CERTIFICATE] = N_ ("certificate"),
    [WAY_DOCUMENT_CUSTOMS] = N_ ("customs paper"),
    [WAY_DOCUMENT_TERMS] = N_ ("terms"),
    [WAY_DOCUMENT_MANUAL] = N_ ("manual"),
    [WAY_DOCUMENT_EPCIS] = N_ ("EPCIS document"),
    [WAY_DOCUMENT_OTHER] = N_ ("document"),
  };

  return pick (words, G_N_ELEMENTS (words), kind);
}

const char *
way_present_inspect_outcome (WayInspectOutcome outcome)
{
  static const char *const words[] = {
    [WAY_INSPECT_PASSED] = N_ ("passed"),
    [WAY_INSPECT_FAILED] = N_ ("failed"),
    [WAY_INSPECT_INFORMATION] = N_ ("for information"),
  };

  return pick (words, G_N_ELEMENTS (words), outcome);
}

const char *
way_present_recall_level (WayRecallLevel level)
{
  static const char *const words[] = {
    [WAY_RECALL_SAFETY] = N_ ("for safety"),
    [WAY_RECALL_QUALITY] = N_ ("for quality"),
    [WAY_RECALL_INFORMATION] = N_ ("for information"),
  };

  return pick (words, G_N_ELEMENTS (words), level);
}

const char *
way_present_report_kind (WayReportKind kind)
{
  static const char *const words[] = {
    [WAY_REPORT_COUNTERFEIT] = N_ ("counterfeit"),
    [WAY_REPORT_UNSAFE] = N_ ("unsafe"),
    [WAY_REPORT_DAMAGED] = N_ ("damaged"),
    [WAY_REPORT_WRONG_INFORMATION] = N_ ("wrong information"),
    [WAY_REPORT_OTHER] = N_ ("something else"),
  };

  return pick (words, G_N_ELEMENTS (words), kind);
}

const char *
way_present_shipment_status (WayShipmentStatus status)
{
  static const char *const words[] = {
    [WAY_SHIPMENT_IN_TRANSIT] = N_ ("on its way"),
    [WAY_SHIPMENT_RECEIVED] = N_ ("received"),
    [WAY_SHIPMENT_RECEIVED_SHORT] = N_ ("received with something missing"),
  };

  return pick (words, G_N_ELEMENTS (words), status);
}

const char *
way_present_head_status (WayHeadStatus status)
{
  static const char *const words[] = {
    [WAY_HEAD_ACTIVE] = N_ ("in stock"),  [WAY_HEAD_IN_TRANSIT] = N_ ("on its way"),
    [WAY_HEAD_MISSING] = N_ ("missing"),  [WAY_HEAD_SOLD] = N_ ("sold"),
    [WAY_HEAD_CONSUMED] = N_ ("used up"),
  };

  return pick (words, G_N_ELEMENTS (words), status);
}
