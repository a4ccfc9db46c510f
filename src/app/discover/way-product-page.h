/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-page.h"

/** What is known about one code: verdict, reasons, story. */
#define WAY_TYPE_PRODUCT_PAGE (way_product_page_get_type ())
G_DECLARE_FINAL_TYPE (WayProductPage, way_product_page, WAY, PRODUCT_PAGE, WayPage)

/** @text: as scanned, pasted or typed. @format: (nullable): of the code reader. */
AdwNavigationPage *
way_product_page_new (WayDesk *desk, const char *text, const char *format);
/** As above, of what one account says of it on one network, 64 hex digits each: way_desk_look_up_of_async(). */
AdwNavigationPage *
way_product_page_new_of (WayDesk *desk,
                         const char *code,
                         const char *network,
                         const char *account);
