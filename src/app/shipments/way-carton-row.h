/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "way-carton.h"

/** A row for one thing that was scanned. Signals: `remove`; `quantity` (n): the person chose another number. */
#define WAY_TYPE_CARTON_ROW (way_carton_row_get_type ())
G_DECLARE_FINAL_TYPE (WayCartonRow, way_carton_row, WAY, CARTON_ROW, AdwActionRow)

GtkWidget *
way_carton_row_new (WayCarton *carton);
WayCarton *
way_carton_row_get_carton (WayCartonRow *self);
