/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-page.h"

/** The section Shipments: what is to be sent, on its way, to be received, done. */
#define WAY_TYPE_SHIPMENTS_PAGE (way_shipments_page_get_type ())
G_DECLARE_FINAL_TYPE (WayShipmentsPage, way_shipments_page, WAY, SHIPMENTS_PAGE, WayPage)
