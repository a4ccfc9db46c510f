/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "way-camera-device.h"
#include "way-code.h"

/**
 * WayCameraState: what a page says about the live camera, and why nothing is seen.
 * @WAY_CAMERA_OFF: not started
 * @WAY_CAMERA_LOOKING: asks for permission (the desktop may be showing its question) or for
 *   the list of cameras
 * @WAY_CAMERA_DENIED: the person or the administrator said no. start() asks again, which a
 *   desktop that remembers the answer refuses at once: it is changed in its settings
 * @WAY_CAMERA_NO_DEVICE: no camera; one that is plugged in is used at once
 * @WAY_CAMERA_IN_USE: it refuses the format that it offers, as a camera does that another
 *   program has; tried again by itself
 * @WAY_CAMERA_STARTING: the first frame is awaited
 * @WAY_CAMERA_RUNNING: frames arrive
 * @WAY_CAMERA_STOPPED: they arrived and ceased: unplugged, or the camera hangs; goes on by
 *   itself when frames come again
 * @WAY_CAMERA_FAILED: camera service or a part of this computer's software is missing or
 *   doesn't work; tried again by itself. way_camera_get_trouble() says more
 */
typedef enum
{
  WAY_CAMERA_OFF,
  WAY_CAMERA_LOOKING,
  WAY_CAMERA_DENIED,
  WAY_CAMERA_NO_DEVICE,
  WAY_CAMERA_IN_USE,
  WAY_CAMERA_STARTING,
  WAY_CAMERA_RUNNING,
  WAY_CAMERA_STOPPED,
  WAY_CAMERA_FAILED,
} WayCameraState;

#define WAY_TYPE_CAMERA_STATE (way_camera_state_get_type ())
GType
way_camera_state_get_type (void);

/**
 * WayCameraHint: why there is no code although frames arrive; NONE as long as that isn't
 * clear, and while a code is in sight.
 * @WAY_CAMERA_HINT_TOO_DARK: even the lightest parts of the picture are dark
 * @WAY_CAMERA_HINT_TOO_BLURRED: there are edges, and none of them is sharp
 * @WAY_CAMERA_HINT_TOO_FAR: a QR code was located, and is too small to be read
 */
typedef enum
{
  WAY_CAMERA_HINT_NONE,
  WAY_CAMERA_HINT_TOO_DARK,
  WAY_CAMERA_HINT_TOO_BLURRED,
  WAY_CAMERA_HINT_TOO_FAR,
} WayCameraHint;

#define WAY_TYPE_CAMERA_HINT (way_camera_hint_get_type ())
GType
way_camera_hint_get_type (void);

/**
 * WayCameraPicture: one frame for the eye.
 * @pixels: @height rows of @stride bytes; a pixel is 4 bytes: blue, green, red, unused
 *   (GDK_MEMORY_B8G8R8X8). Immutable, so that a texture may keep it
 * @width, @height: in pixels
 * @stride: bytes from one row to the next, at least 4 × @width
 */
typedef struct
{
  GBytes *pixels;
  int width;
  int height;
  int stride;
} WayCameraPicture;

/**
 * WayCameraCounts: what became of the frames since start().
 * @received: came from the camera
 * @shown: were handed out by "picture"; the others gave way to newer ones before that
 * @decoded: were looked at for codes
 * @undecoded: gave way to newer ones before that. @received is the sum of these two, or one
 *   more: that one waits. There is no queue
 */
typedef struct
{
  guint64 received;
  guint64 shown;
  guint64 decoded;
  guint64 undecoded;
} WayCameraCounts;

/**
 * WayCamera:
 *
 * The live camera: asks the desktop for permission (camera portal; plain PipeWire where
 * there is no portal), follows the cameras that come and go, shows the frames of one and
 * finds the codes in them on one worker thread. Belongs to the thread-default main context
 * of the thread that makes it: all signals arrive there, all functions are called there,
 * and none of them blocks. GStreamer is first touched by start().
 *
 * Properties, all with "notify":
 * - "state" (WayCameraState, read-only)
 * - "hint" (WayCameraHint, read-only)
 * - "device" (string, nullable): the id of the WayCameraDevice in use, or asked for
 * - "shows-all" (boolean): lists infrared and virtual cameras too, which else are left out
 *   unless there are no others
 * - "devices" (GListModel of WayCameraDevice, read-only, constant)
 *
 * Signals:
 * - "picture" (): way_camera_get_picture() has a newer frame; at most one is ever pending,
 *   so a page that is slow sees fewer frames, never old ones
 * - "found" (WayCode *code, int width, int height): a code has come into sight, with its
 *   corners in pixels of a frame of that size. Comes once per code, until that has been out
 *   of sight for half a second or the camera was stopped; several codes in one frame come
 *   one after another. @code is borrowed for the handler
 */
#define WAY_TYPE_CAMERA (way_camera_get_type ())
G_DECLARE_FINAL_TYPE (WayCamera, way_camera, WAY, CAMERA, GObject)

/** @application_id: (nullable): under which the desktop remembers the permission; NULL where
 * the desktop is not to be told, as in tests */
WayCamera *
way_camera_new (const char *application_id);

/** Asks, looks, and shows. Without effect while it is on, except from DENIED and FAILED,
 * where it tries again. */
void
way_camera_start (WayCamera *self);
/** Lets go of the camera (its light goes out soon after) and of the last picture. A question
 * that the desktop is showing stays: the portal would take its end for a no. Its answer
 * counts for the next start(). */
void
way_camera_stop (WayCamera *self);

WayCameraState
way_camera_get_state (WayCamera *self);
WayCameraHint
way_camera_get_hint (WayCamera *self);

/** Returns: (transfer none): in the order of the menu: ordinary cameras before others, else
 * by name. */
GListModel *
way_camera_get_devices (WayCamera *self);
/** Returns: (nullable): see "device". */
const char *
way_camera_get_device (WayCamera *self);
/** Whether that device faces the person, whose picture is to be mirrored then. */
gboolean
way_camera_is_front (WayCamera *self);
/** @id: (nullable): of a device, from the list or remembered from an earlier run (then the
 * first one is used as long as that isn't there); NULL: the first one */
void
way_camera_set_device (WayCamera *self, const char *id);

gboolean
way_camera_get_shows_all (WayCamera *self);
void
way_camera_set_shows_all (WayCamera *self, gboolean shows_all);

/** @out_picture: borrowed until the main context runs again; reference its pixels to keep
 * them. Returns: FALSE where there is none: it is set to zeroes */
gboolean
way_camera_get_picture (WayCamera *self, WayCameraPicture *out_picture);

void
way_camera_get_counts (WayCamera *self, WayCameraCounts *out_counts);

/** Returns: (nullable): technical words of the system about IN_USE or FAILED, in no
 * particular language, for a details row or a log. */
const char *
way_camera_get_trouble (WayCamera *self);
