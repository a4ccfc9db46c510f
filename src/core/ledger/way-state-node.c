/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-state-node.h"

#include "way-merkle.h"

/* Two subtrees packed into 88 bytes: there is one node for every bucket. */
struct _WayStateNode
{
  gatomicrefcount n_refs;
  guint8 kinds[2];
  guint8 is_leaf[2];
  WayHash hashes[2];
  WayStateNode *nodes[2];
};

WaySubtree
way_subtree_peek (const WaySubtree *self, guint side)
{
  const WayStateNode *node = self->node;

  return (WaySubtree) {
    .node = node->nodes[side],
    .hash = node->hashes[side],
    .kind = node->kinds[side],
    .is_leaf = node->is_leaf[side],
  };
}

WaySubtree
way_subtree_ref (const WaySubtree *self)
{
  if (self->kind == WAY_SUBTREE_NODE)
    g_atomic_ref_count_inc (&self->node->n_refs);
  return *self;
}

static void
unref_node (WayStateNode *node)
{
  if (!g_atomic_ref_count_dec (&node->n_refs))
    return;
  /* As deep as the tree: at most WAY_BUCKET_MAX_DEPTH levels. */
  for (guint side = 0; side < 2; side++)
    if (node->kinds[side] == WAY_SUBTREE_NODE)
      unref_node (node->nodes[side]);
  g_free (node);
}

void
way_subtree_clear (WaySubtree *self)
{
  if (self->kind == WAY_SUBTREE_NODE)
    unref_node (self->node);
  *self = (WaySubtree) { .kind = WAY_SUBTREE_EMPTY };
}

static void
set_child (WayStateNode *node, guint side, WaySubtree child)
{
  node->kinds[side] = child.kind;
  node->is_leaf[side] = child.is_leaf;
  node->hashes[side] = child.hash;
  node->nodes[side] = child.node;
}

WaySubtree
way_subtree_join (WaySubtree left, WaySubtree right)
{
  WaySubtree joined = { .kind = WAY_SUBTREE_NODE };

  if (left.kind == WAY_SUBTREE_EMPTY && right.kind == WAY_SUBTREE_EMPTY)
    return left;
  joined.node = g_new (WayStateNode, 1);
  g_atomic_ref_count_init (&joined.node->n_refs);
  set_child (joined.node, 0, left);
  set_child (joined.node, 1, right);
  /* A lone leaf is lifted past the empty place beside it. */
  joined.is_leaf = (left.kind == WAY_SUBTREE_EMPTY && right.is_leaf)
                   || (right.kind == WAY_SUBTREE_EMPTY && left.is_leaf);
  if (joined.is_leaf)
    joined.hash = left.is_leaf ? left.hash : right.hash;
  else
    way_merkle_hash_inner (&left.hash, &right.hash, &joined.hash);
  return joined;
}
