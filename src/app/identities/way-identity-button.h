/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "way-desk.h"

/** The foot of the sidebar: who acts now, and a reminder of the recovery phrase until it is checked. Opens the identities. */
#define WAY_TYPE_IDENTITY_BUTTON (way_identity_button_get_type ())
G_DECLARE_FINAL_TYPE (WayIdentityButton,
                      way_identity_button,
                      WAY,
                      IDENTITY_BUTTON,
                      AdwBin)

GtkWidget *
way_identity_button_new (WayDesk *desk);
