/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gst/video/video.h>

#include "way-code-reader.h"

/** The formats of pixels that way_camera_luma_open() takes, as in caps. */
#define WAY_CAMERA_LUMA_FORMATS                                                          \
  "{ NV12, I420, YV12, NV21, Y42B, Y444, GRAY8, YUY2, UYVY, YVYU, BGRx, RGBx, BGRA, "    \
  "RGBA, xRGB, xBGR, ARGB, ABGR, RGB, BGR }"

/**
 * WayCameraLuma: the grey plane of one frame: the frame's own where it has one, else taken
 * out of it into @own, which serves one frame after another. Starts as zeroes.
 */
typedef struct
{
  WayFrame frame;
  /*< private >*/
  GstVideoFrame video;
  gboolean is_open;
  guint8 *own;
  gsize own_size;
} WayCameraLuma;

/** Sets @self->frame, which lives until way_camera_luma_close(). @caps: of @buffer.
 * Returns: FALSE for a buffer that is no such frame */
gboolean
way_camera_luma_open (WayCameraLuma *self, GstCaps *caps, GstBuffer *buffer);
void
way_camera_luma_close (WayCameraLuma *self);
void
way_camera_luma_clear (WayCameraLuma *self);
