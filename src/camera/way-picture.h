/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "way-grey.h"

#define WAY_PICTURE_MAX_BYTES  (64u * 1024 * 1024)
#define WAY_PICTURE_MAX_PIXELS (64u * 1000 * 1000)
/** Bigger ones are decoded, but looked at scaled down by a whole factor. */
#define WAY_PICTURE_WORK_PIXELS (16u * 1000 * 1000)

/**
 * WayPicture:
 *
 * A decoded picture file: the first picture of several, the first frame of an animation.
 */
typedef struct _WayPicture WayPicture;

/** Reads a regular file of at most WAY_PICTURE_MAX_BYTES.
 * Errors: WAY_RESULT_NOT_FOUND, WAY_RESULT_IO, WAY_RESULT_TOO_LARGE, each with a sentence
 * that says what to do. */
GBytes *
way_picture_read_file (const char *path, GError **error);

/** Errors: WAY_RESULT_UNSUPPORTED: not a picture of a known kind, or a loader that this
 * computer lacks; WAY_RESULT_TOO_LARGE: refused before memory is taken for it;
 * WAY_RESULT_MALFORMED: damaged or cut off; WAY_RESULT_CANCELLED. */
WayPicture *
way_picture_decode (GBytes *bytes, GCancellable *cancellable, GError **error);
void
way_picture_free (WayPicture *picture);

/** Returns: whether parts of it are not opaque. */
gboolean
way_picture_has_alpha (const WayPicture *picture);

/** Returns: whether some of it is clearly of a colour other than grey. */
gboolean
way_picture_is_coloured (const WayPicture *picture);

/** Returns: (transfer full): in grey, upright, of at most WAY_PICTURE_WORK_PIXELS; on
 * white or on black. @out_scale: what a length in it must be multiplied with. */
WayGrey *
way_picture_get_grey (const WayPicture *picture, gboolean on_black, double *out_scale);

/** Returns: (transfer full): likewise, of one colour (0 red, 1 green, 2 blue) alone. */
WayGrey *
way_picture_get_channel (const WayPicture *picture, guint channel);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayPicture, way_picture_free)
