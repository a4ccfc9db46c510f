/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-apply.h"

/* Private: pieces or bulk of a lot that are not followed one by one. */

guint64
way_quantity_get (WayApply *apply, const WayStateKey *key);
/** WAY_RESULT_TOO_MUCH where the sum overflows. */
WayResult
way_quantity_add (WayApply *apply, const WayStateKey *key, guint64 quantity);
/** @if_none where there is none at all, WAY_RESULT_TOO_MUCH where there is less. */
WayResult
way_quantity_take (WayApply *apply,
                   const WayStateKey *key,
                   guint64 quantity,
                   WayResult if_none);
/** The same for loose pieces in an account's hands, which read models are told of. */
WayResult
way_loose_add (WayApply *apply,
               const WayHash *lot_id,
               const WayHash *account,
               guint64 quantity);
WayResult
way_loose_take (WayApply *apply,
                const WayHash *lot_id,
                const WayHash *account,
                guint64 quantity);
