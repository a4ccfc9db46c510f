/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-slice.h"

/* Private to the state tree: its nodes above the buckets, and which places of the storage
 * hold buckets. A node never changes, nor does a bucket; trees of several heights share
 * both. A bucket's place is free again when no tree has it any more. */

/** Places for buckets, by number from 0, and the memory of nodes. Any thread. */
typedef struct _WayPlaces WayPlaces;

WayPlaces *
way_places_new (void);
WayPlaces *
way_places_ref (WayPlaces *self);
void
way_places_unref (WayPlaces *self);
/** Returns: a free place, with one reference. */
guint32
way_places_take (WayPlaces *self);
/** Takes a reference to this very place, free or not: when a stored tree is read. */
void
way_places_claim (WayPlaces *self, guint32 place);
/** After all claims: makes what lies between them free. */
void
way_places_end_claims (WayPlaces *self);

typedef enum
{
  WAY_SUBTREE_EMPTY,
  WAY_SUBTREE_BUCKET,
  WAY_SUBTREE_NODE,
} WaySubtreeKind;

typedef struct _WayStateNode WayStateNode;

/** A subtree. @is_leaf: it has exactly one entry, whose leaf @hash is, lifted. The reference
 * to node or bucket is the subtree's. */
typedef struct
{
  union
  {
    WayStateNode *node;
    guint32 place; /* of the bucket */
  };
  WayHash hash;
  guint8 kind;
  guint8 is_leaf;
} WaySubtree;

/** Takes the references of both subtrees. An all-empty pair makes an empty subtree. */
WaySubtree
way_subtree_join (WaySubtree left, WaySubtree right, WayPlaces *places);
/** Borrows child @side (0 or 1) of a subtree that is a node. */
WaySubtree
way_subtree_peek (const WaySubtree *self, guint side);
/** Borrows the subtree that is no node any more on the path of @key_hash. */
WaySubtree
way_subtree_descend (const WaySubtree *self, const WayHash *key_hash);
WaySubtree
way_subtree_ref (const WaySubtree *self, WayPlaces *places);
void
way_subtree_clear (WaySubtree *self, WayPlaces *places);
