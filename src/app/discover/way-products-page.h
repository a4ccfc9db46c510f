/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-page.h"

/** The products of every network that the person is in, as their brands describe them. */
#define WAY_TYPE_PRODUCTS_PAGE (way_products_page_get_type ())
G_DECLARE_FINAL_TYPE (WayProductsPage, way_products_page, WAY, PRODUCTS_PAGE, WayPage)
