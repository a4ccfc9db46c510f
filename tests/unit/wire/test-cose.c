/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-base-encoding.h"
#include "way-cose.h"
#include "way-hash.h"
#include "way-json.h"
#include "way-test.h"

static const WaySlice no_external = { 0 };

static WayKeyPair *
make_key (guint8 fill)
{
  guint8 seed[32];
  g_autoptr (WaySecret) secret = NULL;

  memset (seed, fill, sizeof seed);
  secret = way_secret_new_copy (WAY_SLICE_INIT (seed, sizeof seed));
  return way_key_pair_new_from_seed (secret);
}

static WayResult
verify_foreign (WaySlice bytes, const WayPublicKey *key, WaySlice external)
{
  g_autoptr (GError) error = NULL;

  if (way_cose_verify_foreign (bytes, key, external, &error))
    {
      g_assert_no_error (error);
      return WAY_RESULT_OK;
    }
  g_assert_nonnull (error);
  return way_result_from_error (error);
}

static void
assert_result (WayResult result, WayResult expected)
{
  g_assert_cmpstr (way_result_get_name (result), ==, way_result_get_name (expected));
}

static void
test_round_trip (void)
{
  g_autoptr (WayKeyPair) key = make_key (1);
  g_autoptr (WayKeyPair) other = make_key (2);
  static const guint8 payload[] = { 0x82, 0x01, 0x61, 'x' };

  for (guint content = WAY_CONTENT_STATEMENT; content <= WAY_CONTENT_LABEL; content++)
    {
      g_autoptr (GBytes) bytes = way_cose_sign (
          (WayContent) content, WAY_SLICE_INIT (payload, sizeof payload), key);
      g_autoptr (GByteArray) message = g_byte_array_new ();
      g_autoptr (GError) error = NULL;
      WayHash thumbprint, id, expected_id;
      WayCose cose;

      g_assert_true (way_cose_read (way_slice_from_bytes (bytes), &cose, &error));
      g_assert_no_error (error);
      g_assert_cmpint (way_cbor_validate (way_slice_from_bytes (bytes)), ==,
                       WAY_RESULT_OK);
      g_assert_cmpuint (cose.content, ==, content);
      g_assert_cmpmem (cose.payload.data, cose.payload.len, payload, sizeof payload);
      way_public_key_get_thumbprint (way_key_pair_get_public (key), &thumbprint);
      g_assert_true (way_hash_equal (&cose.key_id, &thumbprint));
      g_assert_true (way_cose_verify (&cose, way_key_pair_get_public (key)));
      g_assert_false (way_cose_verify (&cose, way_key_pair_get_public (other)));
      way_cose_append_to_be_signed (&cose, message);
      way_sha256 (WAY_SLICE_INIT (message->data, message->len), &expected_id);
      way_cose_get_id (&cose, &id);
      g_assert_true (way_hash_equal (&id, &expected_id));
      /* ours is anybody's COSE too */
      assert_result (verify_foreign (way_slice_from_bytes (bytes),
                                     way_key_pair_get_public (key), no_external),
                     WAY_RESULT_OK);
    }
}

/* RFC 9052 section 4.4, byte by byte. */
static void
test_to_be_signed (void)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_autoptr (GBytes)
      expected = way_test_hex ("846a5369676e61747572653143a10127404401020304");
  WayCose cose = { .protected_ = WAY_SLICE_INIT ("\xa1\x01\x27", 3),
                   .payload = WAY_SLICE_INIT ("\1\2\3\4", 4) };

  way_cose_append_to_be_signed (&cose, out);
  g_assert_cmpmem (out->data, out->len, g_bytes_get_data (expected, NULL),
                   g_bytes_get_size (expected));
}

/* The identifier covers what is signed, and nothing else: another signature of the same
 * bytes has the same identifier. */
