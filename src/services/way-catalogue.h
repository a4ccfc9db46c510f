/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-paged-list.h"

/* What a merchant sees of her own goods. Lists are what the node says, for finding one's way: what a page then shows of one
 * product comes from a verified answer. */

/** One product of one's own in a list; never changes. Texts are "" in the place of a row that is not there now. */
#define WAY_TYPE_CATALOGUE_ITEM (way_catalogue_item_get_type ())
G_DECLARE_FINAL_TYPE (WayCatalogueItem, way_catalogue_item, WAY, CATALOGUE_ITEM, GObject)

const char *
way_catalogue_item_get_name (WayCatalogueItem *self);
const char *
way_catalogue_item_get_brand (WayCatalogueItem *self);
/** 14 digits. */
const char *
way_catalogue_item_get_gtin (WayCatalogueItem *self);
/** "3 lots". */
const char *
way_catalogue_item_get_lots_text (WayCatalogueItem *self);
/** The first picture: SHA-256, 64 hex digits. (nullable) */
const char *
way_catalogue_item_get_picture (WayCatalogueItem *self);

/** The products of whoever acts, newest last; of a search, the best first. Of WayCatalogueItem. Returns: (transfer full) */
WayPagedList *
way_catalogue_new (WayDesk *desk);

/** One lot of one's own; never changes. */
#define WAY_TYPE_LOT_ITEM (way_lot_item_get_type ())
G_DECLARE_FINAL_TYPE (WayLotItem, way_lot_item, WAY, LOT_ITEM, GObject)

const char *
way_lot_item_get_lot (WayLotItem *self);
/** "100 pieces, with serial numbers, expires on 1 March 2027". */
const char *
way_lot_item_get_text (WayLotItem *self);
/** Whether its units have serial numbers, and so labels of their own. */
gboolean
way_lot_item_has_serials (WayLotItem *self);
guint64
way_lot_item_get_quantity (WayLotItem *self);

/** The lots of a product of whoever acts. Of WayLotItem. Returns: (transfer full) */
WayPagedList *
way_lot_list_new (WayDesk *desk, const char *gtin14);
