/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "way-desk.h"

/**
 * WayPhrasePage:
 *
 * Shows the recovery phrase, to be written on paper, and then asks for some of its words. Signal `done`: the person showed
 * that she has it, or put it off.
 */
#define WAY_TYPE_PHRASE_PAGE (way_phrase_page_get_type ())
G_DECLARE_FINAL_TYPE (WayPhrasePage, way_phrase_page, WAY, PHRASE_PAGE, AdwNavigationPage)

/** @passphrase: (nullable): of a key file, where it is known already. @can_put_off: whether there is a *Later* button. */
WayPhrasePage *
way_phrase_page_new (WayDesk *desk, const char *passphrase, gboolean can_put_off);
/** The same in a dialog of its own. */
AdwDialog *
way_phrase_dialog_new (WayDesk *desk);