static void
test_id (void)
{
  g_autoptr (WayKeyPair) key = make_key (1);
  g_autoptr (GBytes)
      a = way_cose_sign (WAY_CONTENT_CLAIM, WAY_SLICE_INIT ("\x01", 1), key);
  g_autoptr (GBytes)
      b = way_cose_sign (WAY_CONTENT_CLAIM, WAY_SLICE_INIT ("\x02", 1), key);
  WayCose cose_a, cose_b, forged;
  WayHash id_a, id_b, id_forged;

  g_assert_cmpint (way_cose_parse (way_slice_from_bytes (a), &cose_a), ==, WAY_RESULT_OK);
  g_assert_cmpint (way_cose_parse (way_slice_from_bytes (b), &cose_b), ==, WAY_RESULT_OK);
  forged = cose_a;
  forged.signature = cose_b.signature;
  way_cose_get_id (&cose_a, &id_a);
  way_cose_get_id (&cose_b, &id_b);
  way_cose_get_id (&forged, &id_forged);
  g_assert_false (way_hash_equal (&id_a, &id_b));
  g_assert_true (way_hash_equal (&id_a, &id_forged));
  g_assert_false (way_cose_verify (&forged, way_key_pair_get_public (key)));
}

#define B16 "42424242424242424242424242424242"
#define KID "045820" B16 B16
#define TYPE                                                                             \
  "037822"                                                                               \
  "6170706c69636174696f6e2f766e642e7761796d"                                             \
  "61726b2e636c61696d2b63626f72"
#define SIG16 "11111111111111111111111111111111"
#define SIG   "5840" SIG16 SIG16 SIG16 SIG16

/* A strict object by its parts: protected map in hex, then the rest after the protected
 * byte string. */
static WayResult
parse_parts (const char *head, const char *protected_hex, const char *rest)
{
  g_autofree char *length =
      g_strdup_printf ("58%02x", (guint) strlen (protected_hex) / 2);
  g_autofree char *hex = g_strconcat (head, length, protected_hex, rest, NULL);
  g_autoptr (GBytes) bytes = way_test_hex (hex);
  WayCose cose;
  WayResult result = way_cose_parse (way_slice_from_bytes (bytes), &cose);

  if (result != WAY_RESULT_OK)
    g_assert_null (cose.encoded.data);
  return result;
}

static const struct
{
  const char *head, *protected_hex, *rest;
  WayResult result;
} strict[] = {
  { "d284", "a30127" TYPE KID, "a041f6" SIG, WAY_RESULT_OK },
  /* tag and array */
  { "84", "a30127" TYPE KID, "a041f6" SIG, WAY_RESULT_MALFORMED },
  { "d384", "a30127" TYPE KID, "a041f6" SIG, WAY_RESULT_MALFORMED },
  { "d81284", "a30127" TYPE KID, "a041f6" SIG, WAY_RESULT_NOT_DETERMINISTIC },
  { "d283", "a30127" TYPE KID, "a041f6", WAY_RESULT_MALFORMED },
  { "d285", "a30127" TYPE KID, "a041f6" SIG "00", WAY_RESULT_MALFORMED },
  { "d29f", "a30127" TYPE KID, "a041f6" SIG "ff", WAY_RESULT_NOT_DETERMINISTIC },
  { "d284", "a30127" TYPE KID, "a041f6" SIG "00", WAY_RESULT_MALFORMED },
  /* protected header */
  { "d284", "a30126" TYPE KID, "a041f6" SIG, WAY_RESULT_UNSUPPORTED },
  { "d284",
    "a301383"
    "4" TYPE KID,
    "a041f6" SIG, WAY_RESULT_UNSUPPORTED },
  { "d284", "a3013807" TYPE KID, "a041f6" SIG, WAY_RESULT_NOT_DETERMINISTIC },
  { "d284", "a3" TYPE "0127" KID, "a041f6" SIG, WAY_RESULT_MALFORMED },
  { "d284", "a20127" KID, "a041f6" SIG, WAY_RESULT_MALFORMED },
  { "d284", "a20127" TYPE, "a041f6" SIG, WAY_RESULT_MALFORMED },
  { "d284",
    "a4012702"
    "8101" TYPE KID,
    "a041f6" SIG, WAY_RESULT_MALFORMED },
  { "d284", "a30127" TYPE KID "00", "a041f6" SIG, WAY_RESULT_MALFORMED },
  { "d284", "a30127036161" KID, "a041f6" SIG, WAY_RESULT_WRONG_CONTENT_TYPE },
  { "d284", "a301270300" KID, "a041f6" SIG, WAY_RESULT_MALFORMED },
  { "d284", "a30127" TYPE "044142", "a041f6" SIG, WAY_RESULT_OUT_OF_RANGE },
  /* unprotected header */
  { "d284", "a30127" TYPE KID,
    "a1044142"
    "41f6" SIG,
    WAY_RESULT_UNKNOWN_MEMBER },
  /* payload: detached, empty, not one deterministic item */
  { "d284", "a30127" TYPE KID, "a0f6" SIG, WAY_RESULT_MALFORMED },
  { "d284", "a30127" TYPE KID, "a040" SIG, WAY_RESULT_MALFORMED },
  { "d284", "a30127" TYPE KID, "a0421800" SIG, WAY_RESULT_NOT_DETERMINISTIC },
  { "d284", "a30127" TYPE KID, "a0420000" SIG, WAY_RESULT_MALFORMED },
  { "d284", "a30127" TYPE KID, "a043f90000" SIG, WAY_RESULT_UNSUPPORTED },
  /* signature */
  { "d284", "a30127" TYPE KID, "a041f64111", WAY_RESULT_OUT_OF_RANGE },
  { "d284", "a30127" TYPE KID,
    "a041f6"
    "5841" SIG16 SIG16 SIG16 SIG16 "11",
    WAY_RESULT_OUT_OF_RANGE },
  { "d284", "a30127" TYPE KID, "a041f66111", WAY_RESULT_MALFORMED },
};

