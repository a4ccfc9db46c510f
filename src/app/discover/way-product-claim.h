/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "way-finding.h"

/** Asks for the code from inside the pack, by a picture or by typing, then for the claim to be signed. */
#define WAY_TYPE_PRODUCT_CLAIM (way_product_claim_get_type ())
G_DECLARE_FINAL_TYPE (WayProductClaim, way_product_claim, WAY, PRODUCT_CLAIM, AdwDialog)

AdwDialog *
way_product_claim_new (WayDesk *desk, WayFinding *finding);
