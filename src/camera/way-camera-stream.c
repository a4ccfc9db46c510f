/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-camera-stream.h"

#include <gst/video/video.h>

#include "way-camera-control.h"
#include "way-camera-pipeline.h"

/* Counted references: of the owner, of each job for the control thread and of each source on
 * its way to the main context. */
struct _WayCameraStream
{
  /* set once */
  WayCameraDevice *device;
  GMainContext *context;

  /* the main context's */
  const WayCameraStreamEvents *events; /* NULL once closed */
  gpointer data;
  WayCameraPicture picture;

  /* the control thread's */
  GstElement *pipeline;
  WayCameraDecoder *decoder;

  GMutex lock;
  /* guarded by lock */
  GstSample *newest; /* not shown yet */
  gint64 last_us;
  guint64 n_shown;
  gboolean has_failed;
  WayCameraCounts counts; /* of the decoder */

  /* the decoder's thread's */
  WayCameraHint hint;
};

static void
stream_clear (gpointer data)
{
  WayCameraStream *self = data;

  g_assert (self->pipeline == NULL && self->decoder == NULL);
  g_clear_object (&self->device);
  g_main_context_unref (self->context);
  g_clear_pointer (&self->picture.pixels, g_bytes_unref);
  g_clear_pointer (&self->newest, gst_sample_unref);
  g_mutex_clear (&self->lock);
}

static void
stream_unref (gpointer self)
{
  g_atomic_rc_box_release_full (self, stream_clear);
}

/* ---- To the main context ---------------------------------------------------------------- */

typedef struct
{
  WayCameraStream *stream;
  GPtrArray *codes;
  WayCameraView view;
  char *words;
  gboolean is_busy;
} News;

static void
news_free (gpointer data)
{
  News *news = data;

  stream_unref (news->stream);
  g_clear_pointer (&news->codes, g_ptr_array_unref);
  g_free (news->words);
  g_free (news);
}

static News *
news_new (WayCameraStream *self)
{
  News *news = g_new0 (News, 1);

  news->stream = g_atomic_rc_box_acquire (self);
  return news;
}

static void
post (GSourceFunc func, News *news)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, func, news, news_free);
  g_source_attach (source, news->stream->context);
}

static gboolean
tell_failed (gpointer data)
{
  News *news = data;
  WayCameraStream *self = news->stream;

  if (self->events != NULL)
    self->events->failed (news->is_busy, news->words, self->data);
  return G_SOURCE_REMOVE;
}

static void
fail (WayCameraStream *self, gboolean is_busy, const char *words)
{
  News *news = NULL;

  g_mutex_lock (&self->lock);
  if (!self->has_failed)
    news = news_new (self);
  self->has_failed = TRUE;
  g_mutex_unlock (&self->lock);
  if (news == NULL)
    return;
  news->is_busy = is_busy;
  news->words = g_strdup (words);
  post (tell_failed, news);
}

/* ---- Frames for the eye ----------------------------------------------------------------- */

static void
unmap_frame (gpointer data)
{
  GstVideoFrame *frame = data;

  gst_video_frame_unmap (frame);
  g_free (frame);
}

/* The picture is the frame's own memory, which it keeps. */
static gboolean
take_picture (WayCameraPicture *picture, GstSample *sample)
{
  GstVideoFrame *frame = g_new0 (GstVideoFrame, 1);
  GstVideoInfo info;

  if (!gst_video_info_from_caps (&info, gst_sample_get_caps (sample))
      || !gst_video_frame_map (frame, &info, gst_sample_get_buffer (sample),
                               GST_MAP_READ))
    {
      g_free (frame);
      return FALSE;
    }
  g_clear_pointer (&picture->pixels, g_bytes_unref);
  picture->width = GST_VIDEO_FRAME_WIDTH (frame);
  picture->height = GST_VIDEO_FRAME_HEIGHT (frame);
  picture->stride = GST_VIDEO_FRAME_PLANE_STRIDE (frame, 0);
  picture->pixels = g_bytes_new_with_free_func (
      GST_VIDEO_FRAME_PLANE_DATA (frame, 0),
      (gsize) picture->stride * (picture->height - 1) + (gsize) picture->width * 4,
      unmap_frame, frame);
  return TRUE;
}

static gboolean
tell_picture (gpointer data)
{
  WayCameraStream *self = ((News *) data)->stream;
  g_autoptr (GstSample) sample = NULL;

  g_mutex_lock (&self->lock);
  sample = g_steal_pointer (&self->newest);
  self->n_shown++;
  g_mutex_unlock (&self->lock);
  if (self->events != NULL && take_picture (&self->picture, sample))
    self->events->picture (self->data);
  return G_SOURCE_REMOVE;
}