static void
test_strict (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (strict); i++)
    {
      g_test_message ("%s %s %s", strict[i].head, strict[i].protected_hex,
                      strict[i].rest);
      assert_result (
          parse_parts (strict[i].head, strict[i].protected_hex, strict[i].rest),
          strict[i].result);
    }
}

/* Every single bit that is flipped makes it another statement, or none. */
static void
test_bit_flips (void)
{
  g_autoptr (WayKeyPair) key = make_key (3);
  g_autoptr (GBytes) bytes =
      way_cose_sign (WAY_CONTENT_STATEMENT, WAY_SLICE_INIT ("\x82\x01\x02", 3), key);
  gsize len = g_bytes_get_size (bytes);
  g_autofree guint8 *flipped = g_memdup2 (g_bytes_get_data (bytes, NULL), len);

  for (gsize bit = 0; bit < 8 * len; bit++)
    {
      WayCose cose;

      flipped[bit / 8] ^= (guint8) (1u << bit % 8);
      if (way_cose_parse (WAY_SLICE_INIT (flipped, len), &cose) == WAY_RESULT_OK)
        {
          GByteArray *message = g_byte_array_new ();

          /* without the slow rule, which is tested in its own room */
          way_cose_append_to_be_signed (&cose, message);
          g_assert_false (way_signature_verify_strict (
              way_key_pair_get_public (key), WAY_SLICE_INIT (message->data, message->len),
              &cose.signature));
          g_byte_array_unref (message);
        }
      flipped[bit / 8] ^= (guint8) (1u << bit % 8);
    }
}

/* ---- Somebody else's ---- */

typedef struct
{
  const char *name;
  const char *before;           /* hex of the object up to its payload */
  const char *signed_protected; /* hex of the protected bytes that are signed */
  const char *after;            /* hex of what stands behind the signature */
  WayResult result;
} Foreign;

