/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <locale.h>

#include "way-country.h"
#include "way-present.h"

static void
assert_name (const char *code, const char *expected)
{
  g_autofree char *name = way_country_dup_name (code);

  g_assert_cmpstr (name, ==, expected);
}

static void
test_names (void)
{
  assert_name ("DE", "Germany");
  assert_name ("cn", "China");
  /* no country: shown as it is */
  assert_name ("QQ", "QQ");
  assert_name ("", "");
  assert_name ("China", "China");
}

static void
test_names_in_chinese (void)
{
  if (g_test_subprocess ())
    {
      assert_name ("DE", "德国");
      return;
    }
  g_setenv ("LANGUAGE", "zh_CN", TRUE);
  g_setenv ("LC_ALL", "zh_CN.UTF-8", TRUE);
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_unsetenv ("LANGUAGE");
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_trap_assert_passed ();
}

static void
test_list (void)
{
  g_autoptr (GListModel) countries = way_countries_new ();
  g_autoptr (WayCountry) none = g_list_model_get_item (countries, 0);
  g_autofree char *before = NULL;

  g_assert_cmpuint (g_list_model_get_n_items (countries), >, 200);
  g_assert_cmpstr (way_country_get_code (none), ==, "");
  g_assert_cmpuint (way_countries_find (countries, ""), ==, 0);
  g_assert_cmpuint (way_countries_find (countries, "QQ"), ==, G_MAXUINT);
  g_assert_cmpuint (way_countries_find (countries, "de"), ==,
                    way_countries_find (countries, "DE"));
  for (guint i = 1; i < g_list_model_get_n_items (countries); i++)
    {
      g_autoptr (WayCountry) country = g_list_model_get_item (countries, i);
      char *name;

      g_object_get (country, "name", &name, NULL);
      g_assert_true (before == NULL || g_utf8_collate (before, name) <= 0);
      g_free (before);
      before = name;
    }
}

static void
assert_term (guint64 days, const char *expected)
{
  g_autofree char *term = way_present_term (days);

  g_assert_cmpstr (term, ==, expected);
}

static void
test_terms (void)
{
  assert_term (1, "1 day");
  assert_term (45, "45 days");
  assert_term (365, "1 year");
  assert_term (730, "2 years");
  assert_term (731, "731 days");
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/services/country/names", test_names);
  g_test_add_func ("/services/country/names-in-chinese", test_names_in_chinese);
  g_test_add_func ("/services/country/list", test_list);
  g_test_add_func ("/services/country/terms", test_terms);
  return g_test_run ();
}