/* One picture waits to be shown; a newer one takes its place. */
static void
on_preview (GstSample *sample, gpointer data)
{
  WayCameraStream *self = data;
  gboolean is_told_of = FALSE;

  g_mutex_lock (&self->lock);
  is_told_of = self->newest != NULL;
  g_clear_pointer (&self->newest, gst_sample_unref);
  self->newest = gst_sample_ref (sample);
  g_mutex_unlock (&self->lock);
  if (!is_told_of)
    post (tell_picture, news_new (self));
}

/* ---- Frames for the decoder ------------------------------------------------------------- */

static gboolean
tell_seen (gpointer data)
{
  News *news = data;
  WayCameraStream *self = news->stream;

  if (self->events != NULL)
    self->events->seen (&news->view, self->data);
  return G_SOURCE_REMOVE;
}

/* On the decoder's thread. */
static void
on_view (const WayCameraView *view, gpointer data)
{
  WayCameraStream *self = data;
  News *news = NULL;

  if (view->codes->len == 0 && view->hint == self->hint)
    return;
  self->hint = view->hint;
  news = news_new (self);
  news->codes = g_ptr_array_ref (view->codes);
  news->view = *view;
  post (tell_seen, news);
}

static void
on_frame (GstSample *sample, gpointer data)
{
  WayCameraStream *self = data;

  way_camera_decoder_push (self->decoder, sample);
  g_mutex_lock (&self->lock);
  self->last_us = g_get_monotonic_time ();
  way_camera_decoder_get_counts (self->decoder, &self->counts);
  g_mutex_unlock (&self->lock);
}

/* ---- The pipeline, on the control thread ------------------------------------------------ */

/* On any thread of the pipeline. Nothing else that it says matters to anybody. */
static GstBusSyncReply
on_message (GstBus *bus, GstMessage *message, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *details = NULL;

  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
    {
      gst_message_parse_error (message, &error, &details);
      g_debug ("pipeline: %s (%s)", error->message, details);
      fail (data, way_camera_pipeline_says_busy (error, details), error->message);
    }
  else if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS)
    fail (data, FALSE, "The camera ended its pictures");
  gst_message_unref (message);
  return GST_BUS_DROP;
}

static void
start (gpointer data)
{
  WayCameraStream *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GstBus) bus = NULL;

  self->pipeline =
      way_camera_pipeline_new (self->device, on_frame, on_preview, self, &error);
  if (self->pipeline == NULL)
    {
      fail (self, FALSE, error->message);
      stream_unref (self);
      return;
    }
  self->decoder = way_camera_decoder_new (on_view, self);
  bus = gst_element_get_bus (self->pipeline);
  gst_bus_set_sync_handler (bus, on_message, self, NULL);
  if (gst_element_set_state (self->pipeline, GST_STATE_PLAYING)
      == GST_STATE_CHANGE_FAILURE)
    fail (self, FALSE, "The camera does not start");
  stream_unref (self);
}

static void
end (gpointer data)
{
  WayCameraStream *self = data;

  if (self->pipeline != NULL)
    gst_element_set_state (self->pipeline, GST_STATE_NULL);
  g_clear_object (&self->pipeline);
  g_clear_pointer (&self->decoder, way_camera_decoder_free);
  stream_unref (self);
}

/* ---- For the main context --------------------------------------------------------------- */

WayCameraStream *
way_camera_stream_open (WayCameraDevice *device,
                        const WayCameraStreamEvents *events,
                        gpointer data)
{
  WayCameraStream *self = g_atomic_rc_box_new0 (WayCameraStream);

  self->device = g_object_ref (device);
  self->context = g_main_context_ref_thread_default ();
  self->events = events;
  self->data = data;
  g_mutex_init (&self->lock);
  way_camera_control_push (start, g_atomic_rc_box_acquire (self));
  return self;
}

void
way_camera_stream_close (WayCameraStream *self)
{
  if (self == NULL)
    return;
  self->events = NULL;
  g_clear_pointer (&self->picture.pixels, g_bytes_unref);
  way_camera_control_push (end, self);
}

gboolean
way_camera_stream_get_picture (WayCameraStream *self, WayCameraPicture *out_picture)
{
  *out_picture = self->picture;
  return out_picture->pixels != NULL;
}

void
way_camera_stream_get_counts (WayCameraStream *self, WayCameraCounts *out_counts)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  *out_counts = self->counts;
  out_counts->shown = self->n_shown;
}

gint64
way_camera_stream_get_last_us (WayCameraStream *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->last_us;
}
