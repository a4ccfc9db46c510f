/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-secret.h"
#include "way-slice.h"

/* Ed25519 by the ZIP-215 rule, docs/spec/signature.md. */

typedef struct
{
  guint8 bytes[32];
} WayPublicKey;

typedef struct
{
  guint8 bytes[64];
} WaySignature;

/** A key that can sign; the seed is in locked memory. */
typedef struct _WayKeyPair WayKeyPair;

/** Must be called once, before anything else of this room (sets up libsodium and
 * libgcrypt and verifies known vectors). Safe to call again and from several threads.
 * Returns: FALSE with @error where the self-test fails: the program must not go on. */
gboolean
way_crypto_init (GError **error);

/** @seed32: 32 bytes (RFC 8032 private key). Returns: (transfer full) (nullable): NULL
 * for another size. */
WayKeyPair *
way_key_pair_new_from_seed (WaySecret *seed32);
WayKeyPair *
way_key_pair_new_random (void);
WayKeyPair *
way_key_pair_ref (WayKeyPair *self);
void
way_key_pair_unref (WayKeyPair *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayKeyPair, way_key_pair_unref)
const WayPublicKey *
way_key_pair_get_public (const WayKeyPair *self);
/** Returns: (transfer none): the 32-byte seed. */
WaySecret *
way_key_pair_get_seed (const WayKeyPair *self);
/** RFC 8032 Ed25519 over @message. */
void
way_key_pair_sign (const WayKeyPair *self, WaySlice message, WaySignature *out_signature);

/** Only what libsodium's stricter verification accepts: what API, mempool and peers
 * admit. */
gboolean
way_signature_verify_strict (const WayPublicKey *key,
                             WaySlice message,
                             const WaySignature *signature);

/** The ledger's rule (ZIP-215): libsodium first, the exact slow rule where that refuses.
 */
gboolean
way_signature_verify (const WayPublicKey *key,
                      WaySlice message,
                      const WaySignature *signature);

/** As above; adds 1 to @slow_calls where the slow rule ran. Where @slow_calls has reached
 * @slow_limit the slow rule is not tried and @out_exhausted becomes TRUE. */
gboolean
way_signature_verify_limited (const WayPublicKey *key,
                              WaySlice message,
                              const WaySignature *signature,
                              guint *slow_calls,
                              guint slow_limit,
                              gboolean *out_exhausted);

/** Returns: TRUE for a canonical encoding of a point of the prime-order subgroup other
 * than the neutral element: required of keys at registration and of claim, checkpoint and
 * sealing keys. */
gboolean
way_public_key_is_strong (const WayPublicKey *key);

/** The public key of @seed32, without allocating: for whoever derives keys by the
 * thousand. */
void
way_public_key_from_seed (const guint8 seed32[32], WayPublicKey *out_key);

/** The X25519 key that belongs to @key by the birational map (did:key names it as its key
 * agreement key). Returns: FALSE where @key is not strong. */
gboolean
way_public_key_get_x25519 (const WayPublicKey *key, guint8 public32[32]);

/** RFC 9679 COSE Key Thumbprint (SHA-256 over the deterministic COSE_Key {1: 1, -1: 6,
 * -2: x}). */
void
way_public_key_get_thumbprint (const WayPublicKey *key, WayHash *out_thumbprint);
