/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-desk.h"
#include "way-verdict.h"

/* What was looked up lately on this computer: FOLDER/recent.json. */

#define WAY_TYPE_RECENT_ITEM (way_recent_item_get_type ())
G_DECLARE_FINAL_TYPE (WayRecentItem, way_recent_item, WAY, RECENT_ITEM, GObject)

/** Returns: in GS1's bracketed form, without any secret. */
const char *
way_recent_item_get_code (WayRecentItem *self);
/** What was said then; it may be otherwise now. */
WayVerdictCode
way_recent_item_get_verdict (WayRecentItem *self);
const char *
way_recent_item_get_verdict_title (WayRecentItem *self);
/** The product's name, or the code where it has none. */
const char *
way_recent_item_get_name (WayRecentItem *self);
/** How long ago, in words, when the list was read. */
const char *
way_recent_item_get_when (WayRecentItem *self);

void
way_desk_load_recent_async (WayDesk *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data);
/** Returns: (transfer full): of WayRecentItem, the newest first; a file that can't be read counts as none. */
GListModel *
way_desk_load_recent_finish (WayDesk *self, GAsyncResult *result, GError **error);
void
way_desk_clear_recent_async (WayDesk *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data);
gboolean
way_desk_clear_recent_finish (WayDesk *self, GAsyncResult *result, GError **error);
