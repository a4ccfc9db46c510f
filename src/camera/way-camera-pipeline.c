/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-camera-pipeline.h"

#include <errno.h>
#include <string.h>

#include <gst/app/gstappsink.h>

#include "way-camera-caps.h"
#include "way-camera-device-private.h"
#include "way-camera-luma.h"

/* The two branches after the camera. The sinks don't wait for each other's first frame. */
#define BRANCHES                                                                         \
  "videoconvert ! video/x-raw,format=" WAY_CAMERA_LUMA_FORMATS " ! tee name=both "       \
  "both. ! appsink name=decode sync=false async=false max-buffers=1 drop=true "          \
  "both. ! queue leaky=downstream max-size-buffers=1 max-size-bytes=0 max-size-time=0 "  \
  "! videoconvert ! video/x-raw,format=BGRx "                                            \
  "! appsink name=preview sync=false async=false max-buffers=1 drop=true"

/* The source copies each frame: its own memory goes away with the camera, at any time, while
 * a texture or the decoder may still be reading. It is tied to the one camera: PipeWire
 * would else offer the next best one when that is unplugged. */
static GstElement *
make_source (GstDevice *device, GError **error)
{
  GstElement *source = gst_device_create_element (device, NULL);
  g_autoptr (GstStructure)
      ties = gst_structure_new ("props", "node.dont-reconnect", G_TYPE_STRING, "true",
                                "node.dont-fallback", G_TYPE_STRING, "true", NULL);

  if (source == NULL)
    {
      g_set_error (error, GST_CORE_ERROR, GST_CORE_ERROR_MISSING_PLUGIN,
                   "GStreamer's PipeWire source is missing");
      return NULL;
    }
  g_object_set (source, "always-copy", TRUE, "stream-properties", ties, NULL);
  if (g_get_application_name () != NULL)
    g_object_set (source, "client-name", g_get_application_name (), NULL);
  return source;
}

typedef struct
{
  WayCameraSampleFunc func;
  gpointer data;
} Tap;

static GstFlowReturn
on_sample (GstAppSink *sink, gpointer data)
{
  const Tap *tap = data;
  g_autoptr (GstSample) sample = gst_app_sink_pull_sample (sink);

  if (sample == NULL)
    return GST_FLOW_EOS;
  tap->func (sample, tap->data);
  return GST_FLOW_OK;
}

static void
set_tap (GstElement *pipeline, const char *name, WayCameraSampleFunc func, gpointer data)
{
  g_autoptr (GstElement) sink = gst_bin_get_by_name (GST_BIN (pipeline), name);
  GstAppSinkCallbacks callbacks = { .new_sample = on_sample };
  Tap *tap = g_new (Tap, 1);

  *tap = (Tap) { func, data };
  gst_app_sink_set_callbacks (GST_APP_SINK (sink), &callbacks, tap, g_free);
}

static GstElement *
make_branches (GstCaps *caps, GError **error)
{
  g_autofree char *text = g_strconcat ("capsfilter name=first ! ",
                                       way_camera_caps_is_jpeg (caps) ? "jpegdec ! " : "",
                                       BRANCHES, NULL);
  GstElement *pipeline =
      gst_parse_launch_full (text, NULL, GST_PARSE_FLAG_FATAL_ERRORS, error);
  g_autoptr (GstElement) first = NULL;

  if (pipeline == NULL)
    return NULL;
  first = gst_bin_get_by_name (GST_BIN (pipeline), "first");
  g_object_set (first, "caps", caps, NULL);
  return pipeline;
}

GstElement *
way_camera_pipeline_new (WayCameraDevice *device,
                         WayCameraSampleFunc decode,
                         WayCameraSampleFunc preview,
                         gpointer data,
                         GError **error)
{
  g_autoptr (GstCaps) all = gst_device_get_caps (way_camera_device_get_source (device));
  g_autoptr (GstCaps) caps = way_camera_choose_caps (all);
  g_autofree char *format = gst_caps_to_string (caps);
  GstElement *pipeline = NULL;
  GstElement *source = NULL;
  g_autoptr (GstElement) first = NULL;

  g_debug ("%s: %s", way_camera_device_get_name (device), format);
  if (gst_caps_is_empty (caps))
    {
      g_set_error (error, GST_STREAM_ERROR, GST_STREAM_ERROR_FORMAT,
                   "The camera has no format that can be read here");
      return NULL;
    }
  pipeline = make_branches (caps, error);
  source = pipeline ? make_source (way_camera_device_get_source (device), error) : NULL;
  if (source == NULL)
    {
      g_clear_object (&pipeline);
      return NULL;
    }
  first = gst_bin_get_by_name (GST_BIN (pipeline), "first");
  gst_bin_add (GST_BIN (pipeline), source);
  gst_element_link (source, first);
  set_tap (pipeline, "decode", decode, data);
  set_tap (pipeline, "preview", preview, data);
  return pipeline;
}

/* A camera that another program has opened past PipeWire refuses every format with EBUSY. Of
 * that, the session manager passes on only that there was no format, although it is one that
 * the camera itself offers; others may pass on the number or the words of EBUSY, in whatever
 * language their process speaks. */
gboolean
way_camera_pipeline_says_busy (const GError *error, const char *details)
{
  g_autofree char *all =
      g_strdup_printf ("%s %s", error->message, details ? details : "");
  const char *const signs[] = { "Format negotiation failed", "(-16)", "resource busy",
                                g_strerror (EBUSY) };
  gboolean is_busy = g_error_matches (error, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_BUSY);

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    is_busy |= strstr (all, signs[i]) != NULL;
  return is_busy;
}
