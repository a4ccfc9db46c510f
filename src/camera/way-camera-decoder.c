/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-camera-decoder.h"

#include <math.h>

#include "way-camera-luma.h"
#include "way-camera-meter.h"
#include "way-code-reader-private.h"

/* Every so many frames without a code one gets the long look, which finds turned, small and
 * inverted ones and takes about six times as long. */
#define HARDER_EVERY 3

/* A code of 37 modules that is smaller than this has 2 pixels for each, which is where reading
 * ends with a camera's sharpness. A bigger one fails for other reasons. */
#define FAR_BELOW 80

struct _WayCameraDecoder
{
  WayCameraViewFunc func;
  gpointer data;
  GThread *thread;

  GMutex lock;
  GCond changed;
  /* guarded by lock */
  GstSample *waiting;
  gboolean is_ending;
  WayCameraCounts counts;

  /* the worker's own */
  WayCodeReader *fast;
  WayCodeReader *harder;
  WayCameraLuma luma;
  WayCameraMeter meter;
  guint n_missed;
  gboolean is_far; /* by the last long look */
};

static gboolean
is_small (const WayQuad *quad)
{
  double longest = 0;

  for (guint i = 0; i < 4; i++)
    longest = MAX (longest, hypot (quad->x[i] - quad->x[(i + 1) % 4],
                                   quad->y[i] - quad->y[(i + 1) % 4]));
  return longest < FAR_BELOW;
}

static GPtrArray *
read_harder (WayCameraDecoder *self)
{
  g_autoptr (GArray) failed = g_array_new (FALSE, FALSE, sizeof (WayQuad));
  GPtrArray *codes = way_code_reader_read_full (self->harder, &self->luma.frame, failed);

  self->is_far = failed->len > 0;
  for (guint i = 0; i < failed->len; i++)
    self->is_far &= is_small (&g_array_index (failed, WayQuad, i));
  return codes;
}

static GPtrArray *
read_frame (WayCameraDecoder *self)
{
  GPtrArray *codes = way_code_reader_read (self->fast, &self->luma.frame);

  if (codes->len == 0 && ++self->n_missed % HARDER_EVERY == 0)
    {
      g_ptr_array_unref (codes);
      codes = read_harder (self);
    }
  if (codes->len > 0)
    self->n_missed = 0;
  return codes;
}

static WayCameraHint
find_reason (WayCameraDecoder *self, const GPtrArray *codes)
{
  if (codes->len > 0)
    return WAY_CAMERA_HINT_NONE;
  if (self->is_far)
    return WAY_CAMERA_HINT_TOO_FAR;
  return way_camera_measure (&self->luma.frame);
}

static void
look_at (WayCameraDecoder *self, GstSample *sample)
{
  g_autoptr (GPtrArray) codes = NULL;
  WayCameraHint hint;

  if (!way_camera_luma_open (&self->luma, gst_sample_get_caps (sample),
                             gst_sample_get_buffer (sample)))
    return;
  codes = read_frame (self);
  hint = way_camera_meter_add (&self->meter, find_reason (self, codes));
  self->func (&(WayCameraView) { .codes = codes,
                                 .width = self->luma.frame.width,
                                 .height = self->luma.frame.height,
                                 .hint = hint },
              self->data);
  way_camera_luma_close (&self->luma);
}

/* Returns: (transfer full) (nullable): the frame that waits, or comes; NULL at the end. */
static GstSample *
wait_for_sample (WayCameraDecoder *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  while (self->waiting == NULL && !self->is_ending)
    g_cond_wait (&self->changed, &self->lock);
  if (self->is_ending)
    return NULL;
  self->counts.decoded++;
  return g_steal_pointer (&self->waiting);
}

static gpointer
run (gpointer data)
{
  WayCameraDecoder *self = data;
  GstSample *sample;

  while ((sample = wait_for_sample (self)) != NULL)
    {
      look_at (self, sample);
      gst_sample_unref (sample);
    }
  return NULL;
}

WayCameraDecoder *
way_camera_decoder_new (WayCameraViewFunc func, gpointer data)
{
  WayCameraDecoder *self = g_new0 (WayCameraDecoder, 1);

  self->func = func;
  self->data = data;
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->fast = way_code_reader_new (WAY_CODE_READER_FAST);
  self->harder = way_code_reader_new (WAY_CODE_READER_TRY_HARDER);
  way_code_reader_report_failed (self->harder);
  self->thread = g_thread_new ("way-camera-read", run, self);
  return self;
}

void
way_camera_decoder_free (WayCameraDecoder *self)
{
  if (self == NULL)
    return;
  g_mutex_lock (&self->lock);
  self->is_ending = TRUE;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->thread);
  g_clear_pointer (&self->waiting, gst_sample_unref);
  way_code_reader_free (self->fast);
  way_code_reader_free (self->harder);
  way_camera_luma_clear (&self->luma);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self);
}

void
way_camera_decoder_push (WayCameraDecoder *self, GstSample *sample)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->counts.received++;
  if (self->waiting != NULL)
    self->counts.undecoded++;
  g_clear_pointer (&self->waiting, gst_sample_unref);
  self->waiting = gst_sample_ref (sample);
  g_cond_signal (&self->changed);
}

void
way_camera_decoder_get_counts (WayCameraDecoder *self, WayCameraCounts *out_counts)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  out_counts->received = self->counts.received;
  out_counts->decoded = self->counts.decoded;
  out_counts->undecoded = self->counts.undecoded;
}
