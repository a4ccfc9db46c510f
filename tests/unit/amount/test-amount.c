/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "way-amount.h"
#include "way-test.h"

static WayAmount
amount (const char *code, guint64 minor)
{
  WayAsset asset;
  WayAmount result;

  g_assert_true (way_asset_init (&asset, way_slice_from_string (code)));
  g_assert_cmpint (way_amount_init (&result, &asset, minor), ==, WAY_RESULT_OK);
  return result;
}

static void
test_asset (void)
{
  static const char *const good[] = { "EUR", "WAY1", "A23456789012" };
  static const char *const bad[] = { "",    "EU",  "eur",           "EuR",
                                     "1EU", "EU ", "A234567890123", "\xc3\x84UR" };
  WayAsset asset;

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_assert_true (way_asset_init (&asset, way_slice_from_string (good[i])));
      g_assert_cmpstr (asset.code, ==, good[i]);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (way_asset_init (&asset, way_slice_from_string (bad[i])));
}

static void
test_arithmetic (void)
{
  WayAmount a = amount ("EUR", 250), b = amount ("EUR", 100), out;
  WayAmount most = amount ("EUR", WAY_AMOUNT_MAX), one = amount ("EUR", 1);
  int order;

  g_assert_cmpint (way_amount_add (&a, &b, &out), ==, WAY_RESULT_OK);
  g_assert_cmpuint (out.minor, ==, 350);
  g_assert_cmpstr (out.asset.code, ==, "EUR");
  g_assert_cmpint (way_amount_subtract (&a, &b, &out), ==, WAY_RESULT_OK);
  g_assert_cmpuint (out.minor, ==, 150);
  g_assert_cmpint (way_amount_multiply (&a, 4, &out), ==, WAY_RESULT_OK);
  g_assert_cmpuint (out.minor, ==, 1000);
  g_assert_cmpint (way_amount_compare (&a, &b, &order), ==, WAY_RESULT_OK);
  g_assert_cmpint (order, >, 0);
  /* what can't be done leaves the result as it was */
  g_assert_cmpint (way_amount_subtract (&b, &a, &out), ==, WAY_RESULT_TOO_MUCH);
  g_assert_cmpint (way_amount_add (&most, &one, &out), ==, WAY_RESULT_OUT_OF_RANGE);
  g_assert_cmpint (way_amount_multiply (&most, 2, &out), ==, WAY_RESULT_OUT_OF_RANGE);
  g_assert_cmpint (way_amount_multiply (&most, G_MAXUINT64, &out), ==,
                   WAY_RESULT_OUT_OF_RANGE);
  g_assert_cmpint (way_amount_init (&out, &one.asset, WAY_AMOUNT_MAX + 1), ==,
                   WAY_RESULT_OUT_OF_RANGE);
  g_assert_cmpuint (out.minor, ==, 1000);
}

static void
test_mixed_assets (void)
{
  WayAmount a = amount ("EUR", 1), b = amount ("CNY", 1), out;
  int order;

  g_assert_cmpint (way_amount_add (&a, &b, &out), ==, WAY_RESULT_UNIT_MISMATCH);
  g_assert_cmpint (way_amount_subtract (&a, &b, &out), ==, WAY_RESULT_UNIT_MISMATCH);
  g_assert_cmpint (way_amount_compare (&a, &b, &order), ==, WAY_RESULT_UNIT_MISMATCH);
}

static void
test_rounding (void)
{
  /* numerator over 4: for each rounding the quotients of 0 to 8 */
  static const guint64 expected[][9] = {
    [WAY_ROUND_DOWN] = { 0, 0, 0, 0, 1, 1, 1, 1, 2 },
    [WAY_ROUND_UP] = { 0, 1, 1, 1, 1, 2, 2, 2, 2 },
    [WAY_ROUND_HALF_UP] = { 0, 0, 1, 1, 1, 1, 2, 2, 2 },
    [WAY_ROUND_HALF_EVEN] = { 0, 0, 0, 1, 1, 1, 2, 2, 2 },
  };
  WayRate rate = { 1, 4 };

  for (guint rounding = 0; rounding < G_N_ELEMENTS (expected); rounding++)
    for (guint64 minor = 0; minor < 9; minor++)
      {
        WayAmount a = amount ("EUR", minor), out;

        g_assert_cmpint (
            way_amount_convert (&a, &rate, (WayRounding) rounding, &a.asset, &out), ==,
            WAY_RESULT_OK);
        g_assert_cmpuint (out.minor, ==, expected[rounding][minor]);
      }
}

static void
test_convert (void)
{
  WayAmount a = amount ("EUR", WAY_AMOUNT_MAX), other = amount ("JPY", 0), out;
  WayRate big = { G_MAXUINT64, G_MAXUINT64 }, none = { 1, 0 }, zero = { 0, 1 };
  WayRate twice = { 2, 1 };

  g_assert_cmpint (way_amount_convert (&a, &big, WAY_ROUND_DOWN, &other.asset, &out), ==,
                   WAY_RESULT_OK);
  g_assert_cmpuint (out.minor, ==, WAY_AMOUNT_MAX);
  g_assert_cmpstr (out.asset.code, ==, "JPY");
  g_assert_cmpint (way_amount_convert (&a, &twice, WAY_ROUND_DOWN, &a.asset, &out), ==,
                   WAY_RESULT_OUT_OF_RANGE);
  g_assert_cmpint (way_amount_convert (&a, &none, WAY_ROUND_DOWN, &a.asset, &out), ==,
                   WAY_RESULT_OUT_OF_RANGE);
  g_assert_cmpint (way_amount_convert (&a, &zero, WAY_ROUND_DOWN, &a.asset, &out), ==,
                   WAY_RESULT_OUT_OF_RANGE);
}

