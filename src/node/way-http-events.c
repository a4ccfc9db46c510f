/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-checkpoint.h"
#include "way-node.h"

#include <string.h>

/* Server-sent events: one `block` event per block. The id is the height, so Last-Event-ID resumes. */

#define MAX_CLIENTS 256
#define MAX_RESUME  1000

static void
append_event (GString *text, guint64 height, guint64 time_ms, guint64 log_size)
{
  g_string_append_printf (
      text,
      "event: block\nid: %" G_GUINT64_FORMAT "\ndata: {\"height\":%" G_GUINT64_FORMAT
      ",\"time\":%" G_GUINT64_FORMAT ",\"logSize\":%" G_GUINT64_FORMAT "}\n\n",
      height, height, time_ms, log_size);
}

static void
send_text (SoupServerMessage *message, const char *text)
{
  soup_message_body_append (soup_server_message_get_response_body (message),
                            SOUP_MEMORY_COPY, text, strlen (text));
  soup_server_message_unpause (message);
}

void
way_http_events_announce (WayNode *self, const WayCommitted *block)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append_event (text, block->height, block->time_ms, block->log_size);
  for (guint i = 0; self->event_clients != NULL && i < self->event_clients->len; i++)
    send_text (g_ptr_array_index (self->event_clients, i), text->str);
}

static void
on_finished (SoupServerMessage *message, gpointer data)
{
  WayNode *node = data;

  g_ptr_array_remove (node->event_clients, message);
}

/* The blocks behind @last that the client missed; a single one stands for them where they are too many. */
static gboolean
append_missed (WayNode *node, guint64 last, GString *text, GError **error)
{
  guint64 height = way_store_reader_get_checkpoint (node->reader)->height;
  guint64 first = height - MIN (height, MAX_RESUME) > last ? height : last + 1;

  for (guint64 i = first; i <= height; i++)
    {
      WaySlice signed_checkpoint;
      WayCheckpoint checkpoint;

      if (!way_store_reader_get_block (node->reader, i, &signed_checkpoint, error))
        return FALSE;
      if (way_checkpoint_decode (signed_checkpoint, &checkpoint, NULL) == WAY_RESULT_OK)
        append_event (text, i, checkpoint.time, checkpoint.log_size);
    }
  return TRUE;
}

static gboolean
start_text (WayHttpRequest *request, GString *text)
{
  SoupMessageHeaders *headers =
      soup_server_message_get_request_headers (request->message);
  const char *resume = soup_message_headers_get_one (headers, "Last-Event-ID");
  g_autoptr (GError) error = NULL;
  guint64 last = 0;
  gboolean ok = TRUE;

  g_string_append (text, "retry: 2000\n\n");
  if (resume == NULL)
    return TRUE;
  if (!g_ascii_string_to_unsigned (resume, 10, 0, G_MAXINT64, &last, NULL))
    {
      way_http_reply_problem (request->message, WAY_RESULT_USAGE,
                              "Last-Event-ID must be a height");
      return FALSE;
    }
  if (!way_node_begin_answer (request))
    return FALSE;
  ok = append_missed (request->node, last, text, &error);
  way_node_end_answer (request->node);
  if (!ok)
    way_http_reply_error (request->message, error);
  return ok;
}

static void
get_events (WayHttpRequest *request)
{
  SoupMessageHeaders *headers =
      soup_server_message_get_response_headers (request->message);
  g_autoptr (GString) text = g_string_new (NULL);

  if (request->node->event_clients->len >= MAX_CLIENTS)
    {
      way_http_reply_problem (request->message, WAY_RESULT_RATE_LIMITED,
                              "there are too many listeners");
      return;
    }
  if (!start_text (request, text))
    return;
  soup_server_message_set_status (request->message, SOUP_STATUS_OK, NULL);
  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  soup_message_headers_replace (headers, "Content-Type", WAY_API_MEDIA_EVENTS);
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_body_set_accumulate (
      soup_server_message_get_response_body (request->message), FALSE);
  g_signal_connect (request->message, "finished", G_CALLBACK (on_finished),
                    request->node);
  g_ptr_array_add (request->node->event_clients, g_object_ref (request->message));
  send_text (request->message, text->str);
}

const WayHttpRoute way_http_events_routes[] = {
  { "GET", "/v1/events", get_events, 0 },
  { NULL },
};
