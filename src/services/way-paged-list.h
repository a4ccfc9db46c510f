/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-desk.h"

/**
 * WayPagedList:
 *
 * A GListModel over a list that a node gives out page by page and that may be longer than what memory should hold. It grows
 * as its end comes into view. Rows far from what was asked for last are let go, and fetched again when they are wanted: until
 * then an empty object of the item type stands in their place. Belongs to the main thread; nothing blocks it.
 *
 * Properties: `state` (notifies), `search` (words, or NULL), `notice` (notifies; a sentence about rows that should be there and
 * are not, or NULL).
 */
#define WAY_TYPE_PAGED_LIST (way_paged_list_get_type ())
G_DECLARE_FINAL_TYPE (WayPagedList, way_paged_list, WAY, PAGED_LIST, GObject)

typedef enum
{
  WAY_LIST_LOADING, /* nothing has come yet */
  WAY_LIST_READY,   /* what there is so far is shown; maybe nothing */
  WAY_LIST_FAILED,  /* see way_paged_list_get_error_text(); rows that are there stay */
} WayListState;

#define WAY_TYPE_LIST_STATE (way_list_state_get_type ())
GType
way_list_state_get_type (void);

WayListState
way_paged_list_get_state (WayPagedList *self);
/** One sentence in the person's words. (nullable) */
const char *
way_paged_list_get_error_text (WayPagedList *self);
/** Only rows with these words from now on. @search: (nullable): all. */
void
way_paged_list_set_search (WayPagedList *self, const char *search);
const char *
way_paged_list_get_search (WayPagedList *self);
/** Whether there is a search or another filter: no rows then mean that nothing was found. */
gboolean
way_paged_list_is_narrowed (WayPagedList *self);
/** (nullable) */
const char *
way_paged_list_get_notice (WayPagedList *self);
/** Asks for everything anew, as whoever acts now; the rows that are there stay until the new ones come. */
void
way_paged_list_reload (WayPagedList *self);
/** As above, but only what may be in view is asked for at once, the rest when it comes into view; rows that are as they were
 * stay in their places. For when there may be something new. */
void
way_paged_list_renew (WayPagedList *self);
