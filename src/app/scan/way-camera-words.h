/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-camera.h"

/** Why nothing is seen, and what can be done. */
const char *
way_camera_words_of_state (WayCameraState state);
/** What would help the camera to read a code. */
const char *
way_camera_words_of_hint (WayCameraHint hint);
