/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-state-node.h"

#include "way-merkle.h"
#include "way-state-proof.h"

/* Two subtrees packed into 88 bytes: there is one node for every bucket. What leads on stands
 * together in front, so that going down touches little memory. */
struct _WayStateNode
{
  gatomicrefcount n_refs;
  guint8 kinds[2];
  guint8 is_leaf[2];
  union
  {
    WayStateNode *node;
    guint32 place;
  } children[2];
  WayHash hashes[2];
};

/* ---- Places ------------------------------------------------------------------------------- */

/* Nodes are made and freed by the ten thousand in every block: from slabs, kept for the next
 * ones when they are free. */
#define SLAB_NODES 1024

struct _WayPlaces
{
  gatomicrefcount n_refs;
  GMutex mutex;
  GArray *counts; /* of guint32: references to each place */
  GArray *free;   /* of guint32 */

  GMutex node_mutex; /* of what follows */
  GPtrArray *slabs;
  WayStateNode *free_nodes; /* each leads to the next by its first child */
};

WayPlaces *
way_places_new (void)
{
  WayPlaces *self = g_new (WayPlaces, 1);

  g_atomic_ref_count_init (&self->n_refs);
  g_mutex_init (&self->mutex);
  g_mutex_init (&self->node_mutex);
  self->slabs = g_ptr_array_new_with_free_func (g_free);
  self->free_nodes = NULL;
  self->counts = g_array_new (FALSE, TRUE, sizeof (guint32));
  self->free = g_array_new (FALSE, FALSE, sizeof (guint32));
  return self;
}

WayPlaces *
way_places_ref (WayPlaces *self)
{
  g_atomic_ref_count_inc (&self->n_refs);
  return self;
}

void
way_places_unref (WayPlaces *self)
{
  if (!g_atomic_ref_count_dec (&self->n_refs))
    return;
  g_mutex_clear (&self->mutex);
  g_mutex_clear (&self->node_mutex);
  g_ptr_array_unref (self->slabs);
  g_array_unref (self->counts);
  g_array_unref (self->free);
  g_free (self);
}

guint32
way_places_take (WayPlaces *self)
{
  guint32 place;

  g_mutex_lock (&self->mutex);
  if (self->free->len > 0)
    {
      place = g_array_index (self->free, guint32, self->free->len - 1);
      g_array_set_size (self->free, self->free->len - 1);
    }
  else
    {
      place = self->counts->len;
      g_array_set_size (self->counts, place + 1);
    }
  g_array_index (self->counts, guint32, place) = 1;
  g_mutex_unlock (&self->mutex);
  return place;
}

void
way_places_claim (WayPlaces *self, guint32 place)
{
  g_mutex_lock (&self->mutex);
  if (place >= self->counts->len)
    g_array_set_size (self->counts, place + 1);
  g_array_index (self->counts, guint32, place)++;
  g_mutex_unlock (&self->mutex);
}

void
way_places_end_claims (WayPlaces *self)
{
  g_mutex_lock (&self->mutex);
  g_array_set_size (self->free, 0);
  /* Low places last, so that they are taken first and the storage stays small. */
  for (guint32 place = self->counts->len; place-- > 0;)
    if (g_array_index (self->counts, guint32, place) == 0)
      g_array_append_val (self->free, place);
  g_mutex_unlock (&self->mutex);
}

static void
places_unref_one (WayPlaces *self, guint32 place)
{
  g_mutex_lock (&self->mutex);
  if (--g_array_index (self->counts, guint32, place) == 0)
    g_array_append_val (self->free, place);
  g_mutex_unlock (&self->mutex);
}

/* ---- Nodes -------------------------------------------------------------------------------- */

static void
add_slab (WayPlaces *places)
{
  WayStateNode *slab = g_new0 (WayStateNode, SLAB_NODES);

  g_ptr_array_add (places->slabs, slab);
  for (guint i = 0; i < SLAB_NODES; i++)
    slab[i].children[0].node = i + 1 < SLAB_NODES ? &slab[i + 1] : NULL;
  places->free_nodes = slab;
}

