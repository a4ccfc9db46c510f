/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-code.h"

/** How long a code must be out of sight to count as new when it comes again. */
#define WAY_CAMERA_FORGET_MS 500

/**
 * WayCameraSight:
 *
 * Remembers what is in sight, so that a code that is held up is told of once and not with
 * every frame.
 */
typedef struct _WayCameraSight WayCameraSight;

WayCameraSight *
way_camera_sight_new (void);
void
way_camera_sight_free (WayCameraSight *self);

/** @codes: (element-type WayCode): of a frame that was looked at at @now_ms, of a clock that
 * doesn't go back. Returns: (transfer full) (element-type WayCode): the ones of them that are
 * new, borrowed from @codes */
GPtrArray *
way_camera_sight_update (WayCameraSight *self, const GPtrArray *codes, gint64 now_ms);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayCameraSight, way_camera_sight_free)
