/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

/* What the person waits for, told to benchmarks: where the variable WAYMARK_WATCH names a file, lines are written to it:
 *
 *     first-frame TIME         the first frame of the first window was drawn
 *     turn WALL CPU TIME       one turn of the main loop took long: it ended at TIME
 *
 * All in microseconds; TIME of the monotonic clock, CPU of the main thread. Without the variable nothing is done. */

/** Watches the main loop, and the first window that comes. */
void
way_watch_begin (void);
