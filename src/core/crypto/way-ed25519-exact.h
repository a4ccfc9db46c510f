/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-signature.h"

/* Private to core/crypto: the exact arithmetic of edwards25519 for verification,
 * docs/spec/signature.md. Variable time: public data only. */

typedef enum
{
  WAY_ED25519_COFACTORED, /* ZIP-215: any encoding of A and R, [8] before comparing */
  WAY_ED25519_STRICT,     /* canonical A and R, neither of small order, no cofactor */
} WayEd25519Rule;

/** Returns: whether @signature is one of @key over @message by @rule. */
gboolean
way_ed25519_verify (WayEd25519Rule rule,
                    const WayPublicKey *key,
                    WaySlice message,
                    const WaySignature *signature);

/** Returns: whether @key is the canonical encoding of a point of order L.
 * (libsodium's crypto_core_ed25519_is_valid_point() takes points of order 2L too in
 * versions up to 1.0.20.) */
gboolean
way_ed25519_is_strong (const WayPublicKey *key);

/** Returns: whether libsodium accepts all that the strict rule accepts and nothing
 * else; from 1.0.19 on it verifies with the cofactor, and strict verification then
 * needs the exact one too. Set by way_crypto_init(). */
extern gboolean way_ed25519_sodium_is_strict;

/** What way_crypto_init() refuses to run without. @error: WAY_RESULT_INTERNAL naming the
 * vector. */
gboolean
way_crypto_self_test (GError **error);
