/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "way-finding.h"
#include "way-product-rail.h"

/** One event of a timeline: rail, sentence, who, where, when, and what to think of it. */
#define WAY_TYPE_PRODUCT_STEP (way_product_step_get_type ())
G_DECLARE_FINAL_TYPE (WayProductStep, way_product_step, WAY, PRODUCT_STEP, GtkListBoxRow)

GtkWidget *
way_product_step_new (WayFindingStep *step, WayRailLine above, WayRailLine below);
WayFindingStep *
way_product_step_get_step (WayProductStep *self);
