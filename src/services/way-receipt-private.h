/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-receipt.h"

/** @id: of the shipment, 64 hex digits. @things: of WayShipmentThing. @is_first: nothing of it was received before. Returns:
 * (transfer full) */
WayReceipt *
way_receipt_new_of (WayDesk *desk, const char *id, GListModel *things, gboolean is_first);
