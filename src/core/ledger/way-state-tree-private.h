/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-state-node.h"
#include "way-state-tree.h"
#include "way-value-cache.h"

struct _WayStateSnapshot
{
  gatomicrefcount n_refs;
  WaySubtree root;
  guint64 live_bytes;
  WayPlaces *places;
};

struct _WayStateTree
{
  WayStateStore store;
  WayPlaces *places;
  WayStateSnapshot *committed;
  WayStateSnapshot *sealed; /* the same as committed where nothing is sealed */

  WayValueCache *known; /* of the committed tree */
  GHashTable *changes;  /* of Change, a set by key hash */
  WayArena arena;       /* what changes point to */
};

/** Takes the reference of @root; forgets all changes. */
void
way_state_tree_set_committed (WayStateTree *self, WaySubtree root, guint64 live_bytes);
