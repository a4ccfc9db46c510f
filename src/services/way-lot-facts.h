/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "way-model.h"

/** Appends what a customer reads of @lot to @facts, of WayDetail: its number, when it was made, how long it keeps, who
 * certified it. Members that are not there are left out. */
void
way_lot_facts_add (GListStore *facts, const WayLotRegister *lot);
