/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-home.h"

/* The demo market in the folder of a person: HOME/demo/, a network and identities of its own. It is built beside its place
 * and moved there when it is whole. Calls block. docs/spec/demo-market.md */

typedef enum
{
  WAY_DEMO_MARKET_ABSENT,
  WAY_DEMO_MARKET_BROKEN, /* there is a folder, but it is not whole, or of another version of the story */
  WAY_DEMO_MARKET_WHOLE,
} WayDemoMarketState;

/** @done of @all steps; called in the thread that builds. */
typedef void (*WayDemoProgressFunc) (gpointer data, guint done, guint all);

/** What its files say; the ledger is not opened. */
WayDemoMarketState
way_demo_market_get_state (WayHome *home);

/**
 * Makes the demo market, or makes it anew where it is broken; one that is whole and whose node answers stays as it is.
 *
 * @progress: (nullable). @out_was_made: (optional): FALSE where there was nothing to do.
 * @error: WAY_RESULT_CANCELLED, WAY_RESULT_DATABASE_LOCKED where another program is making it, WAY_RESULT_DISK_FULL,
 * WAY_RESULT_IO, WAY_RESULT_UNAVAILABLE; nothing half-made is left.
 */
gboolean
way_demo_market_create (WayHome *home,
                        WayDemoProgressFunc progress,
                        gpointer data,
                        GCancellable *cancellable,
                        gboolean *out_was_made,
                        GError **error);
/** Ends its node and removes its folder, with what was kept and cached of its network. @out_was_there: (optional) */
gboolean
way_demo_market_remove (WayHome *home, gboolean *out_was_there, GError **error);
