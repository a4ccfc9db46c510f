/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "way-finding.h"

/** What a sensor measured on the way, as a small curve with its limits; points outside them are crosses. */
#define WAY_TYPE_PRODUCT_CHART (way_product_chart_get_type ())
G_DECLARE_FINAL_TYPE (WayProductChart, way_product_chart, WAY, PRODUCT_CHART, GtkWidget)

GtkWidget *
way_product_chart_new (WayFindingSeries *series);
/** The same in words. Returns: (transfer full) */
char *
way_product_chart_describe (WayFindingSeries *series);
