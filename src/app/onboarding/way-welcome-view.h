/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "way-desk.h"

/**
 * WayWelcomeView:
 *
 * The first run: what Waymark does; *I buy* or *I sell*; a name; the recovery phrase; or the demo market, or a phrase that
 * the person has. Signal `done`: the window may begin.
 */
#define WAY_TYPE_WELCOME_VIEW (way_welcome_view_get_type ())
G_DECLARE_FINAL_TYPE (WayWelcomeView, way_welcome_view, WAY, WELCOME_VIEW, AdwBin)

GtkWidget *
way_welcome_view_new (WayDesk *desk);
/** Only the making of one more identity, in a dialog. */
AdwDialog *
way_new_identity_dialog_new (WayDesk *desk);
