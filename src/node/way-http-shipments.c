/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "way-answer.h"
#include "way-http-list.h"

/* The statement that shipped. @out_ship borrows from @arena. */
static gboolean
read_ship (WayNode *node,
           const WayIndexShipment *row,
           WayArena *arena,
           WayStatement *out_statement,
           const WayShip **out_ship,
           GError **error)
{
  WayLogRow log_row;
  guint8 *kept;

  if (!way_store_reader_get_log_row (node->view.reader, row->log_index, &log_row, error))
    return FALSE;
  kept = way_arena_copy (arena, log_row.statement.data, log_row.statement.len);
  if (kept == NULL)
    return way_error_set (error, WAY_RESULT_TOO_LARGE, "the answer");
  if (way_statement_parse (WAY_SLICE_INIT (kept, log_row.statement.len), arena,
                           out_statement)
          != WAY_RESULT_OK
      || row->action_index >= out_statement->payload.n_actions)
    return way_error_set (error, WAY_RESULT_CORRUPTED, "a logged shipment");
  *out_ship = out_statement->payload.actions[row->action_index].body;
  return TRUE;
}

/* Items that are still outstanding have an entry in the state; without one they arrived. All that was shipped is listed. */
static gboolean
fill_row (WayNode *node,
          const WayIndexShipment *shipment,
          WayArena *arena,
          WayShipmentRow *row,
          GError **error)
{
  WayStateKey key = way_state_key_shipment (&shipment->id);
  WayStatement statement;
  const WayShip *ship = NULL;
  const WayItem *items;
  WayShipmentItem *listed;
  gboolean found;

  if (!way_http_read_state (node, &key, &way_shipment_state_schema, arena, &row->shipment,
                            &found, error))
    return FALSE;
  if (!found)
    return way_error_set (error, WAY_RESULT_CORRUPTED,
                          "a shipment of the index is not in the state");
  if (!read_ship (node, shipment, arena, &statement, &ship, error))
    return FALSE;
  items = ship->items.items;
  listed = way_arena_alloc (arena, (ship->items.n + 1) * sizeof *listed);
  if (listed == NULL)
    return way_error_set (error, WAY_RESULT_TOO_LARGE, "the answer");
  for (gsize i = 0; i < ship->items.n; i++)
    {
      listed[i].thing = items[i].thing;
      listed[i].quantity = items[i].quantity;
      listed[i].present = way_record_has (&items[i], 2) ? 1 << 2 : 0;
    }
  row->id = shipment->id;
  row->statement = statement.id;
  row->items = (WayRecords) { listed, ship->items.n };
  return TRUE;
}

static gboolean
list_shipments (WayHttpRequest *request,
                const WayHash *account,
                gboolean incoming,
                WayArena *arena,
                WayShipmentsReply *reply,
                GError **error)
{
  g_autoptr (GArray) shipments = g_array_new (FALSE, FALSE, sizeof (WayIndexShipment));
  WayShipmentRow *rows;
  gint64 before;
  gsize max;

  if (!way_http_read_page (request, &before, &max))
    return TRUE;
  if (!way_index_list_shipments (request->node->view.index, account, incoming, before,
                                 max, shipments, error))
    return FALSE;
  rows = way_arena_alloc (arena, (shipments->len + 1) * sizeof *rows);
  for (guint i = 0; rows != NULL && i < shipments->len; i++)
    if (!fill_row (request->node, &g_array_index (shipments, WayIndexShipment, i), arena,
                   &rows[i], error))
      return FALSE;
  reply->height = way_store_reader_get_checkpoint (request->node->view.reader)->height;
  reply->shipments = (WayRecords) { rows, shipments->len };
  if (shipments->len == max)
    {
      reply->present |= 1 << 3;
      reply->next = way_http_make_next (
          arena, g_array_index (shipments, WayIndexShipment, shipments->len - 1).row);
    }
  return TRUE;
}

void
way_http_get_shipments_of (WayHttpRequest *request)
{
  const char *direction = way_http_get_text (request, "direction");
  WayShipmentsReply reply = { 0 };
  g_autoptr (GError) error = NULL;
  g_auto (WayArena) arena = { 0 };
  WayHash account;

  way_arena_init (&arena, (gsize) 64 * 1024 * 1024);
  if (direction == NULL
      || (strcmp (direction, "in") != 0 && strcmp (direction, "out") != 0))
    {
      way_http_reply_problem (request->message, WAY_RESULT_USAGE,
                              "direction must be in or out");
      return;
    }
  if (!way_http_get_segment_hash (request, 0, &account)
      || !way_node_begin_answer (request))
    return;
  if (!list_shipments (request, &account, strcmp (direction, "in") == 0, &arena, &reply,
                       &error))
    way_http_reply_error (request->message, error);
  else if (soup_server_message_get_status (request->message) == 0)
    way_http_reply_record (request->message, SOUP_STATUS_OK, &way_shipments_reply_schema,
                           &reply);
  way_node_end_answer (request->node);
}

/* ---- One shipment as a bundle --------------------------------------------------------------- */

static gboolean
gather_shipment (WayAnswer *answer, const WayHash *id, GError **error)
{
  WayStateKey key = way_state_key_shipment (id);
  const WayStatement *statement;
  WayProvenLog *proven;
  WayIndexShipment row;
  const WayShip *ship;
  const WayItem *items;
  gboolean found;

  if (!way_index_find_shipment (answer->view->index, id, &row, &found, error))
    return FALSE;
  if (!found)
    return way_error_set (error, WAY_RESULT_NOT_FOUND, "no such shipment");
  if (!way_answer_add_state (answer, &key, error)
      || (proven = way_answer_add_log (answer, row.log_index, error)) == NULL
      || (statement =
              way_proof_cache_get_statement (&answer->view->proofs, proven, error))
             == NULL)
    return FALSE;
  ship = statement->payload.actions[row.action_index].body;
  items = ship->items.items;
  for (gsize i = 0; i < ship->items.n; i++)
    {
      WayStateKey transit, head;
      WayHash thing_id;

      way_thing_get_id (&items[i].thing, &thing_id);
      transit = way_state_key_transit (id, &thing_id);
      head = way_state_key_head (&thing_id);
      if (!way_answer_add_state (answer, &transit, error)
          || !way_answer_add_state (answer, &head, error))
        return FALSE;
    }
  return way_answer_add_account (answer, &ship->receiver, error);
}

static void
get_shipment (WayHttpRequest *request)
{
  g_auto (WayAnswerOptions) options = { 0 };
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;
  WayQuestion question = { .present = 1 << 6 };
  g_auto (WayAnswer) answer = { 0 };

  if (!way_http_get_segment_hash (request, 0, &question.shipment)
      || !way_answer_options_read (&options, request) || !way_node_begin_answer (request))
    return;
  way_answer_init (&answer, request->node, &request->node->view, &question);
  if (gather_shipment (&answer, &question.shipment, &error))
    {
      body = way_answer_encode (&answer);
      way_answer_reply (request, body, &options);
    }
  else
    {
      way_http_reply_error (request->message, error);
    }
  way_node_end_answer (request->node);
}

const WayHttpRoute way_http_shipments_routes[] = {
  { "GET", "/v1/shipments/{id}", get_shipment, 0 },
  { NULL },
};
