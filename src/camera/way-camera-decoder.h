/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gst/gst.h>

#include "way-camera.h"

/**
 * WayCameraDecoder:
 *
 * One thread that looks for codes in the newest frame. While it is busy one frame waits, and
 * each newer one takes its place: there is never a queue.
 */
typedef struct _WayCameraDecoder WayCameraDecoder;

/** What was seen in one frame.
 * @codes: (element-type WayCode): with corners in pixels of that frame, often empty
 * @hint: of this and the last frames */
typedef struct
{
  GPtrArray *codes;
  int width;
  int height;
  WayCameraHint hint;
} WayCameraView;

/** Called on the worker's thread. @view: borrowed */
typedef void (*WayCameraViewFunc) (const WayCameraView *view, gpointer data);

/** @data: must live until way_camera_decoder_free() has come back. */
WayCameraDecoder *
way_camera_decoder_new (WayCameraViewFunc func, gpointer data);
/** Waits for the frame that is being looked at. */
void
way_camera_decoder_free (WayCameraDecoder *self);

/** From any thread; doesn't wait. @sample: of a format of way-camera-luma.h, else it is
 * passed over */
void
way_camera_decoder_push (WayCameraDecoder *self, GstSample *sample);

/** Sets received, decoded and undecoded, of one moment. */
void
way_camera_decoder_get_counts (WayCameraDecoder *self, WayCameraCounts *out_counts);
