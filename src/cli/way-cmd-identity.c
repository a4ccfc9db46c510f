/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <string.h>

#include "way-base-encoding.h"
#include "way-did-key.h"
#include "way-session.h"

/* ---- Showing -------------------------------------------------------------------------------- */

/* The demo market has a visitor of its own, who never acts where nobody is named. */
static gboolean
acts_unnamed (const WayIdentity *identity)
{
  return identity->is_default && !identity->is_demo;
}

static void
add_identity (yyjson_mut_doc *doc, yyjson_mut_val *object, const WayIdentity *identity)
{
  way_cli_json_add_string (doc, object, "name", identity->name);
  way_json_add_hash (doc, object, "account", &identity->account);
  yyjson_mut_obj_add_str (doc, object, "kind",
                          way_cli_get_enum_name (way_profile_kinds, identity->kind));
  yyjson_mut_obj_add_uint (doc, object, "keyNumber", identity->key_number);
  yyjson_mut_obj_add_bool (doc, object, "default", acts_unnamed (identity));
  yyjson_mut_obj_add_bool (doc, object, "demo", identity->is_demo);
}

static void
print_row (const WayIdentity *identity)
{
  g_autofree char *hex = way_hex_encode (way_slice_from_hash (&identity->account));

  printf ("%c %s  %s  %s%s%s\n", acts_unnamed (identity) ? '*' : ' ', hex, identity->name,
          way_present_profile_kind (identity->kind), identity->is_demo ? "  " : "",
          identity->is_demo ? _ ("(demo market)") : "");
}

static WayExit
identity_list (WayCli *cli, int argc, char **argv)
{
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (yyjson_mut_doc) doc = way_cli_json_new ();
  yyjson_mut_val *rows =
      yyjson_mut_obj_add_arr (doc, yyjson_mut_doc_get_root (doc), "identities");

  if (!way_cli_parse (identity_list, NULL, NULL, 0, 0, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (!way_session_open (&session, cli, &error))
    return way_cli_fail (error);
  for (gsize i = 0; i < way_home_get_n_identities (session.home); i++)
    if (cli->json)
      add_identity (doc, yyjson_mut_arr_add_obj (doc, rows),
                    way_home_get_identity (session.home, i));
    else
      print_row (way_home_get_identity (session.home, i));
  if (cli->json)
    way_cli_print_json (doc);
  return WAY_EXIT_OK;
}

static gboolean
need_key (WaySession *session, const WayIdentity *identity, GError **error)
{
  return identity->is_demo || !way_home_uses_key_file (session->home)
         || way_session_need_passphrase (session, error);
}

static void
print_identity (WaySession *session, const WayIdentity *identity, const char *did)
{
  g_autofree char *hex = way_hex_encode (way_slice_from_hash (&identity->account));

  /* TRANSLATORS: the following lines are a table; keep them short */
  printf (_ ("Name:    %s\n"), identity->name);
  printf (_ ("Kind:    %s\n"), way_present_profile_kind (identity->kind));
  printf (_ ("Account: %s\n"), hex);
  printf (_ ("Key:     %s (number %u)\n"), did, identity->key_number);
}

static void
report_identity (WaySession *session, const WayIdentity *identity, const char *did)
{
  g_autoptr (yyjson_mut_doc) doc = way_cli_json_new ();

  if (!session->cli->json)
    {
      print_identity (session, identity, did);
      return;
    }
  add_identity (doc, yyjson_mut_doc_get_root (doc), identity);
  way_cli_json_add_string (doc, yyjson_mut_doc_get_root (doc), "did", did);
  way_cli_print_json (doc);
}

static WayExit
show (WaySession *session, const WayIdentity *identity)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayKeyPair) key = way_home_load_key (session->home, identity, &error);
  g_autofree char *did = NULL;

  if (key == NULL)
    return way_cli_fail (error);
  did = way_did_key_from_public_key (way_key_pair_get_public (key));
  report_identity (session, identity, did);
  return WAY_EXIT_OK;
}

