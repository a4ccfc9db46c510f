/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <gio/gio.h>
#include <yyjson.h>

#include "way-base-encoding.h"
#include "way-ed25519-exact.h"
#include "way-result.h"
#include "way-signature.h"
#include "way-test.h"

typedef struct
{
  WayPublicKey key;
  GBytes *message;
  WaySignature signature;
} Case;

/* FALSE: not the lengths of a key and a signature, so no case for the functions. */
static gboolean
case_init (Case *self, const char *key, const char *message, const char *signature)
{
  self->message = way_test_hex (message);
  return way_hex_decode_exact (key, self->key.bytes, sizeof self->key.bytes)
         && way_hex_decode_exact (signature, self->signature.bytes,
                                  sizeof self->signature.bytes);
}

static void
case_clear (Case *self)
{
  g_bytes_unref (self->message);
}

static gboolean
case_verify (const Case *self)
{
  WaySlice message = way_slice_from_bytes (self->message);
  gboolean by_rule = way_signature_verify (&self->key, message, &self->signature);

  /* What is strictly right is right. */
  if (way_signature_verify_strict (&self->key, message, &self->signature))
    g_assert_true (by_rule);
  return by_rule;
}

static yyjson_doc *
read_json (const char *name)
{
  gsize len = 0;
  g_autofree char *text = way_test_read_vector (name, &len);
  yyjson_doc *doc;

  if (text == NULL)
    return NULL;
  doc = yyjson_read (text, len, 0);
  g_assert_nonnull (doc);
  return doc;
}

static const char *
get_text (yyjson_val *object, const char *member)
{
  const char *text = yyjson_get_str (yyjson_obj_get (object, member));

  g_assert_nonnull (text);
  return text;
}

static void
test_zip215 (void)
{
  yyjson_doc *doc = read_json ("ed25519-zip215/zip215.json");
  gsize index, n;
  yyjson_val *entry;

  if (doc == NULL)
    return;
  g_assert_cmpuint (yyjson_arr_size (yyjson_doc_get_root (doc)), ==, 196);
  yyjson_arr_foreach (yyjson_doc_get_root (doc), index, n, entry)
  {
    Case c;

    g_assert_true (case_init (&c, yyjson_get_str (yyjson_arr_get (entry, 0)),
                              "5a63617368", yyjson_get_str (yyjson_arr_get (entry, 1))));
    g_assert_true (case_verify (&c));
    g_assert_false (way_signature_verify_strict (&c.key, way_slice_from_bytes (c.message),
                                                 &c.signature));
    g_assert_false (way_public_key_is_strong (&c.key));
    case_clear (&c);
  }
  yyjson_doc_free (doc);
}

/* "Taming the many EdDSAs" (Chalkias, Garillot, Nikolaenko 2020), table 5: what
 * ZIP-215 and what libsodium accept. */
static void
test_speccheck (void)
{
  static const char rule[] = "VVVVVVXXXVVV";
  static const char strict[] = "XXXVXXXXXXXX";
  yyjson_doc *doc = read_json ("ed25519-speccheck/cases.json");
  gsize index, n;
  yyjson_val *entry;

  if (doc == NULL)
    return;
  g_assert_cmpuint (yyjson_arr_size (yyjson_doc_get_root (doc)), ==, 12);
  yyjson_arr_foreach (yyjson_doc_get_root (doc), index, n, entry)
  {
    Case c;
    gboolean strictly;

    g_assert_true (case_init (&c, get_text (entry, "pub_key"),
                              get_text (entry, "message"),
                              get_text (entry, "signature")));
    strictly = way_signature_verify_strict (&c.key, way_slice_from_bytes (c.message),
                                            &c.signature);
    g_assert_cmpint (case_verify (&c), ==, rule[index] == 'V');
    g_assert_cmpint (strictly, ==, strict[index] == 'V');
    case_clear (&c);
  }
  yyjson_doc_free (doc);
}

/* Wycheproof judges by RFC 8032, as the strict rule does. The one difference: a sign
 * bit on x = 0 is no encoding there and one of the neutral element in ZIP-215. */
static void
check_wycheproof_group (yyjson_val *group)
{
  static const char minus_zero[] =
      "0100000000000000000000000000000000000000000000000000000000000080";
  const char *key = get_text (yyjson_obj_get (group, "publicKey"), "pk");
  gsize index, n;
  yyjson_val *entry;

  yyjson_arr_foreach (yyjson_obj_get (group, "tests"), index, n, entry)
  {
    gboolean valid = g_str_equal (get_text (entry, "result"), "valid");
    gboolean by_rule = valid || g_str_has_prefix (get_text (entry, "sig"), minus_zero);
    Case c;

    if (case_init (&c, key, get_text (entry, "msg"), get_text (entry, "sig")))
      {
        g_assert_cmpint (case_verify (&c), ==, by_rule);
        g_assert_cmpint (way_signature_verify_strict (
                             &c.key, way_slice_from_bytes (c.message), &c.signature),
                         ==, valid);
      }
    else
      g_assert_false (valid);
    case_clear (&c);
  }
}