/* An exhaustive tiny world: nothing is lost, nobody is a unit away from her part. */
static void
test_share_world (void)
{
  for (guint64 minor = 0; minor <= 12; minor++)
    for (guint code = 1; code < 4 * 4 * 4; code++)
      {
        guint64 weights[] = { code % 4, code / 4 % 4, code / 16 };
        guint64 total = weights[0] + weights[1] + weights[2], sum = 0;
        WayAmount a = amount ("EUR", minor), out[3];

        g_assert_cmpint (way_amount_share (&a, weights, 3, out), ==, WAY_RESULT_OK);
        for (gsize i = 0; i < 3; i++)
          {
            gint64 away = (gint64) (out[i].minor * total) - (gint64) (minor * weights[i]);

            g_assert_cmpint (ABS (away), <, total);
            sum += out[i].minor;
          }
        g_assert_cmpuint (sum, ==, minor);
      }
}

static void
test_share (void)
{
  guint64 thirds[] = { 1, 1, 1 }, uneven[] = { 1, 2, 0, 3 }, none[] = { 0, 0 };
  guint64 wide[] = { G_MAXUINT64, 1 };
  WayAmount a = amount ("EUR", 100), out[4];

  g_assert_cmpint (way_amount_share (&a, thirds, 3, out), ==, WAY_RESULT_OK);
  g_assert_cmpuint (out[0].minor, ==, 34);
  g_assert_cmpuint (out[1].minor, ==, 33);
  g_assert_cmpuint (out[2].minor, ==, 33);
  g_assert_cmpint (way_amount_share (&a, uneven, 4, out), ==, WAY_RESULT_OK);
  g_assert_cmpuint (out[0].minor, ==, 17);
  g_assert_cmpuint (out[1].minor, ==, 33);
  g_assert_cmpuint (out[2].minor, ==, 0);
  g_assert_cmpuint (out[3].minor, ==, 50);
  g_assert_cmpint (way_amount_share (&a, none, 2, out), ==, WAY_RESULT_OUT_OF_RANGE);
  g_assert_cmpint (way_amount_share (&a, wide, 2, out), ==, WAY_RESULT_OUT_OF_RANGE);
  g_assert_cmpint (way_amount_share (&a, thirds, 0, out), ==, WAY_RESULT_OUT_OF_RANGE);
}

static void
test_text (void)
{
  static const struct
  {
    const char *text;
    guint exponent;
    guint64 minor;
    const char *back;
  } rows[] = {
    { "0", 2, 0, "0.00" },
    { "12.34", 2, 1234, "12.34" },
    { "12.3", 2, 1230, "12.30" },
    { "12", 2, 1200, "12.00" },
    { "0.05", 2, 5, "0.05" },
    { "1234", 0, 1234, "1234" },
    { "1.234", 3, 1234, "1.234" },
    { "10000000000000", 2, WAY_AMOUNT_MAX, "10000000000000.00" },
    { "0.000000000001", 12, 1, "0.000000000001" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *back = NULL;
      guint64 minor = 99;

      way_minor_parse (way_slice_from_string (rows[i].text), rows[i].exponent, &minor,
                       &error);
      g_assert_no_error (error);
      g_assert_cmpuint (minor, ==, rows[i].minor);
      back = way_minor_format (minor, rows[i].exponent);
      g_assert_cmpstr (back, ==, rows[i].back);
    }
}

static void
test_text_refuses (void)
{
  static const char *const rows[] = {
    "",
    ".",
    "1.",
    ".5",
    "-1",
    "+1",
    "1,5",
    "1.234",
    "01",
    "1.2.3",
    "1 0",
    "1e2",
    "0x1",
    "1.5\n",
    " 1",
    "１",
    "00.5",
    "10000000000000.01",
    "99999999999999999999999999999999",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      guint64 minor = 99;

      if (way_minor_parse (way_slice_from_string (rows[i]), 2, &minor, &error))
        g_error ("“%s” was accepted", rows[i]);
      g_assert_nonnull (error);
      g_assert_cmpuint (minor, ==, 99);
    }
  g_assert_false (
      way_minor_parse (way_slice_from_string ("1.0"), 0, &(guint64) { 0 }, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/amount/asset", test_asset);
  g_test_add_func ("/amount/arithmetic", test_arithmetic);
  g_test_add_func ("/amount/mixed-assets", test_mixed_assets);
  g_test_add_func ("/amount/rounding", test_rounding);
  g_test_add_func ("/amount/convert", test_convert);
  g_test_add_func ("/amount/share-world", test_share_world);
  g_test_add_func ("/amount/share", test_share);
  g_test_add_func ("/amount/text", test_text);
  g_test_add_func ("/amount/text-refuses", test_text_refuses);
  return g_test_run ();
}
