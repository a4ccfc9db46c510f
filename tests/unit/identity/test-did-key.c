/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>
#include <yyjson.h>

#include "way-base-encoding.h"
#include "way-did-key.h"
#include "way-test.h"

static WayDidKey
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  WayDidKey key;

  way_did_key_parse (way_slice_from_string (text), &key, &error);
  g_assert_no_error (error);
  return key;
}

static void
assert_round_trip (const char *did, WayDidKeyType type, const char *base58)
{
  WayDidKey key = parse (did);
  g_autofree char *again = way_did_key_to_text (&key);
  g_autofree char *encoded = way_base58_encode (WAY_SLICE_INIT (key.bytes, 32));

  g_assert_cmpint (key.type, ==, type);
  g_assert_cmpstr (again, ==, did);
  if (base58 != NULL)
    g_assert_cmpstr (encoded, ==, base58);
}

/* "did:key:z6Mk…#z6LS…" or "#z6LS…" */
static void
check_key_agreement (const WayPublicKey *key, const char *fragment)
{
  WayDidKey sealing = { .type = WAY_DID_KEY_X25519 };
  g_autofree char *did = NULL;

  g_assert_true (way_public_key_get_x25519 (key, sealing.bytes));
  did = way_did_key_to_text (&sealing);
  g_assert_true (g_str_has_prefix (did, "did:key:"));
  g_assert_cmpstr (did + strlen ("did:key:"), ==, strchr (fragment, '#') + 1);
}

static void
check_ed25519 (const char *did, yyjson_val *entry)
{
  g_autoptr (GBytes)
      seed_bytes = way_test_hex (yyjson_get_str (yyjson_obj_get (entry, "seed")));
  g_autoptr (WaySecret) seed = way_secret_new_copy (way_slice_from_bytes (seed_bytes));
  g_autoptr (WayKeyPair) pair = way_key_pair_new_from_seed (seed);
  g_autofree char *made = way_did_key_from_public_key (way_key_pair_get_public (pair));
  yyjson_val *verification = yyjson_obj_get (entry, "verificationKeyPair");
  yyjson_val *agreement = yyjson_obj_get (entry, "keyAgreementKeyPair");
  const char *base58 = yyjson_get_str (yyjson_obj_get (verification, "publicKeyBase58"));

  g_assert_cmpstr (made, ==, did);
  assert_round_trip (did, WAY_DID_KEY_ED25519, base58);
  check_key_agreement (way_key_pair_get_public (pair),
                       yyjson_get_str (yyjson_obj_get (agreement, "id")));
}

static void
test_ed25519 (void)
{
  gsize len = 0;
  g_autofree char *text = way_test_read_vector ("did-key/ed25519-x25519.json", &len);
  yyjson_doc *doc;
  gsize index, n;
  yyjson_val *did, *entry;

  if (text == NULL)
    return;
  doc = yyjson_read (text, len, 0);
  yyjson_obj_foreach (yyjson_doc_get_root (doc), index, n, did, entry)
      check_ed25519 (yyjson_get_str (did), entry);
  g_assert_cmpuint (n, >=, 2);
  yyjson_doc_free (doc);
}

static void
test_x25519 (void)
{
  gsize len = 0;
  g_autofree char *text = way_test_read_vector ("did-key/x25519.json", &len);
  yyjson_doc *doc;
  gsize index, n;
  yyjson_val *did, *entry;

  if (text == NULL)
    return;
  doc = yyjson_read (text, len, 0);
  yyjson_obj_foreach (yyjson_obj_get (yyjson_doc_get_root (doc), "didDocument"), index, n,
                      did, entry)
  {
    yyjson_val *method = yyjson_arr_get (yyjson_obj_get (entry, "verificationMethod"), 0);

    assert_round_trip (yyjson_get_str (did), WAY_DID_KEY_X25519,
                       yyjson_get_str (yyjson_obj_get (method, "publicKeyBase58")));
  }
  g_assert_cmpuint (n, >=, 2);
  yyjson_doc_free (doc);
}

static void
assert_refused (const char *text, WayResult result)
{
  g_autoptr (GError) error = NULL;
  WayDidKey key;

  g_assert_false (way_did_key_parse (way_slice_from_string (text), &key, &error));
  g_assert_error (error, WAY_ERROR, (int) result);
}

static void
assert_bytes_refused (const char *hex, WayResult result)
{
  g_autoptr (GBytes) bytes = way_test_hex (hex);
  g_autofree char *base58 = way_base58_encode (way_slice_from_bytes (bytes));
  g_autofree char *did = g_strconcat ("did:key:z", base58, NULL);

  assert_refused (did, result);
}

static void
test_refused (void)
{
  static const char did[] = "did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp";

  assert_round_trip (did, WAY_DID_KEY_ED25519, NULL);
  /* A shorter number may happen to start like another codec. */
  for (gsize i = 0; did[i] != '\0'; i++)
    {
      WaySlice cut = WAY_SLICE_INIT (did, i);
      WayDidKey key;

      g_assert_false (way_did_key_parse (cut, &key, NULL));
    }
  assert_refused ("did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp#x",
                  WAY_RESULT_MALFORMED);
  assert_refused ("did:key:Z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp",
                  WAY_RESULT_MALFORMED);
  assert_refused ("did:web:example.org", WAY_RESULT_MALFORMED);
  assert_refused ("did:key:z0OIl", WAY_RESULT_MALFORMED);
  /* 33 and 31 bytes of key, P-256, nothing, a codec of two bytes that needs one */
  assert_bytes_refused (
      "ed01000000000000000000000000000000000000000000000000000000000000000000",
      WAY_RESULT_MALFORMED);
  assert_bytes_refused (
      "ec0100000000000000000000000000000000000000000000000000000000000000",
      WAY_RESULT_MALFORMED);
  assert_bytes_refused (
      "80240200000000000000000000000000000000000000000000000000000000000000",
      WAY_RESULT_UNSUPPORTED);
  assert_bytes_refused ("8000", WAY_RESULT_MALFORMED);
  assert_bytes_refused ("ed", WAY_RESULT_MALFORMED);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  if (!way_crypto_init (&error))
    g_error ("%s", error->message);
  g_test_add_func ("/identity/did-key/ed25519", test_ed25519);
  g_test_add_func ("/identity/did-key/x25519", test_x25519);
  g_test_add_func ("/identity/did-key/refused", test_refused);
  return g_test_run ();
}
