/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <yyjson.h>

#include "way-aead.h"
#include "way-base-encoding.h"
#include "way-result.h"
#include "way-sealed-box.h"
#include "way-signature.h"
#include "way-test.h"

static WaySlice
mutate (GByteArray *copy, GBytes *original, gsize at)
{
  g_byte_array_set_size (copy, 0);
  g_byte_array_append (copy, g_bytes_get_data (original, NULL),
                       (guint) g_bytes_get_size (original));
  if (at < copy->len)
    copy->data[at] ^= 0x10;
  return WAY_SLICE_INIT (copy->data, copy->len);
}

static void
test_aead (void)
{
  g_autoptr (WaySecret) key = way_secret_new (32);
  g_autoptr (WaySecret) short_key = way_secret_new (31);
  WaySlice plain = way_slice_from_string ("to whom it may concern");
  WaySlice associated = way_slice_from_string ("letter");
  g_autoptr (GBytes) sealed = way_aead_seal (key, associated, plain);
  g_autoptr (GBytes) again = way_aead_seal (key, associated, plain);
  g_autoptr (GByteArray) copy = g_byte_array_new ();
  g_autoptr (WaySecret) opened = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (way_aead_seal (short_key, associated, plain));
  g_assert_false (g_bytes_equal (sealed, again));
  g_assert_cmpuint (g_bytes_get_size (sealed), ==, plain.len + WAY_AEAD_OVERHEAD);
  opened = way_aead_open (key, associated, way_slice_from_bytes (sealed), &error);
  g_assert_no_error (error);
  g_assert_true (way_slice_equal (way_secret_get_slice (opened), plain));
  for (gsize i = 0; i < g_bytes_get_size (sealed); i++)
    g_assert_null (way_aead_open (key, associated, mutate (copy, sealed, i), NULL));
  g_assert_null (way_aead_open (key, plain, way_slice_from_bytes (sealed), &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_NOT_DECRYPTABLE);
  for (gsize len = 0; len < WAY_AEAD_OVERHEAD; len++)
    g_assert_null (way_aead_open (
        key, associated, WAY_SLICE_INIT (g_bytes_get_data (sealed, NULL), len), NULL));
}

static GBytes *
get_hex (yyjson_val *test, const char *member)
{
  return way_test_hex (yyjson_get_str (yyjson_obj_get (test, member)));
}

/* Our form is nonce, ciphertext and tag in a row. */
static void
check_xchacha (yyjson_val *test)
{
  gboolean valid = yyjson_equals_str (yyjson_obj_get (test, "result"), "valid");
  g_autoptr (GBytes) key_bytes = get_hex (test, "key");
  g_autoptr (GBytes) nonce = get_hex (test, "iv");
  g_autoptr (GBytes) associated = get_hex (test, "aad");
  g_autoptr (GBytes) plain = get_hex (test, "msg");
  g_autoptr (GBytes) cipher = get_hex (test, "ct");
  g_autoptr (GBytes) tag = get_hex (test, "tag");
  g_autoptr (WaySecret) key = way_secret_new_copy (way_slice_from_bytes (key_bytes));
  g_autoptr (GByteArray) sealed = g_byte_array_new ();
  g_autoptr (WaySecret) opened = NULL;
  GBytes *parts[] = { nonce, cipher, tag };

  if (g_bytes_get_size (nonce) != WAY_AEAD_NONCE_SIZE)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    g_byte_array_append (sealed, g_bytes_get_data (parts[i], NULL),
                         (guint) g_bytes_get_size (parts[i]));
  opened = way_aead_open (key, way_slice_from_bytes (associated),
                          WAY_SLICE_INIT (sealed->data, sealed->len), NULL);
  g_assert_cmpint (opened != NULL, ==, valid);
  if (opened != NULL)
    g_assert_true (
        way_slice_equal (way_secret_get_slice (opened), way_slice_from_bytes (plain)));
}

static void
test_aead_wycheproof (void)
{
  gsize len = 0;
  g_autofree char *text =
      way_test_read_vector ("wycheproof/xchacha20_poly1305_test.json", &len);
  yyjson_doc *doc;
  gsize group_index, n_groups, index, n;
  yyjson_val *group, *test;

  if (text == NULL)
    return;
  doc = yyjson_read (text, len, 0);
  yyjson_arr_foreach (yyjson_obj_get (yyjson_doc_get_root (doc), "testGroups"),
                      group_index, n_groups, group)
  {
    yyjson_arr_foreach (yyjson_obj_get (group, "tests"), index, n, test)
        check_xchacha (test);
  }
  g_assert_cmpuint (n_groups, >, 0);
  yyjson_doc_free (doc);
}

static void
test_sealed_box (void)
{
  guint8 public32[32], same32[32];
  g_autoptr (WaySecret) private32 = way_sealing_key_new (public32);
  g_autoptr (WaySecret) other = way_sealing_key_new (same32);
  WaySlice plain = way_slice_from_string ("street and number");
  g_autoptr (GBytes) sealed = way_sealed_box_seal (public32, plain);
  g_autoptr (GByteArray) copy = g_byte_array_new ();
  g_autoptr (GBytes) opened = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (way_sealing_key_get_public (private32, same32));
  g_assert_cmpmem (public32, 32, same32, 32);
  opened = way_sealed_box_open (private32, way_slice_from_bytes (sealed), &error);
  g_assert_no_error (error);
  g_assert_true (way_slice_equal (way_slice_from_bytes (opened), plain));
  g_assert_null (way_sealed_box_open (other, way_slice_from_bytes (sealed), &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_NOT_DECRYPTABLE);
  for (gsize i = 0; i < g_bytes_get_size (sealed); i++)
    g_assert_null (way_sealed_box_open (private32, mutate (copy, sealed, i), NULL));
}

/* Wycheproof's public keys that are flagged as giving an all-zero shared secret are
 * those that we refuse to seal to, and no others; its key pairs agree with ours. */
static void
check_x25519 (yyjson_val *test)
{
  g_autoptr (GBytes) public_key = get_hex (test, "public");
  g_autoptr (GBytes) shared = get_hex (test, "shared");
  g_autoptr (GBytes) sealed = NULL;
  static const guint8 zero[32];
  gboolean low_order =
      way_slice_equal (way_slice_from_bytes (shared), WAY_SLICE_INIT (zero, 32));

  g_assert_cmpuint (g_bytes_get_size (public_key), ==, 32);
  sealed = way_sealed_box_seal (g_bytes_get_data (public_key, NULL),
                                way_slice_from_string ("x"));
  g_assert_cmpint (sealed == NULL, ==, low_order);
}

static void
test_sealed_box_wycheproof (void)
{
  gsize len = 0;
  g_autofree char *text = way_test_read_vector ("wycheproof/x25519_test.json", &len);
  yyjson_doc *doc;
  gsize group_index, n_groups, index, n;
  yyjson_val *group, *test;

  if (text == NULL)
    return;
  doc = yyjson_read (text, len, 0);
  yyjson_arr_foreach (yyjson_obj_get (yyjson_doc_get_root (doc), "testGroups"),
                      group_index, n_groups, group)
  {
    yyjson_arr_foreach (yyjson_obj_get (group, "tests"), index, n, test)
        check_x25519 (test);
  }
  g_assert_cmpuint (n_groups, >, 0);
  yyjson_doc_free (doc);
}

/* RFC 7748 section 6.1, Alice */
static void
test_sealing_key (void)
{
  g_autoptr (GBytes) bytes =
      way_test_hex ("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a");
  g_autoptr (WaySecret) private32 = way_secret_new_copy (way_slice_from_bytes (bytes));
  g_autoptr (WaySecret) short_key = way_secret_new (31);
  g_autofree char *hex = NULL;
  guint8 public32[32];

  g_assert_true (way_sealing_key_get_public (private32, public32));
  hex = way_hex_encode (WAY_SLICE_INIT (public32, 32));
  g_assert_cmpstr (hex, ==,
                   "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
  g_assert_false (way_sealing_key_get_public (short_key, public32));
}

/* What is refused as a key is what a shared secret would be zero with, or is not canonical. */
static void
test_strong_sealing_keys (void)
{
  static const struct
  {
    const char *hex;
    gboolean is_strong;
  } rows[] = {
    { "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a", TRUE },
    { "0900000000000000000000000000000000000000000000000000000000000000", TRUE },
    { "ebffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", TRUE },
    { "0000000000000000000000000000000000000000000000000000000000000000", FALSE },
    { "0100000000000000000000000000000000000000000000000000000000000000", FALSE },
    { "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800", FALSE },
    { "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157", FALSE },
    { "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", FALSE },
    { "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", FALSE }, /* p */
    { "f6ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
      FALSE }, /* p + 9 */
    { "0900000000000000000000000000000000000000000000000000000000000080", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GBytes) key = way_test_hex (rows[i].hex);
      const guint8 *public32 = g_bytes_get_data (key, NULL);
      g_autoptr (GBytes)
          sealed = way_sealed_box_seal (public32, way_slice_from_string ("x"));

      g_assert_cmpint (way_sealing_key_is_strong (public32), ==, rows[i].is_strong);
      g_assert_true (sealed != NULL || !rows[i].is_strong);
    }
}

static void
test_passphrase (void)
{
  WaySlice passphrase = way_slice_from_string ("correct horse");
  WaySlice plain = way_slice_from_string ("a seed");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) sealed = way_passphrase_seal (passphrase, plain, &error);
  g_autoptr (GByteArray) copy = g_byte_array_new ();
  g_autoptr (WaySecret) opened = NULL;

  g_assert_no_error (error);
  opened = way_passphrase_open (passphrase, way_slice_from_bytes (sealed), &error);
  g_assert_no_error (error);
  g_assert_true (way_slice_equal (way_secret_get_slice (opened), plain));
  g_assert_null (way_passphrase_open (way_slice_from_string ("Correct horse"),
                                      way_slice_from_bytes (sealed), &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_WRONG_PASSPHRASE);
  g_clear_error (&error);
  /* The salt, the nonce and the last byte of the tag. */
  for (gsize i = 20; i < g_bytes_get_size (sealed); i += 29)
    {
      g_assert_null (way_passphrase_open (passphrase, mutate (copy, sealed, i), &error));
      g_assert_error (error, WAY_ERROR, WAY_RESULT_WRONG_PASSPHRASE);
      g_clear_error (&error);
    }
}

static void
assert_malformed (WaySlice file, WayResult result)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (way_passphrase_open (way_slice_from_string ("x"), file, &error));
  g_assert_error (error, WAY_ERROR, (int) result);
}

static void
test_passphrase_header (void)
{
  g_autoptr (GBytes) good = way_test_hex ("5741595345414c" /* WAYSEAL */
                                          "01"
                                          "00000003"
                                          "00010000"
                                          "00112233445566778899aabbccddeeff");
  g_autoptr (GByteArray) file = g_byte_array_new ();
  guint8 *data;

  g_byte_array_append (file, g_bytes_get_data (good, NULL),
                       (guint) g_bytes_get_size (good));
  g_byte_array_set_size (file, 32 + WAY_AEAD_OVERHEAD);
  memset (file->data + 32, 0, WAY_AEAD_OVERHEAD);
  data = file->data;
  for (gsize len = 0; len < file->len; len += 7)
    assert_malformed (WAY_SLICE_INIT (data, len), WAY_RESULT_MALFORMED);
  assert_malformed (WAY_SLICE_INIT (data, file->len), WAY_RESULT_WRONG_PASSPHRASE);
  data[7] = 2;
  assert_malformed (WAY_SLICE_INIT (data, file->len), WAY_RESULT_NEWER_FORMAT);
  data[7] = 1;
  data[8] = 0x80; /* passes */
  assert_malformed (WAY_SLICE_INIT (data, file->len), WAY_RESULT_MALFORMED);
  data[8] = 0;
  data[12] = 0x80; /* memory */
  assert_malformed (WAY_SLICE_INIT (data, file->len), WAY_RESULT_MALFORMED);
  data[12] = 0;
  data[13] = 0;
  assert_malformed (WAY_SLICE_INIT (data, file->len), WAY_RESULT_MALFORMED);
  data[13] = 1;
  data[0] = 'w';
  assert_malformed (WAY_SLICE_INIT (data, file->len), WAY_RESULT_MALFORMED);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  if (!way_crypto_init (&error))
    g_error ("%s", error->message);
  g_test_add_func ("/crypto/aead/round-trip", test_aead);
  g_test_add_func ("/crypto/aead/wycheproof", test_aead_wycheproof);
  g_test_add_func ("/crypto/sealed-box/round-trip", test_sealed_box);
  g_test_add_func ("/crypto/sealed-box/wycheproof", test_sealed_box_wycheproof);
  g_test_add_func ("/crypto/sealed-box/key", test_sealing_key);
  g_test_add_func ("/crypto/sealed-box/strong-keys", test_strong_sealing_keys);
  g_test_add_func ("/crypto/passphrase/round-trip", test_passphrase);
  g_test_add_func ("/crypto/passphrase/header", test_passphrase_header);
  return g_test_run ();
}
