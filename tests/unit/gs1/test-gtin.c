/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-gtin.h"
#include "way-test.h"

static void
check (const char *text, const char *expected)
{
  g_autoptr (GError) error = NULL;
  char gtin14[15] = "";

  g_assert_cmpint (way_gtin_to_gtin14 (text, gtin14, &error), ==, expected != NULL);
  g_assert_cmpstr (gtin14, ==, expected != NULL ? expected : "");
  g_assert_cmpint (error == NULL, ==, expected != NULL);
}

static void
test_gtin (void)
{
  check ("24012345678905", "24012345678905");
  check ("2112233789657", "02112233789657");
  check ("416000336108", "00416000336108");
  check ("02345680", "00000002345680");
  check ("24012345678909", NULL);
  check ("2112233789658", NULL);
  check ("416000336107", NULL);
  check ("02345689", NULL);
  check ("", NULL);
  check ("1", NULL);
  check ("123456789012345675", NULL);
  check ("2112233a89657", NULL);
  check (" 2112233789657", NULL);
}

static void
test_message (void)
{
  g_autoptr (GError) error = NULL;
  char gtin14[15];

  g_assert_false (way_gtin_to_gtin14 ("2112233789658", gtin14, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_BAD_CHECK_DIGIT);
  g_assert_cmpstr (error->message, ==,
                   "The check digit of the product number 2112233789658 is wrong: for "
                   "these digits it would be 7; a digit was mistyped or misread");
}

/* Of the ten last digits exactly one is right, and each single wrong digit is found. */
static void
test_check_digit (void)
{
  char number[] = "629104150021?";
  guint n_right = 0;

  for (char c = '0'; c <= '9'; c++)
    {
      number[12] = c;
      n_right += way_gs1_has_check_digit (number);
    }
  g_assert_cmpuint (n_right, ==, 1);
  g_assert_cmpint (way_gs1_check_digit ("629104150021"), ==, '3');
  number[12] = '3';
  for (int i = 0; i < 13; i++)
    for (char c = '0'; c <= '9'; c++)
      {
        char kept = number[i];

        if (c == kept)
          continue;
        number[i] = c;
        g_assert_false (way_gs1_has_check_digit (number));
        number[i] = kept;
      }
  g_assert_false (way_gs1_has_check_digit ("0"));
  g_assert_false (way_gs1_has_check_digit (""));
  g_assert_false (way_gs1_has_check_digit ("62910415002x3"));
}

static void
test_upce (void)
{
  static const char *const rows[][2] = {
    { "04252614", "042100005264" }, { "01234505", "012000003455" },
    { "01234531", "012300000451" }, { "01234543", "012340000053" },
    { "01234565", "012345000065" }, { "11234562", "112345000062" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      char gtin12[13];

      way_gtin_expand_upce (rows[i][0], gtin12, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (gtin12, ==, rows[i][1]);
      g_assert_true (way_gs1_has_check_digit (gtin12));
    }
}

static void
test_upce_refuses (void)
{
  static const char *const rows[] = { "04252615", "24252614", "0425261", "0425261a", "" };
  char gtin12[13];

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (way_gtin_expand_upce (rows[i], gtin12, &error));
      g_assert_nonnull (error);
    }
}

static void
test_others (void)
{
  g_assert_true (way_sscc_check ("123456789012345675", NULL));
  g_assert_false (way_sscc_check ("123456789012345670", NULL));
  g_assert_false (way_sscc_check ("12345678901234567", NULL));
  g_assert_true (way_gln_check ("9520123456788", NULL));
  g_assert_false (way_gln_check ("9520123456789", NULL));
  g_assert_false (way_gln_check ("09520123456788", NULL));
  g_assert_true (way_gsin_check ("95201234567891235", NULL));
  g_assert_false (way_gsin_check ("95201234567891236", NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gs1/gtin/gtin", test_gtin);
  g_test_add_func ("/gs1/gtin/message", test_message);
  g_test_add_func ("/gs1/gtin/check-digit", test_check_digit);
  g_test_add_func ("/gs1/gtin/upce", test_upce);
  g_test_add_func ("/gs1/gtin/upce-refuses", test_upce_refuses);
  g_test_add_func ("/gs1/gtin/others", test_others);
  return g_test_run ();
}