static const Foreign foreign[] = {
  { "tagged", "d28443a10127a0", "a10127", "", WAY_RESULT_OK },
  { "untagged", "8443a10127a0", "a10127", "", WAY_RESULT_OK },
  { "long tag", "d8128443a10127a0", "a10127", "", WAY_RESULT_OK },
  { "another tag", "d18443a10127a0", "a10127", "", WAY_RESULT_MALFORMED },
  { "tag 98", "d8628443a10127a0", "a10127", "", WAY_RESULT_MALFORMED },
  { "open array", "d29f43a10127a0", "a10127", "ff", WAY_RESULT_OK },
  { "open array of five", "d29f43a10127a0", "a10127", "00ff", WAY_RESULT_MALFORMED },
  { "array of five", "d28543a10127a0", "a10127", "00", WAY_RESULT_MALFORMED },
  { "trailing", "d28443a10127a0", "a10127", "00", WAY_RESULT_MALFORMED },
  { "long head", "d28444a1013807a0", "a1013807", "", WAY_RESULT_OK },
  { "open map", "d28444bf0127ffa0", "bf0127ff", "", WAY_RESULT_OK },
  { "chunks", "d2845f42a1014127ffa0", "a10127", "", WAY_RESULT_OK },
  { "unsorted map", "d28446a20441310127a0", "a20441310127", "", WAY_RESULT_OK },
  { "no alg", "d28440a0", "", "", WAY_RESULT_UNSUPPORTED },
  { "alg outside", "d28440a10127", "", "", WAY_RESULT_OK },
  { "alg outside, empty map", "d28441a0a10127", "", "", WAY_RESULT_OK },
  { "alg in both", "d28443a10127a10127", "a10127", "", WAY_RESULT_DUPLICATE_KEY },
  { "alg twice", "d28445a201270127a0", "a201270127", "", WAY_RESULT_DUPLICATE_KEY },
  { "label twice, in two forms", "d2844aa3012718200019002000a0", "a3012718200019002000",
    "", WAY_RESULT_DUPLICATE_KEY },
  { "kid twice, in two forms", "d2844aa3012704413118044131a0", "a3012704413118044131", "",
    WAY_RESULT_DUPLICATE_KEY },
  { "ES256", "d28443a10126a0", "a10126", "", WAY_RESULT_UNSUPPORTED },
  { "text alg", "d28445a101626161a0", "a101626161", "", WAY_RESULT_UNSUPPORTED },
  { "alg of a type that is none", "d28444a1014127a0", "a1014127", "",
    WAY_RESULT_MALFORMED },
  { "text label", "d28446a20127616100a0", "a20127616100", "", WAY_RESULT_OK },
  { "label of a type that is none", "d28446a20127410000a0", "a20127410000", "",
    WAY_RESULT_MALFORMED },
  { "critical: alg", "d28446a20127028101a0", "a20127028101", "", WAY_RESULT_OK },
  { "critical, unknown",
    "d2844aa301270281186418"
    "6400a0",
    "a30127028118641864"
    "00",
    "", WAY_RESULT_UNSUPPORTED },
  { "critical text",
    "d2844aa30127028161"
    "61616100a0",
    "a3012702816161616100", "", WAY_RESULT_UNSUPPORTED },
  { "critical, absent", "d28446a20127028104a0", "a20127028104", "",
    WAY_RESULT_MALFORMED },
  { "critical, empty", "d28445a201270280a0", "a201270280", "", WAY_RESULT_MALFORMED },
  { "critical outside", "d28443a10127a1028101", "a10127", "", WAY_RESULT_MALFORMED },
  { "kid no bytes", "d28443a10127a10400", "a10127", "", WAY_RESULT_MALFORMED },
  { "IV and partial IV", "d28443a10127a2054131064131", "a10127", "",
    WAY_RESULT_MALFORMED },
  { "anything outside", "d28443a10127a21903e8fb3ff199999999999a6161bf00f7ff", "a10127",
    "", WAY_RESULT_OK },
  { "protected no map", "d28442820100a0", "", "", WAY_RESULT_MALFORMED },
  { "protected and more", "d28444a1012700a0", "a1012700", "", WAY_RESULT_MALFORMED },
  { "protected as a map", "d284a10127a0", "a10127", "", WAY_RESULT_MALFORMED },
  { "unprotected no map", "d28443a1012780", "a10127", "", WAY_RESULT_MALFORMED },
};

/* Signs ["Signature1", protected, external, payload] by hand. */
static GBytes *
sign_foreign (const Foreign *row, const WayKeyPair *key, WaySlice external)
{
  g_autoptr (GBytes) before = way_test_hex (row->before);
  g_autoptr (GBytes) protected_ = way_test_hex (row->signed_protected);
  g_autoptr (GBytes) after = way_test_hex (row->after);
  WaySlice payload = way_slice_from_string ("This is the content.");
  g_auto (WayCborWriter) message;
  g_auto (WayCborWriter) object;
  WaySignature signature;

  way_cbor_writer_init (&message);
  way_cbor_write_array (&message, 4);
  way_cbor_write_text (&message, way_slice_from_string ("Signature1"));
  way_cbor_write_bytes (&message, way_slice_from_bytes (protected_));
  way_cbor_write_bytes (&message, external);
  way_cbor_write_bytes (&message, payload);
  way_key_pair_sign (key, way_cbor_writer_get_slice (&message), &signature);
  way_cbor_writer_init (&object);
  way_cbor_write_encoded (&object, way_slice_from_bytes (before));
  way_cbor_write_bytes (&object, payload);
  way_cbor_write_bytes (&object,
                        WAY_SLICE_INIT (signature.bytes, sizeof signature.bytes));
  way_cbor_write_encoded (&object, way_slice_from_bytes (after));

  return way_cbor_writer_finish (&object);
}

