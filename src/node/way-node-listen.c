/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "way-node.h"

#define DEFAULT_PORT   7870
#define LISTEN_BACKLOG 1024
#define OWN_FILES      128 /* that are no connections */

/* Where waymarkd answers. */

static GSocket *
bind_to (GSocketAddress *address, GError **error)
{
  g_autoptr (GSocket)
      socket = g_socket_new (g_socket_address_get_family (address), G_SOCKET_TYPE_STREAM,
                             G_SOCKET_PROTOCOL_DEFAULT, error);

  return socket != NULL && g_socket_bind (socket, address, TRUE, error)
             ? g_steal_pointer (&socket)
             : NULL;
}

/* As soup_server_listen(), which would let only ten clients wait at the door. */
static gboolean
listen_on (WayNode *self, GSocket *socket, GError **error)
{
  g_socket_set_listen_backlog (socket, LISTEN_BACKLOG);
  return g_socket_listen (socket, error)
         && soup_server_listen_socket (self->server, socket, 0, error);
}

/* The folder's lock is held: a socket that is left there is of a node that was killed. */
static gboolean
remove_old_socket (const char *path, GError **error)
{
  struct stat found;

  if (g_lstat (path, &found) != 0)
    return TRUE;
  if (!S_ISSOCK (found.st_mode))
    return way_error_format (error, WAY_RESULT_IO, "%s is there and is not a socket",
                             path);
  g_unlink (path);
  return TRUE;
}

static gboolean
listen_unix (WayNode *self, GError **error)
{
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GSocket) socket = NULL;
  mode_t old;

  if (self->config->listen_unix == NULL)
    return TRUE;
  if (!remove_old_socket (self->config->listen_unix, error))
    return FALSE;
  address = g_unix_socket_address_new (self->config->listen_unix);
  old = umask (0077);
  socket = bind_to (address, error);
  self->has_socket = socket != NULL;
  umask (old);
  return socket != NULL && listen_on (self, socket, error);
}

static GSocketAddress *
resolve (const char *text, GError **error)
{
  g_autoptr (GSocketConnectable)
      where = g_network_address_parse (text, DEFAULT_PORT, NULL);
  g_autoptr (GSocketAddressEnumerator) addresses = NULL;
  g_autoptr (GError) cause = NULL;
  GSocketAddress *address;

  if (where == NULL)
    {
      way_error_format (error, WAY_RESULT_USAGE,
                        "listen-tcp must be ADDRESS:PORT, not “%s”", text);
      return NULL;
    }
  addresses = g_socket_connectable_enumerate (where);
  address = g_socket_address_enumerator_next (addresses, NULL, &cause);
  if (address == NULL)
    way_error_format (error, WAY_RESULT_IO,
                      "listen-tcp “%s” is no address of this computer: %s", text,
                      cause != NULL ? cause->message : "it has none");
  return address;
}

gboolean
way_node_bind (WayNode *self, GError **error)
{
  const char *text = self->config->listen_tcp;
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GError) cause = NULL;

  if (text == NULL)
    return TRUE;
  address = resolve (text, error);
  if (address == NULL)
    return FALSE;
  self->tcp = bind_to (address, &cause);
  return self->tcp != NULL
         || way_error_format (
             error, WAY_RESULT_IO,
             "waymarkd can't answer on %s; choose another port or address "
             "(%s)",
             text, cause->message);
}

/* As many connections as the process may have files, some kept back for its own. */
static guint
find_max_connections (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0)
    return OWN_FILES;
  limit.rlim_cur =
      MAX (limit.rlim_cur, MIN (limit.rlim_max, WAY_HTTP_MAX_CONNECTIONS + OWN_FILES));
  if (setrlimit (RLIMIT_NOFILE, &limit) != 0)
    getrlimit (RLIMIT_NOFILE, &limit);
  return (guint) MIN (MAX (limit.rlim_cur, 2 * OWN_FILES) - OWN_FILES,
                      WAY_HTTP_MAX_CONNECTIONS);
}

gboolean
way_node_listen (WayNode *self, GError **error)
{
  self->listeners = way_http_events_new_listeners ();
  way_body_cache_init (&self->answers);
  way_rate_limit_init (&self->rate_limit, self->config->rate_per_second,
                       self->config->rate_burst);
  self->server = soup_server_new ("server-header", "waymarkd", NULL);
  self->max_connections = find_max_connections ();
  way_http_attach (self, self->server);
  if (!listen_unix (self, error)
      || (self->tcp != NULL && !listen_on (self, self->tcp, error)))
    return FALSE;
  way_node_connection_changed (self);
  return TRUE;
}
