/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-transport.h"

#include <inttypes.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>

#include "way-deadline.h"

/* Server-sent events (WHATWG HTML, section 9.2): of a block only its height counts, which is the event's id. */

/* Of one line: a node's are far shorter. */
#define MAX_LINE 4096
/* A connection that nothing comes over may be dead: the system looks after so long, at no cost of ours. */
#define PROBE_AFTER_S 60
#define PROBE_EVERY_S 15
#define PROBES        4

typedef struct
{
  GByteArray *line; /* that has not ended yet */
  guint64 id;
  gboolean has_id;
  WayCallEventsFunc func;
  gpointer data;
} Reading;

/* ---- Lines -------------------------------------------------------------------------------- */

static gboolean
take_line (Reading *self, GError **error)
{
  static const char field[] = "id:";
  gsize len = self->line->len;
  g_autofree char *line = g_strndup ((const char *) self->line->data, len);

  g_byte_array_set_size (self->line, 0);
  if (*line == '\0')
    {
      if (self->has_id)
        self->func (self->data, self->id);
      self->has_id = FALSE;
      return TRUE;
    }
  if (!g_str_has_prefix (line, field))
    return TRUE;
  self->has_id = g_ascii_string_to_unsigned (g_strstrip (line + strlen (field)), 10, 0,
                                             G_MAXINT64, &self->id, NULL);
  return self->has_id
         || way_error_format (error, WAY_RESULT_UNVERIFIED,
                              "The node's event stream is not understood");
}

static gboolean
take_bytes (Reading *self, const guint8 *bytes, gsize n, GError **error)
{
  for (gsize i = 0; i < n; i++)
    {
      if (bytes[i] == '\n')
        {
          if (!take_line (self, error))
            return FALSE;
        }
      else if (bytes[i] != '\r')
        g_byte_array_append (self->line, &bytes[i], 1);
      if (self->line->len > MAX_LINE)
        return way_error_format (error, WAY_RESULT_TOO_LARGE,
                                 "The node's answer is larger than its limit");
    }
  return TRUE;
}

/* Until it ends, in whatever way. */
static gboolean
read_events (Reading *self,
             GInputStream *stream,
             GCancellable *cancellable,
             GError **error)
{
  guint8 chunk[1024];
  gssize n;

  while ((n = g_input_stream_read (stream, chunk, sizeof chunk, cancellable, NULL)) > 0)
    if (!take_bytes (self, chunk, (gsize) n, error))
      return FALSE;
  return TRUE;
}

/* ---- The connection -------------------------------------------------------------------------- */

static void
network_event (SoupMessage *message, GSocketClientEvent event, GIOStream *connection)
{
  GSocket *socket;

  if (event != G_SOCKET_CLIENT_CONNECTED || !G_IS_TCP_CONNECTION (connection))
    return;
  socket = g_socket_connection_get_socket (G_SOCKET_CONNECTION (connection));
  g_socket_set_keepalive (socket, TRUE);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_KEEPIDLE, PROBE_AFTER_S, NULL);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_KEEPINTVL, PROBE_EVERY_S, NULL);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_KEEPCNT, PROBES, NULL);
}

static SoupMessage *
make_message (WayClient *self, guint64 last_height)
{
  g_autofree char *uri = way_transport_build_uri (self, "/v1/events");
  g_autofree char *last = g_strdup_printf ("%" PRIu64, last_height);
  SoupMessage *message = soup_message_new ("GET", uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  soup_message_headers_replace (headers, "Accept", WAY_API_MEDIA_EVENTS);
  soup_message_headers_replace (headers, "Last-Event-ID", last);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  g_signal_connect (message, "network-event", G_CALLBACK (network_event), NULL);
  return message;
}

static gboolean
is_stream (SoupMessage *message)
{
  const char *type = soup_message_headers_get_content_type (
      soup_message_get_response_headers (message), NULL);

  return soup_message_get_status (message) == SOUP_STATUS_OK
         && g_strcmp0 (type, WAY_API_MEDIA_EVENTS) == 0;
}

/* Opening it has its time as any call; then it may be silent for ever. */
static GInputStream *
open_stream (WayClient *self,
             SoupSession *session,
             SoupMessage *message,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (WayDeadline) deadline = way_deadline_new (
      g_get_monotonic_time () + way_transport_get_timeout_us (self), cancellable);
  g_autoptr (GError) cause = NULL;
  g_autoptr (GInputStream) stream = soup_session_send (
      session, message, way_deadline_get_cancellable (deadline), &cause);

  if (stream != NULL && is_stream (message))
    return g_steal_pointer (&stream);
  if (stream == NULL && way_deadline_has_passed (deadline))
    way_error_format (error, WAY_RESULT_TIMEOUT, "%-s (%s)",
                      way_result_get_text (WAY_RESULT_TIMEOUT),
                      way_client_get_address (self));
  else if (stream == NULL)
    way_transport_set_error (cause, way_client_get_address (self), error);
  else
    way_error_format (error, WAY_RESULT_UNAVAILABLE,
                      "The node has no event stream (HTTP status %u)",
                      soup_message_get_status (message));
  return NULL;
}

gboolean
way_call_events (WayClient *self,
                 guint64 last_height,
                 WayCallEventsFunc func,
                 gpointer data,
                 GCancellable *cancellable,
                 GError **error)
{
  /* of its own: it would take one of the few connections that other calls share, and those must end */
  g_autoptr (SoupSession) session = way_transport_make_session (self, 0);
  g_autoptr (SoupMessage) message = make_message (self, last_height);
  g_autoptr (GInputStream)
      stream = open_stream (self, session, message, cancellable, error);
  g_autoptr (GByteArray) line = g_byte_array_new ();
  Reading reading = { .line = line, .func = func, .data = data };

  return stream != NULL && read_events (&reading, stream, cancellable, error);
}
