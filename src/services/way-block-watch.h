/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

/**
 * WayBlockWatch:
 *
 * Learns of new blocks of one network: over one connection to the event stream of its node, in a thread of its own. A stream that
 * breaks is opened again where it ended; where there is none to be had, the node's head is asked for now and then. A node of this
 * folder is never started for it: it listens while one runs.
 *
 * Nothing that it tells is verified: it is a reason to ask, not an answer. Belongs to the main thread.
 */
typedef struct _WayBlockWatch WayBlockWatch;

/** Where a network's blocks come from. Borrowed. */
typedef struct
{
  const char *network; /* 64 hex digits */
  const char *address; /* of a node */
  const char *
      node_folder; /* (nullable): of a node that runs in this folder; then without @address */
} WayBlockPlace;

/** In the main thread: @height is the newest that is known of @network now. @is_back: its node answers again after it did not. */
typedef void (*WayBlockFunc) (gpointer data,
                              const char *network,
                              guint64 height,
                              gboolean is_back);

/** @data: borrowed until way_block_watch_free(). */
WayBlockWatch *
way_block_watch_new (const WayBlockPlace *place, WayBlockFunc func, gpointer data);
/** Ends it: @func is not called again. The thread ends by itself, soon after. */
void
way_block_watch_free (WayBlockWatch *self);

/** Whether it is of that place. */
gboolean
way_block_watch_is_of (const WayBlockWatch *self, const WayBlockPlace *place);
