/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-page.h"

/** The first page: ways to get at a code. */
#define WAY_TYPE_SCAN_PAGE (way_scan_page_get_type ())
G_DECLARE_FINAL_TYPE (WayScanPage, way_scan_page, WAY, SCAN_PAGE, WayPage)

/** Reads the codes of a picture file. */
void
way_scan_page_open_file (WayScanPage *self, GFile *file);
/** Takes a picture or a text from the clipboard. */
void
way_scan_page_paste (WayScanPage *self);
/** Goes to where a code can be typed. */
void
way_scan_page_type (WayScanPage *self);
