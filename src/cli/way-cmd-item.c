/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>

#include "way-session.h"

static void
print_row (const WayThingRow *row)
{
  WayItem item = { .thing = row->thing };
  g_autofree char *text = NULL;

  if (way_record_has (row, 6))
    {
      item.present = 1 << 2;
      item.quantity = row->quantity;
    }
  text = way_present_item (&item);
  printf ("%s, %s\n", text, way_present_head_status ((WayHeadStatus) row->status));
}

static gboolean
list_role (WaySession *session, const char *role, yyjson_mut_doc *doc, GError **error)
{
  WayClient *client = way_home_connect (session->home, session->network, NULL, error);
  yyjson_mut_val *array = yyjson_mut_obj_get (yyjson_mut_doc_get_root (doc), "things");
  g_autofree char *after = NULL;

  do
    {
      g_autoptr (WayReply)
          reply = client != NULL ? way_call_things (client, &session->identity->account,
                                                    role, after, NULL, error)
                                 : NULL;
      const WayThingsReply *record = reply != NULL ? reply->record : NULL;
      const WayThingRow *rows;

      if (record == NULL)
        return FALSE;
      rows = record->things.items;
      for (gsize i = 0; i < record->things.n; i++)
        if (session->cli->json)
          yyjson_mut_arr_append (
              array, way_schema_to_json (&way_thing_row_schema, doc, &rows[i]));
        else
          print_row (&rows[i]);
      g_clear_pointer (&after, g_free);
      if (way_record_has (record, 3))
        after = way_slice_dup_string (record->next);
    }
  while (after != NULL);
  return TRUE;
}

/* In stock: what is followed one by one, then loose pieces. */
static WayExit
list_things (WaySession *session, gboolean owned)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (yyjson_mut_doc) doc = way_cli_json_new ();

  yyjson_mut_obj_add_arr (doc, yyjson_mut_doc_get_root (doc), "things");
  if (owned ? !list_role (session, "owner", doc, &error)
            : !list_role (session, "custodian", doc, &error)
                  || !list_role (session, "loose", doc, &error))
    return way_cli_fail (error);
  if (session->cli->json)
    way_cli_print_json (doc);
  return WAY_EXIT_OK;
}

static WayExit
item_list (WayCli *cli, int argc, char **argv)
{
  gboolean owned = FALSE;
  GOptionEntry entries[] = {
    { "owned", 0, 0, G_OPTION_ARG_NONE, &owned,
      N_ ("What is owned, not what is in stock"), NULL },
    { NULL },
  };
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;

  if (!way_cli_parse (item_list, entries, NULL, 0, 0, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (!way_session_open_to_ask (&session, cli, &error))
    return way_cli_fail (error);
  if (session.identity == NULL)
    session.identity = way_home_find_identity (session.home, NULL, &error);
  if (session.identity == NULL)
    return way_cli_fail (error);
  return list_things (&session, owned);
}

const WayCommand way_cmd_item[] = {
  { "item", "list", "[--owned]", N_ ("List what an identity has in stock, or owns"),
    item_list },
  { NULL },
};
