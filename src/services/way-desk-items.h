/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-desk.h"
#include "way-home.h"

/* Making the rows of a desk, in threads. */

WayIdentityItem *
way_identity_item_new (const WayIdentity *identity);
WayNetworkItem *
way_network_item_new (const WayNetwork *network);
/** (nullable): of a node that runs elsewhere */
const char *
way_network_item_get_node_folder (WayNetworkItem *self);
/** Whether two rows of a desk, of the same type, show the same. */
gboolean
way_desk_item_is_equal (GObject *a, GObject *b);