static WayStateNode *
node_new (WayPlaces *places)
{
  WayStateNode *node;

  g_mutex_lock (&places->node_mutex);
  if (places->free_nodes == NULL)
    add_slab (places);
  node = places->free_nodes;
  places->free_nodes = node->children[0].node;
  g_mutex_unlock (&places->node_mutex);
  g_atomic_ref_count_init (&node->n_refs);
  return node;
}

static void
node_free (WayStateNode *node, WayPlaces *places)
{
  g_mutex_lock (&places->node_mutex);
  node->children[0].node = places->free_nodes;
  places->free_nodes = node;
  g_mutex_unlock (&places->node_mutex);
}

WaySubtree
way_subtree_peek (const WaySubtree *self, guint side)
{
  const WayStateNode *node = self->node;
  WaySubtree child = {
    .hash = node->hashes[side],
    .kind = node->kinds[side],
    .is_leaf = node->is_leaf[side],
  };

  if (child.kind == WAY_SUBTREE_BUCKET)
    child.place = node->children[side].place;
  else
    child.node = node->children[side].node;
  return child;
}

WaySubtree
way_subtree_descend (const WaySubtree *self, const WayHash *key_hash)
{
  WaySubtree here = *self;

  for (guint depth = 0; here.kind == WAY_SUBTREE_NODE; depth++)
    {
      const WayStateNode *node = here.node;
      guint side = way_state_path_bit (key_hash, depth);

      if (node->kinds[side] != WAY_SUBTREE_NODE)
        return way_subtree_peek (&here, side);
      here.node = node->children[side].node;
    }
  return here;
}

WaySubtree
way_subtree_ref (const WaySubtree *self, WayPlaces *places)
{
  if (self->kind == WAY_SUBTREE_NODE)
    g_atomic_ref_count_inc (&self->node->n_refs);
  else if (self->kind == WAY_SUBTREE_BUCKET)
    way_places_claim (places, self->place);
  return *self;
}

static void
unref_node (WayStateNode *node, WayPlaces *places)
{
  if (!g_atomic_ref_count_dec (&node->n_refs))
    return;
  /* As deep as the tree: at most 256 levels. */
  for (guint side = 0; side < 2; side++)
    if (node->kinds[side] == WAY_SUBTREE_NODE)
      unref_node (node->children[side].node, places);
    else if (node->kinds[side] == WAY_SUBTREE_BUCKET)
      places_unref_one (places, node->children[side].place);
  node_free (node, places);
}

void
way_subtree_clear (WaySubtree *self, WayPlaces *places)
{
  if (self->kind == WAY_SUBTREE_NODE)
    unref_node (self->node, places);
  else if (self->kind == WAY_SUBTREE_BUCKET)
    places_unref_one (places, self->place);
  *self = (WaySubtree) { .kind = WAY_SUBTREE_EMPTY };
}

static void
set_child (WayStateNode *node, guint side, const WaySubtree *child)
{
  node->kinds[side] = child->kind;
  node->is_leaf[side] = child->is_leaf;
  node->hashes[side] = child->hash;
  if (child->kind == WAY_SUBTREE_BUCKET)
    node->children[side].place = child->place;
  else
    node->children[side].node = child->node;
}

WaySubtree
way_subtree_join (WaySubtree left, WaySubtree right, WayPlaces *places)
{
  WaySubtree joined = { .kind = WAY_SUBTREE_NODE };

  if (left.kind == WAY_SUBTREE_EMPTY && right.kind == WAY_SUBTREE_EMPTY)
    return left;
  joined.node = node_new (places);
  set_child (joined.node, 0, &left);
  set_child (joined.node, 1, &right);
  /* A lone leaf is lifted past the empty place beside it. */
  joined.is_leaf = (left.kind == WAY_SUBTREE_EMPTY && right.is_leaf)
                   || (right.kind == WAY_SUBTREE_EMPTY && left.is_leaf);
  if (joined.is_leaf)
    joined.hash = left.is_leaf ? left.hash : right.hash;
  else
    way_merkle_hash_inner (&left.hash, &right.hash, &joined.hash);
  return joined;
}
