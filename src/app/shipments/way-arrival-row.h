/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "way-receipt.h"

/** A row for one thing that should arrive, or arrived unexpectedly. Signal `arrived` (n): the person says how many are here. */
#define WAY_TYPE_ARRIVAL_ROW (way_arrival_row_get_type ())
G_DECLARE_FINAL_TYPE (WayArrivalRow, way_arrival_row, WAY, ARRIVAL_ROW, AdwActionRow)

GtkWidget *
way_arrival_row_new (WayArrival *arrival);
WayArrival *
way_arrival_row_get_arrival (WayArrivalRow *self);
