/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <sodium.h>

#include "way-base-encoding.h"
#include "way-ed25519-exact.h"
#include "way-test.h"

/* Properties of the two rules over random and hostile input; the seed is printed by
 * g_test. */

#define ROUNDS 40

typedef struct
{
  WayPublicKey key;
  WaySignature signature;
  guint8 message[48];
  gsize message_len;
} Case;

static void
fill_random (guint8 *out, gsize len)
{
  for (gsize i = 0; i < len; i++)
    out[i] = (guint8) g_test_rand_int_range (0, 256);
}

static WaySlice
get_message (const Case *c)
{
  return WAY_SLICE_INIT (c->message, c->message_len);
}

/* What must hold of any input at all: strict implies the rule, limited and unlimited
 * verification agree, and libsodium and the exact strict arithmetic are one. Returns:
 * whether the rule accepts. */
static gboolean
check_consistent (const Case *c)
{
  gboolean strictly =
      way_signature_verify_strict (&c->key, get_message (c), &c->signature);
  gboolean by_rule = way_signature_verify (&c->key, get_message (c), &c->signature);
  gboolean exhausted;
  guint slow_calls = 0;

  if (strictly)
    g_assert_true (by_rule);
  g_assert_cmpint (way_signature_verify_limited (&c->key, get_message (c), &c->signature,
                                                 &slow_calls, 1, &exhausted),
                   ==, by_rule);
  g_assert_cmpuint (slow_calls, ==, strictly ? 0 : 1);
  g_assert_cmpint (
      way_ed25519_verify (WAY_ED25519_STRICT, &c->key, get_message (c), &c->signature),
      ==, strictly);
  g_assert_cmpint (way_ed25519_verify (WAY_ED25519_COFACTORED, &c->key, get_message (c),
                                       &c->signature),
                   ==, by_rule);
  return by_rule;
}

static void
case_init_random (Case *c)
{
  guint8 seed[32], secret[64];

  fill_random (seed, sizeof seed);
  crypto_sign_seed_keypair (c->key.bytes, secret, seed);
  c->message_len = (gsize) g_test_rand_int_range (1, sizeof c->message + 1);
  fill_random (c->message, sizeof c->message);
  crypto_sign_detached (c->signature.bytes, NULL, c->message, c->message_len, secret);
}

static void
test_mutations (void)
{
  for (guint round = 0; round < ROUNDS; round++)
    {
      Case c;

      case_init_random (&c);
      g_assert_true (check_consistent (&c));
      g_assert_true (
          way_signature_verify_strict (&c.key, get_message (&c), &c.signature));
      for (guint i = 0; i < 12; i++)
        {
          guint8 *fields[] = { c.key.bytes, c.signature.bytes, c.message };
          gsize sizes[] = { sizeof c.key, sizeof c.signature, c.message_len };
          guint field = i % 3;
          gsize at = (gsize) g_test_rand_int_range (0, (gint32) sizes[field]);
          guint8 flip = (guint8) (1 << g_test_rand_int_range (0, 8));

          fields[field][at] ^= flip;
          g_assert_false (check_consistent (&c));
          fields[field][at] ^= flip;
        }
      g_assert_true (check_consistent (&c));
    }
}

static void
test_random_bytes (void)
{
  for (guint round = 0; round < 4 * ROUNDS; round++)
    {
      Case c = { .message_len = 8 };

      fill_random (c.key.bytes, sizeof c.key.bytes);
      fill_random (c.signature.bytes, sizeof c.signature.bytes);
      c.signature.bytes[63] &= 0x0f;
      g_assert_false (check_consistent (&c));
    }
}

/* The points of order 1, 2, 4 and 8, and the ways to write some of them that are not
 * canonical. */
static const char *const small_order[] = {
  "0100000000000000000000000000000000000000000000000000000000000000",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0000000000000000000000000000000000000000000000000000000000000080",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
  "0100000000000000000000000000000000000000000000000000000000000080",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
};
#define N_CANONICAL 8

static void
read_point (guint index, guint8 out[32])
{
  g_assert_true (way_hex_decode_exact (small_order[index], out, 32));
}

/* k = SHA-512(R || A || M) mod L */
static void
get_challenge (const Case *c, guint8 k[32])
{
  crypto_hash_sha512_state state;
  guint8 hash[64];

  crypto_hash_sha512_init (&state);
  crypto_hash_sha512_update (&state, c->signature.bytes, 32);
  crypto_hash_sha512_update (&state, c->key.bytes, 32);
  crypto_hash_sha512_update (&state, c->message, c->message_len);
  crypto_hash_sha512_final (&state, hash);
  crypto_core_ed25519_scalar_reduce (k, hash);
}

