/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "way-gs1-code.h"
#include "way-signature.h"
#include "way-test.h"

static WayGs1Code
read_code (const char *text)
{
  g_autoptr (GError) error = NULL;
  WayGs1Code code;

  if (!way_gs1_code_from_text (way_slice_from_string (text), NULL, &code, NULL, &error))
    g_error ("%s: %s", text, error->message);
  return code;
}

static void
test_product (void)
{
  static const char *const rows[] = {
    "https://id.gs1.org/01/09520123456788/10/L1/21/S1",
    "  https://id.gs1.org/01/09520123456788/10/L1/21/S1#c=AAAAAAAAAAAAAAAAAAAAAA\r\n",
    "(01)09520123456788(10)L1(21)S1",
    "(01) 09520123456788 (10) L1 (21) S1",
    "]d201095201234567881"
    "0L1\x1d"
    "21S1",
    "^010952012345678810L1^21S1",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      WayGs1Code code = read_code (rows[i]);

      g_assert_cmpint (code.kind, ==, WAY_GS1_CODE_PRODUCT);
      g_assert_cmpstr (code.gtin14, ==, "09520123456788");
      g_assert_cmpstr (code.lot, ==, "L1");
      g_assert_cmpstr (code.serial, ==, "S1");
      g_assert_cmpstr (code.sscc, ==, "");
    }
}

static void
test_typed (void)
{
  g_assert_cmpstr (read_code ("9 520123 456788").gtin14, ==, "09520123456788");
  g_assert_cmpstr (read_code ("0-9520123-45678-8").gtin14, ==, "09520123456788");
  g_assert_cmpstr (read_code ("0234 5673").gtin14, ==, "00000002345673");
  g_assert_cmpstr (read_code ("0 0614141 123456789 0").sscc, ==, "006141411234567890");
}

/* Of a URN the dots say how long the company prefix is; check digits are computed. */
static void
test_epc_urns (void)
{
  static const struct
  {
    const char *urn, *bracketed;
  } rows[] = {
    { "urn:epc:id:sgtin:0614141.812345.6789", "(01)80614141123458(21)6789" },
    { " URN:EPC:id:sgtin:0614141.812345.6789\n", "(01)80614141123458(21)6789" },
    { "urn:epc:id:sgtin:4012345.077889.%25%26", "(01)04012345778892(21)%&" },
    { "urn:epc:idpat:sgtin:0614141.812345.*", "(01)80614141123458" },
    { "urn:epc:class:lgtin:4012345.012345.998877", "(01)04012345123456(10)998877" },
    { "urn:epc:id:sscc:0614141.1234567890", "(00)106141412345678908" },
    { "urn:epc:id:sscc:061414112345.12345", "(00)106141411234523459" },
    { "urn:epc:id:sgln:0614141.12345.400", "(414)0614141123452(254)400" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (WayGs1Elements) elements = NULL;
      g_autofree char *bracketed = NULL;
      WayGs1Code code;

      g_assert_true (way_gs1_code_from_text (way_slice_from_string (rows[i].urn), NULL,
                                             &code, &elements, &error));
      g_assert_no_error (error);
      bracketed = way_gs1_to_bracketed (elements);
      g_assert_cmpstr (bracketed, ==, rows[i].bracketed);
    }
}

static void
test_kinds (void)
{
  g_assert_cmpint (read_code ("https://a/00/006141411234567890").kind, ==,
                   WAY_GS1_CODE_CONTAINER);
  g_assert_cmpint (read_code ("(00)006141411234567890(02)12312312312333(37)25(10)L").kind,
                   ==, WAY_GS1_CODE_CONTAINER);
  g_assert_cmpint (read_code ("(01)12312312312333(00)006141411234567890").kind, ==,
                   WAY_GS1_CODE_PRODUCT);
  g_assert_cmpint (read_code ("https://a/414/9520123456788").kind, ==,
                   WAY_GS1_CODE_OTHER);
  g_assert_cmpint (read_code ("https://a/8004/9520614141234567?01=9520123456788").kind,
                   ==, WAY_GS1_CODE_OTHER);
}

static void
test_refuses (void)
{
  static const char *const rows[] = {
    "",
    " \n ",
    "-",
    "hello",
    "https://example.com/shop",
    "9520123456789",
    "urn:epc:",
    "urn:epc:id:sgtin:0614141.8123.1",
    "urn:epc:id:sgtin:0614141.812345",
    "urn:epc:id:sscc:0614141.123456789",
    "urn:epc:id:sgtin:0614141.812345.123456789012345678901",
    "urn:epc:id:gid:1.2.3",
    "urn:epc:raw:64.x0",
    "urn:uuid:00000000-0000-4000-8000-000000000000",
    "urn:epc:tag:sgtin-96:3.0614141.812345.6789"
  };
  WayGs1Code code;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (way_gs1_code_from_text (way_slice_from_string (rows[i]), NULL,
                                              &code, NULL, &error));
      g_assert_nonnull (error);
    }
}

