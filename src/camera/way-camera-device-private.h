/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gst/gst.h>

#include "way-camera-device.h"

/** Returns: (transfer full) (nullable): what PipeWire knows as @device; NULL where that is no
 * camera (a microphone, a shared screen). */
WayCameraDevice *
way_camera_device_new (GstDevice *device);

/** Returns: (transfer none): to make a source element of. */
GstDevice *
way_camera_device_get_source (WayCameraDevice *self);
/** Returns: the number that tells one life of a device from the next, and a device that is
 * told of twice from two: PipeWire's object.serial. */
const char *
way_camera_device_get_serial (WayCameraDevice *self);
