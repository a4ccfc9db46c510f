/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

/**
 * WayDateButton:
 *
 * A calendar for an entry that takes a day as YYYY-MM-DD, typed or chosen. Property `entry` (GtkEditable): which; borrowed.
 */
#define WAY_TYPE_DATE_BUTTON (way_date_button_get_type ())
G_DECLARE_FINAL_TYPE (WayDateButton, way_date_button, WAY, DATE_BUTTON, GtkWidget)
