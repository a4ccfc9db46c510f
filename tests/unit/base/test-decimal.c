/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-decimal.h"

static void
test_order (void)
{
  static const struct
  {
    const char *a, *b;
    int order;
  } rows[] = {
    { "1", "1.0", 0 },       { "0", "-0.00", 0 },      { "2.5", "2.50", 0 },
    { "1e2", "100", 0 },     { "0.1e1", "1", 0 },      { "12E-1", "1.2", 0 },
    { "9", "10", -1 },       { "-9", "-10", 1 },       { "-1", "0", -1 },
    { "0.09", "0.1", -1 },   { "100", "99.99", 1 },    { "00012", "12", 0 },
    { "+3", "3", 0 },        { "1.10", "1.9", -1 },    { "1e-3", "0.0011", -1 },
    { "0e9", "0", 0 },       { "120", "1.2e2", 0 },    { "0.00", "0.0001", -1 },
    { "1000000", "1e6", 0 }, { "1234", "1234.5", -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      int order = 99;

      g_test_message ("%s %s", rows[i].a, rows[i].b);
      g_assert_true (way_decimal_compare (way_slice_from_string (rows[i].a),
                                          way_slice_from_string (rows[i].b), &order));
      g_assert_cmpint ((order > 0) - (order < 0), ==, rows[i].order);
      g_assert_true (way_decimal_compare (way_slice_from_string (rows[i].b),
                                          way_slice_from_string (rows[i].a), &order));
      g_assert_cmpint ((order > 0) - (order < 0), ==, -rows[i].order);
    }
}

static void
test_no_numbers (void)
{
  static const char *const rows[] = { "",      "-",  ".",   ".5",     "5.",
                                      "1.2.3", "1e", "1e+", "1e1000", "0x10",
                                      "1 ",    " 1", "NaN", "1,5",    "--1" };
  int order;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (way_decimal_compare (way_slice_from_string (rows[i]), way_slice_from_string ("1"),
                             &order))
      g_error ("“%s” was taken for a number", rows[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/decimal/order", test_order);
  g_test_add_func ("/base/decimal/no-numbers", test_no_numbers);
  return g_test_run ();
}
