/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-apply.h"

/* Private: shipments. */

gboolean
way_shipment_load (WayApply *apply, const WayHash *id, WayShipmentState *out_shipment);
void
way_shipment_save (WayApply *apply, const WayHash *id, const WayShipmentState *shipment);
/** A unit was claimed on its way: it will not be received any more. */
void
way_shipment_lose (WayApply *apply, const WayHash *id, const WayHash *thing_id);
