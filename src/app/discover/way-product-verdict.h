/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "way-finding.h"

/** The card that says the verdict: icon, words, sentence, of what and by whom, when it was checked. */
#define WAY_TYPE_PRODUCT_VERDICT (way_product_verdict_get_type ())
G_DECLARE_FINAL_TYPE (WayProductVerdict,
                      way_product_verdict,
                      WAY,
                      PRODUCT_VERDICT,
                      GtkWidget)

void
way_product_verdict_set_finding (WayProductVerdict *self, WayFinding *finding);
