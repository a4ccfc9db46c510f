/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <inttypes.h>

#include "way-base-encoding.h"
#include "way-cli-statement.h"
#include "way-record-file.h"

/* ---- For all that show statements --------------------------------------------------------------- */

void
way_cli_statement_add_json (const WayStatement *statement,
                            yyjson_mut_doc *doc,
                            yyjson_mut_val *object)
{
  const WayPayload *payload = &statement->payload;
  yyjson_mut_val *actions;

  way_json_add_hash (doc, object, "id", &statement->id);
  way_json_add_hash (doc, object, "network", &payload->network);
  way_json_add_hash (doc, object, "account", &payload->account);
  way_json_add_hash (doc, object, "keyId", &statement->cose.key_id);
  yyjson_mut_obj_add_uint (doc, object, "sequence", payload->sequence);
  way_json_add_time (doc, object, "notAfter", (gint64) payload->not_after);
  actions = yyjson_mut_obj_add_arr (doc, object, "actions");
  for (gsize i = 0; i < payload->n_actions; i++)
    {
      const WayAction *action = &payload->actions[i];
      yyjson_mut_val *row = yyjson_mut_arr_add_obj (doc, actions);

      yyjson_mut_obj_add_str (doc, row, "kind", way_action_get_name (action->kind));
      yyjson_mut_obj_add_val (
          doc, row, "record",
          way_schema_to_json (way_action_get_schema (action->kind), doc, action->body));
    }
}

void
way_cli_statement_print (const WayPresenter *presenter, const WayStatement *statement)
{
  g_autofree char *hex = way_hex_encode (way_slice_from_hash (&statement->id));
  g_autofree char *who = way_present_account (presenter, &statement->payload.account);
  g_auto (GStrv)
      sentences = way_present_payload (presenter, statement->cose.payload, NULL);

  /* TRANSLATORS: a statement's identifier, and who signed it */
  printf (_ ("Statement %s, signed by %s:\n"), hex, who);
  for (gsize i = 0; sentences != NULL && sentences[i] != NULL; i++)
    /* TRANSLATORS: %s is a sentence that the signer saw, which begins with “You …” */
    printf (_ ("  “%s”\n"), sentences[i]);
}

/* ---- One from a file -------------------------------------------------------------------------------- */

#define MAX_FILE ((gsize) 1024 * 1024)

static WayExit
show_file (WaySession *session, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = way_file_read (path, MAX_FILE, WAY_RESULT_IO, &error);
  WayPresenter presenter = { session->home, NULL };
  g_autoptr (yyjson_mut_doc) doc = way_cli_json_new ();
  WayStatement statement;
  WayResult result;

  if (bytes == NULL)
    return way_cli_fail (error);
  result =
      way_statement_parse (way_slice_from_bytes (bytes), &session->arena, &statement);
  if (result != WAY_RESULT_OK)
    {
      way_error_format (&error, result, "%s is no statement: %-s", path,
                        way_result_get_text (result));
      return way_cli_fail (error);
    }
  if (session->cli->json)
    {
      way_cli_statement_add_json (&statement, doc, yyjson_mut_doc_get_root (doc));
      way_cli_print_json (doc);
    }
  else
    way_cli_statement_print (&presenter, &statement);
  return WAY_EXIT_OK;
}

/* ---- One of the ledger -------------------------------------------------------------------------------- */

static const WayVerifiedStatement *
find_statement (const WayVerifiedAnswer *answer, const WayHash *id)
{
  for (gsize i = 0; i < way_verified_bundle_get_n_statements (answer->bundle); i++)
    {
      const WayVerifiedStatement *statement =
          way_verified_bundle_get_statement (answer->bundle, i);

      if (way_hash_equal (&statement->statement.id, id))
        return statement;
    }
  return NULL;
}

static void
print_entry (WaySession *session,
             const WayVerifiedAnswer *answer,
             const WayVerifiedStatement *found)
{
  WayPresenter presenter = { session->home, answer->bundle };
  g_autofree char *when = way_present_time (found->entry->time);
  const char *result = way_result_get_text ((WayResult) found->entry->result);

  way_cli_statement_print (&presenter, &found->statement);
  /* TRANSLATORS: the number of a block, a date and time, and what came of it */
  printf (_ ("In block %" PRIu64 ", %s: %s.\n"), found->entry->height, when, _ (result));
}

static WayExit
show_logged (WaySession *session, const WayHash *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayVerifiedAnswer) answer = way_verified_answer_fetch (
      session->home, session->network, way_verified_answer_call_statement, id, NULL, NULL,
      &error);
  g_autoptr (yyjson_mut_doc) doc = way_cli_json_new ();
  yyjson_mut_val *root = yyjson_mut_doc_get_root (doc);
  const WayVerifiedStatement *found;

  if (answer == NULL)
    return way_cli_fail (error);
  found = find_statement (answer, id);
  if (found == NULL)
    return way_cli_refuse (WAY_RESULT_UNVERIFIED,
                           "The node answered with another statement");
  if (!session->cli->json)
    {
      print_entry (session, answer, found);
      return WAY_EXIT_OK;
    }
  way_cli_statement_add_json (&found->statement, doc, root);
  yyjson_mut_obj_add_uint (doc, root, "logIndex", found->entry->log_index);
  yyjson_mut_obj_add_uint (doc, root, "height", found->entry->height);
  way_json_add_time (doc, root, "time", (gint64) found->entry->time);
  yyjson_mut_obj_add_str (doc, root, "result",
                          way_result_get_name ((WayResult) found->entry->result));
  way_cli_print_json (doc);
  return WAY_EXIT_OK;
}

static WayExit
statement_show (WayCli *cli, int argc, char **argv)
{
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;
  WayHash id;

  if (!way_cli_parse (statement_show, NULL, NULL, 1, 1, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (!way_hash_from_hex (argv[0], &id))
    return way_session_open (&session, cli, &error) ? show_file (&session, argv[0])
                                                    : way_cli_fail (error);
  return way_session_open_to_ask (&session, cli, &error) ? show_logged (&session, &id)
                                                         : way_cli_fail (error);
}

const WayCommand way_cmd_statement[] = {
  { "statement", "show", "STATEMENT|FILE",
    N_ ("Show a statement of the ledger, or one in a file"), statement_show },
  { NULL },
};
