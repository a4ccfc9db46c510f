/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>

#include "way-blob.h"
#include "way-event-options.h"

/* What an identity shows of itself, and what it says of others. */

#define YEAR_MS G_GUINT64_CONSTANT (31536000000)

typedef struct
{
  char *kind;
  char **names;
  char **descriptions;
  char *url;
  char *country;
  char *gln;
  char *logo;
} ProfileOptions;

static void
profile_options_clear (ProfileOptions *options)
{
  g_free (options->kind);
  g_strfreev (options->names);
  g_strfreev (options->descriptions);
  g_free (options->url);
  g_free (options->country);
  g_free (options->gln);
  g_free (options->logo);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ProfileOptions, profile_options_clear)

/* The profile as the ledger has it, to change only what was named. */
static gboolean
load_profile (WaySession *session, WayProfile *profile)
{
  const WayHash *account = &session->identity->account;

  session->names = way_verified_answer_fetch (session->home, session->network,
                                              way_verified_answer_call_account, account,
                                              NULL, NULL, NULL);
  return session->names != NULL
         && way_examination_find_profile (session->names->bundle, account, profile);
}

static gboolean
apply_texts (const ProfileOptions *options,
             WaySession *session,
             WayProfile *profile,
             GError **error)
{
  if (options->names != NULL
      && !way_cli_parse_texts (options->names, &session->arena, &profile->names, error))
    return FALSE;
  if (options->descriptions == NULL)
    return TRUE;
  profile->present |= 1 << 3;
  return way_cli_parse_texts (options->descriptions, &session->arena,
                              &profile->descriptions, error);
}

static gboolean
apply_logo (const char *path, WaySession *session, WayProfile *profile, GError **error)
{
  g_autoptr (GBytes) blob = NULL;

  if (path == NULL)
    return TRUE;
  blob = way_blob_read_file (path, NULL, error);
  profile->present |= 1 << 7;
  return blob != NULL
         && way_blob_put (session->home, session->network, blob, &profile->logo, NULL,
                          error);
}

static void
apply_text (const char *text, guint key, WaySlice *out, WayProfile *profile)
{
  if (text == NULL)
    return;
  profile->present |= (guint64) 1 << key;
  *out = way_slice_from_string (text);
}

static gboolean
make_profile (const ProfileOptions *options,
              WaySession *session,
              WayProfile *profile,
              GError **error)
{
  char *own_name[] = { session->identity->name, NULL };

  *profile = (WayProfile) { 0 };
  if (!load_profile (session, profile))
    {
      profile->kind = session->identity->kind;
      if (!way_cli_parse_texts (own_name, &session->arena, &profile->names, error))
        return FALSE;
    }
  apply_text (options->url, 4, &profile->url, profile);
  apply_text (options->country, 5, &profile->country, profile);
  apply_text (options->gln, 6, &profile->gln, profile);
  if (options->kind != NULL
      && !way_cli_parse_enum (way_profile_kinds, options->kind, &profile->kind, error))
    return FALSE;
  return apply_texts (options, session, profile, error)
         && apply_logo (options->logo, session, profile, error);
}

