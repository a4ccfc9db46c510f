/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-apply.h"

/* Private: one function per kind of action. Each tests its conditions in the order of its
 * table in docs/spec (identity.md, catalogue.md, trace.md) and changes the state as it goes; on another
 * result than WAY_RESULT_OK its caller undoes the whole statement. */

#define WAY_ACTION(number, symbol, T, t, name)                                           \
  WayResult way_module_##t (WayApply *apply, const Way##T *action);
WAY_ACTIONS (WAY_ACTION)
#undef WAY_ACTION

/** Applies one action by the function of its kind. */
WayResult
way_module_apply (WayApply *apply, const WayAction *action);

/** What happens when a deadline has passed. */
void
way_module_due_shipment (WayApply *apply, const WayDue *due);
void
way_module_due_listing (WayApply *apply, const WayDue *due);
