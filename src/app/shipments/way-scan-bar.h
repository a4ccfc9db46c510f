/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

/**
 * WayScanBar:
 *
 * Takes one code after another: from a scanner that types like a keyboard and ends with Enter, from the keyboard, from pictures
 * that are opened or dropped on it. The entry keeps the focus, and is empty again after each code.
 *
 * Signal `code` (text, format): what was scanned; format is NULL or of the code reader.
 */
#define WAY_TYPE_SCAN_BAR (way_scan_bar_get_type ())
G_DECLARE_FINAL_TYPE (WayScanBar, way_scan_bar, WAY, SCAN_BAR, GtkBox)

/** Says what came of the last scan, below the entry and to a screen reader. @is_warning: and with a sound.
 * @text: (nullable): plain text; nothing */
void
way_scan_bar_say (WayScanBar *self, const char *text, gboolean is_warning);
