/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "way-grey.h"

/** A code that was located but not read: its corners, as in WayCode. */
typedef struct
{
  double x[4];
  double y[4];
} WayQuad;

/**
 * Flattens the picture inside @quad as if it were on a bottle, a bag or a creased label:
 * in many degrees, along either axis, one after another until the code reads.
 *
 * Returns: (transfer full) (element-type WayCode): the code with the corners of @quad, or
 * none.
 */
GPtrArray *
way_picture_unbend (const WayGrey *grey, const WayQuad *quad, GCancellable *cancellable);
