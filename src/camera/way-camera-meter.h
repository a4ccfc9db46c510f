/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-camera.h"
#include "way-code-reader.h"

/** Frames in a row that must agree before a hint is given or taken back. */
#define WAY_CAMERA_METER_FRAMES 10

/**
 * WayCameraMeter: why nothing is read, from the grey plane alone. Starts as zeroes.
 */
typedef struct
{
  WayCameraHint candidate;
  guint n_agreeing;
  WayCameraHint hint;
} WayCameraMeter;

/** What one frame alone looks like. Some 15,000 of its pixels are looked at, whatever its
 * size: NONE where it is neither dark nor blurred, or too empty to say. */
WayCameraHint
way_camera_measure (const WayFrame *frame);

/** @seen: of the newest frame; NONE where a code was read in it. Returns: the hint to show */
WayCameraHint
way_camera_meter_add (WayCameraMeter *self, WayCameraHint seen);
