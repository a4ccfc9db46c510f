/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "way-desk.h"

/** Networks that the person is in, and the demo market. */
#define WAY_TYPE_PREFERENCES_DIALOG (way_preferences_dialog_get_type ())
G_DECLARE_FINAL_TYPE (WayPreferencesDialog,
                      way_preferences_dialog,
                      WAY,
                      PREFERENCES_DIALOG,
                      AdwPreferencesDialog)

AdwDialog *
way_preferences_dialog_new (WayDesk *desk);
