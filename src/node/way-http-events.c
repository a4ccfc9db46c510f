/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-checkpoint.h"
#include "way-node.h"

#include <string.h>

/* Server-sent events: one `block` event per block. The id is the height, so Last-Event-ID resumes. A listener is sent the next
 * piece when it took the one before: one that reads slowly gets what it missed at once, and never has more than a piece waiting. */

#define MAX_LISTENERS 256
#define MAX_RESUME    1000

typedef struct
{
  WayNode *node;              /* borrowed */
  SoupServerMessage *message; /* owned */
  GSource *watch;             /* owned: that the peer left */
  guint64 told_height;        /* highest one that was sent, or need not be */
  gboolean is_sending;
} Listener;

static void
listener_free (gpointer data)
{
  Listener *self = data;

  if (self->watch != NULL)
    g_source_destroy (self->watch);
  g_clear_pointer (&self->watch, g_source_unref);
  g_signal_handlers_disconnect_by_data (self->message, self);
  g_clear_object (&self->message);
  g_free (self);
}

GPtrArray *
way_http_events_new_listeners (void)
{
  return g_ptr_array_new_with_free_func (listener_free);
}

/* ---- Pieces of the stream ----------------------------------------------------------- */

static void
append_event (GString *text, guint64 height, guint64 time_ms, guint64 log_size)
{
  g_string_append_printf (
      text,
      "event: block\nid: %" G_GUINT64_FORMAT "\ndata: {\"height\":%" G_GUINT64_FORMAT
      ",\"time\":%" G_GUINT64_FORMAT ",\"logSize\":%" G_GUINT64_FORMAT "}\n\n",
      height, height, time_ms, log_size);
}

/* The blocks behind @last up to the snapshot's; a single one stands for them where they are too many. */
static gboolean
append_missed (WayNode *node, guint64 last, GString *text, GError **error)
{
  guint64 height = way_store_reader_get_checkpoint (node->view.reader)->height;
  guint64 first = height - MIN (height, MAX_RESUME) > last ? height : last + 1;

  for (guint64 i = first; i <= height; i++)
    {
      WaySlice signed_checkpoint;
      WayCheckpoint checkpoint;

      if (!way_store_reader_get_block (node->view.reader, i, &signed_checkpoint, error))
        return FALSE;
      if (way_checkpoint_decode (signed_checkpoint, &checkpoint, NULL) == WAY_RESULT_OK)
        append_event (text, i, checkpoint.time, checkpoint.log_size);
    }
  return TRUE;
}

static void
send_text (Listener *self, const GString *text, guint64 told_height)
{
  self->told_height = told_height;
  self->is_sending = TRUE;
  way_http_connections_set_timed (self->node, self->message, TRUE);
  soup_message_body_append (soup_server_message_get_response_body (self->message),
                            SOUP_MEMORY_COPY, text->str, text->len);
  soup_server_message_unpause (self->message);
}

static void
end_stream (Listener *self)
{
  soup_message_body_complete (soup_server_message_get_response_body (self->message));
  soup_server_message_unpause (self->message);
}

/* It took a piece; there may have been blocks meanwhile. */
static void
on_wrote_chunk (SoupServerMessage *message, gpointer data)
{
  Listener *self = data;
  WayNode *node = self->node;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  guint64 height;
  gboolean ok;

  self->is_sending = FALSE;
  way_http_connections_set_timed (node, message, FALSE);
  if (node->metrics.last_height <= self->told_height)
    return;
  ok = way_store_reader_begin (node->view.reader, &error);
  if (ok)
    {
      height = way_store_reader_get_checkpoint (node->view.reader)->height;
      ok = append_missed (node, self->told_height, text, &error);
      way_store_reader_end (node->view.reader);
    }
  if (ok)
    send_text (self, text, height);
  else
    end_stream (self);
}

void
way_http_events_announce (WayNode *self, const WayCommitted *block)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append_event (text, block->height, block->time_ms, block->log_size);
  for (guint i = 0; self->listeners != NULL && i < self->listeners->len; i++)
    {
      Listener *listener = g_ptr_array_index (self->listeners, i);

      if (!listener->is_sending && listener->told_height < block->height)
        send_text (listener, text, block->height);
    }
}

/* ---- Listeners come and go ------------------------------------------------------------- */

static void
on_finished (SoupServerMessage *message, gpointer data)
{
  Listener *self = data;

  g_ptr_array_remove (self->node->listeners, self);
}

/* Nothing is read from a paused connection, so nobody else sees that the peer left. What it sends instead is none of its business. */
static gboolean
on_readable (GSocket *socket, GIOCondition condition, gpointer data)
{
  Listener *self = data;

  end_stream (self);
  g_clear_pointer (&self->watch, g_source_unref);
  return G_SOURCE_REMOVE;
}

static void
add_listener (WayHttpRequest *request, const GString *text, guint64 told_height)
{
  Listener *self = g_new0 (Listener, 1);
  GSocket *socket = soup_server_message_get_socket (request->message);

  self->node = request->node;
  self->message = g_object_ref (request->message);
  g_ptr_array_add (request->node->listeners, self);
  g_signal_connect (request->message, "wrote-chunk", G_CALLBACK (on_wrote_chunk), self);
  g_signal_connect (request->message, "finished", G_CALLBACK (on_finished), self);
  if (socket != NULL)
    {
      self->watch = g_socket_create_source (socket, G_IO_IN | G_IO_HUP | G_IO_ERR, NULL);
      g_source_set_callback (self->watch, G_SOURCE_FUNC (on_readable), self, NULL);
      g_source_attach (self->watch, NULL);
    }
  send_text (self, text, told_height);
}

/* The first piece. @out_height: what it reaches to. FALSE: the problem was sent. */
static gboolean
start_text (WayHttpRequest *request, GString *text, guint64 *out_height)
{
  const char *resume = soup_message_headers_get_one (
      soup_server_message_get_request_headers (request->message), "Last-Event-ID");
  g_autoptr (GError) error = NULL;
  guint64 last = 0;
  gboolean ok = TRUE;

  g_string_append (text, "retry: 2000\n\n");
  if (resume != NULL
      && !g_ascii_string_to_unsigned (resume, 10, 0, G_MAXINT64, &last, NULL))
    {
      way_http_reply_problem (request->message, WAY_RESULT_USAGE,
                              "Last-Event-ID must be a height");
      return FALSE;
    }
  if (!way_node_begin_answer (request))
    return FALSE;
  *out_height = way_store_reader_get_checkpoint (request->node->view.reader)->height;
  if (resume != NULL)
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
  guint64 height;

  if (request->node->listeners->len >= MAX_LISTENERS)
    {
      way_http_reply_problem (request->message, WAY_RESULT_RATE_LIMITED,
                              "there are too many listeners");
      return;
    }
  if (!start_text (request, text, &height))
    return;
  soup_server_message_set_status (request->message, SOUP_STATUS_OK, NULL);
  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  soup_message_headers_replace (headers, "Content-Type", WAY_API_MEDIA_EVENTS);
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  if (strcmp (soup_server_message_get_method (request->message), "HEAD") == 0)
    return;
  soup_message_body_set_accumulate (
      soup_server_message_get_response_body (request->message), FALSE);
  add_listener (request, text, height);
}

const WayHttpRoute way_http_events_routes[] = {
  { "GET", "/v1/events", get_events, 0 },
  { NULL },
};