/* Signs with scalars @a and @r for the key and the R that stand in @c. */
static void
sign_with_scalars (Case *c, const guint8 a[32], const guint8 r[32])
{
  guint8 k[32], product[32];

  get_challenge (c, k);
  crypto_core_ed25519_scalar_mul (product, k, a);
  crypto_core_ed25519_scalar_add (c->signature.bytes + 32, product, r);
}

static void
make_point (guint8 out[32], guint8 scalar[32], guint torsion)
{
  guint8 wide[64], base[32], added[32];

  fill_random (wide, sizeof wide);
  crypto_core_ed25519_scalar_reduce (scalar, wide);
  g_assert_cmpint (crypto_scalarmult_ed25519_base_noclamp (base, scalar), ==, 0);
  read_point (torsion, added);
  g_assert_cmpint (crypto_core_ed25519_add (out, base, added), ==, 0);
}

/* A = [a]B + T, R = [r]B + U for all T, U of small order: the rule accepts all of them,
 * and refuses them with any other S. */
static void
test_mixed_order (void)
{
  guint n_strict = 0;

  for (guint i = 0; i < N_CANONICAL; i++)
    for (guint j = 0; j < N_CANONICAL; j++)
      {
        Case c = { .message_len = 4 };
        guint8 a[32], r[32];

        fill_random (c.message, c.message_len);
        make_point (c.key.bytes, a, i);
        make_point (c.signature.bytes, r, j);
        sign_with_scalars (&c, a, r);
        g_assert_true (check_consistent (&c));
        n_strict += way_signature_verify_strict (&c.key, get_message (&c), &c.signature);
        g_assert_cmpint (way_public_key_is_strong (&c.key), ==, i == 0);
        c.signature.bytes[33] ^= 1;
        g_assert_false (check_consistent (&c));
      }
  /* T = U = 0 at least; the others are refused wherever the torsion does not cancel. */
  g_assert_cmpuint (n_strict, >=, 1);
  g_assert_cmpuint (n_strict, <, 40);
}

/* A of small order in every encoding, R = [r]B + U: S = r. */
static void
test_small_order_key (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (small_order); i++)
    for (guint j = 0; j < N_CANONICAL; j++)
      {
        Case c = { .message_len = 4 };
        guint8 r[32];

        read_point (i, c.key.bytes);
        make_point (c.signature.bytes, r, j);
        memcpy (c.signature.bytes + 32, r, 32);
        g_assert_true (check_consistent (&c));
        g_assert_false (
            way_signature_verify_strict (&c.key, get_message (&c), &c.signature));
        g_assert_false (way_public_key_is_strong (&c.key));
      }
}

/* R of small order in every encoding, A = [a]B + T: S = k a. */
static void
test_small_order_r (void)
{
  static const guint8 zero[32];

  for (guint i = 0; i < G_N_ELEMENTS (small_order); i++)
    for (guint j = 0; j < N_CANONICAL; j++)
      {
        Case c = { .message_len = 4 };
        guint8 a[32];

        make_point (c.key.bytes, a, j);
        read_point (i, c.signature.bytes);
        sign_with_scalars (&c, a, zero);
        g_assert_true (check_consistent (&c));
        g_assert_false (
            way_signature_verify_strict (&c.key, get_message (&c), &c.signature));
      }
}

/* S + n L says the same scalar and is refused. */
static void
test_malleable_s (void)
{
  static const guint8 order[32] = {
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7,
    0xa2, 0xde, 0xf9, 0xde, 0x14, 0,    0,    0,    0,    0,    0,
    0,    0,    0,    0,    0,    0,    0,    0,    0,    0x10,
  };

  for (guint round = 0; round < ROUNDS; round++)
    {
      Case c;

      case_init_random (&c);
      for (guint n = 1; n <= 14; n++)
        {
          sodium_add (c.signature.bytes + 32, order, 32);
          g_assert_false (check_consistent (&c));
        }
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  if (!way_crypto_init (&error))
    g_error ("%s", error->message);
  g_test_add_func ("/crypto/rules/mutations", test_mutations);
  g_test_add_func ("/crypto/rules/random-bytes", test_random_bytes);
  g_test_add_func ("/crypto/rules/mixed-order", test_mixed_order);
  g_test_add_func ("/crypto/rules/small-order-key", test_small_order_key);
  g_test_add_func ("/crypto/rules/small-order-r", test_small_order_r);
  g_test_add_func ("/crypto/rules/malleable-s", test_malleable_s);
  return g_test_run ();
}
