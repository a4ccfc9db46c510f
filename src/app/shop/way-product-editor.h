/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-page.h"

/** Where a merchant writes what customers read of a product. */
#define WAY_TYPE_PRODUCT_EDITOR (way_product_editor_get_type ())
G_DECLARE_FINAL_TYPE (WayProductEditor, way_product_editor, WAY, PRODUCT_EDITOR, WayPage)

/** @gtin14: (nullable): changes that product; NULL: a new one. */
AdwNavigationPage *
way_product_editor_new (WayDesk *desk, const char *gtin14);
