/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-picture.h"

/**
 * Takes trouble with a picture in which nothing was found at first sight: other sizes,
 * sharper, with flattened light, turned, one colour alone. The amount of work is fixed, so
 * that the same picture always gives the same answer.
 *
 * @grey: @picture in grey. Returns: (transfer full) (element-type WayCode): what the first
 * variant with any code gave, in the coordinates of @grey.
 */
GPtrArray *
way_picture_rescue (const WayPicture *picture,
                    const WayGrey *grey,
                    GCancellable *cancellable);
