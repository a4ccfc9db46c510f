/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-page.h"

/** Where a merchant makes a new lot of a product. */
#define WAY_TYPE_LOT_EDITOR (way_lot_editor_get_type ())
G_DECLARE_FINAL_TYPE (WayLotEditor, way_lot_editor, WAY, LOT_EDITOR, WayPage)

AdwNavigationPage *
way_lot_editor_new (WayDesk *desk, const char *gtin14);
