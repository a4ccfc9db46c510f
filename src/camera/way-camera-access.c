/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-camera-access.h"

#include <fcntl.h>

#include <gio/gunixfdlist.h>
#include <gio/gunixsocketaddress.h>

#define PORTAL_NAME   "org.freedesktop.portal.Desktop"
#define PORTAL_PATH   "/org/freedesktop/portal/desktop"
#define CAMERA        "org.freedesktop.portal.Camera"
#define REQUEST       "org.freedesktop.portal.Request"
#define REGISTRY      "org.freedesktop.host.portal.Registry"
#define NOT_ALLOWED   "org.freedesktop.portal.Error.NotAllowed"
#define PIPEWIRE_NAME "pipewire-0"

/* One attempt, the data of its GTask. */
typedef struct
{
  char *application_id;
  gboolean is_again;
  GDBusConnection *bus;
  /* while the question is shown */
  guint response_id;
  guint portal_id;
  gboolean has_portal;
} Access;

static void
stop_waiting (Access *access)
{
  if (access->response_id != 0)
    g_dbus_connection_signal_unsubscribe (access->bus, access->response_id);
  access->response_id = 0;
  g_clear_handle_id (&access->portal_id, g_bus_unwatch_name);
}

static void
access_free (gpointer data)
{
  Access *access = data;

  stop_waiting (access);
  g_clear_object (&access->bus);
  g_free (access->application_id);
  g_free (access);
}

static gboolean
is_in_sandbox (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}

/* ---- Without a portal: PipeWire's own socket -------------------------------------------- */

static char *
get_socket_path (void)
{
  const char *name = g_getenv ("PIPEWIRE_REMOTE");
  const char *folder = g_getenv ("PIPEWIRE_RUNTIME_DIR");

  if (name == NULL || *name == '\0')
    name = PIPEWIRE_NAME;
  if (g_path_is_absolute (name))
    return g_strdup (name);
  return g_build_filename (folder ? folder : g_get_user_runtime_dir (), name, NULL);
}

static void
connect_to_socket (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autofree char *path = get_socket_path ();
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM,
                                             G_SOCKET_PROTOCOL_DEFAULT, &error);
  int fd = -1;

  if (socket != NULL && g_socket_connect (socket, address, cancellable, &error))
    fd = fcntl (g_socket_get_fd (socket), F_DUPFD_CLOEXEC, 3);
  if (fd < 0 && error == NULL)
    g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_FAILED, g_strerror (errno));
  g_prefix_error (&error, "%s: ", path);
  if (fd < 0)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_int (task, fd);
}

static gboolean
is_denial (const GError *error)
{
  g_autofree char *name = g_dbus_error_get_remote_error (error);

  return g_strcmp0 (name, NOT_ALLOWED) == 0
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_ACCESS_DENIED);
}

/* The portal did not give us a camera because of @error: a no is a no; where there is no
 * portal that could say it, nobody is passed by. */
static void
go_without_portal (GTask *task, GError *error)
{
  g_dbus_error_strip_remote_error (error);
  if (is_in_sandbox ())
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  g_debug ("no camera portal: %s", error->message);
  g_error_free (error);
  g_task_run_in_thread (task, connect_to_socket);
  g_object_unref (task);
}

static void
deny (GTask *task, const char *why)
{
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, "%s", why);
  g_object_unref (task);
}

/* ---- With the portal -------------------------------------------------------------------- */

static void
ask (GTask *task);

static void
on_remote (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Access *access = g_task_get_task_data (task);
  g_autoptr (GUnixFDList) fds = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_with_unix_fd_list_finish (
      G_DBUS_CONNECTION (source), &fds, result, &error);
  int handle = 0, fd = -1;

  if (reply != NULL)
    {
      g_variant_get (reply, "(h)", &handle);
      fd = fds ? g_unix_fd_list_get (fds, handle, &error) : -1;
    }
  if (fd >= 0)
    {
      g_task_return_int (task, fd);
      g_object_unref (task);
    }
  else if (error != NULL && is_denial (error) && access->is_again)
    {
      access->is_again = FALSE;
      ask (task);
    }
  else if (error != NULL && is_denial (error))
    deny (task, error->message);
  else if (error != NULL)
    go_without_portal (task, g_steal_pointer (&error));
  else
    go_without_portal (task, g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED,
                                          "The portal sent no connection"));
}

