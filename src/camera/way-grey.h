/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-code-reader.h"

/**
 * WayGrey:
 *
 * An owned grey picture, 8 bits, rows without padding. Sizes are at least 1 × 1.
 */
typedef struct
{
  guint8 *pixels;
  int width;
  int height;
} WayGrey;

/** Returns: (transfer full): with pixels that are not set. */
WayGrey *
way_grey_new (int width, int height);
void
way_grey_free (WayGrey *grey);
WayFrame
way_grey_get_frame (const WayGrey *grey);

/**
 * WayGreySource: rows of 3 or 4 bytes (red, green, blue, opacity) as gdk-pixbuf has them.
 * @background: the grey that shines through where the picture is not opaque
 * @weights: of red, green and blue, in 1/1024
 */
typedef struct
{
  const guint8 *pixels;
  int width;
  int height;
  int stride;
  int n_channels;
  guint8 background;
  guint16 weights[3];
} WayGreySource;

/** Returns: (transfer full): @source in grey, each side divided by @factor (≥ 1, box
 * average; what is left over at the right and lower edge is dropped). */
WayGrey *
way_grey_new_from_source (const WayGreySource *source, int factor);

/** Returns: (transfer full): turned and mirrored as EXIF's orientation 1 … 8 says. */
WayGrey *
way_grey_orient (const WayGrey *grey, int orientation);

/** Returns: (transfer full): the part of @grey, which it must lie within. */
WayGrey *
way_grey_crop (const WayGrey *grey, int x, int y, int width, int height);

/** Returns: (transfer full): bilinear where it grows, area average where it shrinks. */
WayGrey *
way_grey_scale (const WayGrey *grey, int width, int height);

/** Returns: (transfer full): turned clockwise about its middle by @degrees, in a picture
 * that is big enough for it; what is new is of the grey @fill. */
WayGrey *
way_grey_rotate (const WayGrey *grey, double degrees, guint8 fill);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayGrey, way_grey_free)
