/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

/**
 * way_menu_names_begin:
 *
 * From now on the rows of every menu that opens have their text as their accessible name. GTK 4.18 has them labelled by a
 * label that is kept from assistive technologies, and so a screen reader says nothing. Once, after GTK was initialised.
 */
void
way_menu_names_begin (void);
