/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-base-encoding.h"
#include "way-lot-secret.h"
#include "way-test.h"

#define GTIN "09521234543213"
#define LOT  "AB(1"

static WaySecret *
make_lot_secret (void)
{
  g_autoptr (GBytes) bytes =
      way_test_hex ("d9fcaea1f46c0f6ecf0842945e4fb3de007ad73d14c36f7ce71a783c764e0ca5");
  g_autoptr (WaySecret) branch = way_secret_new_copy (way_slice_from_bytes (bytes));

  return way_lot_secret_derive (branch, way_slice_from_string (GTIN),
                                way_slice_from_string (LOT));
}

static void
assert_hex (const guint8 *bytes, gsize len, const char *expected)
{
  g_autofree char *hex = way_hex_encode (WAY_SLICE_INIT (bytes, len));

  g_assert_cmpstr (hex, ==, expected);
}

/* By a second implementation of docs/spec/identity-keys.md (Python's hmac, hashlib and
 * big integers). */
static const struct
{
  guint64 index;
  const char *serial, *salt, *in_pack, *seed, *key;
} units[] = {
  { 0, "MPNCS6H7EQVXKWDX", "63f4fd6e04521b13ec643b280d0821c0",
    "da1df863d0d08fdf3a337c326b697bea",
    "51420cf21f1062e9a61b783b70e096997c8974ff26bcd28dac4a07bb658b6eef",
    "c83cf0200dba5250708a0c6d95525cfddb242718a478a6dcc034793b7c1a2518" },
  { 99999, "FXTD862B0EKCKS6E", "2fed03696c7629d01bf14764c8a5ff8f",
    "cc03ebcc68547a8d9ede8cd669b11ccb",
    "44ba9e2b189689f99f366ee653f9d41bb167a3337f91ef6e2a4134bd4309baee",
    "4f2b34f5fc0954cd5400e76c345b8ff23922706f0c4ef745ff3ab9670b3aa7f9" },
  { G_GUINT64_CONSTANT (1) << 40, "AWJ8SJZ5X32KT1KZ", "c3e6ad224ee379edc08dd67cd0cf4618",
    "3137f954648548049f3c6f7c816a9e86",
    "211107969fd34326e91a74b561000ea1494934d636b59ee9c89e433c164d16f6",
    "b7bbcf671479fe265800f3bf81334ff6ddc9b4cf3c02e83c3b92fd2b2d9f5e0d" },
};

static void
test_known (void)
{
  g_autoptr (WaySecret) lot = make_lot_secret ();

  assert_hex (way_secret_get_data (lot), 32,
              "283de3d7637c52bdf23c961e73070402c5273218b77dea0b9b5ed5016a70e0b2");
  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    {
      WayUnitSecrets unit;
      WayUnitName name = { way_slice_from_string (GTIN), way_slice_from_string (LOT),
                           way_slice_from_string (units[i].serial) };
      WayPublicKey key;
      guint8 seed[32];
      g_autoptr (WayKeyPair) pair = NULL;

      way_unit_secrets_derive (lot, units[i].index, &unit);
      g_assert_cmpstr (unit.serial, ==, units[i].serial);
      assert_hex (unit.salt, sizeof unit.salt, units[i].salt);
      assert_hex (unit.in_pack, sizeof unit.in_pack, units[i].in_pack);
      g_assert_true (way_claim_seed_derive (unit.in_pack, &name, seed));
      assert_hex (seed, sizeof seed, units[i].seed);
      g_assert_true (way_claim_key_derive_public (unit.in_pack, &name, &key));
      assert_hex (key.bytes, sizeof key.bytes, units[i].key);
      pair = way_claim_key_derive (unit.in_pack, &name);
      g_assert_cmpmem (way_key_pair_get_public (pair), 32, key.bytes, 32);
    }
}

