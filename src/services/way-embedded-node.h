/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-client.h"
#include "way-secret.h"

/* The node of a folder of one's own: one process, one socket, one lock per folder, shared by app and waymarkctl. It ends by
 * itself after its last client. */

/** Starts waymarkd for @node_folder unless it runs, and waits until it answers.
 * @error: WAY_RESULT_UNAVAILABLE with what waymarkd said. Returns: (transfer full): its address, `unix:…`. */
char *
way_embedded_node_start (const char *node_folder,
                         gboolean demo_clock,
                         GCancellable *cancellable,
                         GError **error);
/** Asks a running node to end and waits until it has. TRUE where none runs. */
gboolean
way_embedded_node_stop (const char *node_folder, GError **error);
/** Writes genesis and solo key of a new ledger into a folder that has none. @solo_seed: 32 bytes, of the key in @genesis. */
gboolean
way_embedded_node_found (const char *node_folder,
                         const WayGenesis *genesis,
                         const WaySecret *solo_seed,
                         GError **error);
/** Returns: (transfer full): where the node of @node_folder listens: inside it, or where that path is too long for a socket, in the
 * runtime folder under a name made of its hash. */
char *
way_embedded_node_dup_socket_path (const char *node_folder);
/** Returns: (transfer full) (nullable): the address where the node of @node_folder answers; NULL where it does not run. */
char *
way_embedded_node_dup_running_address (const char *node_folder);
