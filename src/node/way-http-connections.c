/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-http-connections.h"

#include "way-node.h"

/* To see whether somebody waits: of more connections than that these tell enough. */
#define MAX_LOOKED_AT 16

typedef struct
{
  WayNode *node;   /* borrowed */
  GSocket *socket; /* weak, (nullable); also the key. It is gone when the connection is */
  gint64 deadline_us; /* monotonic */
  gint64 started_us;  /* of the request under way: when it was here as a whole */
  guint timeout_id;
  GInetSocketAddress *peer; /* owned, (nullable): counted there */
  gboolean is_busy;         /* a request is under way */
} Connection;

static void
set_busy (Connection *self, gboolean is_busy)
{
  if (self->is_busy == is_busy)
    return;
  self->is_busy = is_busy;
  self->node->n_busy += is_busy ? 1 : -1;
  way_node_connection_changed (self->node);
}

/* Also of those who hang up before a request is here as a whole, for whom there is neither `finished` nor `aborted`. */
static void
on_socket_gone (gpointer data, GObject *socket)
{
  Connection *self = data;
  WayNode *node = self->node;

  self->socket = NULL;
  set_busy (self, FALSE);
  g_hash_table_remove (node->connections, socket);
}

static void
connection_free (gpointer data)
{
  Connection *self = data;

  if (self->socket != NULL)
    g_object_weak_unref (G_OBJECT (self->socket), on_socket_gone, self);
  if (self->peer != NULL)
    way_rate_limit_leave (&self->node->rate_limit, self->peer);
  g_clear_object (&self->peer);
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  g_free (self);
}

static gint64
get_time_allowed_us (WayNode *node)
{
  return MAX (node->config->request_seconds, 1) * G_USEC_PER_SEC;
}

/* ---- The clock ------------------------------------------------------------------------ */

static gboolean
on_time (gpointer data);

static void
start_clock (Connection *self)
{
  gint64 left_us = self->deadline_us - g_get_monotonic_time ();

  self->timeout_id = g_timeout_add ((guint) (MAX (left_us, 0) / 1000 + 1), on_time, self);
}

static gboolean
on_time (gpointer data)
{
  Connection *self = data;

  self->timeout_id = 0;
  if (g_get_monotonic_time () < self->deadline_us)
    {
      start_clock (self); /* it was put off meanwhile */
      return G_SOURCE_REMOVE;
    }
  g_socket_shutdown (self->socket, TRUE, TRUE, NULL);
  return G_SOURCE_REMOVE;
}

static void
allow_time (Connection *self)
{
  self->deadline_us = g_get_monotonic_time () + get_time_allowed_us (self->node);
  if (self->timeout_id == 0)
    start_clock (self);
}

static void
put_off (Connection *self, gsize n_bytes)
{
  gint64 more_us =
      (gint64) MIN (n_bytes, G_MAXUINT32) * G_USEC_PER_SEC / WAY_HTTP_BYTES_A_SECOND;

  self->deadline_us = MIN (self->deadline_us + more_us,
                           g_get_monotonic_time () + get_time_allowed_us (self->node));
}

/* ---- Requests ---------------------------------------------------------------------------- */

static Connection *
find_connection (WayNode *node, SoupServerMessage *message)
{
  GSocket *socket = soup_server_message_get_socket (message);

  return socket != NULL && node->connections != NULL
             ? g_hash_table_lookup (node->connections, socket)
             : NULL;
}

static void
on_got_chunk (SoupServerMessage *message, GBytes *chunk, gpointer data)
{
  Connection *self = find_connection (data, message);

  if (self != NULL && soup_server_message_get_status (message) == 0)
    put_off (self, g_bytes_get_size (chunk));
}

static void
on_wrote_body_data (SoupServerMessage *message, guint n_bytes, gpointer data)
{
  Connection *self = find_connection (data, message);

  if (self != NULL)
    put_off (self, n_bytes);
}

/* The door is never so full that nobody can be let in to be sent away: that would shut it for good. */
static gboolean
has_room (WayNode *node, GInetSocketAddress *peer)
{
  guint n = g_hash_table_size (node->connections);
  guint max = node->max_connections;

  if (peer == NULL)
    return n < max;
  return n < max - max / 8 && way_rate_limit_enter (&node->rate_limit, peer);
}