static void
open_remote (GTask *task)
{
  Access *access = g_task_get_task_data (task);

  g_dbus_connection_call_with_unix_fd_list (
      access->bus, PORTAL_NAME, PORTAL_PATH, CAMERA, "OpenPipeWireRemote",
      g_variant_new ("(@a{sv})", g_variant_new_array (G_VARIANT_TYPE ("{sv}"), NULL, 0)),
      G_VARIANT_TYPE ("(h)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL, on_remote, task);
}

/* The portal's question was answered, or ended otherwise. */
static void
on_response (GDBusConnection *bus,
             const char *sender,
             const char *path,
             const char *interface,
             const char *signal,
             GVariant *parameters,
             gpointer data)
{
  GTask *task = data;
  Access *access = g_task_get_task_data (task);
  guint32 response = 2;

  stop_waiting (access);
  if (g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})")))
    g_variant_get_child (parameters, 0, "u", &response);
  if (response == 0)
    open_remote (task);
  else
    deny (task, "The question for the camera was not answered with yes");
}

static void
on_asked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Access *access = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant)
      reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  /* Answered already, or waiting for the answer: that has the other reference. */
  if (reply != NULL || access->response_id == 0)
    return;
  stop_waiting (access);
  if (is_denial (error))
    deny (task, error->message);
  else
    go_without_portal (task, g_steal_pointer (&error));
}

static void
on_portal_appeared (GDBusConnection *bus,
                    const char *name,
                    const char *owner,
                    gpointer data)
{
  Access *access = g_task_get_task_data (data);

  access->has_portal = TRUE;
}

/* With the portal goes its question: nobody would answer. */
static void
on_portal_vanished (GDBusConnection *bus, const char *name, gpointer data)
{
  GTask *task = data;
  Access *access = g_task_get_task_data (task);

  if (access->response_id == 0 || (bus != NULL && !access->has_portal))
    return;
  stop_waiting (access);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED,
                           "The portal ended before it answered");
  g_object_unref (task);
}

static void
ask (GTask *task)
{
  Access *access = g_task_get_task_data (task);
  g_autofree char *token = g_strdup_printf ("waymark%u", g_random_int ());
  g_autofree char *sender =
      g_strdup (g_dbus_connection_get_unique_name (access->bus) + 1);
  g_autofree char *path = NULL;
  GVariantBuilder options;

  g_strdelimit (sender, ".", '_');
  path = g_strdup_printf (PORTAL_PATH "/request/%s/%s", sender, token);
  access->response_id = g_dbus_connection_signal_subscribe (
      access->bus, PORTAL_NAME, REQUEST, "Response", path, NULL,
      G_DBUS_SIGNAL_FLAGS_NO_MATCH_RULE, on_response, task, NULL);
  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (token));
  /* no deadline: a person reads and thinks */
  g_dbus_connection_call (access->bus, PORTAL_NAME, PORTAL_PATH, CAMERA, "AccessCamera",
                          g_variant_new ("(a{sv})", &options), G_VARIANT_TYPE ("(o)"),
                          G_DBUS_CALL_FLAGS_NONE, G_MAXINT, NULL, on_asked,
                          g_object_ref (task));
  access->portal_id = g_bus_watch_name_on_connection (
      access->bus, PORTAL_NAME, G_BUS_NAME_WATCHER_FLAGS_NONE, on_portal_appeared,
      on_portal_vanished, task, NULL);
}

/* ---- On the way there ------------------------------------------------------------------- */

static void
on_registered (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Access *access = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant)
      reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  /* Older desktops have no registry, sandboxed programs have an id anyway. */
  if (reply == NULL)
    g_debug ("not registered: %s", error->message);
  if (access->is_again)
    open_remote (task);
  else
    ask (task);
}

static void
on_connected (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Access *access = g_task_get_task_data (task);
  GError *error = NULL;

  access->bus = g_task_propagate_pointer (G_TASK (result), &error);
  if (access->bus == NULL)
    go_without_portal (task, error);
  else if (access->application_id == NULL)
    (access->is_again ? open_remote : ask) (task);
  else
    g_dbus_connection_call (
        access->bus, PORTAL_NAME, PORTAL_PATH, REGISTRY, "Register",
        g_variant_new ("(s@a{sv})", access->application_id,
                       g_variant_new_array (G_VARIANT_TYPE ("{sv}"), NULL, 0)),
        NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, on_registered, task);
}

/* A connection of our own: the portal takes an application id only from one that has not
 * asked it for anything yet, and the toolkit asks early on the program's shared one. */
static void
connect_to_bus (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *address =
      g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, cancellable, &error);
  GDBusConnection *bus = NULL;

  if (address != NULL)
    bus = g_dbus_connection_new_for_address_sync (
        address,
        G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
            | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
        NULL, cancellable, &error);
  if (bus == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, bus, g_object_unref);
}

void
way_camera_access_async (const char *application_id,
                         gboolean is_again,
                         GAsyncReadyCallback callback,
                         gpointer data)
{
  GTask *task = g_task_new (NULL, NULL, callback, data);
  g_autoptr (GTask) connecting = g_task_new (NULL, NULL, on_connected, task);
  Access *access = g_new0 (Access, 1);

  g_task_set_source_tag (task, way_camera_access_async);
  access->application_id = g_strdup (application_id);
  access->is_again = is_again;
  g_task_set_task_data (task, access, access_free);
  g_task_set_source_tag (connecting, connect_to_bus);
  g_task_run_in_thread (connecting, connect_to_bus);
}

int
way_camera_access_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), -1);

  /* -1 with an error, else a descriptor */
  return (int) g_task_propagate_int (G_TASK (result), error);
}
