/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-node.h"

/* Replays and re-verifies every block of another node, and goes on as new ones come. Its own ledger is read-only. */

typedef struct _WayFollower WayFollower;

/** Follows config->follow until freed. What does not verify stops it for good, with a message: the node goes on answering from what it
 * has verified. */
WayFollower *
way_follower_start (WayNode *node);
void
way_follower_free (WayFollower *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayFollower, way_follower_free)
