/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-page.h"

/** A shipment that is being prepared: scan, choose the receiver, sign. Signal `sent`. */
#define WAY_TYPE_NEW_SHIPMENT_PAGE (way_new_shipment_page_get_type ())
G_DECLARE_FINAL_TYPE (WayNewShipmentPage,
                      way_new_shipment_page,
                      WAY,
                      NEW_SHIPMENT_PAGE,
                      WayPage)

/** Returns: (transfer floating) */
AdwNavigationPage *
way_new_shipment_page_new (WayDesk *desk);
