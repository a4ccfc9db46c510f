/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <string.h>

#include "way-base-encoding.h"
#include "way-cli-lookup.h"
#include "way-event-import.h"
#include "way-session.h"

/* ---- Import --------------------------------------------------------------------------------------- */

typedef struct
{
  WaySession *session;
  yyjson_mut_doc *doc;
  yyjson_mut_val *events;
} Import;

static void
print_event_error (const WayImportedEvent *event)
{
  g_autofree char *why = way_present_error (event->error);

  /* TRANSLATORS: where in a document something is wrong, and what */
  way_cli_print_error (_ ("%s: %s"), event->path, why);
}

static gboolean
report_event (gpointer data, const WayImportedEvent *event)
{
  Import *self = data;
  yyjson_mut_val *object;

  if (!self->session->cli->json)
    {
      if (event->error != NULL && !event->is_left_out)
        print_event_error (event);
      return TRUE;
    }
  object = yyjson_mut_arr_add_obj (self->doc, self->events);
  way_cli_json_add_string (self->doc, object, "path", event->path);
  way_cli_json_add_string (self->doc, object, "hash", event->hash_uri);
  yyjson_mut_obj_add_uint (self->doc, object, "things", event->n_things);
  if (event->error == NULL)
    way_json_add_hash (self->doc, object, "statement", &event->statement);
  else
    yyjson_mut_obj_add_null (self->doc, object, "statement");
  yyjson_mut_obj_add_bool (self->doc, object, "known", event->is_known);
  way_cli_json_add_failure (self->doc, object, event->error);
  return TRUE;
}

static void
print_summary (Import *self, const WayImportSummary *summary)
{
  yyjson_mut_val *root = yyjson_mut_doc_get_root (self->doc);

  if (self->session->cli->json)
    {
      way_json_add_hash (self->doc, root, "document", &summary->document);
      yyjson_mut_obj_add_uint (self->doc, root, "imported", summary->n_imported);
      yyjson_mut_obj_add_uint (self->doc, root, "known", summary->n_known);
      yyjson_mut_obj_add_uint (self->doc, root, "failed", summary->n_failed);
      way_cli_print_json (self->doc);
      return;
    }
  /* TRANSLATORS: followed by how many could not be */
  printf (ngettext ("%u event was brought into the ledger.\n",
                    "%u events were brought into the ledger.\n", summary->n_imported),
          summary->n_imported);
  if (summary->n_known > 0)
    printf (ngettext ("%u event was there already: you brought it in before.\n",
                      "%u events were there already: you brought them in before.\n",
                      summary->n_known),
            summary->n_known);
  if (summary->n_failed > 0)
    printf (ngettext ("%u event was not: see above.\n",
                      "%u events were not: see above.\n", summary->n_failed),
            summary->n_failed);
}

static gboolean
ask_once (WaySession *session, const char *path, GError **error)
{
  char line[64];

  if (session->cli->yes)
    return TRUE;
  fprintf (stderr,
           _ ("You bring every event of %s into the ledger, as claimed by you.\n"), path);
  fprintf (stderr, "%s ", _ ("Sign this? [y/N]"));
  if (fgets (line, sizeof line, stdin) != NULL
      && (g_ascii_tolower (line[0]) == 'y' || g_str_has_prefix (line, "是")))
    return TRUE;
  return way_error_format (error, WAY_RESULT_USAGE,
                           "Nothing was signed. With --yes it is signed without asking");
}

static WayExit
epcis_import (WayCli *cli, int argc, char **argv)
{
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (yyjson_mut_doc) doc = way_cli_json_new ();
  Import import = { &session, doc, NULL };
  WayImportSummary summary;
  WaySigning signing;
  g_autofree char *lot = NULL;
  GOptionEntry entries[] = {
    { "lot", 0, 0, G_OPTION_ARG_STRING, &lot,
      N_ ("The lot of items that have only a serial number in the document"), "LOT" },
    { NULL },
  };

  if (!way_cli_parse (epcis_import, entries, NULL, 1, 1, &argc, &argv))
    return WAY_EXIT_USAGE;
  import.events = yyjson_mut_obj_add_arr (doc, yyjson_mut_doc_get_root (doc), "events");
  if (!way_session_open_to_sign (&session, cli, &error)
      || !ask_once (&session, argv[0], &error))
    return way_cli_fail (error);
  signing = (WaySigning) { .network = session.network, .identity = session.identity };
  if (!way_event_import_file (session.home, &signing, argv[0], lot, report_event, &import,
                              NULL, &summary, &error))
    return way_cli_fail (error);
  if (summary.stopped != WAY_RESULT_OK)
    {
      way_error_format (&error, summary.stopped, "After that nothing more was tried");
      way_session_tell_draft (&session, &summary.last, &error);
    }
  way_cli_json_add_failure (doc, yyjson_mut_doc_get_root (doc), error);
  print_summary (&import, &summary);
  if (error != NULL)
    return way_cli_tell (error);
  return summary.n_failed > 0 ? WAY_EXIT_INVALID : WAY_EXIT_OK;
}

/* ---- Export ----------------------------------------------------------------------------------------------- */

static WayExit
epcis_export (WayCli *cli, int argc, char **argv)
{
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (WayLookup) lookup = NULL;
  g_autoptr (GBytes) document = NULL;
  WayLookupHow how = { 0 };
  WayClient *client;
  WayHash id;
  WaySlice text;

  if (!way_cli_parse (epcis_export, NULL, NULL, 1, 1, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (!way_session_open_to_ask (&session, cli, &error))
    return way_cli_fail (error);
  way_cli_choose_network (&session, argv[0]);
  how.only = session.network;
  lookup = way_lookup_text (session.home, argv[0], NULL, &how, NULL, &error);
  if (lookup == NULL)
    return way_cli_fail (error);
  if (lookup->best->answer == NULL)
    return way_cli_fail (lookup->best->error);
  if (!lookup->best->examination->has_subject)
    return way_cli_refuse (WAY_RESULT_NOT_FOUND,
                           "Nobody registered that on this network");
  way_thing_get_id (&lookup->best->examination->subject, &id);
  client = way_home_connect (session.home, session.network, NULL, &error);
  document = client != NULL ? way_call_epcis (client, &id, NULL, &error) : NULL;
  if (document == NULL)
    return way_cli_fail (error);
  text = way_slice_from_bytes (document);
  fwrite (text.data, 1, text.len, stdout);
  putchar ('\n');
  return WAY_EXIT_OK;
}

const WayCommand way_cmd_epcis_import[] = {
  { "epcis", "import", "[--lot LOT] FILE",
    N_ ("Bring the events of an EPCIS document into the ledger, as claimed by you"),
    epcis_import },
  { "epcis", "export", "CODE", N_ ("Print the history of a code as an EPCIS document"),
    epcis_export },
  { NULL },
};
