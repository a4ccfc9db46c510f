/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <yyjson.h>

#include "way-base-encoding.h"
#include "way-hash.h"
#include "way-signature.h"
#include "way-test.h"

static void
assert_hex (const guint8 *bytes, gsize len, const char *expected)
{
  g_autofree char *hex = way_hex_encode (WAY_SLICE_INIT (bytes, len));

  g_assert_cmpstr (hex, ==, expected);
}

/* FIPS 180-4 examples. */
static void
test_known (void)
{
  WayHash hash;
  guint8 hash64[64];

  way_sha256 (way_slice_from_string ("abc"), &hash);
  assert_hex (hash.bytes, 32,
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  way_sha256 ((WaySlice) { NULL, 0 }, &hash);
  assert_hex (hash.bytes, 32,
              "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  way_sha512 (way_slice_from_string ("abc"), hash64);
  assert_hex (hash64, 64,
              "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
              "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
}

/* Parts, context and one call agree for every split of every length around blocks. */
static void
test_parts (void)
{
  guint8 data[200];

  for (gsize i = 0; i < sizeof data; i++)
    data[i] = (guint8) (i * 7);
  for (gsize len = 0; len <= sizeof data; len += 9)
    for (gsize cut = 0; cut <= len; cut += 13)
      {
        WaySlice parts[] = { WAY_SLICE_INIT (data, cut),
                             { NULL, 0 },
                             WAY_SLICE_INIT (data + cut, len - cut) };
        g_autoptr (WaySha256) context = way_sha256_new ();
        WayHash whole, joined, fed;

        way_sha256 (WAY_SLICE_INIT (data, len), &whole);
        way_sha256_parts (parts, G_N_ELEMENTS (parts), &joined);
        for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
          way_sha256_update (context, parts[i]);
        way_sha256_finish (context, &fed);
        g_assert_true (way_hash_equal (&whole, &joined));
        g_assert_true (way_hash_equal (&whole, &fed));
      }
}

static void
test_many_parts (void)
{
  guint8 data[40];
  WaySlice parts[G_N_ELEMENTS (data)];
  WayHash whole, joined;

  for (gsize i = 0; i < sizeof data; i++)
    {
      data[i] = (guint8) i;
      parts[i] = WAY_SLICE_INIT (data + i, 1);
    }
  way_sha256 (WAY_SLICE_INIT (data, sizeof data), &whole);
  for (gsize n = 15; n <= 17; n++)
    {
      WayHash prefix;

      way_sha256 (WAY_SLICE_INIT (data, n), &prefix);
      way_sha256_parts (parts, n, &joined);
      g_assert_true (way_hash_equal (&prefix, &joined));
    }
  way_sha256_parts (parts, G_N_ELEMENTS (parts), &joined);
  g_assert_true (way_hash_equal (&whole, &joined));
}

typedef gboolean (*CheckTest) (yyjson_val *group, yyjson_val *test);

static GBytes *
get_hex (yyjson_val *test, const char *member)
{
  return way_test_hex (yyjson_get_str (yyjson_obj_get (test, member)));
}

/* @check says whether the primitive agrees with the test's values. */
static void
run_wycheproof (const char *name, guint at_least, CheckTest check)
{
  gsize len = 0;
  g_autofree char *text = way_test_read_vector (name, &len);
  yyjson_doc *doc;
  gsize group_index, n_groups, index, n;
  yyjson_val *group, *test;
  guint count = 0;

  if (text == NULL)
    return;
  doc = yyjson_read (text, len, 0);
  g_assert_nonnull (doc);
  yyjson_arr_foreach (yyjson_obj_get (yyjson_doc_get_root (doc), "testGroups"),
                      group_index, n_groups, group)
  {
    yyjson_arr_foreach (yyjson_obj_get (group, "tests"), index, n, test)
    {
      gboolean valid = yyjson_equals_str (yyjson_obj_get (test, "result"), "valid");

      if (check (group, test) != valid)
        g_error ("%s: test %d", name, yyjson_get_int (yyjson_obj_get (test, "tcId")));
      count++;
    }
  }
  g_assert_cmpuint (count, >=, at_least);
  yyjson_doc_free (doc);
}

static gboolean
check_hmac (yyjson_val *group, yyjson_val *test)
{
  g_autoptr (GBytes) key = get_hex (test, "key");
  g_autoptr (GBytes) message = get_hex (test, "msg");
  g_autoptr (GBytes) tag = get_hex (test, "tag");
  gsize tag_len = g_bytes_get_size (tag);
  WayHash made;

  way_hmac_sha256 (way_slice_from_bytes (key), way_slice_from_bytes (message), &made);
  return tag_len <= 32
         && way_slice_equal (way_slice_from_bytes (tag),
                             WAY_SLICE_INIT (made.bytes, tag_len));
}

static gboolean
check_hkdf (yyjson_val *group, yyjson_val *test)
{
  g_autoptr (GBytes) secret = get_hex (test, "ikm");
  g_autoptr (GBytes) salt = get_hex (test, "salt");
  g_autoptr (GBytes) info = get_hex (test, "info");
  g_autoptr (GBytes) expected = get_hex (test, "okm");
  gsize size = (gsize) yyjson_get_uint (yyjson_obj_get (test, "size"));
  g_autofree guint8 *made = g_malloc0 (size);

  return way_hkdf_sha256 (way_slice_from_bytes (secret), way_slice_from_bytes (salt),
                          way_slice_from_bytes (info), made, size)
         && way_slice_equal (way_slice_from_bytes (expected),
                             WAY_SLICE_INIT (made, size));
}

static gboolean
check_pbkdf2 (yyjson_val *group, yyjson_val *test)
{
  g_autoptr (GBytes) password = get_hex (test, "password");
  g_autoptr (GBytes) salt = get_hex (test, "salt");
  g_autoptr (GBytes) expected = get_hex (test, "dk");
  guint iterations = (guint) yyjson_get_uint (yyjson_obj_get (test, "iterationCount"));
  gsize size = (gsize) yyjson_get_uint (yyjson_obj_get (test, "dkLen"));
  g_autofree guint8 *made = g_malloc0 (size);

  /* Some run for seconds and show nothing new. */
  if (iterations > 20000)
    return TRUE;
  return way_pbkdf2_sha512 (way_slice_from_bytes (password), way_slice_from_bytes (salt),
                            iterations, made, size)
         && way_slice_equal (way_slice_from_bytes (expected),
                             WAY_SLICE_INIT (made, size));
}

static void
test_hmac (void)
{
  guint8 made[64];

  run_wycheproof ("wycheproof/hmac_sha256_test.json", 100, check_hmac);
  /* RFC 4231 test case 2 */
  way_hmac_sha512 (way_slice_from_string ("Jefe"),
                   way_slice_from_string ("what do ya want for nothing?"), made);
  assert_hex (made, 64,
              "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
              "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737");
}

static void
test_hkdf (void)
{
  run_wycheproof ("wycheproof/hkdf_sha256_test.json", 80, check_hkdf);
}

static void
test_pbkdf2 (void)
{
  run_wycheproof ("wycheproof/pbkdf2_hmacsha512_test.json", 40, check_pbkdf2);
}

static void
test_bounds (void)
{
  static const WaySlice empty = { NULL, 0 };
  g_autofree guint8 *out = g_malloc (255 * 32 + 1);

  g_assert_true (way_hkdf_sha256 (empty, empty, empty, out, 255 * 32));
  g_assert_false (way_hkdf_sha256 (empty, empty, empty, out, 255 * 32 + 1));
  g_assert_false (way_pbkdf2_sha512 (empty, empty, 0, out, 32));
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  if (!way_crypto_init (&error))
    g_error ("%s", error->message);
  g_test_add_func ("/crypto/hash/known", test_known);
  g_test_add_func ("/crypto/hash/parts", test_parts);
  g_test_add_func ("/crypto/hash/many-parts", test_many_parts);
  g_test_add_func ("/crypto/hash/hmac", test_hmac);
  g_test_add_func ("/crypto/hash/hkdf", test_hkdf);
  g_test_add_func ("/crypto/hash/pbkdf2", test_pbkdf2);
  g_test_add_func ("/crypto/hash/bounds", test_bounds);
  return g_test_run ();
}
