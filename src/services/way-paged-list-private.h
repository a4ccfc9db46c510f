/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-home.h"
#include "way-paged-list.h"

/* For those who write lists. */

/** What a page is asked with. Borrowed. */
typedef struct
{
  const char *account; /* (nullable): who acts, 64 hex digits; NULL: nobody yet */
  const char *search;  /* (nullable) */
  const char *filter; /* (nullable): what else rows must be, in words of the list's own */
  const char *gtin14; /* (nullable): of the list's product */
  const char *after;  /* (nullable): where the page begins; NULL: at the start */
  char **
      out_notice; /* (transfer full): a sentence about rows that should be in this page and are not */
} WayListQuestion;

/** Fetches one page, in a thread: appends objects to @items. @out_next: (transfer full): behind it; stays NULL at the end. */
typedef gboolean (*WayListFetch) (WayHome *home,
                                  const WayListQuestion *question,
                                  GPtrArray *items,
                                  char **out_next,
                                  GCancellable *cancellable,
                                  GError **error);

/** Rows that are kept: those of so many pages. */
#define WAY_LIST_MAX_PAGES 16

/** An empty list; way_paged_list_reload() begins it. @gtin14: (nullable). Returns: (transfer full) */
WayPagedList *
way_paged_list_new (WayDesk *desk,
                    GType item_type,
                    WayListFetch fetch,
                    const char *gtin14);
/** Only rows that the fetch finds to be so, from now on. @filter: (nullable): all. */
void
way_paged_list_set_filter (WayPagedList *self, const char *filter);
/** @is_equal: whether two rows show the same and open the same. */
void
way_paged_list_set_equal (WayPagedList *self, GEqualFunc is_equal);
