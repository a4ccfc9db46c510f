/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "way-gs1-code.h"
#include "way-test.h"

#define ROUNDS 20000

static const char *const seeds[] = {
  "https://id.gs1.org/01/09520123456788/22/2A/10/ABC%2F1/21/12345?17=201225&3103=000195",
  "https://a/8004/"
  "9520614141234567?01=9520123456788&99=%28x%29+y#c=8PHy8_T19vf4-fr7_P3-_w",
  "https://id.gs1.org/00/952012345678912345?02=09520123456788&37=25&10=ABC123",
  "(01)12345678901231(10)12345\\(11)991225(8008)201225153059(423)156276",
  "(253)9526064000028000001(99)000001(8017)795260646688514634(8030)AAA=",
  "^0112345678901231800112341234512398^7007211225211231^10ABC123",
  "]d2011231231231233310ABC123\x1d"
  "99TESTING",
  "]E02112345678900",
  "04252614",
  "0 0614141 123456789 0",
};
/* what the parsers look at, and some that they must not */
static const char alphabet[] = "0123456789()^\\/?&=#%+:.,AZaz_ -]\x1d\xff\x01\xc3";

/* One to four characters replaced, removed, doubled or exchanged. */
static void
mutate (GRand *random, GString *text)
{
  for (int n = g_rand_int_range (random, 1, 5); n > 0 && text->len > 0; n--)
    {
      gssize at = g_rand_int_range (random, 0, (gint32) text->len);
      char c = alphabet[g_rand_int_range (random, 0, sizeof alphabet - 1)];

      switch (g_rand_int_range (random, 0, 4))
        {
        case 0:
          text->str[at] = c;
          break;
        case 1:
          g_string_erase (text, at, 1);
          break;
        case 2:
          g_string_insert_c (text, at, c);
          break;
        default:
          g_string_truncate (text, (gsize) at);
          break;
        }
    }
}

static void
assert_same (WayGs1Elements *elements, WayGs1Elements *again, const GError *error)
{
  g_assert_no_error (error);
  g_assert_cmpuint (way_gs1_elements_get_n (elements), ==,
                    way_gs1_elements_get_n (again));
  for (guint i = 0; i < way_gs1_elements_get_n (elements); i++)
    {
      g_assert_cmpstr (way_gs1_elements_get (elements, i)->ai, ==,
                       way_gs1_elements_get (again, i)->ai);
      g_assert_cmpstr (way_gs1_elements_get (elements, i)->value, ==,
                       way_gs1_elements_get (again, i)->value);
    }
}

/* Every form that a message can be written in reads back as that message. */
static void
check_forms (WayGs1Elements *elements)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *string = way_gs1_to_element_string (elements);
  g_autofree char *bracketed = way_gs1_to_bracketed (elements);
  g_autofree char *uri = way_gs1_build_digital_link (elements, NULL, NULL);
  g_autoptr (WayGs1Elements) from_string =
      way_gs1_parse_element_string (way_slice_from_string (string), '^', &error);
  g_autoptr (WayGs1Elements) from_brackets = NULL;
  g_autoptr (WayGs1Elements) from_uri = NULL;
  g_autofree char *again = NULL;

  assert_same (elements, from_string, error);
  from_brackets = way_gs1_parse_bracketed (way_slice_from_string (bracketed), &error);
  assert_same (elements, from_brackets, error);
  if (uri == NULL)
    return;
  from_uri = way_gs1_parse_digital_link (way_slice_from_string (uri), &error);
  g_assert_no_error (error);
  again = way_gs1_build_digital_link (from_uri, NULL, &error);
  g_assert_cmpstr (again, ==, uri);
}

static void
check_text (const GString *text, guint *n_valid)
{
  WaySlice slice = WAY_SLICE_INIT (text->str, text->len);
  g_autoptr (WayGs1Elements) elements = NULL;
  g_autoptr (GError) error = NULL;
  WayGs1Code code;

  if (way_gs1_code_from_text (slice, NULL, &code, &elements, &error))
    {
      check_forms (elements);
      (*n_valid)++;
    }
  else
    g_assert_true (error->domain == WAY_ERROR
                   && g_utf8_validate (error->message, -1, NULL));
}

static void
test_mutations (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20251121);
  guint n_valid = 0;

  for (int i = 0; i < ROUNDS; i++)
    {
      g_autoptr (GString) text = g_string_new (seeds[i % G_N_ELEMENTS (seeds)]);

      mutate (random, text);
      check_text (text, &n_valid);
    }
  g_test_message ("%u of %d were valid", n_valid, ROUNDS);
  g_assert_cmpuint (n_valid, >, ROUNDS / 50);
  g_assert_cmpuint (n_valid, <, ROUNDS / 2);
}

static void
test_seeds (void)
{
  guint n_valid = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (seeds); i++)
    {
      g_autoptr (GString) text = g_string_new (seeds[i]);

      check_text (text, &n_valid);
    }
  g_assert_cmpuint (n_valid, >=, G_N_ELEMENTS (seeds) - 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gs1/property/seeds", test_seeds);
  g_test_add_func ("/gs1/property/mutations", test_mutations);
  return g_test_run ();
}
