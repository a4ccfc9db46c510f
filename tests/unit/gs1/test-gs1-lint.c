/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "way-gs1-lint.h"
#include "way-test.h"

static void
check (const char *name, const char *input, const char *expected)
{
  WayGs1Lint lint = way_gs1_lint_from_name (name);
  gsize at, len = strlen (input);
  WayGs1Fault fault;

  if (lint == WAY_GS1_LINT_NONE)
    g_error ("there is no check “%s”", name);
  fault = way_gs1_lint_run (lint, input, len, &at);
  if (strcmp (way_gs1_fault_get_name (fault), expected) != 0)
    g_error ("%s of “%s”: %s instead of %s", name, input, way_gs1_fault_get_name (fault),
             expected);
  g_assert_cmpuint (at, <=, len);
}

/* Every row of the published cases. Those of company prefixes were made with a look-up
 * that we don't have: what they refuse as unknown or offline is well formed. */
static void
test_vectors (void)
{
  g_autofree char *text = way_test_read_vector ("gs1-ai-linters/linters.tsv", NULL);
  g_auto (GStrv) lines = text != NULL ? g_strsplit (text, "\n", -1) : NULL;
  guint n = 0;

  for (gsize i = 1; lines != NULL && lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], "\t", -1);

      if (g_strv_length (fields) < 3)
        continue;
      if (g_str_has_prefix (fields[0], "gcppos"))
        check (fields[0], fields[2], "NONE");
      else
        check (fields[0], fields[2],
               strcmp (fields[1], "pass") == 0 ? "NONE" : fields[3]);
      n++;
    }
  if (text != NULL)
    g_assert_cmpuint (n, >, 1000);
}

static void
test_character_sets (void)
{
  static const char cset82[] = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_"
                               "abcdefghijklmnopqrstuvwxyz";
  static const char cset39[] = "#-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  static const char index[] = "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_"
                              "abcdefghijklmnopqrstuvwxyz";
  gsize at;

  g_assert_cmpuint (strlen (cset82), ==, 82);
  g_assert_cmpuint (strlen (cset39), ==, 39);
  for (int c = 0; c < 256; c++)
    {
      char text = (char) c;
      gboolean is_82 = c != 0 && strchr (cset82, c) != NULL;
      gboolean is_39 = c != 0 && strchr (cset39, c) != NULL;
      gboolean is_index = c != 0 && strchr (index, c) != NULL;

      g_assert_cmpint (way_gs1_lint_cset82 (&text, 1, &at) == WAY_GS1_FAULT_NONE, ==,
                       is_82);
      g_assert_cmpint (way_gs1_lint_cset39 (&text, 1, &at) == WAY_GS1_FAULT_NONE, ==,
                       is_39);
      g_assert_cmpint (way_gs1_lint_importeridx (&text, 1, &at) == WAY_GS1_FAULT_NONE, ==,
                       is_index);
      g_assert_cmpint (way_gs1_lint_cset64 (&text, 1, &at) == WAY_GS1_FAULT_NONE, ==,
                       is_index);
    }
}

static void
test_padding (void)
{
  check ("cset64", "", "NONE");
  check ("cset64", "12", "NONE");
  check ("cset64", "12=", "NONE");
  check ("cset64", "1==", "NONE");
  check ("cset64", "===", "INVALID_CSET64_PADDING");
  check ("cset64", "123=", "INVALID_CSET64_PADDING");
  check ("cset64", "12==", "INVALID_CSET64_PADDING");
  check ("cset64", "AB=C", "INVALID_CSET64_CHARACTER");
}

/* How many of all codes pass, and some by name */
static void
test_code_lists (void)
{
  guint countries = 0, letters = 0, currencies = 0;
  gsize at;

  for (int i = 0; i < 1000; i++)
    {
      char number[12];

      g_snprintf (number, sizeof number, "%03d", i);
      countries += way_gs1_lint_iso3166 (number, 3, &at) == WAY_GS1_FAULT_NONE;
      currencies += way_gs1_lint_iso4217 (number, 3, &at) == WAY_GS1_FAULT_NONE;
    }
  for (char a = 'A'; a <= 'Z'; a++)
    for (char b = 'A'; b <= 'Z'; b++)
      {
        char code[3] = { a, b, 0 };

        letters += way_gs1_lint_iso3166alpha2 (code, 2, &at) == WAY_GS1_FAULT_NONE;
      }
  g_assert_cmpuint (countries, ==, 249);
  g_assert_cmpuint (letters, ==, 249);
  g_assert_cmpuint (currencies, ==, 183);
  check ("iso3166", "156", "NONE");
  check ("iso3166", "156_", "NOT_ISO3166");
  check ("iso3166", "15", "NOT_ISO3166");
  check ("iso3166", "", "NOT_ISO3166");
  check ("iso3166alpha2", "CN", "NONE");
  check ("iso3166alpha2", "C", "NOT_ISO3166_ALPHA2");
  check ("iso3166alpha2", "EU", "NOT_ISO3166_ALPHA2");
  check ("iso4217", "978", "NONE");
  check ("iso4217", "924", "NONE");
  check ("iso4217", "000", "NOT_ISO4217");
}

