/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-camera-luma.h"

/* Loops of a fixed step, so that the compiler makes vectors of them: see meson.build. */

static void
take_second (guint8 *restrict to, const guint8 *restrict from, int n)
{
  for (int i = 0; i < n; i++)
    to[i] = from[2 * i];
}

/* Of one pixel: where its red, green and blue are, in bytes from its first one. */
typedef struct
{
  int red;
  int green;
  int blue;
} Order;

static inline guint8
mix (const guint8 *pixel, Order order)
{
  return (
      guint8) ((77 * pixel[order.red] + 150 * pixel[order.green] + 29 * pixel[order.blue])
               >> 8);
}

static void
mix_bgrx (guint8 *restrict to, const guint8 *restrict from, int n)
{
  for (int i = 0; i < n; i++)
    to[i] = mix (from + 4 * i, (Order) { 2, 1, 0 });
}

static void
mix_fourth (guint8 *restrict to, const guint8 *restrict from, int n, Order order)
{
  for (int i = 0; i < n; i++)
    to[i] = mix (from + 4 * i, order);
}

static void
mix_third (guint8 *restrict to, const guint8 *restrict from, int n, Order order)
{
  for (int i = 0; i < n; i++)
    to[i] = mix (from + 3 * i, order);
}

static void
take_out (WayCameraLuma *self)
{
  const GstVideoFrame *video = &self->video;
  const GstVideoInfo *info = &video->info;
  gsize size = (gsize) self->frame.width * self->frame.height;
  gboolean is_rgb = GST_VIDEO_INFO_IS_RGB (info);
  /* what screens have, and programs that make pictures */
  gboolean is_bgrx = GST_VIDEO_INFO_FORMAT (info) == GST_VIDEO_FORMAT_BGRx;
  Order order = { 0 };

  if (is_rgb)
    order = (Order) { GST_VIDEO_INFO_COMP_POFFSET (info, GST_VIDEO_COMP_R),
                      GST_VIDEO_INFO_COMP_POFFSET (info, GST_VIDEO_COMP_G),
                      GST_VIDEO_INFO_COMP_POFFSET (info, GST_VIDEO_COMP_B) };
  if (self->own_size < size)
    {
      g_free (self->own);
      self->own = g_malloc (size);
      self->own_size = size;
    }
  for (int y = 0; y < self->frame.height; y++)
    {
      guint8 *to = self->own + (gsize) y * self->frame.width;
      const guint8 *from = (const guint8 *) GST_VIDEO_FRAME_PLANE_DATA (video, 0)
                           + (gssize) y * GST_VIDEO_FRAME_PLANE_STRIDE (video, 0);

      if (!is_rgb)
        take_second (to, from + GST_VIDEO_INFO_COMP_POFFSET (info, 0), self->frame.width);
      else if (is_bgrx)
        mix_bgrx (to, from, self->frame.width);
      else if (GST_VIDEO_INFO_COMP_PSTRIDE (info, 0) == 4)
        mix_fourth (to, from, self->frame.width, order);
      else
        mix_third (to, from, self->frame.width, order);
    }
  self->frame.pixels = self->own;
  self->frame.stride = self->frame.width;
}

/* Whether grey can be had of it: a plane or every second byte of its own, or a mixture of
 * three bytes. */
static gboolean
is_known (const GstVideoInfo *info)
{
  int step = GST_VIDEO_INFO_COMP_PSTRIDE (info, 0);

  if (GST_VIDEO_INFO_COMP_DEPTH (info, 0) != 8)
    return FALSE;
  if (GST_VIDEO_INFO_IS_RGB (info))
    return GST_VIDEO_INFO_N_PLANES (info) == 1 && (step == 3 || step == 4);
  return (GST_VIDEO_INFO_IS_YUV (info) || GST_VIDEO_INFO_IS_GRAY (info))
         && (step == 1 || step == 2);
}

gboolean
way_camera_luma_open (WayCameraLuma *self, GstCaps *caps, GstBuffer *buffer)
{
  GstVideoInfo info;

  g_assert (!self->is_open);
  if (!gst_video_info_from_caps (&info, caps) || !is_known (&info)
      || !gst_video_frame_map (&self->video, &info, buffer, GST_MAP_READ))
    return FALSE;
  self->is_open = TRUE;
  self->frame.width = GST_VIDEO_FRAME_WIDTH (&self->video);
  self->frame.height = GST_VIDEO_FRAME_HEIGHT (&self->video);
  if (GST_VIDEO_INFO_IS_RGB (&info)
      || GST_VIDEO_FRAME_COMP_PSTRIDE (&self->video, 0) != 1)
    {
      take_out (self);
      return TRUE;
    }
  self->frame.pixels = GST_VIDEO_FRAME_COMP_DATA (&self->video, 0);
  self->frame.stride = GST_VIDEO_FRAME_COMP_STRIDE (&self->video, 0);
  return TRUE;
}

void
way_camera_luma_close (WayCameraLuma *self)
{
  if (!self->is_open)
    return;
  gst_video_frame_unmap (&self->video);
  self->is_open = FALSE;
  self->frame = (WayFrame) { 0 };
}

void
way_camera_luma_clear (WayCameraLuma *self)
{
  way_camera_luma_close (self);
  g_clear_pointer (&self->own, g_free);
  self->own_size = 0;
}
