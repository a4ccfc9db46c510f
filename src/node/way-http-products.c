/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "way-answer.h"
#include "way-http-list.h"

/* ---- Search and lists ------------------------------------------------------------------------- */

/* The product as its newest registration or update has it. */
static gboolean
find_product (WayNode *node,
              const WayIndexThing *thing,
              WayArena *arena,
              WayProduct *out_product,
              gboolean *out_found,
              GError **error)
{
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (WayIndexEvent));

  *out_found = FALSE;
  if (!way_index_list_events (node->view.index, thing->row, FALSE, 0, WAY_API_MAX_EVENTS,
                              events, error))
    return FALSE;
  for (guint i = events->len; i-- > 0 && !*out_found;)
    {
      const WayIndexEvent *event = &g_array_index (events, WayIndexEvent, i);
      WayStatement statement;
      WayLogRow row;
      guint8 *kept;
      const WayAction *action;

      if (!way_store_reader_get_log_row (node->view.reader, event->log_index, &row,
                                         error))
        return FALSE;
      kept = way_arena_copy (arena, row.statement.data, row.statement.len);
      if (kept == NULL
          || way_statement_parse (WAY_SLICE_INIT (kept, row.statement.len), arena,
                                  &statement)
                 != WAY_RESULT_OK)
        return way_error_set (error, WAY_RESULT_CORRUPTED, "a logged statement");
      action = &statement.payload.actions[event->action_index];
      *out_found = action->kind == WAY_ACTION_PRODUCT_REGISTER
                   || action->kind == WAY_ACTION_PRODUCT_UPDATE;
      if (action->kind == WAY_ACTION_PRODUCT_REGISTER)
        *out_product = ((const WayProductRegister *) action->body)->product;
      else if (action->kind == WAY_ACTION_PRODUCT_UPDATE)
        *out_product = ((const WayProductUpdate *) action->body)->product;
    }
  return TRUE;
}

static gboolean
fill_products (WayNode *node,
               GArray *things,
               WayArena *arena,
               WayProductsReply *reply,
               GError **error)
{
  WayProductRow *rows = way_arena_alloc (arena, (things->len + 1) * sizeof *rows);
  gsize n = 0;

  if (rows == NULL)
    return way_error_set (error, WAY_RESULT_TOO_LARGE, "the answer");
  for (guint i = 0; i < things->len; i++)
    {
      const WayIndexThing *thing = &g_array_index (things, WayIndexThing, i);
      g_autoptr (GArray) lots = way_http_new_things ();
      WayIndexQuery query = { .list = WAY_INDEX_LOTS_OF,
                              .parent = thing->row,
                              .max = WAY_API_MAX_LIST };
      gboolean found;

      if (!find_product (node, thing, arena, &rows[n].product, &found, error)
          || !way_index_list_things (node->view.index, &query, lots, error))
        return FALSE;
      if (!found)
        continue;
      rows[n].account = thing->thing.account;
      rows[n].gtin = thing->thing.gtin;
      rows[n++].n_lots = lots->len;
    }
  reply->products = (WayRecords) { rows, n };
  return TRUE;
}

static void
reply_products (WayHttpRequest *request, WayIndexQuery *query)
{
  g_autoptr (GArray) things = way_http_new_things ();
  g_autoptr (GError) error = NULL;
  g_auto (WayArena) arena = { 0 };
  WayProductsReply reply = { 0 };

  way_arena_init (&arena, (gsize) 64 * 1024 * 1024);
  if (!way_http_read_page (request, &query->after, &query->max))
    return;
  if (!way_index_list_things (request->node->view.index, query, things, &error)
      || !fill_products (request->node, things, &arena, &reply, &error))
    {
      way_http_reply_error (request->message, error);
      return;
    }
  reply.height = way_store_reader_get_checkpoint (request->node->view.reader)->height;
  if (things->len == query->max)
    {
      gint64 last = g_array_index (things, WayIndexThing, things->len - 1).row;

      reply.present |= 1 << 3;
      reply.next = way_http_make_next (&arena, way_index_is_search (query->list)
                                                   ? query->after + (gint64) things->len
                                                   : last);
    }
  way_http_reply_record (request->message, SOUP_STATUS_OK, &way_products_reply_schema,
                         &reply);
}