static Connection *
add_connection (WayNode *node, SoupServerMessage *message, GSocket *socket)
{
  Connection *self = g_new0 (Connection, 1);
  GSocketAddress *address = soup_server_message_get_remote_address (message);
  GInetSocketAddress *peer = address != NULL && G_IS_INET_SOCKET_ADDRESS (address)
                                 ? G_INET_SOCKET_ADDRESS (address)
                                 : NULL;

  self->node = node;
  self->socket = socket;
  if (!has_room (node, peer))
    g_socket_shutdown (socket, TRUE, TRUE, NULL);
  else if (peer != NULL)
    self->peer = g_object_ref (peer);
  g_object_weak_ref (G_OBJECT (socket), on_socket_gone, self);
  g_hash_table_insert (node->connections, socket, self);
  return self;
}

static void
on_request_started (SoupServer *server, SoupServerMessage *message, gpointer data)
{
  WayNode *node = data;
  GSocket *socket = soup_server_message_get_socket (message);
  Connection *self = find_connection (node, message);

  if (socket == NULL)
    return;
  if (self == NULL)
    self = add_connection (node, message, socket);
  self->started_us = g_get_monotonic_time ();
  allow_time (self);
  set_busy (self, TRUE);
  g_signal_connect (message, "got-chunk", G_CALLBACK (on_got_chunk), node);
  g_signal_connect (message, "wrote-body-data", G_CALLBACK (on_wrote_body_data), node);
}

static void
on_request_read (SoupServer *server, SoupServerMessage *message, gpointer data)
{
  Connection *self = find_connection (data, message);

  if (self == NULL)
    return;
  self->started_us = g_get_monotonic_time ();
  allow_time (self);
}

static void
count_request (Connection *self, SoupServerMessage *message)
{
  guint status = soup_server_message_get_status (message);

  if (status != 0)
    way_metrics_count_request (&self->node->metrics, status,
                               g_get_monotonic_time () - self->started_us);
}

static void
on_request_finished (SoupServer *server, SoupServerMessage *message, gpointer data)
{
  Connection *self = find_connection (data, message);

  if (self == NULL)
    return;
  count_request (self, message);
  allow_time (self); /* for the next one */
  set_busy (self, FALSE);
}

static void
on_request_aborted (SoupServer *server, SoupServerMessage *message, gpointer data)
{
  Connection *self = find_connection (data, message);

  if (self == NULL)
    return;
  count_request (self, message);
  set_busy (self, FALSE);
}

void
way_http_connections_attach (WayNode *node, SoupServer *server)
{
  node->connections = g_hash_table_new_full (NULL, NULL, NULL, connection_free);
  g_signal_connect (server, "request-started", G_CALLBACK (on_request_started), node);
  g_signal_connect (server, "request-read", G_CALLBACK (on_request_read), node);
  g_signal_connect (server, "request-finished", G_CALLBACK (on_request_finished), node);
  g_signal_connect (server, "request-aborted", G_CALLBACK (on_request_aborted), node);
}

void
way_http_connections_set_timed (WayNode *node,
                                SoupServerMessage *message,
                                gboolean is_timed)
{
  Connection *self = find_connection (node, message);

  if (self == NULL)
    return;
  if (is_timed)
    allow_time (self);
  else
    g_clear_handle_id (&self->timeout_id, g_source_remove);
}

gboolean
way_http_connections_have_others (WayNode *node, SoupServerMessage *message)
{
  GSocket *own = soup_server_message_get_socket (message);
  GPollFD files[MAX_LOOKED_AT];
  GHashTableIter iter;
  gpointer socket;
  guint n = 0;

  g_hash_table_iter_init (&iter, node->connections);
  while (n < MAX_LOOKED_AT && g_hash_table_iter_next (&iter, &socket, NULL))
    if (socket != own)
      files[n++] = (GPollFD) { .fd = g_socket_get_fd (socket), .events = G_IO_IN };
  return n > 0 && g_poll (files, n, 0) > 0;
}

void
way_http_connections_clear (WayNode *node)
{
  g_clear_pointer (&node->connections, g_hash_table_unref);
}
