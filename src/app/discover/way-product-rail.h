/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

typedef enum
{
  WAY_RAIL_NONE,
  WAY_RAIL_SOLID,
  WAY_RAIL_DASHED, /* what nobody signed for, or only afterwards */
} WayRailLine;

/** A piece of a timeline's rail: a node with an icon, and the line to the events above and below. */
#define WAY_TYPE_PRODUCT_RAIL (way_product_rail_get_type ())
G_DECLARE_FINAL_TYPE (WayProductRail, way_product_rail, WAY, PRODUCT_RAIL, GtkWidget)

/** @icon: (nullable): none: a line without a node. */
GtkWidget *
way_product_rail_new (GIcon *icon, WayRailLine above, WayRailLine below);
