/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What is taken for one of ours is deterministic CBOR and, made again of its parts, the
 * same bytes; and it verifies alike by the strict and by the lenient reader. */

#include "way-cose.h"
#include "way-fuzz.h"

static WayKeyPair *key;

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WaySecret) seed = NULL;
  guint8 bytes[32];

  if (!way_crypto_init (&error))
    g_error ("%s", error->message);
  memset (bytes, 7, sizeof bytes);
  seed = way_secret_new_copy (WAY_SLICE_INIT (bytes, sizeof bytes));
  key = way_key_pair_new_from_seed (seed);

  return 0;
}

static void
check_ours (const WayCose *cose, WaySlice bytes, gboolean is_good)
{
  g_autoptr (GBytes) again = NULL;

  g_assert_cmpint (way_cbor_validate (bytes), ==, WAY_RESULT_OK);
  g_assert_cmpint (way_cbor_validate (cose->payload), ==, WAY_RESULT_OK);
  g_assert_true (way_slice_equal (cose->encoded, bytes));
  if (!is_good)
    return;
  again = way_cose_sign (cose->content, cose->payload, key);
  g_assert_true (way_slice_equal (way_slice_from_bytes (again), bytes));
  g_assert_true (way_cose_verify (cose, way_key_pair_get_public (key)));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t len)
{
  WaySlice bytes = WAY_SLICE_INIT (data, len);
  g_autoptr (GError) error = NULL;
  gboolean is_good = way_cose_verify_foreign (bytes, way_key_pair_get_public (key),
                                              (WaySlice) { 0 }, &error);
  WayCose cose;

  g_assert_true (is_good == (error == NULL));
  if (way_cose_parse (bytes, &cose) == WAY_RESULT_OK)
    check_ours (&cose, bytes, is_good);

  return 0;
}
