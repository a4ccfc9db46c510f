/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "way-desk.h"

/** A brand calls back a product, a lot, or single items of it. */
#define WAY_TYPE_RECALL_DIALOG (way_recall_dialog_get_type ())
G_DECLARE_FINAL_TYPE (WayRecallDialog, way_recall_dialog, WAY, RECALL_DIALOG, AdwDialog)

/** @code: (nullable): of what, where that is known. Returns: (transfer floating) */
AdwDialog *
way_recall_dialog_new (WayDesk *desk, const char *code);
/** Ends a recall of goods whose code is written or scanned there. */
AdwDialog *
way_recall_dialog_new_end (WayDesk *desk);
