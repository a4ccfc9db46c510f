/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "way-desk.h"

/**
 * WayPage:
 *
 * What every page of the window is: a navigation page with a desk. Its `refresh` is called when the page comes into view
 * for the first time, and again, while it is in view or when it next comes, after something of the person's changed.
 */
#define WAY_TYPE_PAGE (way_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (WayPage, way_page, WAY, PAGE, AdwNavigationPage)

struct _WayPageClass
{
  AdwNavigationPageClass parent_class;

  /** Asks for what the page shows. Never blocks; cancels what it asked before. */
  void (*refresh) (WayPage *self);
  /** (nullable): opens the page's search bar. Returns: FALSE where it has none now. */
  gboolean (*search) (WayPage *self);
};

/** Borrowed. */
WayDesk *
way_page_get_desk (WayPage *self);
/** Calls refresh now, as *Try Again* does. */
void
way_page_refresh (WayPage *self);
/** Ctrl+F. Returns: FALSE where the page has no search. */
gboolean
way_page_search (WayPage *self);