static void
test_wycheproof (void)
{
  yyjson_doc *doc = read_json ("wycheproof/ed25519_test.json");
  gsize index, n;
  yyjson_val *group;

  if (doc == NULL)
    return;
  yyjson_arr_foreach (yyjson_obj_get (yyjson_doc_get_root (doc), "testGroups"), index, n,
                      group) check_wycheproof_group (group);
  yyjson_doc_free (doc);
}

/* sk || pk : pk : message : signature || message : */
static void
check_sign_line (const char *line)
{
  g_auto (GStrv) part = g_strsplit (line, ":", -1);
  g_autoptr (GBytes) private_key = way_test_hex (part[0]);
  g_autoptr (GBytes) signed_message = way_test_hex (part[3]);
  g_autoptr (WaySecret) seed =
      way_secret_new_copy (WAY_SLICE_INIT (g_bytes_get_data (private_key, NULL), 32));
  g_autoptr (WayKeyPair) pair = way_key_pair_new_from_seed (seed);
  g_autofree char *key =
      way_hex_encode (WAY_SLICE_INIT (way_key_pair_get_public (pair)->bytes, 32));
  WaySlice expected = way_slice_from_bytes (signed_message);
  WaySlice message = WAY_SLICE_INIT (expected.data + 64, expected.len - 64);
  WaySignature signature;

  g_assert_cmpstr (key, ==, part[1]);
  way_key_pair_sign (pair, message, &signature);
  g_assert_cmpmem (signature.bytes, 64, expected.data, 64);
  g_assert_true (
      way_signature_verify_strict (way_key_pair_get_public (pair), message, &signature));
}

static void
test_sign_input (void)
{
  g_autofree char *path = way_test_dup_vector_path ("ed25519-zip215/sign.input.gz");
  g_autoptr (GFile) file = NULL;
  g_autoptr (GInputStream) raw = NULL, plain = NULL;
  g_autoptr (GConverter) gunzip = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  if (path == NULL)
    return;
  file = g_file_new_for_path (path);
  raw = G_INPUT_STREAM (g_file_read (file, NULL, &error));
  g_assert_no_error (error);
  gunzip = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  plain = g_converter_input_stream_new (raw, gunzip);
  lines = g_data_input_stream_new (plain);
  for (;;)
    {
      g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, &error);

      g_assert_no_error (error);
      if (line == NULL)
        break;
      check_sign_line (line);
      n++;
    }
  g_assert_cmpuint (n, >=, 128);
}

static void
test_init (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (way_crypto_init (&error));
  g_assert_no_error (error);
}

static gpointer
init_in_thread (gpointer data)
{
  return GINT_TO_POINTER (way_crypto_init (NULL));
}

