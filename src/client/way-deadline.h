/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

/* How long one exchange with a node may take. A server that lets a byte through now and then keeps every single read from
 * timing out; here the whole is limited. Waiting is left to one thread for all, which nothing wakes but a time that has come. */

typedef struct _WayDeadline WayDeadline;

/** @end_us: of g_get_monotonic_time(). @parent: (nullable): cancels this one too. */
WayDeadline *
way_deadline_new (gint64 end_us, GCancellable *parent);
void
way_deadline_free (WayDeadline *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayDeadline, way_deadline_free)

/** Cancelled when the time has come, or with the parent. Borrowed. */
GCancellable *
way_deadline_get_cancellable (WayDeadline *self);
/** Puts it off to a later time. */
void
way_deadline_extend (WayDeadline *self, gint64 end_us);
/** Whether the time came first. */
gboolean
way_deadline_has_passed (WayDeadline *self);
