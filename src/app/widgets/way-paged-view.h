/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "way-paged-list.h"

/** One row of a WayPagedView. */
#define WAY_TYPE_LIST_ROW (way_list_row_get_type ())
G_DECLARE_FINAL_TYPE (WayListRow, way_list_row, WAY, LIST_ROW, GtkBox)

/** All plain text. @suffix: (nullable): stands at the end. */
void
way_list_row_show (WayListRow *self,
                   const char *title,
                   const char *subtitle,
                   const char *suffix);
/** A picture in front, for lists that have one. @hash: (nullable) */
void
way_list_row_show_picture (WayListRow *self, WayDesk *desk, const char *hash);
/** As above, of a network that is not the one where the person acts. @network: 64 hex digits. */
void
way_list_row_show_picture_of (WayListRow *self,
                              WayDesk *desk,
                              const char *network,
                              const char *hash);
/** A word in a frame at the end. @text: (nullable): none. */
void
way_list_row_show_badge (WayListRow *self, const char *text);

/**
 * WayPagedView:
 *
 * Shows a WayPagedList: search, loading, empty, nothing found, error, rows, and its notice. Child type `empty`: what stands there
 * while there is nothing; `filters`: what stands above the rows. Properties: `search-mode`: whether the search bar is open; `caption`: a
 * sentence over the rows, whose word they are. Signal `activated` (GObject): a row was.
 */
#define WAY_TYPE_PAGED_VIEW (way_paged_view_get_type ())
G_DECLARE_FINAL_TYPE (WayPagedView, way_paged_view, WAY, PAGED_VIEW, GtkWidget)

typedef void (*WayPagedBind) (WayListRow *row, gpointer item, gpointer data);

/** @bind: fills a row; @data: borrowed, must outlive the view. @name: what a screen reader calls the list. */
void
way_paged_view_set_list (WayPagedView *self,
                         WayPagedList *list,
                         const char *name,
                         WayPagedBind bind,
                         gpointer data);
/** Asks for the list, the first time or again. */
void
way_paged_view_reload (WayPagedView *self);
/** Asks for what may have changed: way_paged_list_renew(). */
void
way_paged_view_renew (WayPagedView *self);
/** Opens the search bar. */
void
way_paged_view_search (WayPagedView *self);