static void
test_foreign (void)
{
  g_autoptr (WayKeyPair) key = make_key (4);
  g_autoptr (WayKeyPair) other = make_key (5);
  WaySlice external = way_slice_from_string ("outside");

  for (gsize i = 0; i < G_N_ELEMENTS (foreign); i++)
    {
      g_autoptr (GBytes) bytes = sign_foreign (&foreign[i], key, no_external);
      g_autoptr (GBytes) with = sign_foreign (&foreign[i], key, external);
      const WayPublicKey *public_key = way_key_pair_get_public (key);

      g_test_message ("%s", foreign[i].name);
      assert_result (
          verify_foreign (way_slice_from_bytes (bytes), public_key, no_external),
          foreign[i].result);
      assert_result (verify_foreign (way_slice_from_bytes (with), public_key, external),
                     foreign[i].result);
      if (foreign[i].result != WAY_RESULT_OK || i > 0)
        continue;
      assert_result (verify_foreign (way_slice_from_bytes (bytes), public_key, external),
                     WAY_RESULT_BAD_SIGNATURE);
      assert_result (verify_foreign (way_slice_from_bytes (bytes),
                                     way_key_pair_get_public (other), no_external),
                     WAY_RESULT_BAD_SIGNATURE);
    }
}

/* Whole objects whose signature does not matter. */
static void
test_foreign_shapes (void)
{
  static const struct
  {
    const char *hex;
    WayResult result;
  } rows[] = {
    { "", WAY_RESULT_MALFORMED },
    { "d2", WAY_RESULT_MALFORMED },
    { "d280", WAY_RESULT_MALFORMED },
    { "d28343a10127a040", WAY_RESULT_MALFORMED },
    /* detached payload, another kind of payload */
    { "d28443a10127a0f6" SIG, WAY_RESULT_UNSUPPORTED },
    { "d28443a10127a0f7" SIG, WAY_RESULT_MALFORMED },
    { "d28443a10127a06161" SIG, WAY_RESULT_MALFORMED },
    /* a signature of no length that there is, none */
    { "d28443a10127a041004111", WAY_RESULT_BAD_SIGNATURE },
    { "d28443a10127a0410040", WAY_RESULT_BAD_SIGNATURE },
    { "d28443a10127a04100f6", WAY_RESULT_MALFORMED },
    /* several signers: none, one of too few entries, of too many */
    { "d8628440a0410080", WAY_RESULT_MALFORMED },
    { "d8628440a04100818243a10127a0", WAY_RESULT_MALFORMED },
    { "d8628440a04100828243a10127a0" SIG, WAY_RESULT_MALFORMED },
    { "d8628440a04100818443a10127a0" SIG "00", WAY_RESULT_MALFORMED },
    { "d8628440a04100818343a10126a0" SIG, WAY_RESULT_UNSUPPORTED },
    { "d2"
      "8440a04100818343a10127a0" SIG,
      WAY_RESULT_MALFORMED },
  };
  g_autoptr (WayKeyPair) key = make_key (4);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GBytes) bytes = way_test_hex (rows[i].hex);

      g_test_message ("%s", rows[i].hex);
      assert_result (verify_foreign (way_slice_from_bytes (bytes),
                                     way_key_pair_get_public (key), no_external),
                     rows[i].result);
    }
}

static void
test_limits (void)
{
  g_autoptr (WayKeyPair) key = make_key (4);

  for (guint n = WAY_COSE_MAX_SIGNERS; n <= WAY_COSE_MAX_SIGNERS + 1; n++)
    {
      g_autoptr (GString) hex = g_string_new ("d8628440a04100");

      g_string_append_printf (hex, "%02x", 0x80 + n);
      for (guint i = 0; i < n; i++)
        g_string_append (hex, "8343a10126a040");
      {
        g_autoptr (GBytes) bytes = way_test_hex (hex->str);

        assert_result (verify_foreign (way_slice_from_bytes (bytes),
                                       way_key_pair_get_public (key), no_external),
                       n > WAY_COSE_MAX_SIGNERS ? WAY_RESULT_TOO_LARGE
                                                : WAY_RESULT_UNSUPPORTED);
      }
    }
}

