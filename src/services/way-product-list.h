/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-paged-list.h"

/* The products of every network that the person is in: what their brands say of them, as the nodes list it. For finding
 * one's way, and no proof of anything: what a product's page shows is verified. */

/** One product in a list; never changes. Texts are "" in the place of a row that is not there now. */
#define WAY_TYPE_PRODUCT_ITEM (way_product_item_get_type ())
G_DECLARE_FINAL_TYPE (WayProductItem, way_product_item, WAY, PRODUCT_ITEM, GObject)

const char *
way_product_item_get_name (WayProductItem *self);
const char *
way_product_item_get_brand (WayProductItem *self);
/** 14 digits. */
const char *
way_product_item_get_gtin (WayProductItem *self);
/** Who registered it, 64 hex digits. */
const char *
way_product_item_get_account (WayProductItem *self);
/** The network's name, and its hash in 64 hex digits. */
const char *
way_product_item_get_network_name (WayProductItem *self);
const char *
way_product_item_get_network (WayProductItem *self);
gboolean
way_product_item_is_demo (WayProductItem *self);
/** The first picture: SHA-256, 64 hex digits. (nullable) */
const char *
way_product_item_get_picture (WayProductItem *self);

/** One network after the other, each from its oldest product; of a search, the best of each first. A network that does not
 * answer is left out, and the list's notice says so; where none answers that is the list's error. Of WayProductItem.
 * Returns: (transfer full) */
WayPagedList *
way_product_list_new (WayDesk *desk);
/** Only products of one network and one brand. @network: (nullable): 64 hex digits. @account: (nullable): 64 hex digits. */
void
way_product_list_set_filter (WayPagedList *list,
                             const char *network,
                             const char *account);
