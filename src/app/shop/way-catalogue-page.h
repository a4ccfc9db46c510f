/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-page.h"

/** The merchant's own products. */
#define WAY_TYPE_CATALOGUE_PAGE (way_catalogue_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (WayCataloguePage,
                          way_catalogue_page,
                          WAY,
                          CATALOGUE_PAGE,
                          WayPage)

struct _WayCataloguePageClass
{
  WayPageClass parent_class;

  gboolean opens_lots; /* a product that is chosen opens at its lots */
};

/** The same products, on the way to the labels of their lots. */
#define WAY_TYPE_LABELS_PAGE (way_labels_page_get_type ())
G_DECLARE_FINAL_TYPE (WayLabelsPage, way_labels_page, WAY, LABELS_PAGE, WayCataloguePage)
