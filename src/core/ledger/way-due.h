/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-apply.h"

/* Private: the due queue, a binary heap in the state by (time, subject, kind). */

#define WAY_DUE_MAX_PER_BLOCK 10000

void
way_due_push (WayApply *apply, guint64 time_ms, WayDueKind kind, const WayHash *subject);
/** Returns: FALSE where the queue is empty. */
gboolean
way_due_peek (WayApply *apply, WayDue *out_due);
/** Removes the smallest entry; the queue must not be empty. */
void
way_due_pop (WayApply *apply);
