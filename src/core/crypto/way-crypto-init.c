/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <gcrypt.h>
#include <sodium.h>

#include "way-base-encoding.h"
#include "way-ed25519-exact.h"
#include "way-hash.h"
#include "way-result.h"
#include "way-signature.h"

/* The vectors are Waymark's own: SHA-256 of "waymark self-test" is the seed, the
 * message "Waymark"; one for each way in which Ed25519 verifiers are known to differ. */

#define SEED    "29d4063042609b3ffbee78d0539875cb3dc0b633ae91665ea848cff20e24ef27"
#define MESSAGE "Waymark"
#define KEY     "cfa661525abdfa3f1f797f0874d2a2ac60b4d44c912e664c1623d6cf3344eb72"
#define R_PLAIN "92f09954c0c9c3487c263813c1660aeba71717e526979932701cd650e063f100"
#define S_PLAIN "c7369acf92fdb836dcc9ab80ad6116d72dfb3bb491471d44e7ded33bd4eab405"
#define R_ONE   "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"
#define S_R     "9b7342efa2f5ae2e347c4386010ebfb2c2f695faa46ff65a8b9309abc2511e09"
#define ORDER_8 "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"
#define ZERO    "0000000000000000000000000000000000000000000000000000000000000000"
#define KEY_MIX "3c3eafee8f5bef1ca746c2db0d9af3258f2e3695c5faff48aef32c2e61401327"

typedef struct
{
  const char *what;
  const char *key;
  const char *signature;
  gboolean by_rule;
  gboolean strictly;
} Vector;

static const Vector vectors[] = {
  { "plain", KEY, R_PLAIN S_PLAIN, TRUE, TRUE },
  { "S + L", KEY,
    R_PLAIN "b40a902cad60cb8eb266a3238c5bf5eb2dfb3bb491471d44e7ded33bd4eab415", FALSE,
    FALSE },
  { "mixed-order A", KEY_MIX,
    R_PLAIN "3864378926ea821fb9983996393be0954641346d1fa3c5f9aefa9952ffaf770d", TRUE,
    FALSE },
  { "mixed-order A, wrong S", KEY_MIX,
    R_PLAIN "4917aa1ed7a83c84b6d3702b7a25024678ce42832cdef5a70ad983bc70b7d405", FALSE,
    FALSE },
  { "mixed-order R", KEY,
    "1ddf44836bbc2efc812d86bce066569a75dc0775072e5d79ad083fe9d33632f7"
    "5beaf568c6638a31a484c4fe1d2b0da7d848735ae0cebceae09fe1c0fe16e706",
    TRUE, FALSE },
  { "non-canonical R", KEY,
    R_ONE "9a775d8c4e16a0ad58f42448571122a8b5d7ac88876eff4c7f457a11ae65b60c", TRUE,
    FALSE },
  { "small-order A and R", ORDER_8, ORDER_8 ZERO, TRUE, FALSE },
  { "non-canonical A", R_ONE, R_PLAIN S_R, TRUE, FALSE },
  { "minus zero", "0100000000000000000000000000000000000000000000000000000000000080",
    R_PLAIN S_R, TRUE, FALSE },
  { "R off the curve", KEY,
    "0200000000000000000000000000000000000000000000000000000000000000" S_PLAIN, FALSE,
    FALSE },
};

static gboolean
fail (const char *what, GError **error)
{
  return way_error_format (error, WAY_RESULT_INTERNAL,
                           "The cryptography self-test failed (%s): this computer or "
                           "its libraries can't be trusted to verify signatures; "
                           "update them",
                           what);
}

static gboolean
check_vector (const Vector *vector)
{
  WaySlice message = way_slice_from_string (MESSAGE);
  WayPublicKey key;
  WaySignature signature;

  return way_hex_decode_exact (vector->key, key.bytes, sizeof key.bytes)
         && way_hex_decode_exact (vector->signature, signature.bytes,
                                  sizeof signature.bytes)
         && way_signature_verify_strict (&key, message, &signature) == vector->strictly
         && way_signature_verify (&key, message, &signature) == vector->by_rule
         /* Where strict verification refuses, the line above has run this already. */
         && (!vector->strictly
             || way_ed25519_verify (WAY_ED25519_COFACTORED, &key, message, &signature))
         && way_ed25519_verify (WAY_ED25519_STRICT, &key, message, &signature)
                == vector->strictly;
}

static gboolean
check_signing (void)
{
  g_autoptr (WaySecret) seed = way_secret_new (32);
  g_autoptr (WayKeyPair) pair = NULL;
  WaySignature expected, made;
  WayPublicKey key;

  if (!way_hex_decode_exact (SEED, way_secret_get_data (seed), 32)
      || !way_hex_decode_exact (KEY, key.bytes, sizeof key.bytes)
      || !way_hex_decode_exact (R_PLAIN S_PLAIN, expected.bytes, sizeof expected.bytes))
    return FALSE;
  pair = way_key_pair_new_from_seed (seed);
  way_key_pair_sign (pair, way_slice_from_string (MESSAGE), &made);
  return memcmp (way_key_pair_get_public (pair), &key, sizeof key) == 0
         && memcmp (&made, &expected, sizeof made) == 0
         && way_public_key_is_strong (&key);
}

static gboolean
check_hash (void)
{
  static const char seed_text[] = "waymark self-test";
  WayHash expected, made;

  way_sha256 (way_slice_from_string (seed_text), &made);
  return way_hash_from_hex (SEED, &expected) && way_hash_equal (&made, &expected);
}

/* libsodium from 1.0.19 on accepts a signature whose equation holds only after
 * multiplying with the cofactor. */
static void
probe_sodium (void)
{
  WaySlice message = way_slice_from_string (MESSAGE);
  WayPublicKey key = { 0 };
  WaySignature signature = { 0 };

  way_hex_decode_exact (vectors[2].key, key.bytes, sizeof key.bytes);
  way_hex_decode_exact (vectors[2].signature, signature.bytes, sizeof signature.bytes);
  way_ed25519_sodium_is_strict =
      crypto_sign_verify_detached (signature.bytes, message.data, message.len, key.bytes)
      != 0;
}

gboolean
way_crypto_self_test (GError **error)
{
  if (!check_hash ())
    return fail ("SHA-256", error);
  if (!check_signing ())
    return fail ("signing", error);
  for (gsize i = 0; i < G_N_ELEMENTS (vectors); i++)
    if (!check_vector (&vectors[i]))
      return fail (vectors[i].what, error);
  return TRUE;
}

/* libsecret sets up libgcrypt as well; whoever is first wins. */
static gboolean
init_gcrypt (void)
{
  if (gcry_control (GCRYCTL_INITIALIZATION_FINISHED_P))
    return TRUE;
  if (gcry_check_version (GCRYPT_VERSION) == NULL)
    return FALSE;
  gcry_control (GCRYCTL_DISABLE_SECMEM, 0);
  gcry_control (GCRYCTL_INITIALIZATION_FINISHED, 0);
  return TRUE;
}

static gpointer
init_once (gpointer data)
{
  GError *error = NULL;

  if (!init_gcrypt ())
    fail ("libgcrypt is older than the one this was built with", &error);
  else if (sodium_init () < 0)
    fail ("libsodium can't start", &error);
  else
    {
      probe_sodium ();
      way_crypto_self_test (&error);
    }
  return error;
}

gboolean
way_crypto_init (GError **error)
{
  static GOnce once = G_ONCE_INIT;
  const GError *failure = g_once (&once, init_once, NULL);

  if (failure == NULL)
    return TRUE;
  if (error != NULL)
    *error = g_error_copy (failure);
  return FALSE;
}
