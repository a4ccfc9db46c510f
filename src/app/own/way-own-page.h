/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-page.h"

/** My Items: what the person owns or follows, recalls first; what she signed and is on its way, or could not be sent. */
#define WAY_TYPE_OWN_PAGE (way_own_page_get_type ())
G_DECLARE_FINAL_TYPE (WayOwnPage, way_own_page, WAY, OWN_PAGE, WayPage)
