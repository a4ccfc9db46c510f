/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-home.h"
#include "way-paged-list.h"

/* For those who write lists. */

/** What a page is asked with. Borrowed. */
typedef struct
{
  const char *account; /* who acts, 64 hex digits */
  const char *search;  /* (nullable) */
  const char *gtin14;  /* (nullable): of the list's product */
  const char *after;   /* (nullable): where the page begins; NULL: at the start */
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
