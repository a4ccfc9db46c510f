/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "way-finding.h"

/** A picture that a statement names by its hash: fetched, and shown only if the hash is right; activation shows it large. */
#define WAY_TYPE_PRODUCT_PICTURE (way_product_picture_get_type ())
G_DECLARE_FINAL_TYPE (WayProductPicture,
                      way_product_picture,
                      WAY,
                      PRODUCT_PICTURE,
                      AdwBin)

/** Begins to fetch @document, of a picture. */
GtkWidget *
way_product_picture_new (WayDesk *desk, WayFindingDocument *document);
