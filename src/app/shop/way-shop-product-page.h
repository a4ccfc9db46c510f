/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-page.h"

/** One product of the merchant's own, and its lots. */
#define WAY_TYPE_SHOP_PRODUCT_PAGE (way_shop_product_page_get_type ())
G_DECLARE_FINAL_TYPE (WayShopProductPage,
                      way_shop_product_page,
                      WAY,
                      SHOP_PRODUCT_PAGE,
                      WayPage)

/** @name: shown until the answer is there. @at_lots: whether it opens at its lots. */
AdwNavigationPage *
way_shop_product_page_new (WayDesk *desk,
                           const char *gtin14,
                           const char *name,
                           gboolean at_lots);
