/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

/* What was asked for again is mostly what was there: then nothing must move under a person's eyes or fingers. */

/** Whether both lists have the same rows, in the same order. @a and @b: (nullable). */
gboolean
way_rows_are_same (GListModel *a, GListModel *b, GEqualFunc is_equal);
/** Makes @rows what @now is; those in front and at the end that are the same stay. */
void
way_rows_take (GListStore *rows, GListModel *now, GEqualFunc is_equal);
