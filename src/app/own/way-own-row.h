/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "way-act.h"
#include "way-item-calls.h"

/* Rows of My Items. */

/** One item: its verdict, name, recall or warranty; opens its page. */
GtkWidget *
way_own_row_new_item (WayDesk *desk, WayMyItem *item);
/** One act that was signed: sending, recorded or final, as it goes on; opens its details. */
GtkWidget *
way_own_row_new_act (WayAct *act);
/** One draft, with buttons to send it again or to forget it. */
GtkWidget *
way_own_row_new_draft (WayDesk *desk, WayDraftItem *draft);