/* Each part of the name changes the key, wherever a bracket is tried. */
static void
test_names_differ (void)
{
  static const char *const names[][2] = {
    { "A", "B" },   { "", "B" },         { "A", "C" },      { "AB", "C" },
    { "A", "BC" },  { "A(21)B", "C" },   { "A", "B(21)C" }, { "", "A(21)B" },
    { "A\\", "B" }, { "A\\(21)B", "C" },
  };
  static const guint8 in_pack[WAY_IN_PACK_SIZE];
  g_autoptr (GHashTable)
      seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      WayUnitName name = { way_slice_from_string (GTIN),
                           way_slice_from_string (names[i][0]),
                           way_slice_from_string (names[i][1]) };
      guint8 seed[32];

      g_assert_true (way_claim_seed_derive (in_pack, &name, seed));
      g_assert_true (
          g_hash_table_add (seen, way_hex_encode (WAY_SLICE_INIT (seed, sizeof seed))));
    }
}

static void
test_serials (void)
{
  g_autoptr (WaySecret) lot = make_lot_secret ();
  g_autoptr (GHashTable)
      seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint count[128] = { 0 };

  for (guint64 i = 0; i < 10000; i++)
    {
      WayUnitSecrets unit;

      way_unit_secrets_derive (lot, i, &unit);
      g_assert_cmpuint (strlen (unit.serial), ==, WAY_SERIAL_SIZE);
      g_assert_true (g_hash_table_add (seen, g_strdup (unit.serial)));
      for (guint j = 0; j < WAY_SERIAL_SIZE; j++)
        count[(guint) unit.serial[j]]++;
    }
  /* 160,000 symbols, 5,000 of each expected, 70 the standard deviation. */
  for (guint c = 0; c < G_N_ELEMENTS (count); c++)
    if (c != 0 && strchr (WAY_SERIAL_ALPHABET, (int) c) != NULL)
      g_assert_cmpuint (ABS ((int) count[c] - 5000), <, 500);
    else
      g_assert_cmpuint (count[c], ==, 0);
}

static void
test_bounds (void)
{
  static const guint8 in_pack[WAY_IN_PACK_SIZE];
  static const char twenty[] = "ABCDEFGHIJKLMNOPQRST", more[] = "ABCDEFGHIJKLMNOPQRSTU";
  static const char brackets[] = "((((((((((((((((((((";
  WaySlice gtin = way_slice_from_string (GTIN);
  WaySlice empty = { NULL, 0 };
  WayUnitName good = { gtin, way_slice_from_string (brackets),
                       way_slice_from_string (brackets) };
  WayUnitName long_lot = { gtin, way_slice_from_string (more), gtin };
  WayUnitName long_serial = { gtin, gtin, way_slice_from_string (more) };
  WayUnitName no_serial = { gtin, gtin, empty };
  WayUnitName letter = { way_slice_from_string ("0952123454321X"), gtin, gtin };
  g_autoptr (WaySecret) branch = way_secret_new (32);
  g_autoptr (WaySecret) short_branch = way_secret_new (31);
  g_autoptr (WaySecret)
      lot = way_lot_secret_derive (branch, gtin, way_slice_from_string (twenty));
  WayPublicKey key;

  g_assert_true (way_claim_key_derive_public (in_pack, &good, &key));
  g_assert_true (way_public_key_is_strong (&key));
  g_assert_false (way_claim_key_derive_public (in_pack, &long_lot, &key));
  g_assert_false (way_claim_key_derive_public (in_pack, &long_serial, &key));
  g_assert_false (way_claim_key_derive_public (in_pack, &no_serial, &key));
  g_assert_false (way_claim_key_derive_public (in_pack, &letter, &key));
  g_assert_null (way_claim_key_derive (in_pack, &letter));
  g_assert_nonnull (lot);
  g_assert_null (way_lot_secret_derive (short_branch, gtin, gtin));
  g_assert_null (way_lot_secret_derive (branch, empty, gtin));
  g_assert_null (way_lot_secret_derive (branch, gtin, empty));
  g_assert_null (way_lot_secret_derive (branch, gtin, way_slice_from_string (more)));
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  if (!way_crypto_init (&error))
    g_error ("%s", error->message);
  g_test_add_func ("/identity/lot-secret/known", test_known);
  g_test_add_func ("/identity/lot-secret/names-differ", test_names_differ);
  g_test_add_func ("/identity/lot-secret/serials", test_serials);
  g_test_add_func ("/identity/lot-secret/bounds", test_bounds);
  return g_test_run ();
}
