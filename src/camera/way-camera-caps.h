/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gst/gst.h>

/**
 * Which of a camera's formats: 1280 × 720 at 30 frames a second where it has that, else the
 * nearest that is good enough to read a label; raw rather than JPEG, of the same size.
 * USB cameras give few raw frames a second at that size, and many as JPEG.
 *
 * @caps: of the device
 *
 * Returns: (transfer full): of one size and rate in ordinary memory, or what @caps has if
 * that says nothing of sizes; all formats of pixels that it has in that size. Empty: none
 * that we can use
 */
GstCaps *
way_camera_choose_caps (GstCaps *caps);

/** Returns: whether frames of @caps are JPEG files. */
gboolean
way_camera_caps_is_jpeg (GstCaps *caps);
