/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

/**
 * WayStateView:
 *
 * Holds a page's content, and shows in its place that it is loading (a spinner, after 300 ms), that there is nothing
 * yet, or that something went wrong. Properties: `child` (content), `empty-child`, and for errors a title of one's own,
 * `error-title`. Signal `retry`: the person wants to try again.
 */
#define WAY_TYPE_STATE_VIEW (way_state_view_get_type ())
G_DECLARE_FINAL_TYPE (WayStateView, way_state_view, WAY, STATE_VIEW, GtkWidget)

/** Content that is there stays in view while it is loaded again. */
void
way_state_view_show_loading (WayStateView *self);
void
way_state_view_show_content (WayStateView *self);
void
way_state_view_show_empty (WayStateView *self);
/** @text: one sentence in the person's words. Content that is there stays in view, with a banner. */
void
way_state_view_show_error (WayStateView *self, const char *text);
