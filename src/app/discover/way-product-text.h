/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

/** A scanned text that is no product code: named for what it is, shown as plain text with Copy, never opened. */
#define WAY_TYPE_PRODUCT_TEXT (way_product_text_get_type ())
G_DECLARE_FINAL_TYPE (WayProductText, way_product_text, WAY, PRODUCT_TEXT, GtkWidget)

/** @why: one sentence: why it is no product code. */
void
way_product_text_set_text (WayProductText *self, const char *text, const char *why);
