/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-slice.h"

/* Private to the state tree: its nodes above the buckets. A node never changes once its
 * tree is sealed; trees of several heights share nodes. */

typedef enum
{
  WAY_SUBTREE_EMPTY,
  WAY_SUBTREE_BUCKET,
  WAY_SUBTREE_NODE,
} WaySubtreeKind;

typedef struct _WayStateNode WayStateNode;

/** A subtree. @is_leaf: it has exactly one entry, whose leaf @hash is, lifted. @node: its
 * node, where the kind is that; the reference is the subtree's. */
typedef struct
{
  WayStateNode *node;
  WayHash hash;
  guint8 kind;
  guint8 is_leaf;
} WaySubtree;

/** Takes the references of both subtrees. An all-empty pair makes an empty subtree. */
WaySubtree
way_subtree_join (WaySubtree left, WaySubtree right);
/** Borrows child @side (0 or 1) of a subtree that is a node. */
WaySubtree
way_subtree_peek (const WaySubtree *self, guint side);
WaySubtree
way_subtree_ref (const WaySubtree *self);
void
way_subtree_clear (WaySubtree *self);