static WayExit
identity_profile (WayCli *cli, int argc, char **argv)
{
  g_auto (ProfileOptions) options = { 0 };
  GOptionEntry entries[] = {
    { "kind", 0, 0, G_OPTION_ARG_STRING, &options.kind, N_ ("What it is"), "KIND" },
    { "name", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.names,
      N_ ("Name, once for each language"), "[LANG=]TEXT" },
    { "description", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.descriptions,
      N_ ("Description, once for each language"), "[LANG=]TEXT" },
    { "url", 0, 0, G_OPTION_ARG_STRING, &options.url, N_ ("Web page"), "URL" },
    { "country", 0, 0, G_OPTION_ARG_STRING, &options.country, N_ ("Country"), "CODE" },
    { "gln", 0, 0, G_OPTION_ARG_STRING, &options.gln, N_ ("Global Location Number"),
      "GLN" },
    { "logo", 0, 0, G_OPTION_ARG_FILENAME, &options.logo, N_ ("Picture"), "FILE" },
    { NULL },
  };
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;
  WayProfileSet record = { 0 };

  if (!way_cli_parse (identity_profile, entries, NULL, 0, 0, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (!way_session_open_to_sign (&session, cli, &error)
      || !make_profile (&options, &session, &record.profile, &error))
    return way_cli_fail (error);
  return way_session_act (&session, WAY_ACTION_PROFILE_SET, &record);
}

/* Others can only ship to, attest or sell to whom the network knows. */
static WayExit
identity_register (WayCli *cli, int argc, char **argv)
{
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;
  WaySigned signed_;

  if (!way_cli_parse (identity_register, NULL, NULL, 0, 0, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (!way_session_open_to_sign (&session, cli, &error)
      || !way_session_submit (&session, NULL, 0, &signed_, &error))
    return way_cli_fail (error);
  way_session_print_signed (&session, &signed_);
  return WAY_EXIT_OK;
}

static WayExit
identity_attest (WayCli *cli, int argc, char **argv)
{
  g_autofree char *until = NULL;
  g_autofree char *document = NULL;
  GOptionEntry entries[] = {
    { "until", 0, 0, G_OPTION_ARG_STRING, &until,
      N_ ("Until when it holds; a year if not given"), "DATE" },
    { "document", 0, 0, G_OPTION_ARG_FILENAME, &document, N_ ("Paper that shows it"),
      "KIND=FILE" },
    { NULL },
  };
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;
  WayAttest record = { .until = (guint64) (g_get_real_time () / 1000) + YEAR_MS };

  if (!way_cli_parse (identity_attest, entries, NULL, 3, 3, &argc, &argv))
    return WAY_EXIT_USAGE;
  record.value = way_slice_from_string (argv[2]);
  if (!way_cli_parse_enum (way_claim_kinds, argv[1], &record.claim, &error)
      || (until != NULL && !way_cli_parse_time (until, TRUE, &record.until, &error))
      || !way_session_open_to_sign (&session, cli, &error)
      || !way_session_find_account (&session, argv[0], &record.subject, &error))
    return way_cli_fail (error);
  record.present = (guint64) (document != NULL) << 5;
  if (document != NULL
      && !way_document_make (&session, document, &record.document, &error))
    return way_cli_fail (error);
  return way_session_act (&session, WAY_ACTION_ATTEST, &record);
}

static WayExit
identity_attest_revoke (WayCli *cli, int argc, char **argv)
{
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;
  WayAttestRevoke record = { 0 };

  if (!way_cli_parse (identity_attest_revoke, NULL, NULL, 3, 3, &argc, &argv))
    return WAY_EXIT_USAGE;
  record.value = way_slice_from_string (argv[2]);
  if (!way_cli_parse_enum (way_claim_kinds, argv[1], &record.claim, &error)
      || !way_session_open_to_sign (&session, cli, &error)
      || !way_session_find_account (&session, argv[0], &record.subject, &error))
    return way_cli_fail (error);
  return way_session_act (&session, WAY_ACTION_ATTEST_REVOKE, &record);
}

const WayCommand way_cmd_attest[] = {
  { "identity", "profile",
    "[--kind KIND] [--name [LANG=]TEXT]… [--description [LANG=]TEXT]… [--url URL] "
    "[--country CODE] [--gln GLN] [--logo FILE]",
    N_ ("Change what others see of an identity"), identity_profile },
  { "identity", "register", "",
    N_ ("Make an identity known on a network, so that others can name it"),
    identity_register },
  { "identity", "attest", "[--until DATE] [--document KIND=FILE] ACCOUNT CLAIM VALUE",
    N_ ("Attest something of an account, like its company prefix"), identity_attest },
  { "identity", "attest-revoke", "ACCOUNT CLAIM VALUE", N_ ("Take an attestation back"),
    identity_attest_revoke },
  { NULL },
};
