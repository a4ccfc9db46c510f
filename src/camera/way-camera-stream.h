/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-camera-decoder.h"
#include "way-camera-device.h"
#include "way-camera.h"

/**
 * WayCameraStream:
 *
 * The frames of one camera, from now until it is closed: a pipeline that shows the newest
 * one and has the newest one decoded. Belongs to the main context that it is opened in. It
 * never recovers from anything: it says so, and is closed.
 */
typedef struct _WayCameraStream WayCameraStream;

/** Called in the main context, never from within way_camera_stream_open(). */
typedef struct
{
  void (*picture) (gpointer data);
  /** There is a code, or the hint has changed. @view: borrowed */
  void (*seen) (const WayCameraView *view, gpointer data);
  /** @is_busy: another program has the camera
   * @words: of the system. Comes once */
  void (*failed) (gboolean is_busy, const char *words, gpointer data);
} WayCameraStreamEvents;

/** @events: must live until way_camera_stream_close() */
WayCameraStream *
way_camera_stream_open (WayCameraDevice *device,
                        const WayCameraStreamEvents *events,
                        gpointer data);
/** Nothing is told any more; the camera is let go of soon after. */
void
way_camera_stream_close (WayCameraStream *self);

/** As way_camera_get_picture(): the newest one that was told of. */
gboolean
way_camera_stream_get_picture (WayCameraStream *self, WayCameraPicture *out_picture);
void
way_camera_stream_get_counts (WayCameraStream *self, WayCameraCounts *out_counts);
/** Returns: when the last frame came, of g_get_monotonic_time(); 0: none yet. */
gint64
way_camera_stream_get_last_us (WayCameraStream *self);
