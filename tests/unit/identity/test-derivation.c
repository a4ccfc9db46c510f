/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "way-base-encoding.h"
#include "way-derivation.h"
#include "way-sealed-box.h"
#include "way-test.h"

static void
assert_hex (WaySlice slice, const char *expected)
{
  g_autofree char *hex = way_hex_encode (slice);

  g_assert_cmpstr (hex, ==, expected);
}

/* What the lines read so far say. */
typedef struct
{
  WayCurve curve;
  gboolean is_ours; /* of a curve that we have */
  WaySecret *seed;  /* owned */
  WaySecret *node;  /* owned */
  guint n_nodes;
} Reader;

static WaySecret *
secret_from_hex (const char *hex)
{
  g_autoptr (GBytes) bytes = way_test_hex (hex);

  return way_secret_new_copy (way_slice_from_bytes (bytes));
}

/* "m/0<sub>H</sub>/1<sub>H</sub>" */
static void
read_chain (Reader *reader, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "/", -1);
  guint32 path[8];
  gsize n_path = 0;

  for (guint i = 1; parts[i] != NULL; i++)
    if (g_ascii_isdigit (parts[i][0]))
      path[n_path++] = (guint32) g_ascii_strtoull (parts[i], NULL, 10);
  g_clear_pointer (&reader->node, way_secret_unref);
  reader->node = way_derive_node (reader->curve, reader->seed, path, n_path);
  g_assert_nonnull (reader->node);
}

static void
check_public (const Reader *reader, const char *expected)
{
  g_autoptr (WaySecret)
      key = way_secret_new_copy (WAY_SLICE_INIT (way_secret_get_data (reader->node), 32));
  g_autoptr (WayKeyPair) pair = NULL;
  guint8 public32[32];

  g_assert_true (g_str_has_prefix (expected, "00"));
  if (reader->curve == WAY_CURVE_ED25519)
    {
      pair = way_key_pair_new_from_seed (key);
      assert_hex (WAY_SLICE_INIT (way_key_pair_get_public (pair)->bytes, 32),
                  expected + 2);
    }
  else
    {
      g_assert_true (way_sealing_key_get_public (key, public32));
      assert_hex (WAY_SLICE_INIT (public32, 32), expected + 2);
    }
}

static void
read_value (Reader *reader, const char *line)
{
  const guint8 *node;
  const char *value;

  if ((value = strstr (line, "Chain m")) != NULL)
    {
      read_chain (reader, value + strlen ("Chain "));
      reader->n_nodes++;
      return;
    }
  node = reader->node ? way_secret_get_data (reader->node) : NULL;
  if ((value = strstr (line, "chain code: ")) != NULL)
    assert_hex (WAY_SLICE_INIT (node + 32, 32), value + strlen ("chain code: "));
  else if ((value = strstr (line, "private: ")) != NULL)
    assert_hex (WAY_SLICE_INIT (node, 32), value + strlen ("private: "));
  else if ((value = strstr (line, "public: ")) != NULL)
    check_public (reader, value + strlen ("public: "));
}

static void
read_line (Reader *reader, char *line)
{
  g_strchomp (line);
  if (g_str_has_prefix (line, "#"))
    {
      reader->is_ours = strstr (line, "25519") != NULL;
      reader->curve = strstr (line, "curve25519") ? WAY_CURVE_CURVE25519
                                                  : WAY_CURVE_ED25519;
    }
  else if (!reader->is_ours)
    return;
  else if (g_str_has_prefix (line, "Seed (hex): "))
    {
      g_clear_pointer (&reader->seed, way_secret_unref);
      reader->seed = secret_from_hex (line + strlen ("Seed (hex): "));
    }
  else
    read_value (reader, line);
}

static void
test_vectors (void)
{
  gsize len = 0;
  g_autofree char *text = way_test_read_vector ("slip10/ed25519-vector-1.md", &len);
  g_auto (GStrv) lines = text ? g_strsplit (text, "\n", -1) : NULL;
  Reader reader = { 0 };

  if (text == NULL)
    return;
  for (guint i = 0; lines[i] != NULL; i++)
    read_line (&reader, lines[i]);
  g_assert_cmpuint (reader.n_nodes, >=, 6);
  g_clear_pointer (&reader.seed, way_secret_unref);
  g_clear_pointer (&reader.node, way_secret_unref);
}

/* The phrase "abandon … about" without a passphrase; expected values by a second
 * implementation of docs/spec/identity-keys.md (Python's hmac and hashlib). */
static void
test_paths (void)
{
  g_autoptr (WaySecret) seed = secret_from_hex (
      "5eb00bbddcf069084889a8ab9155568165f5c453ccb85e70811aaed6f6da5fc1"
      "9a5ac40b389cd370d086206dec8aa6c43daea6690f20ad3d8d48b2d2ce9e38e4");
  g_autoptr (WayKeyPair) first = way_derive_signing_key (seed, 0, 0);
  g_autoptr (WayKeyPair) other = way_derive_signing_key (seed, 3, 7);
  g_autoptr (WaySecret) sealing = way_derive_sealing_key (seed, 0, 0);
  g_autoptr (WaySecret) lots = way_derive_lot_branch (seed, 0, 0);

  assert_hex (WAY_SLICE_INIT (way_key_pair_get_public (first)->bytes, 32),
              "3b4b8b124a8289d2796107dca51544bf838f58a75d6fda17370f43d5a5e25392");
  assert_hex (WAY_SLICE_INIT (way_key_pair_get_public (other)->bytes, 32),
              "ef23417e544cce7dae4b38fa8545fb562acae64b8f0a4d7f6571a4e343bf62a4");
  assert_hex (way_secret_get_slice (sealing),
              "c2bd2bdd9cfd1fb882231b56db9211c13d1c9ee5b8099548e209647bd54b2f58");
  assert_hex (way_secret_get_slice (lots),
              "d9fcaea1f46c0f6ecf0842945e4fb3de007ad73d14c36f7ce71a783c764e0ca5");
}

static void
test_bounds (void)
{
  g_autoptr (WaySecret) seed = way_secret_new (16);
  g_autoptr (WaySecret) short_seed = way_secret_new (15);
  g_autoptr (WaySecret) long_seed = way_secret_new (65);
  guint32 last = WAY_PATH_HARDENED - 1, beyond = WAY_PATH_HARDENED;
  g_autoptr (WaySecret) node = way_derive_node (WAY_CURVE_ED25519, seed, &last, 1);

  g_assert_nonnull (node);
  g_assert_null (way_derive_node (WAY_CURVE_ED25519, seed, &beyond, 1));
  g_assert_null (way_derive_node (WAY_CURVE_ED25519, short_seed, NULL, 0));
  g_assert_null (way_derive_node (WAY_CURVE_ED25519, long_seed, NULL, 0));
  g_assert_null (way_derive_signing_key (seed, WAY_PATH_HARDENED, 0));
  g_assert_null (way_derive_sealing_key (short_seed, 0, 0));
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  if (!way_crypto_init (&error))
    g_error ("%s", error->message);
  g_test_add_func ("/identity/derivation/vectors", test_vectors);
  g_test_add_func ("/identity/derivation/paths", test_paths);
  g_test_add_func ("/identity/derivation/bounds", test_bounds);
  return g_test_run ();
}
