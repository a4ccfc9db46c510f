/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "way-finding.h"

/** One paper: what, by whom, until when. Activation fetches it, checks its hash and saves it where the person says. */
#define WAY_TYPE_PRODUCT_DOCUMENT (way_product_document_get_type ())
G_DECLARE_FINAL_TYPE (WayProductDocument,
                      way_product_document,
                      WAY,
                      PRODUCT_DOCUMENT,
                      AdwActionRow)

GtkWidget *
way_product_document_new (WayDesk *desk, WayFindingDocument *document);
