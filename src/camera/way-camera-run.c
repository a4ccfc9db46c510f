/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What a live camera does, from start() to stop(): a link to the camera service, in it the
 * current camera, of it a stream. Each of them may be missing for a while; a tick four times
 * a second sees to it that what is missing is tried again. */

#include "way-camera-device-private.h"
#include "way-camera-private.h"

#define TICK_MS 250
/* The service tells of the cameras one after another, first of all when it has looked up
 * the permission. */
#define LOOK_MS 1500
/* For so long an ordinary camera may come after an infrared or virtual one. */
#define SETTLE_MS 700
/* A camera in the dark still gives 5 frames a second; a slow one needs 3 s for its first. */
#define SILENCE_MS     2000
#define FIRST_FRAME_MS 6000
#define RETRY_MS       2000

static gboolean
has_passed (gint64 since_us, int ms)
{
  return g_get_monotonic_time () - since_us >= (gint64) ms * 1000;
}

static void
retry_in (WayCamera *self, int ms)
{
  self->retry_us = g_get_monotonic_time () + (gint64) ms * 1000;
}

static void
set_trouble (WayCamera *self, const char *words)
{
  g_free (self->trouble);
  self->trouble = g_strdup (words);
}

/* ---- The stream ------------------------------------------------------------------------- */

static void
close_stream (WayCamera *self)
{
  WayCameraCounts counts;

  if (self->stream == NULL)
    return;
  way_camera_stream_get_counts (self->stream, &counts);
  self->past.received += counts.received;
  self->past.shown += counts.shown;
  self->past.decoded += counts.decoded;
  self->past.undecoded += counts.received - counts.decoded;
  g_clear_pointer (&self->stream, way_camera_stream_close);
}

static void
note_frame (WayCamera *self)
{
  self->had_frames = TRUE;
  if (self->state == WAY_CAMERA_RUNNING)
    return;
  set_trouble (self, NULL);
  way_camera_set_state (self, WAY_CAMERA_RUNNING);
}

static void
on_picture (gpointer data)
{
  WayCamera *self = data;

  note_frame (self);
  if (self->stream != NULL)
    way_camera_emit_picture (self);
}

static void
on_seen (const WayCameraView *view, gpointer data)
{
  g_autoptr (WayCamera) self = g_object_ref (data);
  g_autoptr (GPtrArray) news =
      way_camera_sight_update (self->sight, view->codes, g_get_monotonic_time () / 1000);

  note_frame (self);
  for (guint i = 0; i < news->len && self->stream != NULL; i++)
    way_camera_emit_found (self, g_ptr_array_index (news, i), view->width, view->height);
  if (self->stream != NULL)
    way_camera_set_hint (self, view->hint);
}

static void
on_failed (gboolean is_busy, const char *words, gpointer data)
{
  WayCamera *self = data;

  close_stream (self);
  retry_in (self, RETRY_MS);
  set_trouble (self, words);
  way_camera_set_state (self, is_busy            ? WAY_CAMERA_IN_USE
                              : self->had_frames ? WAY_CAMERA_STOPPED
                                                 : WAY_CAMERA_FAILED);
}

static void
open_stream (WayCamera *self)
{
  static const WayCameraStreamEvents events = {
    .picture = on_picture,
    .seen = on_seen,
    .failed = on_failed,
  };

  self->stream = way_camera_stream_open (self->current, &events, self);
  self->stream_us = g_get_monotonic_time ();
}

/* ---- Which camera ----------------------------------------------------------------------- */

static void
set_current (WayCamera *self, WayCameraDevice *device)
{
  if (g_set_object (&self->current, device))
    g_object_notify (G_OBJECT (self), "device");
}

static WayCameraDevice *
find_best (WayCamera *self)
{
  WayCameraDevice *wanted = way_camera_list_find (self->list, self->wanted);
  WayCameraDevice *first = way_camera_list_get_first (self->list);

  if (wanted != NULL)
    return wanted;
  if (self->current != NULL)
    return self->current;
  if (first != NULL && way_camera_device_get_kind (first) != WAY_CAMERA_KIND_ORDINARY
      && !has_passed (self->link_us, SETTLE_MS))
    return NULL;
  return first;
}

static void
have_none (WayCamera *self)
{
  if (self->had_frames)
    way_camera_set_state (self, WAY_CAMERA_STOPPED);
  else if (has_passed (self->link_us, LOOK_MS))
    way_camera_set_state (self, WAY_CAMERA_NO_DEVICE);
}

