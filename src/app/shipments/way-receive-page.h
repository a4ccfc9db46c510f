/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-page.h"
#include "way-shipments.h"

/** What arrives of a shipment: scan, see what differs, sign. */
#define WAY_TYPE_RECEIVE_PAGE (way_receive_page_get_type ())
G_DECLARE_FINAL_TYPE (WayReceivePage, way_receive_page, WAY, RECEIVE_PAGE, WayPage)

/** Returns: (transfer floating) */
AdwNavigationPage *
way_receive_page_new (WayDesk *desk, WayShipmentView *view);
