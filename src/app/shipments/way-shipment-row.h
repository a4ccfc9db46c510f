/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

/** Makes rows for a GtkListView of WayShipmentEntry. Returns: (transfer full) */
GtkListItemFactory *
way_shipment_row_factory_new (void);
