/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>

#include "way-base-encoding.h"
#include "way-cli-statement.h"
#include "way-draft.h"

static WayExit
draft_list (WayCli *cli, int argc, char **argv)
{
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) drafts = NULL;
  g_autoptr (yyjson_mut_doc) doc = way_cli_json_new ();
  yyjson_mut_val *rows =
      yyjson_mut_obj_add_arr (doc, yyjson_mut_doc_get_root (doc), "drafts");
  WayPresenter presenter;

  if (!way_cli_parse (draft_list, NULL, NULL, 0, 0, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (!way_session_open (&session, cli, &error))
    return way_cli_fail (error);
  presenter = way_session_get_presenter (&session);
  drafts = way_draft_list (session.home);
  for (guint i = 0; i < drafts->len; i++)
    {
      const WayDraft *draft = g_ptr_array_index (drafts, i);

      if (cli->json)
        way_cli_statement_add_json (&draft->statement, doc,
                                    yyjson_mut_arr_add_obj (doc, rows));
      else
        way_cli_statement_print (&presenter, &draft->statement);
    }
  if (cli->json)
    way_cli_print_json (doc);
  return WAY_EXIT_OK;
}

static WayNetwork *
find_network (WaySession *session, const WayHash *network, GError **error)
{
  g_autofree char *hex = way_hex_encode (way_slice_from_hash (network));

  return way_home_find_network (session->home, hex, error);
}

static const WayIdentity *
find_signer (WaySession *session, const WayHash *account, GError **error)
{
  g_autofree char *hex = way_hex_encode (way_slice_from_hash (account));

  return way_home_find_identity (session->home, hex, error);
}

/* Another statement of the key took its place, or it is too old: the same actions are signed anew. */
static gboolean
sign_anew (WaySession *session,
           const WayDraft *draft,
           WaySigned *out_signed,
           GError **error)
{
  const WayPayload *payload = &draft->statement.payload;

  if (!session->identity->is_demo && way_home_uses_key_file (session->home)
      && !way_session_need_passphrase (session, error))
    return FALSE;
  return way_session_submit (session, payload->actions, payload->n_actions, out_signed,
                             error)
         && way_draft_drop (session->home, &draft->id, error);
}

static gboolean
send_draft (WaySession *session,
            const WayDraft *draft,
            WaySigned *out_signed,
            GError **error)
{
  g_autoptr (GError) cause = NULL;
  WaySigning how = { 0 };

  session->network = find_network (session, &draft->statement.payload.network, error);
  session->identity =
      session->network != NULL
          ? find_signer (session, &draft->statement.payload.account, error)
          : NULL;
  if (session->identity == NULL)
    return FALSE;
  how.network = session->network;
  if (way_signer_send (session->home, &how, draft->bytes, NULL, out_signed, &cause))
    return TRUE;
  if (g_error_matches (cause, WAY_ERROR, WAY_RESULT_BAD_SEQUENCE)
      || g_error_matches (cause, WAY_ERROR, WAY_RESULT_EXPIRED))
    return sign_anew (session, draft, out_signed, error);
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

static WayExit
draft_send (WayCli *cli, int argc, char **argv)
{
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (WayDraft) draft = NULL;
  WaySigned signed_;

  if (!way_cli_parse (draft_send, NULL, NULL, 1, 1, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (!way_session_open (&session, cli, &error)
      || (draft = way_draft_find (session.home, argv[0], &error)) == NULL
      || !send_draft (&session, draft, &signed_, &error))
    return way_cli_fail (error);
  way_session_print_signed (&session, &signed_);
  return WAY_EXIT_OK;
}

static WayExit
draft_drop (WayCli *cli, int argc, char **argv)
{
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (WayDraft) draft = NULL;
  g_autofree char *hex = NULL;

  if (!way_cli_parse (draft_drop, NULL, NULL, 1, 1, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (!way_session_open (&session, cli, &error)
      || (draft = way_draft_find (session.home, argv[0], &error)) == NULL
      || !way_draft_drop (session.home, &draft->id, &error))
    return way_cli_fail (error);
  hex = way_hex_encode (way_slice_from_hash (&draft->id));
  if (cli->json)
    printf ("{\"dropped\":\"%s\"}\n", hex);
  return WAY_EXIT_OK;
}

const WayCommand way_cmd_draft[] = {
  { "draft", "list", "",
    N_ ("List statements that were signed, but whose arrival is not known"), draft_list },
  { "draft", "send", "STATEMENT", N_ ("Send such a statement again"), draft_send },
  { "draft", "drop", "STATEMENT", N_ ("Forget such a statement"), draft_drop },
  { NULL },
};