static void
test_company_prefix (void)
{
  check ("gcppos1", "0123", "NONE");
  check ("gcppos1", "0123A", "NONE");
  check ("gcppos1", "012", "TOO_SHORT_FOR_GCP");
  check ("gcppos1", "012A", "INVALID_GCP_PREFIX");
  check ("gcppos2", "I0123", "NONE");
  check ("gcppos2", "I012", "TOO_SHORT_FOR_GCP");
  check ("gcppos2", "I", "TOO_SHORT_FOR_GCP");
  check ("gcppos2", "I01A3", "INVALID_GCP_PREFIX");
}

/* North American coupons: the least, each optional field, each way to be wrong */
static void
test_coupons (void)
{
  static const char base[] = "012345612345611110123";
  static const struct
  {
    const char *tail;
    const char *expected;
  } rows[] = {
    { "", "NONE" },
    { "101101239", "NONE" },
    { "101101230123456", "NONE" },
    { "10110123012345", "COUPON_TRUNCATED" },
    { "10110123912345", "COUPON_EXCESS_DATA" },
    { "10110123", "COUPON_MISSING" },
    { "1011012", "COUPON_TRUNCATED" },
    { "101101237", "COUPON_INVALID_LENGTH" },
    { "10115", "COUPON_INVALID_CODE" },
    { "106", "COUPON_INVALID_LENGTH" },
    { "14", "COUPON_INVALID_CODE" },
    { "1", "COUPON_MISSING" },
    { "21101239", "NONE" },
    { "10110123921101239", "NONE" },
    { "21101239101101239", "COUPON_EXCESS_DATA" },
    { "2110", "COUPON_TRUNCATED" },
    { "3500606", "NONE" },
    { "3500631", "COUPON_INVALID_DATE" },
    { "350060", "COUPON_TRUNCATED" },
    { "35006064500606", "NONE" },
    { "35006064500607", "COUPON_EXPIRATION_BEFORE_START" },
    { "45006063500606", "COUPON_EXCESS_DATA" },
    { "50123456", "NONE" },
    { "5012345", "COUPON_TRUNCATED" },
    { "5", "COUPON_MISSING" },
    { "611234567", "NONE" },
    { "60123456", "COUPON_INVALID_LENGTH" },
    { "90001", "NONE" },
    { "93", "COUPON_INVALID_CODE" },
    { "9003", "COUPON_MISSING" },
    { "903", "COUPON_INVALID_CODE" },
    { "90002", "COUPON_INVALID_CODE" },
    { "900000", "COUPON_EXCESS_DATA" },
    { "7", "COUPON_EXCESS_DATA" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strconcat (base, rows[i].tail, NULL);

      check ("couponcode", text, rows[i].expected);
    }
  check ("couponcode", "", "COUPON_MISSING");
  check ("couponcode", "a12345612345611110123", "NON_DIGIT_CHARACTER");
  check ("couponcode", "71234567890123", "COUPON_INVALID_LENGTH");
  check ("couponcode", "0123456", "COUPON_TRUNCATED");
  check ("couponcode", "01234561234560", "COUPON_INVALID_LENGTH");
}

static void
test_positive_offers (void)
{
  check ("couponposoffer", "001234561234560123456", "NONE");
  check ("couponposoffer", "061234567890121234569123456789012345", "NONE");
  check ("couponposoffer", "201234561234560123456", "COUPON_INVALID_CODE");
  check ("couponposoffer", "07", "COUPON_INVALID_LENGTH");
  check ("couponposoffer", "0", "COUPON_MISSING");
  check ("couponposoffer", "", "COUPON_MISSING");
  check ("couponposoffer", "00123456", "COUPON_TRUNCATED");
  check ("couponposoffer", "00123456123456", "COUPON_MISSING");
  check ("couponposoffer", "0012345612345601234567", "COUPON_EXCESS_DATA");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gs1/lint/vectors", test_vectors);
  g_test_add_func ("/gs1/lint/character-sets", test_character_sets);
  g_test_add_func ("/gs1/lint/padding", test_padding);
  g_test_add_func ("/gs1/lint/code-lists", test_code_lists);
  g_test_add_func ("/gs1/lint/company-prefix", test_company_prefix);
  g_test_add_func ("/gs1/lint/coupons", test_coupons);
  g_test_add_func ("/gs1/lint/positive-offers", test_positive_offers);
  return g_test_run ();
}
