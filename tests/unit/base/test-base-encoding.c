/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-base-encoding.h"
#include "way-test.h"

typedef char *(*Encode) (WaySlice slice);

/* RFC 4648 section 10, without padding */
static void
test_rfc4648 (void)
{
  static const char *const rows[][3] = {
    { "", "", "" },
    { "f", "Zg", "MY" },
    { "fo", "Zm8", "MZXQ" },
    { "foo", "Zm9v", "MZXW6" },
    { "foob", "Zm9vYg", "MZXW6YQ" },
    { "fooba", "Zm9vYmE", "MZXW6YTB" },
    { "foobar", "Zm9vYmFy", "MZXW6YTBOI" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *base64 = way_base64url_encode (way_slice_from_string (rows[i][0]));
      g_autofree char *base32 = way_base32_encode (way_slice_from_string (rows[i][0]));
      g_autoptr (GBytes) back = way_base64url_decode (rows[i][1], -1);

      g_assert_cmpstr (base64, ==, rows[i][1]);
      g_assert_cmpstr (base32, ==, rows[i][2]);
      g_assert_true (way_slice_equal_string (way_slice_from_bytes (back), rows[i][0]));
    }
}

static void
test_base64url_refuses (void)
{
  static const char *const bad[] = { "Z",   "Zg==", "Zh",   "Zm9",
                                     "Z+8", "Z/8",  "Zm 9", "Zm9vY" };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_null (way_base64url_decode (bad[i], -1));
}

static void
test_hex (void)
{
  g_autoptr (GBytes) bytes = way_hex_decode ("00fFa5", -1);
  g_autofree char *text = way_hex_encode (way_slice_from_bytes (bytes));
  WayHash hash;

  g_assert_cmpstr (text, ==, "00ffa5");
  g_assert_null (way_hex_decode ("0", -1));
  g_assert_null (way_hex_decode ("0g", -1));
  g_assert_false (way_hash_from_hex ("00", &hash));
}

/* draft-msporny-base58-03 section 5 */
static void
test_base58 (void)
{
  g_autoptr (GBytes) leading = way_test_hex ("0000287fb4cd");
  g_autofree char *hello = way_base58_encode (way_slice_from_string ("Hello World!"));
  g_autofree char *zeros = way_base58_encode (way_slice_from_bytes (leading));
  g_autoptr (GBytes) back = way_base58_decode (zeros, -1);

  g_assert_cmpstr (hello, ==, "2NEpo7TZRRrLZSi2U");
  g_assert_cmpstr (zeros, ==, "11233QC4");
  g_assert_true (g_bytes_equal (leading, back));
  g_assert_null (way_base58_decode ("0", -1));
  g_assert_null (way_base58_decode ("l", -1));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/encoding/rfc4648", test_rfc4648);
  g_test_add_func ("/base/encoding/base64url-refuses", test_base64url_refuses);
  g_test_add_func ("/base/encoding/hex", test_hex);
  g_test_add_func ("/base/encoding/base58", test_base58);
  return g_test_run ();
}
