/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "way-desk.h"

/** Chooses who receives goods: another identity of one's own, somebody dealt with before, or an account that is pasted.
 * Signal `chosen` (account, name). */
#define WAY_TYPE_RECEIVER_DIALOG (way_receiver_dialog_get_type ())
G_DECLARE_FINAL_TYPE (WayReceiverDialog,
                      way_receiver_dialog,
                      WAY,
                      RECEIVER_DIALOG,
                      AdwDialog)

/** Returns: (transfer floating) */
AdwDialog *
way_receiver_dialog_new (WayDesk *desk);
