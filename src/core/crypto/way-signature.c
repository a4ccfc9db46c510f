/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-signature.h"

#include <sodium.h>

#include "way-ed25519-exact.h"
#include "way-hash.h"

struct _WayKeyPair
{
  gatomicrefcount ref_count;
  WayPublicKey public_key;
  WaySecret *seed;     /* owned, 32 bytes */
  WaySecret *expanded; /* owned, libsodium's 64 bytes: seed and public key */
};

gboolean way_ed25519_sodium_is_strict;

WayKeyPair *
way_key_pair_new_from_seed (WaySecret *seed32)
{
  WayKeyPair *self;

  if (way_secret_get_size (seed32) != crypto_sign_SEEDBYTES)
    return NULL;
  self = g_new0 (WayKeyPair, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->seed = way_secret_ref (seed32);
  self->expanded = way_secret_new (crypto_sign_SECRETKEYBYTES);
  crypto_sign_seed_keypair (self->public_key.bytes, way_secret_get_data (self->expanded),
                            way_secret_get_data (seed32));
  return self;
}

WayKeyPair *
way_key_pair_new_random (void)
{
  g_autoptr (WaySecret) seed = way_secret_new (crypto_sign_SEEDBYTES);

  randombytes_buf (way_secret_get_data (seed), crypto_sign_SEEDBYTES);
  return way_key_pair_new_from_seed (seed);
}

WayKeyPair *
way_key_pair_ref (WayKeyPair *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
way_key_pair_unref (WayKeyPair *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  way_secret_unref (self->seed);
  way_secret_unref (self->expanded);
  g_free (self);
}

const WayPublicKey *
way_key_pair_get_public (const WayKeyPair *self)
{
  return &self->public_key;
}

WaySecret *
way_key_pair_get_seed (const WayKeyPair *self)
{
  return self->seed;
}

void
way_key_pair_sign (const WayKeyPair *self, WaySlice message, WaySignature *out_signature)
{
  crypto_sign_detached (out_signature->bytes, NULL, message.data, message.len,
                        way_secret_get_data (self->expanded));
}

gboolean
way_signature_verify_strict (const WayPublicKey *key,
                             WaySlice message,
                             const WaySignature *signature)
{
  if (crypto_sign_verify_detached (signature->bytes, message.data, message.len,
                                   key->bytes)
      != 0)
    return FALSE;
  return way_ed25519_sodium_is_strict
         || way_ed25519_verify (WAY_ED25519_STRICT, key, message, signature);
}

gboolean
way_signature_verify (const WayPublicKey *key,
                      WaySlice message,
                      const WaySignature *signature)
{
  return way_signature_verify_strict (key, message, signature)
         || way_ed25519_verify (WAY_ED25519_COFACTORED, key, message, signature);
}

gboolean
way_signature_verify_limited (const WayPublicKey *key,
                              WaySlice message,
                              const WaySignature *signature,
                              guint *slow_calls,
                              guint slow_limit,
                              gboolean *out_exhausted)
{
  *out_exhausted = FALSE;
  if (way_signature_verify_strict (key, message, signature))
    return TRUE;
  if (*slow_calls >= slow_limit)
    {
      *out_exhausted = TRUE;
      return FALSE;
    }
  *slow_calls += 1;
  return way_ed25519_verify (WAY_ED25519_COFACTORED, key, message, signature);
}

gboolean
way_public_key_is_strong (const WayPublicKey *key)
{
  return way_ed25519_is_strong (key);
}

void
way_public_key_from_seed (const guint8 seed32[32], WayPublicKey *out_key)
{
  guint8 expanded[crypto_sign_SECRETKEYBYTES];

  crypto_sign_seed_keypair (out_key->bytes, expanded, seed32);
  way_secret_wipe (expanded, sizeof expanded);
}

gboolean
way_public_key_get_x25519 (const WayPublicKey *key, guint8 public32[32])
{
  return way_ed25519_is_strong (key)
         && crypto_sign_ed25519_pk_to_curve25519 (public32, key->bytes) == 0;
}

void
way_public_key_get_thumbprint (const WayPublicKey *key, WayHash *out_thumbprint)
{
  /* {1: 1, -1: 6, -2: bytes(32)}: kty OKP, crv Ed25519, x */
  static const guint8 prefix[] = {
    0xa3, 0x01, 0x01, 0x20, 0x06, 0x21, 0x58, 0x20,
  };
  guint8 encoded[sizeof prefix + 32];

  memcpy (encoded, prefix, sizeof prefix);
  memcpy (encoded + sizeof prefix, key->bytes, 32);
  way_sha256 (WAY_SLICE_INIT (encoded, sizeof encoded), out_thumbprint);
}
