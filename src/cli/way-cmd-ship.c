/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

#include "way-base-encoding.h"
#include "way-event-options.h"
#include "way-shipment-answer.h"

#define MIN_HEX 8

/* ---- Shipping ----------------------------------------------------------------------------------- */

static void
print_shipped (WaySession *session, const WaySigned *signed_)
{
  g_autoptr (yyjson_mut_doc) doc = NULL;
  g_autofree char *hex = NULL;
  WayHash shipment;

  way_shipment_get_id (&signed_->id, signed_->first_action, &shipment);
  hex = way_hex_encode (way_slice_from_hash (&shipment));
  if (session->cli->json)
    {
      doc = way_session_make_json (session, signed_);
      way_json_add_hash (doc, yyjson_mut_doc_get_root (doc), "shipment", &shipment);
      way_cli_print_json (doc);
      return;
    }
  way_session_print_signed (session, signed_);
  /* TRANSLATORS: %s is the identifier of a shipment */
  printf (_ ("Shipment %s\n"), hex);
}

static WayExit
ship (WayCli *cli, int argc, char **argv)
{
  g_autofree char *to = NULL;
  g_autofree char *expected = NULL;
  g_auto (WayEventOptions) event;
  GOptionEntry *shared = way_event_options_init (&event);
  GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_STRING, &to, N_ ("Who receives it"), "ACCOUNT" },
    { "expected-by", 0, 0, G_OPTION_ARG_STRING, &expected, N_ ("When it should arrive"),
      "TIME" },
    { NULL },
  };
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;
  WayShip record = { 0 };
  WayAction action = { WAY_ACTION_SHIP, &record };
  WaySigned signed_;

  if (!way_cli_parse (ship, entries, shared, 1, 1000, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (to == NULL)
    return way_cli_refuse (WAY_RESULT_USAGE, "Say who receives it with --to ACCOUNT");
  if ((expected != NULL
       && !way_cli_parse_time (expected, TRUE, &record.expected_by, &error))
      || !way_session_open_to_sign (&session, cli, &error)
      || !way_session_find_account (&session, to, &record.receiver, &error)
      || !way_session_find_items (&session, argv, argc, event.account,
                                  WAY_ITEM_NEEDS_QUANTITY, &record.items, &error)
      || !way_event_options_make (&event, &session, &record.event, &error))
    return way_cli_fail (error);
  record.present = (guint64) (expected != NULL) << 4;
  if (!way_session_submit (&session, &action, 1, &signed_, &error))
    return way_cli_fail (error);
  print_shipped (&session, &signed_);
  return WAY_EXIT_OK;
}

/* ---- Finding a shipment ------------------------------------------------------------------------------ */

static gboolean
find_in_list (const WayShipmentsReply *reply, const char *prefix, WayHash *out_id)
{
  const WayShipmentRow *rows = reply->shipments.items;

  for (gsize i = 0; i < reply->shipments.n; i++)
    {
      g_autofree char *hex = way_hex_encode (way_slice_from_hash (&rows[i].id));

      if (!g_str_has_prefix (hex, prefix))
        continue;
      *out_id = rows[i].id;
      return TRUE;
    }
  return FALSE;
}

/* The start of an identifier, among the shipments to and from the identity. */
static gboolean
find_by_prefix (WaySession *session, const char *prefix, WayHash *out_id, GError **error)
{
  static const char *const directions[] = { "in", "out" };
  WayClient *client = way_home_connect (session->home, session->network, NULL, error);

  for (gsize i = 0; client != NULL && i < G_N_ELEMENTS (directions); i++)
    {
      g_autoptr (WayReply) reply = way_call_shipments (
          client, &session->identity->account, directions[i], NULL, NULL, error);

      if (reply == NULL)
        return FALSE;
      if (find_in_list (reply->record, prefix, out_id))
        return TRUE;
    }
  return client != NULL
         && way_error_format (error, WAY_RESULT_NOT_FOUND,
                              "There is no shipment %s to or from “%s”", prefix,
                              session->identity->name);
}

static gboolean
find_shipment_id (WaySession *session, const char *text, WayHash *out_id, GError **error)
{
  if (way_hash_from_hex (text, out_id))
    return TRUE;
  if (strlen (text) < MIN_HEX || session->identity == NULL)
    return way_error_format (
        error, WAY_RESULT_USAGE,
        "“%s” is not the identifier of a shipment, nor its first 8 digits", text);
  return find_by_prefix (session, text, out_id, error);
}

static gboolean
load_shipment (WaySession *session,
               const char *text,
               WayShipmentAnswer *out,
               GError **error)
{
  WayHash id;

  return find_shipment_id (session, text, &id, error)
         && way_shipment_answer_fetch (session->home, session->network, &id, out, NULL,
                                       error);
}

/* ---- Receiving ------------------------------------------------------------------------------------------ */

/* What was named arrived: proofs are for first touches only, and shipping was that. */
static gboolean
take_named (WaySession *session,
            char **texts,
            int n,
            WayRecords *out_items,
            GError **error)
{
  if (!way_session_find_items (session, texts, n, NULL, WAY_ITEM_NEEDS_QUANTITY,
                               out_items, error))
    return FALSE;
  for (gsize i = 0; i < out_items->n; i++)
    ((WayItem *) out_items->items)[i].present &= ~((guint64) 1 << 3);
  return TRUE;
}

static WayExit
receive (WayCli *cli, int argc, char **argv)
{
  gboolean nothing = FALSE;
  g_auto (WayEventOptions) event;
  GOptionEntry *shared = way_event_options_init (&event);
  GOptionEntry entries[] = {
    { "nothing", 0, 0, G_OPTION_ARG_NONE, &nothing, N_ ("Nothing of it arrived"), NULL },
    { NULL },
  };
  g_auto (WaySession) session = { 0 };
  g_auto (WayShipmentAnswer) shipment = { 0 };
  g_autoptr (GError) error = NULL;
  WayReceive record = { 0 };

  if (!way_cli_parse (receive, entries, shared, 1, 1001, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (!way_session_open_to_sign (&session, cli, &error)
      || !load_shipment (&session, argv[0], &shipment, &error)
      || (argc > 1 && !take_named (&session, argv + 1, argc - 1, &record.items, &error))
      || !way_event_options_make (&event, &session, &record.event, &error))
    return way_cli_fail (error);
  if (argc == 1 && !nothing)
    record.items = way_shipment_answer_take_all (&shipment, &session.arena);
  record.shipment = shipment.id;
  return way_session_act (&session, WAY_ACTION_RECEIVE, &record);
}

/* ---- Showing ---------------------------------------------------------------------------------------------- */

static void
print_shipment_row (const WayShipmentRow *row)
{
  g_autofree char *hex = way_hex_encode (way_slice_from_hash (&row->id));
  g_autofree char *when = way_present_date (row->shipment.shipped);

  /* TRANSLATORS: a shipment's identifier, a date, “on its way” or the like, how many */
  printf (ngettext ("%s  %s  %s, %" PRIu64 " thing\n", "%s  %s  %s, %" PRIu64 " things\n",
                    row->shipment.n_items),
          hex, when,
          way_present_shipment_status ((WayShipmentStatus) row->shipment.status),
          row->shipment.n_items);
}

static WayExit
list_shipments (WaySession *session, const char *direction)
{
  g_autoptr (GError) error = NULL;
  WayClient *client = way_home_connect (session->home, session->network, NULL, &error);
  g_autoptr (yyjson_mut_doc) doc = way_cli_json_new ();
  yyjson_mut_val *array =
      yyjson_mut_obj_add_arr (doc, yyjson_mut_doc_get_root (doc), "shipments");
  g_autofree char *after = NULL;

  do
    {
      g_autoptr (WayReply) reply =
          client != NULL ? way_call_shipments (client, &session->identity->account,
                                               direction, after, NULL, &error)
                         : NULL;
      const WayShipmentsReply *record = reply != NULL ? reply->record : NULL;
      const WayShipmentRow *rows;

      if (record == NULL)
        return way_cli_fail (error);
      rows = record->shipments.items;
      for (gsize i = 0; i < record->shipments.n; i++)
        if (session->cli->json)
          yyjson_mut_arr_append (
              array, way_schema_to_json (&way_shipment_row_schema, doc, &rows[i]));
        else
          print_shipment_row (&rows[i]);
      g_clear_pointer (&after, g_free);
      if (way_record_has (record, 3))
        after = way_slice_dup_string (record->next);
    }
  while (after != NULL);
  if (session->cli->json)
    way_cli_print_json (doc);
  return WAY_EXIT_OK;
}

static WayExit
shipment_list (WayCli *cli, int argc, char **argv)
{
  gboolean out = FALSE;
  GOptionEntry entries[] = {
    { "out", 0, 0, G_OPTION_ARG_NONE, &out, N_ ("What was sent, not what is coming"),
      NULL },
    { NULL },
  };
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;

  if (!way_cli_parse (shipment_list, entries, NULL, 0, 0, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (!way_session_open_to_ask (&session, cli, &error))
    return way_cli_fail (error);
  if (session.identity == NULL)
    session.identity = way_home_find_identity (session.home, NULL, &error);
  if (session.identity == NULL)
    return way_cli_fail (error);
  return list_shipments (&session, out ? "out" : "in");
}

static void
print_shipment (WaySession *session, const WayShipmentAnswer *self)
{
  WayPresenter presenter = { session->home, self->answer->bundle };
  g_autofree char *from = way_present_account (&presenter, &self->state.shipper);
  g_autofree char *to = way_present_account (&presenter, &self->state.receiver);
  g_autofree char *when = way_present_time (self->state.shipped);
  const WayItem *items = self->ship->items.items;

  /* TRANSLATORS: a sender, a receiver, a time, “on its way” or the like */
  printf (_ ("From %s to %s, %s: %s\n"), from, to, when,
          way_present_shipment_status ((WayShipmentStatus) self->state.status));
  if (way_record_has (&self->state, 8) && self->state.is_overdue)
    printf ("%s\n", _ ("It is overdue."));
  for (gsize i = 0; i < self->ship->items.n; i++)
    {
      g_autofree char *item = way_present_item (&items[i]);

      if (way_shipment_answer_get_outstanding (self, &items[i]) > 0)
        printf ("  %s\n", item);
      else
        /* TRANSLATORS: a thing of a shipment, like “item 17 of lot A1 of product 0952…” */
        printf (_ ("  %s (received)\n"), item);
    }
}

static void
print_shipment_json (const WaySession *session, const WayShipmentAnswer *self)
{
  g_autoptr (yyjson_mut_doc) doc = way_cli_json_new ();
  yyjson_mut_val *root = yyjson_mut_doc_get_root (doc), *rows;
  const WayItem *items = self->ship->items.items;

  way_json_add_hash (doc, root, "shipment", &self->id);
  way_json_add_hash (doc, root, "network", &session->network->network);
  way_json_add_hash (doc, root, "statement", &self->statement->statement.id);
  yyjson_mut_obj_add_val (
      doc, root, "state",
      way_schema_to_json (&way_shipment_state_schema, doc, &self->state));
  rows = yyjson_mut_obj_add_arr (doc, root, "items");
  for (gsize i = 0; i < self->ship->items.n; i++)
    {
      yyjson_mut_val *row = yyjson_mut_arr_add_obj (doc, rows);

      yyjson_mut_obj_add_val (
          doc, row, "thing",
          way_schema_to_json (&way_thing_schema, doc, &items[i].thing));
      yyjson_mut_obj_add_uint (doc, row, "quantity",
                               way_shipment_answer_get_shipped (&items[i]));
      yyjson_mut_obj_add_uint (doc, row, "outstanding",
                               way_shipment_answer_get_outstanding (self, &items[i]));
    }
  way_cli_print_json (doc);
}

static WayExit
shipment_show (WayCli *cli, int argc, char **argv)
{
  g_auto (WaySession) session = { 0 };
  g_auto (WayShipmentAnswer) shipment = { 0 };
  g_autoptr (GError) error = NULL;

  if (!way_cli_parse (shipment_show, NULL, NULL, 1, 1, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (!way_session_open_to_ask (&session, cli, &error))
    return way_cli_fail (error);
  if (session.identity == NULL)
    session.identity = way_home_find_identity (session.home, NULL, NULL);
  if (!load_shipment (&session, argv[0], &shipment, &error))
    return way_cli_fail (error);
  if (cli->json)
    print_shipment_json (&session, &shipment);
  else
    print_shipment (&session, &shipment);
  return WAY_EXIT_OK;
}

const WayCommand way_cmd_ship[] = {
  { "ship", NULL, "--to ACCOUNT [--expected-by TIME] " WAY_EVENT_SYNOPSIS "ITEM…",
    N_ ("Sign that goods leave your hands for somebody else's"), ship },
  { "receive", NULL, "[--nothing] " WAY_EVENT_SYNOPSIS "SHIPMENT [ITEM…]",
    N_ ("Sign that a shipment, or what is named of it, arrived"), receive },
  { "shipment", "list", "[--out]", N_ ("List shipments that are coming, or were sent"),
    shipment_list },
  { "shipment", "show", "SHIPMENT", N_ ("Show a shipment, and what of it is outstanding"),
    shipment_show },
  { NULL },
};