static WayExit
identity_show (WayCli *cli, int argc, char **argv)
{
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;
  const WayIdentity *identity;

  if (!way_cli_parse (identity_show, NULL, NULL, 0, 1, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (!way_session_open (&session, cli, &error))
    return way_cli_fail (error);
  identity =
      way_home_find_identity (session.home, argc > 0 ? argv[0] : cli->identity, &error);
  if (identity == NULL || !need_key (&session, identity, &error))
    return way_cli_fail (error);
  return show (&session, identity);
}

static WayExit
identity_default (WayCli *cli, int argc, char **argv)
{
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;
  const WayIdentity *identity;
  g_autoptr (yyjson_mut_doc) doc = way_cli_json_new ();

  if (!way_cli_parse (identity_default, NULL, NULL, 1, 1, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (!way_session_open (&session, cli, &error))
    return way_cli_fail (error);
  identity = way_home_find_identity (session.home, argv[0], &error);
  if (identity == NULL || !way_home_set_default_identity (session.home, identity, &error))
    return way_cli_fail (error);
  if (cli->json)
    {
      add_identity (doc, yyjson_mut_doc_get_root (doc), identity);
      way_cli_print_json (doc);
    }
  else
    print_row (identity);
  return WAY_EXIT_OK;
}

/* ---- Making ------------------------------------------------------------------------------------ */

static gboolean
parse_language (const char *text, WayPhraseLanguage *out_language, GError **error)
{
  static const WayEnumName names[] = { { WAY_PHRASE_ENGLISH, "en" },
                                       { WAY_PHRASE_CHINESE_SIMPLIFIED, "zhCN" },
                                       { WAY_PHRASE_CHINESE_TRADITIONAL, "zhTW" },
                                       { 0, NULL } };
  guint64 language = WAY_PHRASE_ENGLISH;

  if (text != NULL && !way_cli_parse_enum (names, text, &language, error))
    return FALSE;
  *out_language = (WayPhraseLanguage) language;
  return TRUE;
}

static gboolean
create (WaySession *session,
        const char *name,
        guint64 kind,
        WayIdentityStart *start,
        const WayIdentity **out_identity,
        GError **error)
{
  gboolean is_first = !way_home_has_vault (session->home);

  if ((is_first ? start->vault == WAY_VAULT_FILE : way_home_uses_key_file (session->home))
      && !way_session_need_passphrase (session, error))
    return FALSE;
  *out_identity =
      way_home_create_identity (session->home, name, (WayProfileKind) kind, start, error);
  return *out_identity != NULL;
}

static WayExit
identity_create (WayCli *cli, int argc, char **argv)
{
  g_autofree char *kind_name = NULL;
  g_autofree char *language = NULL;
  gboolean key_file = FALSE;
  GOptionEntry entries[] = {
    { "kind", 0, 0, G_OPTION_ARG_STRING, &kind_name,
      N_ ("What it is: person, brand, carrier, shop …"), "KIND" },
    { "key-file", 0, 0, G_OPTION_ARG_NONE, &key_file,
      N_ ("Keep the phrase in a file under a passphrase, not in the keyring"), NULL },
    { "language", 0, 0, G_OPTION_ARG_STRING, &language,
      N_ ("Language of the phrase: en, zh-cn, zh-tw"), "LANG" },
    { NULL },
  };
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;
  WayIdentityStart start = { 0 };
  const WayIdentity *identity;
  guint64 kind = WAY_PROFILE_PERSON;
  WayExit code;

  if (!way_cli_parse (identity_create, entries, NULL, 1, 1, &argc, &argv))
    return WAY_EXIT_USAGE;
  start.vault = key_file ? WAY_VAULT_FILE : WAY_VAULT_SECRET_SERVICE;
  if ((kind_name != NULL
       && !way_cli_parse_enum (way_profile_kinds, kind_name, &kind, &error))
      || !parse_language (language, &start.language, &error)
      || !way_session_open (&session, cli, &error)
      || !create (&session, argv[0], kind, &start, &identity, &error))
    return way_cli_fail (error);
  code = show (&session, identity);
  if (!cli->json && identity->index == 0)
    printf ("%s\n",
            _ ("Write your recovery phrase on paper now: waymarkctl identity phrase"));
  return code;
}

/* ---- Phrase --------------------------------------------------------------------------------------- */

static WaySecret *
read_phrase_text (void)
{
  char text[WAY_PHRASE_MAX_TEXT + 2];
  gsize len = fread (text, 1, sizeof text - 1, stdin);
  WaySecret *secret = way_secret_new_copy (WAY_SLICE_INIT (text, len));

  way_secret_wipe (text, sizeof text);
  return secret;
}

static WayPhrase *
read_phrase (GError **error)
{
  g_autoptr (WaySecret) text = read_phrase_text ();

  return way_phrase_parse (way_secret_get_slice (text), NULL, error);
}

static WayExit
check_phrase (WaySession *session, const WayPhrase *phrase)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayPhrase) typed = read_phrase (&error);
  g_autoptr (WaySecret) expected = way_phrase_dup_entropy (phrase);
  g_autoptr (WaySecret) entropy = typed != NULL ? way_phrase_dup_entropy (typed) : NULL;
  gboolean is_right = entropy != NULL && way_secret_equal (entropy, expected);

  if (typed == NULL)
    return way_cli_fail (error);
  if (is_right && !way_home_set_phrase_was_checked (session->home, &error))
    return way_cli_fail (error);
  if (session->cli->json)
    printf ("{\"valid\":%s}\n", is_right ? "true" : "false");
  else
    printf ("%s\n", is_right ? _ ("That is your recovery phrase.")
                             : _ ("That is a recovery phrase, but not yours."));
  return is_right ? WAY_EXIT_OK : WAY_EXIT_INVALID;
}

static void
print_phrase (const WaySession *session, const WayPhrase *phrase)
{
  g_autoptr (WaySecret) text = way_phrase_dup_text (phrase);
  WaySlice words = way_secret_get_slice (text);

  if (session->cli->json)
    printf ("{\"words\":%u,\"checked\":%s,\"phrase\":\"%.*s\"}\n",
            way_phrase_get_n_words (phrase),
            way_home_get_phrase_was_checked (session->home) ? "true" : "false",
            (int) words.len, (const char *) words.data);
  else
    printf ("%.*s\n", (int) words.len, (const char *) words.data);
}

static WayExit
identity_phrase (WayCli *cli, int argc, char **argv)
{
  gboolean check = FALSE;
  GOptionEntry entries[] = {
    { "check", 0, 0, G_OPTION_ARG_NONE, &check,
      N_ ("Read a phrase from standard input, and say whether it is the right one"),
      NULL },
    { NULL },
  };
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (WayPhrase) phrase = NULL;

  if (!way_cli_parse (identity_phrase, entries, NULL, 0, 0, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (!way_session_open (&session, cli, &error)
      || (way_home_uses_key_file (session.home)
          && !way_session_need_passphrase (&session, &error)))
    return way_cli_fail (error);
  phrase = way_home_load_phrase (session.home, &error);
  if (phrase == NULL)
    return way_cli_fail (error);
  if (check)
    return check_phrase (&session, phrase);
  print_phrase (&session, phrase);
  return WAY_EXIT_OK;
}

static WayExit
print_restored (WaySession *session)
{
  g_autoptr (yyjson_mut_doc) doc = way_cli_json_new ();
  yyjson_mut_val *rows =
      yyjson_mut_obj_add_arr (doc, yyjson_mut_doc_get_root (doc), "identities");

  for (gsize i = 0; i < way_home_get_n_identities (session->home); i++)
    {
      const WayIdentity *identity = way_home_get_identity (session->home, i);

      if (identity->is_demo)
        continue;
      if (session->cli->json)
        add_identity (doc, yyjson_mut_arr_add_obj (doc, rows), identity);
      else
        print_row (identity);
    }
  if (session->cli->json)
    way_cli_print_json (doc);
  return WAY_EXIT_OK;
}

static gboolean
take_phrase (WaySession *session, WayVaultKind vault, GError **error)
{
  g_autoptr (WayPhrase) phrase = read_phrase (error);
  WayIdentityStart start = { .vault = vault, .phrase = phrase };
  const WayIdentity *first;

  /* TRANSLATORS: the name of an identity that was restored, until its own one is found */
  return phrase != NULL
         && create (session, _ ("Restored"), WAY_PROFILE_PERSON, &start, &first, error);
}

static WayExit
identity_restore (WayCli *cli, int argc, char **argv)
{
  gboolean key_file = FALSE, again = FALSE;
  GOptionEntry entries[] = {
    { "key-file", 0, 0, G_OPTION_ARG_NONE, &key_file,
      N_ ("Keep the phrase in a file under a passphrase, not in the keyring"), NULL },
    { "again", 0, 0, G_OPTION_ARG_NONE, &again,
      N_ ("Only look for identities on the networks that were joined since"), NULL },
    { NULL },
  };
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;

  if (!way_cli_parse (identity_restore, entries, NULL, 0, 0, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (!way_session_open (&session, cli, &error))
    return way_cli_fail (error);
  if (!again && way_home_find_identity (session.home, NULL, NULL) != NULL)
    {
      way_cli_print_error (_ ("There are identities here already; restore into an empty "
                              "folder with --data-dir, or look for more with --again"));
      return WAY_EXIT_REFUSED;
    }
  if (again ? way_home_uses_key_file (session.home)
                  && !way_session_need_passphrase (&session, &error)
            : !take_phrase (&session,
                            key_file ? WAY_VAULT_FILE : WAY_VAULT_SECRET_SERVICE, &error))
    return way_cli_fail (error);
  if (!way_home_find_restored (session.home, NULL, &error))
    return way_cli_fail (error);
  return print_restored (&session);
}

/* ---- Keys -------------------------------------------------------------------------------------------- */

static WayExit
rotate (WaySession *session, guint64 reason, guint64 since)
{
  g_autoptr (GError) error = NULL;
  WaySigning how = way_session_get_signing (session);
  guint n = way_signer_rotate (session->home, session->identity,
                               session->cli->network != NULL ? session->network : NULL,
                               (WayRevokeReason) reason, since, &how, NULL, &error);

  if (n > 0 && session->cli->json)
    printf ("{\"networks\":%u,\"keyNumber\":%u}\n", n, session->identity->key_number);
  else if (n > 0)
    printf (ngettext ("“%s” has a new key on %u network.\n",
                      "“%s” has a new key on %u networks.\n", n),
            session->identity->name, n);
  return error != NULL ? way_cli_fail (error) : WAY_EXIT_OK;
}

static WayExit
identity_rotate (WayCli *cli, int argc, char **argv)
{
  g_autofree char *reason_name = NULL;
  g_autofree char *since_text = NULL;
  GOptionEntry entries[] = {
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason_name, N_ ("Why: superseded, lost …"),
      "REASON" },
    { "since", 0, 0, G_OPTION_ARG_STRING, &since_text,
      N_ ("From when on to doubt what the old key signed"), "TIME" },
    { NULL },
  };
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;
  guint64 reason = WAY_REVOKE_SUPERSEDED, since = 0;

  if (!way_cli_parse (identity_rotate, entries, NULL, 0, 0, &argc, &argv))
    return WAY_EXIT_USAGE;
  if ((reason_name != NULL
       && !way_cli_parse_enum (way_revoke_reasons, reason_name, &reason, &error))
      || (since_text != NULL && !way_cli_parse_time (since_text, FALSE, &since, &error))
      || !way_session_open_to_sign (&session, cli, &error))
    return way_cli_fail (error);
  return rotate (&session, reason, since);
}

static WayExit
identity_revoke (WayCli *cli, int argc, char **argv)
{
  g_autofree char *reason_name = NULL;
  g_autofree char *since_text = NULL;
  GOptionEntry entries[] = {
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason_name,
      N_ ("Why: lost, compromised, retired, superseded"), "REASON" },
    { "since", 0, 0, G_OPTION_ARG_STRING, &since_text,
      N_ ("From when on to doubt what the key signed"), "TIME" },
    { NULL },
  };
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;
  WayKeyRevoke revoke = { .reason = WAY_REVOKE_RETIRED };

  if (!way_cli_parse (identity_revoke, entries, NULL, 1, 1, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (!way_cli_parse_hash (argv[0], &revoke.key_id, &error)
      || (reason_name != NULL
          && !way_cli_parse_enum (way_revoke_reasons, reason_name, &revoke.reason,
                                  &error))
      || (since_text != NULL
          && !way_cli_parse_time (since_text, FALSE, &revoke.since, &error))
      || !way_session_open_to_sign (&session, cli, &error))
    return way_cli_fail (error);
  revoke.present = (guint64) (since_text != NULL) << 3;
  return way_session_act (&session, WAY_ACTION_KEY_REVOKE, &revoke);
}

const WayCommand way_cmd_identity[] = {
  { "identity", "create", "[--kind KIND] [--key-file] [--language LANG] NAME",
    N_ ("Make an identity, with a recovery phrase if it is the first one"),
    identity_create },
  { "identity", "list", "", N_ ("List the identities of this folder"), identity_list },
  { "identity", "show", "[NAME]", N_ ("Show an identity with its account and key"),
    identity_show },
  { "identity", "default", "NAME", N_ ("Choose who acts where no identity is named"),
    identity_default },
  { "identity", "phrase", "[--check]",
    N_ ("Print the recovery phrase, or check one against it"), identity_phrase },
  { "identity", "restore", "[--key-file] [--again]",
    N_ ("Restore identities from a recovery phrase on standard input"),
    identity_restore },
  { "identity", "rotate", "[--reason REASON] [--since TIME]",
    N_ ("Replace the signing key by the next one of the phrase"), identity_rotate },
  { "identity", "revoke", "[--reason REASON] [--since TIME] KEY",
    N_ ("Withdraw a signing key, given by its identifier"), identity_revoke },
  { NULL },
};
