/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-http-list.h"

/* All recalls and their ends in order of the log: the wallet matches them on the person's own machine. */

static gboolean
fill_row (WayNode *node,
          const WayIndexEvent *place,
          WayArena *arena,
          WayRecallRow *row,
          GError **error)
{
  const WayAction *action;
  WayStatement statement;
  WayLogRow log_row;
  guint8 *kept;

  if (!way_store_reader_get_log_row (node->view.reader, place->log_index, &log_row,
                                     error))
    return FALSE;
  kept = way_arena_copy (arena, log_row.statement.data, log_row.statement.len);
  if (kept == NULL
      || way_statement_parse (WAY_SLICE_INIT (kept, log_row.statement.len), arena,
                              &statement)
             != WAY_RESULT_OK)
    return way_error_set (error, WAY_RESULT_CORRUPTED, "a logged recall");
  action = &statement.payload.actions[place->action_index];
  row->by = statement.payload.account;
  row->time = log_row.time_ms;
  row->statement = statement.id;
  row->log_index = place->log_index;
  row->is_end = action->kind == WAY_ACTION_RECALL_END;
  row->level = WAY_RECALL_INFORMATION;
  if (row->is_end)
    {
      const WayRecallEnd *body = action->body;

      row->thing = body->thing;
      row->serials = body->serials;
      row->present = way_record_has (body, 3) ? 1 << 2 : 0;
      return TRUE;
    }
  row->thing = ((const WayRecall *) action->body)->thing;
  row->serials = ((const WayRecall *) action->body)->serials;
  row->level = ((const WayRecall *) action->body)->level;
  row->present = way_record_has ((const WayRecall *) action->body, 3) ? 1 << 2 : 0;
  return TRUE;
}

static gboolean
list_recalls (WayHttpRequest *request,
              WayArena *arena,
              WayRecallsReply *reply,
              GError **error)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (WayIndexEvent));
  WayRecallRow *rows;
  gint64 after, last;
  gsize max;

  if (!way_http_read_page (request, &after, &max))
    return TRUE;
  if (!way_index_list_recalls (request->node->view.index, after, max, places, &last,
                               error))
    return FALSE;
  rows = way_arena_alloc (arena, (places->len + 1) * sizeof *rows);
  if (rows == NULL)
    return way_error_set (error, WAY_RESULT_TOO_LARGE, "the answer");
  for (guint i = 0; i < places->len; i++)
    if (!fill_row (request->node, &g_array_index (places, WayIndexEvent, i), arena,
                   &rows[i], error))
      return FALSE;
  reply->height = way_store_reader_get_checkpoint (request->node->view.reader)->height;
  reply->recalls = (WayRecords) { rows, places->len };
  if (places->len == max)
    {
      reply->present |= 1 << 3;
      reply->next = way_http_make_next (arena, last);
    }
  return TRUE;
}

static void
get_recalls (WayHttpRequest *request)
{
  WayRecallsReply reply = { 0 };
  g_autoptr (GError) error = NULL;
  g_auto (WayArena) arena = { 0 };

  way_arena_init (&arena, (gsize) 64 * 1024 * 1024);
  if (!way_node_begin_answer (request))
    return;
  if (!list_recalls (request, &arena, &reply, &error))
    way_http_reply_error (request->message, error);
  else if (soup_server_message_get_status (request->message) == 0)
    way_http_reply_record (request->message, SOUP_STATUS_OK, &way_recalls_reply_schema,
                           &reply);
  way_node_end_answer (request->node);
}

const WayHttpRoute way_http_recalls_routes[] = {
  { "GET", "/v1/recalls", get_recalls, 0 },
  { NULL },
};
