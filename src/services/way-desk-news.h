/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-desk.h"

/* What a desk hears of its networks' new blocks: makes it emit `changed`, soon after the first one, and while there are more, now
 * and then. Belongs to the main thread. */

typedef struct _WayDeskNews WayDeskNews;

/** @desk: borrowed. */
WayDeskNews *
way_desk_news_new (WayDesk *desk);
void
way_desk_news_free (WayDeskNews *self);
/** Listens to these networks from now on. @networks: of WayNetworkItem. */
void
way_desk_news_listen (WayDeskNews *self, GListModel *networks);
/** A block that the desk knows of already: it is no news. @network: 64 hex digits. */
void
way_desk_news_note (WayDeskNews *self, const char *network, guint64 height);