/* The working group's examples. */
static void
check_example (const char *name, gboolean is_tampered, WayResult expected)
{
  gsize len = 0;
  g_autofree char *path = g_strconcat ("cose/", name, NULL);
  g_autofree char *contents = way_test_read_vector (path, &len);
  g_autoptr (yyjson_doc) doc = NULL;
  g_autoptr (GBytes) bytes = NULL, external = NULL;
  yyjson_val *input, *signer, *key_json;
  WayPublicKey key = { 0 };
  guint8 *data;
  const char *text;

  if (contents == NULL)
    return;
  g_test_message ("%s%s", name, is_tampered ? ", tampered" : "");
  doc = way_json_read (WAY_SLICE_INIT (contents, len), len, NULL);
  input = yyjson_obj_get (yyjson_doc_get_root (doc), "input");
  signer = yyjson_obj_get (input, "sign0");
  if (signer == NULL)
    signer =
        yyjson_arr_get_first (yyjson_obj_get (yyjson_obj_get (input, "sign"), "signers"));
  key_json = yyjson_obj_get (signer, "key");
  text = yyjson_get_str (yyjson_obj_get (key_json, "x_hex"));
  if (text != NULL && strlen (text) == 64)
    g_assert_true (way_hex_decode_exact (text, key.bytes, sizeof key.bytes));
  text = yyjson_get_str (yyjson_obj_get (signer, "external"));
  external = way_test_hex (text != NULL ? text : "");
  text = yyjson_get_str (
      yyjson_obj_get (yyjson_obj_get (yyjson_doc_get_root (doc), "output"), "cbor"));
  bytes = way_test_hex (text);
  data = g_bytes_unref_to_data (g_steal_pointer (&bytes), &len);
  if (is_tampered)
    data[len - 40] ^= 1;
  assert_result (
      verify_foreign (WAY_SLICE_INIT (data, len), &key, way_slice_from_bytes (external)),
      expected);
  g_free (data);
}

static void
test_examples (void)
{
  check_example ("eddsa-examples/eddsa-sig-01.json", FALSE, WAY_RESULT_OK);
  check_example ("eddsa-examples/eddsa-sig-01.json", TRUE, WAY_RESULT_BAD_SIGNATURE);
  check_example ("eddsa-examples/eddsa-01.json", FALSE, WAY_RESULT_OK);
  check_example ("eddsa-examples/eddsa-01.json", TRUE, WAY_RESULT_BAD_SIGNATURE);
  /* Ed448 */
  check_example ("eddsa-examples/eddsa-02.json", FALSE, WAY_RESULT_UNSUPPORTED);
  check_example ("eddsa-examples/eddsa-sig-02.json", FALSE, WAY_RESULT_UNSUPPORTED);
  /* ES256 */
  check_example ("sign1-tests/sign-pass-01.json", FALSE, WAY_RESULT_UNSUPPORTED);
  check_example ("sign1-tests/sign-pass-02.json", FALSE, WAY_RESULT_UNSUPPORTED);
  check_example ("sign1-tests/sign-pass-03.json", FALSE, WAY_RESULT_UNSUPPORTED);
  check_example ("RFC8152/Appendix_C_2_1.json", FALSE, WAY_RESULT_UNSUPPORTED);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  if (!way_crypto_init (&error))
    g_error ("%s", error->message);
  g_test_add_func ("/wire/cose/round-trip", test_round_trip);
  g_test_add_func ("/wire/cose/to-be-signed", test_to_be_signed);
  g_test_add_func ("/wire/cose/id", test_id);
  g_test_add_func ("/wire/cose/strict", test_strict);
  g_test_add_func ("/wire/cose/bit-flips", test_bit_flips);
  g_test_add_func ("/wire/cose/foreign", test_foreign);
  g_test_add_func ("/wire/cose/foreign-shapes", test_foreign_shapes);
  g_test_add_func ("/wire/cose/limits", test_limits);
  g_test_add_func ("/wire/cose/examples", test_examples);
  return g_test_run ();
}
