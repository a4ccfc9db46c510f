/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "way-finding.h"
#include "way-row-filler.h"

/** What the product is: pictures, description, facts, certificates and other papers. Hidden where nothing is known. */
#define WAY_TYPE_PRODUCT_ABOUT (way_product_about_get_type ())
G_DECLARE_FINAL_TYPE (WayProductAbout, way_product_about, WAY, PRODUCT_ABOUT, GtkWidget)

/** @filler: (transfer none): makes the rows; must be freed before this widget is disposed. */
void
way_product_about_set_finding (WayProductAbout *self,
                               WayRowFiller *filler,
                               WayDesk *desk,
                               WayFinding *finding);
