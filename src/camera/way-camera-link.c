/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-camera-link.h"

#include <glib-unix.h>
#include <gst/gst.h>
#include <unistd.h>

#include "way-camera-access.h"
#include "way-camera-control.h"
#include "way-camera-device-private.h"

struct _WayCameraLink
{
  int fd;
  GstDeviceProvider *provider;
  GstBus *bus;
  GSource *news;
  GSource *hangup;
  const WayCameraLinkEvents *events;
  gpointer data;
};

static WayCameraLink *
link_new (int fd)
{
  WayCameraLink *self = g_new0 (WayCameraLink, 1);

  self->fd = fd;
  return self;
}

/* On the control thread: a provider ends its own thread. */
static void
link_end (gpointer data)
{
  WayCameraLink *self = data;

  if (self->provider != NULL)
    gst_device_provider_stop (self->provider);
  g_clear_object (&self->bus);
  g_clear_object (&self->provider);
  g_close (self->fd, NULL);
  g_free (self);
}

static void
end_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

void
way_camera_link_close (WayCameraLink *self)
{
  if (self == NULL)
    return;
  end_source (&self->news);
  end_source (&self->hangup);
  self->events = NULL;
  way_camera_control_push (link_end, self);
}

/* ---- Opening ---------------------------------------------------------------------------- */

/* A provider of our own: that of the registry is one for the whole program, with one
 * connection. */
static GstDeviceProvider *
make_provider (int fd, GError **error)
{
  g_autoptr (GstDeviceProviderFactory)
      factory = gst_device_provider_factory_find ("pipewiredeviceprovider");
  g_autoptr (GstPluginFeature)
      loaded = factory ? gst_plugin_feature_load (GST_PLUGIN_FEATURE (factory)) : NULL;
  GstDeviceProvider *provider = NULL;

  if (loaded == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                   "GStreamer's PipeWire plug-in is missing");
      return NULL;
    }
  provider = g_object_new (gst_device_provider_factory_get_device_provider_type (
                               GST_DEVICE_PROVIDER_FACTORY (loaded)),
                           "fd", fd, NULL);
  return gst_object_ref_sink (provider);
}

typedef struct
{
  GTask *task;
  int fd;
} Opening;

/* On the control thread. */
static void
open_provider (gpointer data)
{
  g_autofree Opening *opening = data;
  g_autoptr (GTask) task = opening->task;
  g_autoptr (GError) error = NULL;
  WayCameraLink *self = link_new (opening->fd);

  if (gst_init_check (NULL, NULL, &error)
      && (self->provider = make_provider (self->fd, &error)) != NULL)
    {
      self->bus = gst_device_provider_get_bus (self->provider);
      if (gst_device_provider_start (self->provider))
        {
          g_task_return_pointer (task, self, (GDestroyNotify) way_camera_link_close);
          return;
        }
      g_clear_object (&self->provider);
      g_set_error (&error, G_IO_ERROR, G_IO_ERROR_FAILED,
                   "PipeWire does not answer as it should");
    }
  g_task_return_error (task, g_steal_pointer (&error));
  link_end (self);
}

static void
on_access (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  int fd = way_camera_access_finish (result, &error);
  Opening *opening = NULL;

  if (fd < 0)
    {
      g_task_return_error (task, error);
      return;
    }
  opening = g_new (Opening, 1);
  *opening = (Opening) { g_steal_pointer (&task), fd };
  way_camera_control_push (open_provider, opening);
}

void
way_camera_link_open_async (const char *application_id,
                            gboolean is_again,
                            GAsyncReadyCallback callback,
                            gpointer data)
{
  GTask *task = g_task_new (NULL, NULL, callback, data);

  g_task_set_source_tag (task, way_camera_link_open_async);
  way_camera_access_async (application_id, is_again, on_access, task);
}

WayCameraLink *
way_camera_link_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- News ------------------------------------------------------------------------------- */

/* The handlers may close the link: nothing of @self is used after them. */
static gboolean
on_message (GstBus *bus, GstMessage *message, gpointer data)
{
  WayCameraLink *self = data;
  g_autoptr (GstDevice) source = NULL;
  g_autoptr (WayCameraDevice) device = NULL;
  gboolean is_added = GST_MESSAGE_TYPE (message) == GST_MESSAGE_DEVICE_ADDED;

  if (is_added)
    gst_message_parse_device_added (message, &source);
  else if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_DEVICE_REMOVED)
    gst_message_parse_device_removed (message, &source);
  if (source != NULL)
    device = way_camera_device_new (source);
  if (device != NULL && is_added)
    self->events->added (device, self->data);
  else if (device != NULL)
    self->events->removed (way_camera_device_get_serial (device), self->data);
  return G_SOURCE_CONTINUE;
}

/* PipeWire closed its end of the connection: nobody else would tell. */
static gboolean
on_hangup (int fd, GIOCondition condition, gpointer data)
{
  WayCameraLink *self = data;

  self->events->lost (self->data);
  return G_SOURCE_REMOVE;
}

GPtrArray *
way_camera_link_watch (WayCameraLink *self,
                       const WayCameraLinkEvents *events,
                       gpointer data)
{
  GMainContext *context = g_main_context_get_thread_default ();
  GPtrArray *devices = g_ptr_array_new_with_free_func (g_object_unref);
  GList *sources = NULL;

  g_assert (self->events == NULL);
  self->events = events;
  self->data = data;
  self->news = gst_bus_create_watch (self->bus);
  g_source_set_callback (self->news, G_SOURCE_FUNC (on_message), self, NULL);
  g_source_attach (self->news, context);
  self->hangup = g_unix_fd_source_new (self->fd, G_IO_HUP | G_IO_ERR);
  g_source_set_callback (self->hangup, G_SOURCE_FUNC (on_hangup), self, NULL);
  g_source_attach (self->hangup, context);
  sources = gst_device_provider_get_devices (self->provider);
  for (GList *each = sources; each != NULL; each = each->next)
    {
      WayCameraDevice *device = way_camera_device_new (each->data);

      if (device != NULL)
        g_ptr_array_add (devices, device);
    }
  g_list_free_full (sources, g_object_unref);
  return devices;
}