void
way_camera_choose (WayCamera *self)
{
  WayCameraDevice *best = NULL;

  if (self->link == NULL)
    return;
  best = find_best (self);
  if (best == NULL)
    {
      have_none (self);
      return;
    }
  if (best == self->current && (self->stream != NULL || self->retry_us != 0))
    return;
  close_stream (self);
  self->retry_us = 0;
  g_object_freeze_notify (G_OBJECT (self));
  set_current (self, best);
  open_stream (self);
  way_camera_set_state (self, WAY_CAMERA_STARTING);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
on_added (WayCameraDevice *device, gpointer data)
{
  WayCamera *self = data;

  way_camera_list_add (self->list, device);
  way_camera_choose (self);
}

static void
on_removed (const char *serial, gpointer data)
{
  WayCamera *self = data;

  g_object_freeze_notify (G_OBJECT (self));
  if (self->current != NULL
      && g_str_equal (way_camera_device_get_serial (self->current), serial))
    {
      close_stream (self);
      set_current (self, NULL);
    }
  way_camera_list_remove (self->list, serial);
  way_camera_choose (self);
  g_object_thaw_notify (G_OBJECT (self));
}

/* ---- The link --------------------------------------------------------------------------- */

static void
close_link (WayCamera *self)
{
  close_stream (self);
  set_current (self, NULL);
  g_clear_pointer (&self->link, way_camera_link_close);
  way_camera_list_clear (self->list);
}

static void
on_lost (gpointer data)
{
  WayCamera *self = data;

  close_link (self);
  retry_in (self, TICK_MS);
  way_camera_set_state (self, self->had_frames ? WAY_CAMERA_STOPPED : WAY_CAMERA_LOOKING);
}

static void
start_watching (WayCamera *self)
{
  static const WayCameraLinkEvents events = {
    .added = on_added,
    .removed = on_removed,
    .lost = on_lost,
  };
  g_autoptr (GPtrArray) devices = way_camera_link_watch (self->link, &events, self);

  self->link_us = g_get_monotonic_time ();
  self->retry_us = 0;
  for (guint i = 0; i < devices->len; i++)
    way_camera_list_add (self->list, g_ptr_array_index (devices, i));
  way_camera_choose (self);
}

static void
note_no_link (WayCamera *self, const GError *error)
{
  gboolean is_no = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);

  set_trouble (self, error->message);
  retry_in (self, RETRY_MS);
  if (is_no)
    way_camera_set_state (self, WAY_CAMERA_DENIED);
  else if (!self->had_frames)
    way_camera_set_state (self, WAY_CAMERA_FAILED);
}

static void
on_link (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree GWeakRef *weak = data;
  g_autoptr (WayCamera) self = g_weak_ref_get (weak);
  g_autoptr (GError) error = NULL;
  WayCameraLink *link = way_camera_link_open_finish (result, &error);

  g_weak_ref_clear (weak);
  if (self != NULL)
    self->is_opening = FALSE;
  if (self == NULL || !self->is_on)
    {
      way_camera_link_close (link);
      return;
    }
  /* what failed after a yes is tried again without asking a second time */
  self->was_asked = TRUE;
  self->link = link;
  if (link != NULL)
    start_watching (self);
  else
    note_no_link (self, error);
}

static void
open_link (WayCamera *self)
{
  GWeakRef *weak = NULL;

  self->retry_us = 0;
  if (self->is_opening)
    return;
  self->is_opening = TRUE;
  weak = g_new (GWeakRef, 1);
  g_weak_ref_init (weak, self);
  way_camera_link_open_async (self->application_id, self->was_asked, on_link, weak);
}

/* ---- The tick --------------------------------------------------------------------------- */

/* Frames cease without any error where a camera is unplugged or hangs. */
static void
check_frames (WayCamera *self)
{
  gint64 last_us = way_camera_stream_get_last_us (self->stream);
  gboolean is_running = self->state == WAY_CAMERA_RUNNING;

  if (is_running ? !has_passed (last_us, SILENCE_MS)
                 : !has_passed (self->stream_us, FIRST_FRAME_MS))
    return;
  close_stream (self);
  retry_in (self, is_running ? TICK_MS : RETRY_MS);
  if (is_running || self->state == WAY_CAMERA_STARTING)
    way_camera_set_state (self, WAY_CAMERA_STOPPED);
}

static gboolean
on_tick (gpointer data)
{
  WayCamera *self = data;
  gboolean is_due = self->retry_us != 0 && has_passed (self->retry_us, 0);

  if (self->stream != NULL)
    check_frames (self);
  else if (self->current != NULL && is_due)
    open_stream (self);
  else if (self->link != NULL && self->current == NULL)
    way_camera_choose (self);
  else if (self->link == NULL && is_due && self->state != WAY_CAMERA_DENIED)
    open_link (self);
  return G_SOURCE_CONTINUE;
}

/* ---- From outside ----------------------------------------------------------------------- */

void
way_camera_begin (WayCamera *self)
{
  self->is_on = TRUE;
  self->past = (WayCameraCounts) { 0 };
  self->sight = way_camera_sight_new ();
  self->tick = g_timeout_source_new (TICK_MS);
  g_source_set_callback (self->tick, on_tick, self, NULL);
  g_source_attach (self->tick, g_main_context_get_thread_default ());
  open_link (self);
}

void
way_camera_let_go (WayCamera *self)
{
  self->is_on = FALSE;
  self->was_asked = FALSE;
  self->had_frames = FALSE;
  self->retry_us = 0;
  g_clear_pointer (&self->trouble, g_free);
  if (self->tick != NULL)
    g_source_destroy (self->tick);
  g_clear_pointer (&self->tick, g_source_unref);
  close_link (self);
  g_clear_pointer (&self->sight, way_camera_sight_free);
}
