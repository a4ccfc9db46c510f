/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-page.h"

/** One shipment, verified: its things and what did not arrive. */
#define WAY_TYPE_SHIPMENT_PAGE (way_shipment_page_get_type ())
G_DECLARE_FINAL_TYPE (WayShipmentPage, way_shipment_page, WAY, SHIPMENT_PAGE, WayPage)

/** @id: 64 hex digits. Returns: (transfer floating) */
AdwNavigationPage *
way_shipment_page_new (WayDesk *desk, const char *id);
