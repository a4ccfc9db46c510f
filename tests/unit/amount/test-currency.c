/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "way-currency.h"
#include "way-test.h"

/* ISO 4217, list one: what has other than two decimals */
static void
test_exponents (void)
{
  static const char *const none[] = { "CLP", "ISK", "JPY", "KRW", "VND", "XAF", "XOF" };
  static const char *const three[] = { "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND" };
  gsize n;
  const WayCurrency *all = way_currency_get_all (&n);
  guint counts[5] = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (none); i++)
    g_assert_cmpint (way_currency_find (none[i])->exponent, ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (three); i++)
    g_assert_cmpint (way_currency_find (three[i])->exponent, ==, 3);
  g_assert_cmpint (way_currency_find ("EUR")->exponent, ==, 2);
  g_assert_cmpint (way_currency_find ("CNY")->exponent, ==, 2);
  g_assert_cmpint (way_currency_find ("CLF")->exponent, ==, 4);
  g_assert_cmpint (way_currency_find ("XAU")->exponent, ==, WAY_CURRENCY_NO_MINOR_UNIT);
  for (gsize i = 0; i < n; i++)
    if (all[i].exponent >= 0)
      counts[all[i].exponent]++;
  g_assert_cmpuint (counts[0], ==, 17);
  g_assert_cmpuint (counts[1], ==, 0);
  g_assert_cmpuint (counts[3], ==, 7);
  g_assert_cmpuint (counts[4], ==, 2);
}

static void
test_table (void)
{
  gsize n;
  const WayCurrency *all = way_currency_get_all (&n);

  for (gsize i = 0; i < n; i++)
    {
      g_assert_true (way_currency_find (all[i].code) == &all[i]);
      g_assert_cmpuint (strlen (all[i].number), ==, 3);
      if (i > 0)
        g_assert_cmpstr (all[i - 1].code, <, all[i].code);
      if (all[i].is_current)
        g_assert_true (way_currency_find_number (all[i].number) == &all[i]);
    }
  g_assert_cmpstr (way_currency_find_number ("532")->code, ==, "XCG");
  g_assert_cmpstr (way_currency_find_number ("191")->code, ==, "HRK");
  g_assert_null (way_currency_find ("ABC"));
  g_assert_null (way_currency_find ("eur"));
  g_assert_null (way_currency_find (""));
  g_assert_null (way_currency_find_number ("000"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/amount/currency/exponents", test_exponents);
  g_test_add_func ("/amount/currency/table", test_table);
  return g_test_run ();
}
