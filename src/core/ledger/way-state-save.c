/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-checked.h"
#include "way-state-tree-private.h"

/* Nodes to bytes and back: the bytes of live values (8), then from the root down each subtree
 * as one byte of kind, for a bucket its place (4) and hash (32), for a node its children. */

#define KIND_LEAF 0x80 /* a bucket of one entry */
#define MAX_DEPTH 256

static void
save (const WaySubtree *here, GByteArray *out)
{
  guint8 kind = here->kind, place[4];

  if (here->kind == WAY_SUBTREE_BUCKET && here->is_leaf)
    kind |= KIND_LEAF;
  g_byte_array_append (out, &kind, 1);
  if (here->kind == WAY_SUBTREE_BUCKET)
    {
      way_put_be32 (place, here->place);
      g_byte_array_append (out, place, sizeof place);
      g_byte_array_append (out, here->hash.bytes, WAY_HASH_SIZE);
    }
  for (guint side = 0; here->kind == WAY_SUBTREE_NODE && side < 2; side++)
    {
      WaySubtree child = way_subtree_peek (here, side);

      save (&child, out);
    }
}

void
way_state_snapshot_save (const WayStateSnapshot *self, GByteArray *out)
{
  guint8 live_bytes[8];

  way_put_be64 (live_bytes, self->live_bytes);
  g_byte_array_append (out, live_bytes, sizeof live_bytes);
  save (&self->root, out);
}

typedef struct
{
  WaySlice rest;
  guint32 n_places;
  WayPlaces *places;
} Restorer;

static const guint8 *
take (Restorer *self, gsize len)
{
  const guint8 *data = self->rest.data;

  if (self->rest.len < len)
    return NULL;
  self->rest = WAY_SLICE_INIT (data + len, self->rest.len - len);
  return data;
}

static gboolean
restore (Restorer *self, guint depth, WaySubtree *out)
{
  WaySubtree children[2];
  const guint8 *bytes = take (self, 1);
  guint8 kind = bytes ? *bytes : 0xff;

  *out = (WaySubtree) { .kind = WAY_SUBTREE_EMPTY };
  if (kind == WAY_SUBTREE_EMPTY)
    return TRUE;
  if (kind == WAY_SUBTREE_NODE)
    {
      if (depth >= MAX_DEPTH || !restore (self, depth + 1, &children[0]))
        return FALSE;
      if (!restore (self, depth + 1, &children[1]))
        {
          way_subtree_clear (&children[0], self->places);
          return FALSE;
        }
      *out = way_subtree_join (children[0], children[1], self->places);
      return TRUE;
    }
  bytes = take (self, 4 + WAY_HASH_SIZE);
  if ((kind & ~KIND_LEAF) != WAY_SUBTREE_BUCKET || bytes == NULL
      || way_get_be32 (bytes) >= self->n_places)
    return FALSE;
  out->kind = WAY_SUBTREE_BUCKET;
  out->is_leaf = (kind & KIND_LEAF) != 0;
  out->place = way_get_be32 (bytes);
  memcpy (out->hash.bytes, bytes + 4, WAY_HASH_SIZE);
  way_places_claim (self->places, out->place);
  return TRUE;
}

gboolean
way_state_tree_restore (WayStateTree *self,
                        WaySlice saved,
                        guint32 n_places,
                        GError **error)
{
  Restorer restorer = { saved, n_places, self->places };
  const guint8 *live_bytes = take (&restorer, 8);
  WaySubtree root = { .kind = WAY_SUBTREE_EMPTY };
  gboolean done = live_bytes != NULL && restore (&restorer, 0, &root);

  if (done && restorer.rest.len > 0)
    {
      way_subtree_clear (&root, self->places);
      done = FALSE;
    }
  way_places_end_claims (self->places);
  if (!done)
    return way_error_set (error, WAY_RESULT_CORRUPTED, "the saved state tree");
  way_state_tree_set_committed (self, root, way_get_be64 (live_bytes));
  return TRUE;
}
