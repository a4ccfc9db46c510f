/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-grey.h"

typedef struct
{
  int x;
  int y;
  int width;
  int height;
} WayRegion;

/**
 * The parts of a big picture that look most like a code: dense in edges of both
 * directions, as print is and wood or sky are not.
 *
 * @side: of each region, at most the picture's
 *
 * Returns: how many of @max_regions were found, the busiest first; none overlaps another
 * by more than half.
 */
guint
way_picture_find_regions (const WayGrey *grey,
                          int side,
                          WayRegion *out_regions,
                          guint max_regions);
