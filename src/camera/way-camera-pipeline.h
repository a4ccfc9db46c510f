/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gst/gst.h>

#include "way-camera-device.h"

/** Called on a thread of the pipeline, which waits for it. @sample: borrowed */
typedef void (*WayCameraSampleFunc) (GstSample *sample, gpointer data);

/**
 * From a camera's frames to two functions: @decode gets each in a format of
 * way-camera-luma.h, @preview, on another thread, in BGRx. No place between holds more than
 * one frame: one that isn't taken in time gives way to the next.
 *
 * Blocks for a moment; not for the main thread.
 *
 * Returns: (transfer full) (nullable): stopped. Errors: parts of GStreamer that are missing,
 * a camera without a format that can be read here
 */
GstElement *
way_camera_pipeline_new (WayCameraDevice *device,
                         WayCameraSampleFunc decode,
                         WayCameraSampleFunc preview,
                         gpointer data,
                         GError **error);

/** Returns: whether @error, of a message of such a pipeline with its @details (nullable), is
 * that another program has the camera. */
gboolean
way_camera_pipeline_says_busy (const GError *error, const char *details);
