/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "way-finding.h"

/** Asks what is wrong with something, then for the report to be signed. */
#define WAY_TYPE_PRODUCT_REPORT (way_product_report_get_type ())
G_DECLARE_FINAL_TYPE (WayProductReport,
                      way_product_report,
                      WAY,
                      PRODUCT_REPORT,
                      AdwDialog)

AdwDialog *
way_product_report_new (WayDesk *desk, WayFinding *finding);