static void
test_init_threads (void)
{
  GThread *threads[8];

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("init", init_in_thread, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_true (GPOINTER_TO_INT (g_thread_join (threads[i])));
}

/* The self-test costs little enough to stand at the start of every command. */
static void
test_self_test_time (void)
{
#ifdef __SANITIZE_ADDRESS__
  g_test_skip ("under a sanitizer time says nothing");
#else
  g_autoptr (GError) error = NULL;
  gint64 best_us = G_MAXINT64;

  for (guint i = 0; i < 5; i++)
    {
      gint64 start_us = g_get_monotonic_time ();

      g_assert_true (way_crypto_self_test (&error));
      g_assert_no_error (error);
      best_us = MIN (best_us, g_get_monotonic_time () - start_us);
    }
  g_assert_cmpint (best_us, <, 40000);
#endif
}

static void
test_thumbprint (void)
{
  /* SHA-256 over a3 01 01 20 06 21 58 20 and 32 zero bytes. */
  static const char expected[] =
      "7d793163339b417f4f998235742ef0ff94db0999ad32267036dcc2a6209bba76";
  WayPublicKey key = { 0 };
  WayHash thumbprint;
  g_autofree char *hex = NULL;

  way_public_key_get_thumbprint (&key, &thumbprint);
  hex = way_hex_encode (way_slice_from_hash (&thumbprint));
  g_assert_cmpstr (hex, ==, expected);
}

static void
assert_strength (const char *hex, gboolean strong)
{
  WayPublicKey key;

  g_assert_true (way_hex_decode_exact (hex, key.bytes, sizeof key.bytes));
  g_assert_cmpint (way_public_key_is_strong (&key), ==, strong);
}

static void
test_strong_key (void)
{
  /* A key; the same plus points of order 2 and 8; the neutral element; encodings that
   * are not canonical; off the curve. */
  assert_strength ("cfa661525abdfa3f1f797f0874d2a2ac60b4d44c912e664c1623d6cf3344eb72",
                   TRUE);
  assert_strength ("1e599eada54205c0e08680f78b2d5d539f4b2bb36ed199b3e9dc2930ccbb148d",
                   FALSE);
  assert_strength ("3c3eafee8f5bef1ca746c2db0d9af3258f2e3695c5faff48aef32c2e61401327",
                   FALSE);
  assert_strength ("0100000000000000000000000000000000000000000000000000000000000000",
                   FALSE);
  assert_strength ("0100000000000000000000000000000000000000000000000000000000000080",
                   FALSE);
  assert_strength ("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                   FALSE);
  assert_strength ("0200000000000000000000000000000000000000000000000000000000000000",
                   FALSE);
  for (guint i = 0; i < 50; i++)
    {
      g_autoptr (WayKeyPair) pair = way_key_pair_new_random ();

      g_assert_true (way_public_key_is_strong (way_key_pair_get_public (pair)));
    }
}

static void
test_limit (void)
{
  static const char key[] =
      "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05";
  g_autofree char *zero = g_strnfill (64, '0');
  g_autofree char *signature = g_strconcat (key, zero, NULL);
  gboolean exhausted = TRUE;
  guint slow_calls = 0;
  Case c;

  g_assert_true (case_init (&c, key, "", signature));
  for (guint i = 1; i <= 2; i++)
    {
      g_assert_true (
          way_signature_verify_limited (&c.key, way_slice_from_bytes (c.message),
                                        &c.signature, &slow_calls, 2, &exhausted));
      g_assert_false (exhausted);
      g_assert_cmpuint (slow_calls, ==, i);
    }
  g_assert_false (way_signature_verify_limited (&c.key, way_slice_from_bytes (c.message),
                                                &c.signature, &slow_calls, 2,
                                                &exhausted));
  g_assert_true (exhausted);
  g_assert_cmpuint (slow_calls, ==, 2);
  case_clear (&c);
}

static void
test_limit_spares_strict (void)
{
  g_autoptr (WayKeyPair) pair = way_key_pair_new_random ();
  WaySlice message = way_slice_from_string ("a message");
  gboolean exhausted = TRUE;
  guint slow_calls = 0;
  WaySignature signature;

  way_key_pair_sign (pair, message, &signature);
  g_assert_true (way_signature_verify_limited (way_key_pair_get_public (pair), message,
                                               &signature, &slow_calls, 0, &exhausted));
  g_assert_false (exhausted);
  g_assert_cmpuint (slow_calls, ==, 0);
}

static void
test_secret (void)
{
  static const guint8 bytes[] = { 1, 2, 3 };
  g_autoptr (WaySecret) a = way_secret_new_copy (WAY_SLICE_INIT (bytes, 3));
  g_autoptr (WaySecret) b = way_secret_new (3);
  g_autoptr (WaySecret) empty = way_secret_new (0);
  guint8 text[4] = "abc";

  g_assert_cmpuint (way_secret_get_size (a), ==, 3);
  g_assert_cmpuint (way_secret_get_size (empty), ==, 0);
  g_assert_false (way_secret_equal (a, b));
  g_assert_false (way_secret_equal (a, empty));
  memcpy (way_secret_get_data (b), bytes, 3);
  g_assert_true (way_secret_equal (a, b));
  way_secret_wipe (text, sizeof text);
  g_assert_cmpmem (text, 4, "\0\0\0", 4);
  g_assert_null (way_key_pair_new_from_seed (a));
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  /* The first calls of all: several threads at once. */
  test_init_threads ();
  if (!way_crypto_init (&error))
    g_error ("%s", error->message);
  g_test_add_func ("/crypto/init", test_init);
  g_test_add_func ("/crypto/self-test-time", test_self_test_time);
  g_test_add_func ("/crypto/secret", test_secret);
  g_test_add_func ("/crypto/signature/zip215", test_zip215);
  g_test_add_func ("/crypto/signature/speccheck", test_speccheck);
  g_test_add_func ("/crypto/signature/wycheproof", test_wycheproof);
  g_test_add_func ("/crypto/signature/sign-input", test_sign_input);
  g_test_add_func ("/crypto/signature/limit", test_limit);
  g_test_add_func ("/crypto/signature/limit-spares-strict", test_limit_spares_strict);
  g_test_add_func ("/crypto/key/thumbprint", test_thumbprint);
  g_test_add_func ("/crypto/key/strong", test_strong_key);
  return g_test_run ();
}
