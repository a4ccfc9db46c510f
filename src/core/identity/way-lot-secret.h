/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-secret.h"
#include "way-signature.h"

/* What the units of a lot carry, from one secret per lot; docs/spec/identity-keys.md. The
 * functions keep no state: whoever seals a lot of 100,000 spreads them over the cores. */

#define WAY_SERIAL_SIZE  16
#define WAY_SALT_SIZE    16
#define WAY_IN_PACK_SIZE 16

/** The symbols of a serial: digits and capitals without I, L, O and U, 32 in all. */
#define WAY_SERIAL_ALPHABET "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

typedef struct
{
  char serial[WAY_SERIAL_SIZE + 1]; /* 80 bits, NUL-terminated */
  guint8 salt[WAY_SALT_SIZE];       /* of the unit's leaf */
  guint8
      in_pack[WAY_IN_PACK_SIZE]; /* the code inside the box: whoever has it may claim */
} WayUnitSecrets;

/** @lot_branch: 32 bytes of way_derive_lot_branch(). @gtin: 14 digits. @lot: 1 to 20
 * bytes. Returns: (transfer full) (nullable): 32 bytes; NULL where an argument is out of
 * its range. */
WaySecret *
way_lot_secret_derive (const WaySecret *lot_branch, WaySlice gtin, WaySlice lot);

/** Serial, salt and in-pack secret of unit @index of the lot whose secret is @lot_secret.
 * Wipe @out_unit after use. Allocates nothing. */
void
way_unit_secrets_derive (const WaySecret *lot_secret,
                         guint64 index,
                         WayUnitSecrets *out_unit);

/**
 * WayUnitName:
 * @gtin: 14 digits
 * @lot: at most 20 bytes; empty where the label names none
 * @serial: 1 to 20 bytes
 */
typedef struct
{
  WaySlice gtin;
  WaySlice lot;
  WaySlice serial;
} WayUnitName;

/** The seed of the claim key from an in-pack secret and the unit that it was printed for.
 * Allocates nothing. Returns: FALSE where @name is out of its ranges. */
gboolean
way_claim_seed_derive (const guint8 in_pack[WAY_IN_PACK_SIZE],
                       const WayUnitName *name,
                       guint8 out_seed32[32]);
/** The public claim key, which the unit's leaf names. Allocates nothing. */
gboolean
way_claim_key_derive_public (const guint8 in_pack[WAY_IN_PACK_SIZE],
                             const WayUnitName *name,
                             WayPublicKey *out_key);
/** The claim key of whoever has opened the box. Returns: (transfer full) (nullable) */
WayKeyPair *
way_claim_key_derive (const guint8 in_pack[WAY_IN_PACK_SIZE], const WayUnitName *name);
