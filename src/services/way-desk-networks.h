/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-desk.h"

/* Networks of a desk, and the demo market. */

/** Joins the network of the node at @address, whose genesis must have the hash @hash (64 hex digits).
 * @error: of the address, the hash, the node. */
void
way_desk_add_network_async (WayDesk *self,
                            const char *address,
                            const char *hash,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data);
void
way_desk_remove_network_async (WayDesk *self,
                               WayNetworkItem *network,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer data);
/** Makes the demo market, or makes it anew where it is broken. @progress: (nullable): called in the main thread with
 * a fraction from 0 to 1. */
typedef void (*WayDeskProgress) (gpointer data, double fraction);
void
way_desk_create_demo_async (WayDesk *self,
                            WayDeskProgress progress,
                            gpointer progress_data,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data);
void
way_desk_remove_demo_async (WayDesk *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data);
/** Ends any of these; the desk's `networks` and `identities` are up to date then. */
gboolean
way_desk_networks_finish (WayDesk *self, GAsyncResult *result, GError **error);
/** The demo market among the networks. (nullable) (transfer none) */
WayNetworkItem *
way_desk_get_demo (WayDesk *self);
