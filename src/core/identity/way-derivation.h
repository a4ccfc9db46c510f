/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-secret.h"
#include "way-signature.h"

/* Keys from a recovery phrase: SLIP-0010 and Waymark's paths, docs/spec/identity-keys.md.
 */

typedef enum
{
  WAY_CURVE_ED25519,
  WAY_CURVE_CURVE25519,
} WayCurve;

/* purpose' of every path: 0x574159, "WAY" */
#define WAY_PATH_PURPOSE 5718361
/* Indices of a path are below this; the bit itself says hardened. */
#define WAY_PATH_HARDENED 0x80000000u

/** What the third part of a path says. */
typedef enum
{
  WAY_BRANCH_SIGNING = 0,
  WAY_BRANCH_SEALING = 1,
  WAY_BRANCH_LOTS = 2,
} WayBranch;

/** SLIP-0010, hardened derivation only.
 * @seed: 16 to 64 bytes. @path: @n_path indices below WAY_PATH_HARDENED.
 * Returns: (transfer full) (nullable): 64 bytes, the private key and the chain code; NULL
 * where @seed or an index is out of its range. */
WaySecret *
way_derive_node (WayCurve curve,
                 const WaySecret *seed,
                 const guint32 *path,
                 gsize n_path);

/** m/5718361'/@identity'/0'/@number'. Returns: (transfer full) (nullable): NULL as
 * above. */
WayKeyPair *
way_derive_signing_key (const WaySecret *seed, guint32 identity, guint32 number);
/** m/5718361'/@identity'/1'/@number' on curve25519. Returns: (transfer full) (nullable):
 * a private key of way-sealed-box.h. */
WaySecret *
way_derive_sealing_key (const WaySecret *seed, guint32 identity, guint32 number);
/** m/5718361'/@identity'/2'/@number'. Returns: (transfer full) (nullable): 32 bytes, of
 * which way_lot_secret_derive() makes the secret of a lot. */
WaySecret *
way_derive_lot_branch (const WaySecret *seed, guint32 identity, guint32 number);
