/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-node.h"
#include "way-state-key.h"

/* What the resources that list things share. Between way_node_begin_answer() and _end_answer(). */

/** A state value of the snapshot, decoded into @record (zeroed first); it borrows from @arena. @out_found FALSE: absent. */
gboolean
way_http_read_state (WayNode *node,
                     const WayStateKey *key,
                     const WaySchema *schema,
                     WayArena *arena,
                     gpointer record,
                     gboolean *out_found,
                     GError **error);
/** The page that is asked for: `after` (a row number) and `limit`. FALSE: the problem was sent. */
gboolean
way_http_read_page (WayHttpRequest *request, gint64 *out_after, gsize *out_limit);
/** Replies with one page of things. @query's after and max are set from the request. */
void
way_http_reply_things (WayHttpRequest *request, WayIndexQuery *query);
/** Returns: a text for `next`, in @arena. */
WaySlice
way_http_make_next (WayArena *arena, gint64 row);
/** An array of way_index_thing_clear() elements. */
GArray *
way_http_new_things (void);
/** The resource /v1/accounts/{id}/shipments, in way-http-shipments.c. */
void
way_http_get_shipments_of (WayHttpRequest *request);