static void
get_products (WayHttpRequest *request)
{
  const char *words = way_http_get_text (request, "q");
  WayIndexQuery query = { .list = WAY_INDEX_ALL_PRODUCTS };
  gboolean has_account;
  WayHash account;

  if (!way_http_get_hash (request, "account", &account, &has_account)
      || !way_node_begin_answer (request))
    return;
  if (words != NULL)
    {
      query.list = has_account ? WAY_INDEX_SEARCH_OF : WAY_INDEX_SEARCH;
      query.text = way_slice_from_string (words);
      query.account = &account;
    }
  else if (has_account)
    {
      query.list = WAY_INDEX_PRODUCTS_OF;
      query.account = &account;
    }
  reply_products (request, &query);
  way_node_end_answer (request->node);
}

static gboolean
fill_lots (WayNode *node,
           GArray *things,
           WayArena *arena,
           WayLotsReply *reply,
           GError **error)
{
  WayLotRow *rows = way_arena_alloc (arena, (things->len + 1) * sizeof *rows);

  if (rows == NULL)
    return way_error_set (error, WAY_RESULT_TOO_LARGE, "the answer");
  for (guint i = 0; i < things->len; i++)
    {
      const WayIndexThing *thing = &g_array_index (things, WayIndexThing, i);
      WayStateKey key = way_state_key_lot (&thing->id);
      gboolean found;

      rows[i].lot = thing->thing;
      rows[i].id = thing->id;
      if (!way_http_read_state (node, &key, &way_lot_state_schema, arena, &rows[i].state,
                                &found, error))
        return FALSE;
      if (!found)
        return way_error_set (error, WAY_RESULT_CORRUPTED,
                              "a lot of the index is not in the state");
    }
  reply->lots = (WayRecords) { rows, things->len };
  return TRUE;
}

static gboolean
list_lots (WayHttpRequest *request,
           const WayHash *account,
           WayArena *arena,
           GArray *things,
           WayLotsReply *reply,
           GError **error)
{
  WayThing product =
      way_thing_product (account, way_slice_from_string (request->segments[1]));
  WayIndexQuery query = { .list = WAY_INDEX_LOTS_OF };
  WayHash id;

  if (!way_http_read_page (request, &query.after, &query.max))
    return TRUE;
  way_thing_get_id (&product, &id);
  if (!way_index_find_thing (request->node->view.index, &id, &query.parent, error))
    return FALSE;
  if (query.parent == 0)
    return way_error_set (error, WAY_RESULT_NOT_FOUND, "no such product");
  if (!way_index_list_things (request->node->view.index, &query, things, error)
      || !fill_lots (request->node, things, arena, reply, error))
    return FALSE;
  reply->height = way_store_reader_get_checkpoint (request->node->view.reader)->height;
  if (things->len == query.max)
    {
      reply->present |= 1 << 3;
      reply->next = way_http_make_next (
          arena, g_array_index (things, WayIndexThing, things->len - 1).row);
    }
  return TRUE;
}

static void
get_lots (WayHttpRequest *request)
{
  g_autoptr (GArray) things = way_http_new_things ();
  WayLotsReply reply = { 0 };
  g_autoptr (GError) error = NULL;
  g_auto (WayArena) arena = { 0 };
  WayHash account;

  way_arena_init (&arena, 0);
  if (strlen (request->segments[1]) != 14)
    {
      way_http_reply_problem (request->message, WAY_RESULT_USAGE,
                              "the GTIN in the path must have 14 digits");
      return;
    }
  if (!way_http_get_segment_hash (request, 0, &account)
      || !way_node_begin_answer (request))
    return;
  if (!list_lots (request, &account, &arena, things, &reply, &error))
    way_http_reply_error (request->message, error);
  else if (soup_server_message_get_status (request->message) == 0)
    way_http_reply_record (request->message, SOUP_STATUS_OK, &way_lots_reply_schema,
                           &reply);
  way_node_end_answer (request->node);
}

/* ---- Notes of a thing, as a bundle ---------------------------------------------------------------- */

static void
get_notes (WayHttpRequest *request)
{
  static const WayAnswerDepth depth = { .with_notes = TRUE };
  g_auto (WayAnswerOptions) options = { 0 };
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;
  WayQuestion question = { 0 };
  g_auto (WayAnswer) answer = { 0 };
  WayHash id;

  if (!way_http_get_segment_hash (request, 0, &id)
      || !way_answer_options_read (&options, request) || !way_node_begin_answer (request))
    return;
  way_answer_init (&answer, request->node, &request->node->view, &question);
  if (way_answer_add_thing_by_id (&answer, &id, depth, &error))
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

const WayHttpRoute way_http_products_routes[] = {
  { "GET", "/v1/products", get_products, 0 },
  { "GET", "/v1/products/{account}/{gtin}/lots", get_lots, 0 },
  { "GET", "/v1/things/{id}/notes", get_notes, 0 },
  { NULL },
};
