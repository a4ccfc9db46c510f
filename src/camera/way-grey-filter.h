/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-grey.h"

/* Every function returns a new picture of the same size. Radii are in pixels. */

/** Average over the square of 2 @radius + 1 pixels (fewer at the edges). */
WayGrey *
way_grey_blur_box (const WayGrey *grey, int radius);

/** About a Gauss filter with that standard deviation, from three box filters. */
WayGrey *
way_grey_blur (const WayGrey *grey, int radius);

/** Unsharp mask: @grey + @percent / 100 × (@grey − blurred by @radius). */
WayGrey *
way_grey_sharpen (const WayGrey *grey, int radius, int percent);

/** The middle one of each square of 3 × 3. */
WayGrey *
way_grey_median (const WayGrey *grey);

/** Each pixel in relation to the darkest and lightest ones about it, so that shadows and
 * reflections go and 0 … 255 is used everywhere. */
WayGrey *
way_grey_flatten (const WayGrey *grey, int radius);

/** 0 where a pixel is darker than the average about it by more than @bias, else 255. */
WayGrey *
way_grey_threshold (const WayGrey *grey, int radius, int bias);

/** The darkest (or lightest) of each square. */
WayGrey *
way_grey_erode (const WayGrey *grey, int radius);
WayGrey *
way_grey_dilate (const WayGrey *grey, int radius);