static void
test_to_elements (void)
{
  static const char *const links[] = {
    "https://id.gs1.org/01/09520123456788/10/L1/21/S1",
    "https://id.gs1.org/01/09520123456788/21/S1",
    "https://id.gs1.org/01/09520123456788",
    "https://id.gs1.org/00/006141411234567890",
  };
  WayGs1Code code = { .kind = WAY_GS1_CODE_PRODUCT, .gtin14 = "09520123456789" };

  for (gsize i = 0; i < G_N_ELEMENTS (links); i++)
    {
      WayGs1Code read = read_code (links[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (WayGs1Elements) elements = way_gs1_code_to_elements (&read, &error);
      g_autofree char *link = NULL;

      g_assert_no_error (error);
      link = way_gs1_build_digital_link (elements, NULL, &error);
      g_assert_cmpstr (link, ==, links[i]);
    }
  g_assert_null (way_gs1_code_to_elements (&code, NULL));
  code.kind = WAY_GS1_CODE_CONTAINER;
  g_assert_null (way_gs1_code_to_elements (&code, NULL));
  code = read_code ("https://a/414/9520123456788");
  g_assert_null (way_gs1_code_to_elements (&code, NULL));
}

static void
test_claim_round_trip (void)
{
  guint8 bytes16[WAY_CLAIM_SECRET_SIZE];
  g_autoptr (WaySecret) secret = NULL;
  g_autoptr (WaySecret) back = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *link = NULL;

  for (guint8 i = 0; i < sizeof bytes16; i++)
    bytes16[i] = (guint8) (0xf0 + i);
  secret = way_secret_new_copy (WAY_SLICE_INIT (bytes16, sizeof bytes16));
  link = way_gs1_build_claim_link ("https://id.gs1.org/01/09520123456788/21/S", secret);
  g_assert_cmpstr (link, ==,
                   "https://id.gs1.org/01/09520123456788/21/"
                   "S#c=8PHy8_T19vf4-fr7_P3-_w");
  back = way_gs1_claim_secret_from_text (way_slice_from_string (link), &error);
  g_assert_no_error (error);
  g_assert_true (way_secret_equal (secret, back));
  g_assert_cmpstr (read_code (link).serial, ==, "S");
}

static void
test_claim_places (void)
{
  static const char *const none[] = { "https://a/01/1", "https://a/01/1#", "#x=1",
                                      "#d=1&x", "https://a/?c=8PHy8_T19vf4-fr7_P3-_w" };
  static const char *const bad[] = { "#c=", "#c=8PHy8_T19vf4-fr7_P3-_",
                                     "#c=8PHy8_T19vf4-fr7_P3-_x",
                                     "#c=8PHy8/T19vf4-fr7_P3-_w",
                                     "#c=8PHy8_T19vf4-fr7_P3-_wAA" };
  g_autoptr (WaySecret) second = way_gs1_claim_secret_from_text (
      way_slice_from_string ("#x=1&c=8PHy8_T19vf4-fr7_P3-_w&y=2"), NULL);

  g_assert_nonnull (second);
  for (gsize i = 0; i < G_N_ELEMENTS (none); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (
          way_gs1_claim_secret_from_text (way_slice_from_string (none[i]), &error));
      g_assert_no_error (error);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (
          way_gs1_claim_secret_from_text (way_slice_from_string (bad[i]), &error));
      g_assert_error (error, WAY_ERROR, WAY_RESULT_MALFORMED);
      g_assert_null (strstr (error->message, "8PHy"));
    }
}

/* What can't be read is told without the secret in it. */
static void
test_claim_is_not_told (void)
{
  static const char *const texts[] = { "https://id.gs1.org/01/1#c=8PHy8_T19vf4-fr7_P3-_w",
                                       "box#c=8PHy8_T19vf4-fr7_P3-_w",
                                       "box#x=1&c=8PHy8_T19vf4-fr7_P3-_w", "#c=8PHy" };
  WayGs1Code code;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *shown = way_gs1_dup_without_secret (texts[i]);

      g_assert_null (strstr (shown, "8PHy"));
      g_assert_false (way_gs1_code_from_text (way_slice_from_string (texts[i]), NULL,
                                              &code, NULL, &error));
      g_test_message ("%s", error->message);
      g_assert_null (strstr (error->message, "8PHy"));
    }
  {
    g_autofree char *plain = way_gs1_dup_without_secret ("https://a/#part");

    g_assert_cmpstr (plain, ==, "https://a/#part");
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (way_crypto_init (NULL));
  g_test_add_func ("/gs1/code/product", test_product);
  g_test_add_func ("/gs1/code/typed", test_typed);
  g_test_add_func ("/gs1/code/epc-urns", test_epc_urns);
  g_test_add_func ("/gs1/code/kinds", test_kinds);
  g_test_add_func ("/gs1/code/refuses", test_refuses);
  g_test_add_func ("/gs1/code/to-elements", test_to_elements);
  g_test_add_func ("/gs1/code/claim-round-trip", test_claim_round_trip);
  g_test_add_func ("/gs1/code/claim-places", test_claim_places);
  g_test_add_func ("/gs1/code/claim-is-not-told", test_claim_is_not_told);
  return g_test_run ();
}
