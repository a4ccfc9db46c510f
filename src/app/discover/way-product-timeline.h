/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "way-finding.h"
#include "way-row-filler.h"

/** The story of a thing along a rail, newest first or as it went: settings remember which. */
#define WAY_TYPE_PRODUCT_TIMELINE (way_product_timeline_get_type ())
G_DECLARE_FINAL_TYPE (WayProductTimeline,
                      way_product_timeline,
                      WAY,
                      PRODUCT_TIMELINE,
                      GtkWidget)

/** @filler: (transfer none): makes the rows; must be freed before the timeline is disposed.
 *  @steps: of WayFindingStep, in the order of the ledger. */
void
way_product_timeline_set_steps (WayProductTimeline *self,
                                WayRowFiller *filler,
                                GListModel *steps);
