/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

/** What kind of pictures a camera gives. */
typedef enum
{
  WAY_CAMERA_KIND_ORDINARY,
  WAY_CAMERA_KIND_INFRARED, /* for face recognition: sees no print of colour */
  WAY_CAMERA_KIND_VIRTUAL,  /* pictures that another program makes */
} WayCameraKind;

/**
 * WayCameraDevice:
 *
 * One camera of the list. Immutable. Properties, for bindings: "id", "name" (strings),
 * "is-front" (boolean).
 */
#define WAY_TYPE_CAMERA_DEVICE (way_camera_device_get_type ())
G_DECLARE_FINAL_TYPE (WayCameraDevice, way_camera_device, WAY, CAMERA_DEVICE, GObject)

/** Returns: the same again after it was unplugged and plugged in at the same place, and
 * after a restart of the computer. */
const char *
way_camera_device_get_id (WayCameraDevice *self);
/** Returns: its maker's name for it, valid UTF-8, never empty; in no particular language. */
const char *
way_camera_device_get_name (WayCameraDevice *self);
/** Returns: whether it is known to look at the person, so that its picture is shown
 * mirrored. */
gboolean
way_camera_device_is_front (WayCameraDevice *self);
WayCameraKind
way_camera_device_get_kind (WayCameraDevice *self);
