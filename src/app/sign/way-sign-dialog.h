/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "way-act.h"

/** The one dialog for every act on the ledger: what it does, from the bytes to be signed; as whom; and then sign it or not.
 * Closes when the act is final or dropped; stays with what went wrong. */
#define WAY_TYPE_SIGN_DIALOG (way_sign_dialog_get_type ())
G_DECLARE_FINAL_TYPE (WaySignDialog, way_sign_dialog, WAY, SIGN_DIALOG, AdwDialog)

WaySignDialog *
way_sign_dialog_new (WayAct *act);
