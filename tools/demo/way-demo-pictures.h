/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-demo-canvas.h"
#include "way-demo-story.h"

/* The pictures of data/demo/labels/: labels, and photographs of labels. */

/** Returns: (transfer full) (nullable): the label of a row of labels.json. */
WayCanvas *
way_demo_label_draw (const WayDemoStory *story, const WayDemoLabel *row, GError **error);
/** Returns: (transfer full) (nullable): the photograph of a row of labels.json. */
WayCanvas *
way_demo_photo_take (const WayDemoStory *story, const WayDemoPhoto *row, GError **error);

/** Called with each picture's file name and PNG bytes. Returns: FALSE with @error to end it. */
typedef gboolean (*WayDemoPictureFunc) (gpointer data,
                                        const char *name,
                                        GBytes *png,
                                        GError **error);
/** Draws all of labels.json. */
gboolean
way_demo_pictures_make (const WayDemoStory *story,
                        WayDemoPictureFunc func,
                        gpointer data,
                        GError **error);
