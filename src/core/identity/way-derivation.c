/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-derivation.h"

#include "way-checked.h"
#include "way-hash.h"

#define KEY_SIZE  32
#define NODE_SIZE 64

static const char *const curve_names[] = {
  [WAY_CURVE_ED25519] = "ed25519 seed",
  [WAY_CURVE_CURVE25519] = "curve25519 seed",
};

static void
derive_child (guint8 node[NODE_SIZE], guint32 index)
{
  guint8 data[1 + KEY_SIZE + 4];

  data[0] = 0;
  memcpy (data + 1, node, KEY_SIZE);
  way_put_be32 (data + 1 + KEY_SIZE, index | WAY_PATH_HARDENED);
  way_hmac_sha512 (WAY_SLICE_INIT (node + KEY_SIZE, NODE_SIZE - KEY_SIZE),
                   WAY_SLICE_INIT (data, sizeof data), node);
  way_secret_wipe (data, sizeof data);
}

WaySecret *
way_derive_node (WayCurve curve, const WaySecret *seed, const guint32 *path, gsize n_path)
{
  g_autoptr (WaySecret) node = NULL;
  gsize seed_size = way_secret_get_size (seed);

  if (seed_size < 16 || seed_size > 64)
    return NULL;
  node = way_secret_new (NODE_SIZE);
  way_hmac_sha512 (way_slice_from_string (curve_names[curve]),
                   way_secret_get_slice (seed), way_secret_get_data (node));
  for (gsize i = 0; i < n_path; i++)
    {
      if (path[i] >= WAY_PATH_HARDENED)
        return NULL;
      derive_child (way_secret_get_data (node), path[i]);
    }
  return g_steal_pointer (&node);
}

static WaySecret *
derive_key (WayCurve curve,
            const WaySecret *seed,
            guint32 identity,
            WayBranch branch,
            guint32 number)
{
  guint32 path[] = { WAY_PATH_PURPOSE, identity, branch, number };
  g_autoptr (WaySecret) node = way_derive_node (curve, seed, path, G_N_ELEMENTS (path));

  if (node == NULL)
    return NULL;
  return way_secret_new_copy (WAY_SLICE_INIT (way_secret_get_data (node), KEY_SIZE));
}

WayKeyPair *
way_derive_signing_key (const WaySecret *seed, guint32 identity, guint32 number)
{
  g_autoptr (WaySecret)
      key = derive_key (WAY_CURVE_ED25519, seed, identity, WAY_BRANCH_SIGNING, number);

  return key ? way_key_pair_new_from_seed (key) : NULL;
}

WaySecret *
way_derive_sealing_key (const WaySecret *seed, guint32 identity, guint32 number)
{
  return derive_key (WAY_CURVE_CURVE25519, seed, identity, WAY_BRANCH_SEALING, number);
}

WaySecret *
way_derive_lot_branch (const WaySecret *seed, guint32 identity, guint32 number)
{
  return derive_key (WAY_CURVE_ED25519, seed, identity, WAY_BRANCH_LOTS, number);
}
