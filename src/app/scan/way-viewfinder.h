/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "way-camera.h"

/**
 * WayViewfinder:
 *
 * Draws what the camera sees, cut to its own shape with rounded corners; mirrored for a camera that looks at the person;
 * and outlines a code that was found, with one short pulse.
 */
#define WAY_TYPE_VIEWFINDER (way_viewfinder_get_type ())
G_DECLARE_FINAL_TYPE (WayViewfinder, way_viewfinder, WAY, VIEWFINDER, GtkWidget)

/** Shows the newest frame. @picture: its pixels are referenced. */
void
way_viewfinder_set_picture (WayViewfinder *self,
                            const WayCameraPicture *picture,
                            gboolean is_mirrored);
/** Lets go of the last frame. */
void
way_viewfinder_clear (WayViewfinder *self);
/** @corners: in pixels of a frame of @width × @height. */
void
way_viewfinder_outline (WayViewfinder *self,
                        const WayCodePoint corners[4],
                        int width,
                        int height);
