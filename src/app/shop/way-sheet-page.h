/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-page.h"

/** The labels of one lot: chosen, seen as they will be printed, saved as a PDF. */
#define WAY_TYPE_SHEET_PAGE (way_sheet_page_get_type ())
G_DECLARE_FINAL_TYPE (WaySheetPage, way_sheet_page, WAY, SHEET_PAGE, WayPage)

AdwNavigationPage *
way_sheet_page_new (WayDesk *desk, const char *gtin14, const char *lot);
