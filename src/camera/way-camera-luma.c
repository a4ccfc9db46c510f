/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-camera-luma.h"

/* Loops over one constant step, so that the compiler makes vectors of them. */

static void
take_second (guint8 *restrict to, const guint8 *restrict from, int n)
{
  for (int i = 0; i < n; i++)
    to[i] = from[2 * i];
}

typedef struct
{
  const guint8 *red;
  const guint8 *green;
  const guint8 *blue;
} Row;

#define GREY(row, at)                                                                    \
  ((guint8) ((77 * (row).red[at] + 150 * (row).green[at] + 29 * (row).blue[at]) >> 8))

static void
mix_fourth (guint8 *restrict to, Row row, int n)
{
  for (int i = 0; i < n; i++)
    to[i] = GREY (row, 4 * i);
}

static void
mix_third (guint8 *restrict to, Row row, int n)
{
  for (int i = 0; i < n; i++)
    to[i] = GREY (row, 3 * i);
}

static const guint8 *
get_row (const GstVideoFrame *video, guint component, int y)
{
  return (const guint8 *) GST_VIDEO_FRAME_COMP_DATA (video, component)
         + (gssize) y * GST_VIDEO_FRAME_COMP_STRIDE (video, component);
}

static void
take_out (WayCameraLuma *self)
{
  const GstVideoFrame *video = &self->video;
  gsize size = (gsize) self->frame.width * self->frame.height;
  int step = GST_VIDEO_FRAME_COMP_PSTRIDE (video, 0);

  if (self->own_size < size)
    {
      g_free (self->own);
      self->own = g_malloc (size);
      self->own_size = size;
    }
  for (int y = 0; y < self->frame.height; y++)
    {
      guint8 *to = self->own + (gsize) y * self->frame.width;
      Row row = { get_row (video, 0, y), NULL, NULL };

      if (GST_VIDEO_INFO_IS_RGB (&video->info))
        {
          row.green = get_row (video, 1, y);
          row.blue = get_row (video, 2, y);
          (step == 4 ? mix_fourth : mix_third) (to, row, self->frame.width);
        }
      else
        take_second (to, row.red, self->frame.width);
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
