/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

/**
 * WayScanCamera:
 *
 * A live camera for one code after another, as low as a list below it allows. It looks while it is in view. Signal `code` (text,
 * format): one came into sight.
 */
#define WAY_TYPE_SCAN_CAMERA (way_scan_camera_get_type ())
G_DECLARE_FINAL_TYPE (WayScanCamera, way_scan_camera, WAY, SCAN_CAMERA, GtkWidget)
