/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "way-camera-device.h"

/**
 * WayCameraLink:
 *
 * The connection to the computer's camera service: permission, PipeWire, and news of
 * cameras that come and go. Belongs to the main context that it is opened in.
 */
typedef struct _WayCameraLink WayCameraLink;

/** Called in the main context. */
typedef struct
{
  /** Twice for one camera, now and then. */
  void (*added) (WayCameraDevice *device, gpointer data);
  void (*removed) (const char *serial, gpointer data);
  /** The service is gone: close the link. */
  void (*lost) (gpointer data);
} WayCameraLinkEvents;

/** See way_camera_access_async(). */
void
way_camera_link_open_async (const char *application_id,
                            gboolean is_again,
                            GAsyncReadyCallback callback,
                            gpointer data);
/** Errors: those of way_camera_access_finish(); others: the service doesn't work. */
WayCameraLink *
way_camera_link_open_finish (GAsyncResult *result, GError **error);

/** Tells of every change from now on. Only once.
 * @events: must live until way_camera_link_close()
 * Returns: (transfer full) (element-type WayCameraDevice): the cameras that there are */
GPtrArray *
way_camera_link_watch (WayCameraLink *self,
                       const WayCameraLinkEvents *events,
                       gpointer data);

/** Nothing is told any more. The connection ends after all streams that were closed before;
 * this doesn't wait for it. */
void
way_camera_link_close (WayCameraLink *self);
