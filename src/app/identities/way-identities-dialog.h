/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "way-desk.h"

/** The person's identities: choose who acts, make another, see the account. */
#define WAY_TYPE_IDENTITIES_DIALOG (way_identities_dialog_get_type ())
G_DECLARE_FINAL_TYPE (WayIdentitiesDialog,
                      way_identities_dialog,
                      WAY,
                      IDENTITIES_DIALOG,
                      AdwDialog)

AdwDialog *
way_identities_dialog_new (WayDesk *desk);
