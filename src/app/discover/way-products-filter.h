/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "way-desk.h"

/**
 * WayProductsFilter:
 *
 * Chooses one network and one brand, where there are several. Signal `changed`: another choice was made.
 */
#define WAY_TYPE_PRODUCTS_FILTER (way_products_filter_get_type ())
G_DECLARE_FINAL_TYPE (WayProductsFilter,
                      way_products_filter,
                      WAY,
                      PRODUCTS_FILTER,
                      AdwBin)

/** Offers the networks of @desk. */
void
way_products_filter_set_desk (WayProductsFilter *self, WayDesk *desk);
/** Offers a brand that was seen, once. @account: 64 hex digits. @name: plain text. */
void
way_products_filter_add_brand (WayProductsFilter *self,
                               const char *account,
                               const char *name);
/** (nullable): all; 64 hex digits. */
const char *
way_products_filter_get_network (WayProductsFilter *self);
const char *
way_products_filter_get_account (WayProductsFilter *self);
