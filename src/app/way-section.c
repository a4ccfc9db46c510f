/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-section.h"

#include <glib/gi18n.h>

#include "way-catalogue-page.h"
#include "way-products-page.h"
#include "way-own-page.h"
#include "way-scan-page.h"
#include "way-shipments-page.h"

static const WaySection sections[] = {
  { "scan", N_ ("Scan"), "way-code-symbolic", FALSE, way_scan_page_get_type },
  { "products", N_ ("Products"), "view-grid-symbolic", FALSE,
    way_products_page_get_type },
  { "items", N_ ("My Items"), "way-items-symbolic", FALSE, way_own_page_get_type },
  { "catalogue", N_ ("Catalogue"), "way-catalogue-symbolic", TRUE,
    way_catalogue_page_get_type },
  { "labels", N_ ("Labels"), "way-label-symbolic", TRUE, way_labels_page_get_type },
  { "shipments", N_ ("Shipments"), "way-event-ship-symbolic", TRUE,
    way_shipments_page_get_type },
};

const WaySection *
way_sections_get (gsize *out_n)
{
  *out_n = G_N_ELEMENTS (sections);
  return sections;
}

const WaySection *
way_section_find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sections); i++)
    if (g_strcmp0 (sections[i].name, name) == 0)
      return &sections[i];
  return NULL;
}
