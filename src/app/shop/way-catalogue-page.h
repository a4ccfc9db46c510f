/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-page.h"

/** The merchant's own products. */
#define WAY_TYPE_CATALOGUE_PAGE (way_catalogue_page_get_type ())
G_DECLARE_FINAL_TYPE (WayCataloguePage, way_catalogue_page, WAY, CATALOGUE_PAGE, WayPage)

/** How a WayCatalogueItem looks in a list; a WayPagedBind, @data: the desk. */
void
way_catalogue_bind_row (gpointer row, gpointer item, gpointer desk);
