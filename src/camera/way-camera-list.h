/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "way-camera-device.h"

/**
 * WayCameraList:
 *
 * The cameras that there are, and of these the ones that a menu shows: ordinary ones before
 * others, by name; infrared and virtual ones only on request, or where there are no others.
 */
typedef struct _WayCameraList WayCameraList;

WayCameraList *
way_camera_list_new (void);
void
way_camera_list_free (WayCameraList *self);

/** One that is told of twice is in the list once. */
void
way_camera_list_add (WayCameraList *self, WayCameraDevice *device);
void
way_camera_list_remove (WayCameraList *self, const char *serial);
void
way_camera_list_clear (WayCameraList *self);
void
way_camera_list_set_shows_all (WayCameraList *self, gboolean shows_all);

/** Returns: (transfer none): the ones for the menu; the same object for ever. */
GListModel *
way_camera_list_get_shown (WayCameraList *self);

/** @id: (nullable): of any camera, shown or not.
 * Returns: (transfer none) (nullable): that one */
WayCameraDevice *
way_camera_list_find (WayCameraList *self, const char *id);
/** Returns: (transfer none) (nullable): the first one of the menu. */
WayCameraDevice *
way_camera_list_get_first (WayCameraList *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayCameraList, way_camera_list_free)
