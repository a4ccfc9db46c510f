/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "way-digital-link.h"
#include "way-test.h"
#include "way-uri-escape.h"

/* The published cases were made with options of their maker's engine switched on and off
 * between them. By default, and here, these are refused: names instead of numbers, GTINs
 * without their zeros, identifiers that don't exist. */
static const char *const need_an_option[] = {
  "https://a/gtin/12312312312333/ser/ABC123",
  "https://a/01/2112345678900",
  "https://a/01/416000336108",
  "https://a/01/02345673",
  "https://brand.example.com/01/9520123456788",
  "https://example.com/01/09520123456788?99=XYZ&89=ABC123",
};

/* Undoes the \xNN of the vectors. */
static GString *
decode (const char *text)
{
  GString *out = g_string_new (NULL);

  for (; *text != '\0'; text++)
    if (text[0] == '\\' && text[1] == 'x')
      {
        int byte = g_ascii_xdigit_value (text[2]) << 4 | g_ascii_xdigit_value (text[3]);

        g_string_append_c (out, (char) byte);
        text += 3;
      }
    else
      g_string_append_c (out, *text);
  return out;
}

static void
check (const char *uri, gsize len, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayGs1Elements)
      elements = way_gs1_parse_digital_link (WAY_SLICE_INIT (uri, len), &error);
  g_autofree char *text = elements != NULL ? way_gs1_to_element_string (elements) : NULL;

  if (g_strcmp0 (text, expected) != 0)
    g_error ("%s: %s instead of %s (%s)", uri, text, expected,
             error != NULL ? error->message : "no error");
  if (expected == NULL)
    g_assert_true (error->domain == WAY_ERROR && error->message[0] != '\0');
}

static void
refuse (const char *uri)
{
  check (uri, strlen (uri), NULL);
}

static void
accept (const char *uri, const char *expected)
{
  check (uri, strlen (uri), expected);
}

static void
test_vectors (void)
{
  g_autofree char *text =
      way_test_read_vector ("gs1-digital-link/parse-dl-uri.tsv", NULL);
  g_auto (GStrv) lines = text != NULL ? g_strsplit (text, "\n", -1) : NULL;
  guint n = 0, n_optional = 0;

  for (gsize i = 1; lines != NULL && lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], "\t", -1);
      g_autoptr (GString) uri = NULL;
      gboolean is_valid;

      if (g_strv_length (fields) < 2)
        continue;
      uri = decode (fields[1]);
      is_valid = strcmp (fields[0], "true") == 0;
      for (gsize j = 0; j < G_N_ELEMENTS (need_an_option); j++)
        if (is_valid && strcmp (uri->str, need_an_option[j]) == 0)
          {
            is_valid = FALSE;
            n_optional++;
          }
      check (uri->str, uri->len, is_valid ? fields[2] : NULL);
      n++;
    }
  if (text == NULL)
    return;
  g_assert_cmpuint (n, >=, 59);
  g_assert_cmpuint (n_optional, ==, G_N_ELEMENTS (need_an_option));
}

static void
check_escape (const char *in, const char *expected, gboolean is_query, gboolean is_escape)
{
  g_autoptr (GString) input = decode (in);
  g_autoptr (GString) output = decode (expected);
  g_autoptr (GString) result = NULL;

  if (is_escape)
    {
      result = g_string_new (NULL);
      way_uri_escape (result, WAY_SLICE_INIT (input->str, input->len), is_query);
    }
  else
    result = way_uri_unescape (WAY_SLICE_INIT (input->str, input->len), is_query);
  g_assert_cmpmem (result->str, result->len, output->str, output->len);
}

static void
test_escapes (gconstpointer data)
{
  gboolean is_escape = GPOINTER_TO_INT (data);
  g_autofree char *text = way_test_read_vector (
      is_escape ? "gs1-digital-link/uri-escape.tsv" : "gs1-digital-link/uri-unescape.tsv",
      NULL);
  g_auto (GStrv) lines = text != NULL ? g_strsplit (text, "\n", -1) : NULL;

  for (gsize i = 1; lines != NULL && lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], "\t", -1);

      if (g_strv_length (fields) < 3)
        continue;
      check_escape (fields[0], fields[1], FALSE, is_escape);
      check_escape (fields[0], fields[2], TRUE, is_escape);
    }
}

/* Scheme, domain and stem are anybody's; their characters are not. */
static void
test_origin (void)
{
  accept ("HTTP://a/01/12312312312333", "^0112312312312333");
  accept ("HTTPS://xn--fsq.xn--0zwm56d/01/12312312312333", "^0112312312312333");
  accept ("https://a:65535/01/12312312312333", "^0112312312312333");
  accept ("https://a/00/faux/00/006141411234567890", "^00006141411234567890");
  accept ("https://a/01/x/8004/1234A", "^80041234A");
  refuse ("ftp://a/01/12312312312333");
  refuse ("https:///01/12312312312333");
  refuse ("https://00/006141411234567890");
  refuse ("https://[fe80::1%25lo]/01/12312312312333");
  refuse ("https://u@a/01/12312312312333");
  refuse ("https://a_b/01/12312312312333");
  refuse ("https://a?b/01/12312312312333");
  refuse (" https://a/01/12312312312333");
  refuse ("https://a/01/12312312312333 ");
  refuse ("https://a/01/12312312312333\"");
  refuse ("https://a/01/12312312312333\xc3\xa9");
  check ("https://a/01/12312312312333\0", 28, NULL);
}

static void
test_path (void)
{
  accept ("https://a/01/12312312312333/22/TEST/10/ABC/21/XYZ",
          "^011231231231233322TEST^10ABC^21XYZ");
  accept ("https://a/01/12312312312333/22/ABC+123", "^011231231231233322ABC+123");
  accept ("https://a/01/12312312312333/10/A%2FB%2f%25", "^011231231231233310A/B/%");
  accept ("https://a/01/12312312312333/10/ABC%2", "^011231231231233310ABC%2");
  accept ("https://a/415/9520123456788/8020/X", "^41595201234567888020X");
  accept ("https://a/414/9520123456788/7040/1ABC", "^414952012345678870401ABC");
  accept ("https://a/01/%30%39520123456788", "^0109520123456788");
  refuse ("https://a/01/12312312312333/21/XYZ/10/ABC");
  refuse ("https://a/01/12312312312333/10/A/10/A");
  refuse ("https://a/01/12312312312333/235/T/10/A");
  refuse ("https://a/01/12312312312333/");
  refuse ("https://a/01/12312312312333/10");
  refuse ("https://a/01//10/A");
  refuse ("https://a/10/ABC/01/12312312312333/21");
  refuse ("https://a/01/12312312312334");
  refuse ("https://a/01/1231231231233A");
  refuse ("https://a/1/12312312312333");
  refuse ("https://a/001/12312312312333");
  refuse ("https://a/253/1231231231232TEST56789012345678");
  refuse ("https://a/01/12312312312333/10/A%20B");
  refuse ("https://a/01/12312312312333/10/A%5EB");
  refuse ("https://a/01/12312312312333/10/A%00B");
  refuse ("https://a/01/12312312312333/10/A%1DB");
  refuse ("https://a/01/12312312312333/10/A%C3%A9");
  refuse ("https://a/01/12312312312333/21/123456789012345678901");
  refuse ("https://a/415/9520123456788");
  refuse ("https://a/gtin/12312312312333");
}

static void
test_query (void)
{
  accept ("https://id.gs1.org/01/09520123456788/235/XYZ?10=ABC123",
          "^0109520123456788235XYZ^10ABC123");
  accept ("https://a/8004/9520614141234567?01=9520123456788",
          "^80049520614141234567^0109520123456788");
  accept ("https://a/01/12312312312333?%39%39=ABC", "^0112312312312333");
  accept ("https://a/01/12312312312333?=99&linkType=gs1:pip&c=1", "^0112312312312333");
  accept ("https://a/01/12312312312333?99=A=B", "^011231231231233399A=B");
  accept ("https://a/01/12312312312333?99=%28", "^011231231231233399(");
  accept ("https://a/01/12312312312333#?99=ABC", "^0112312312312333");
  accept ("https://a/01/12312312312333?99=A/B?C", "^011231231231233399A/B?C");
  refuse ("https://a/01/12312312312333?99=ABC&999=faux");
  refuse ("https://a/01/12312312312333?1=2");
  refuse ("https://a/01/12312312312333/10/A?10=A");
  refuse ("https://a/01/12312312312333/10/A?22=B");
  refuse ("https://a/01/12312312312333?21=A");
  refuse ("https://a/01/12312312312333?8200=http:%2f%2fa");
  refuse ("https://a/01/12312312312333?99=A%00");
  refuse ("https://a/01/12312312312333?01=12312312312333");
  refuse ("https://a/8004/9520614141234567?01=520123456788");
  refuse ("https://a/01/12312312312333?17=201301");
}

/* Partners that must be there, partners that must not */
static void
test_pairing (void)
{
  refuse ("https://a/01/12312312312333?37=5");
  refuse ("https://a/01/12312312312333?3922=0299");
  refuse ("https://a/01/12312312312333?3100=000001&3101=000001");
  refuse ("https://a/00/006141411234567890?02=12312312312333");
  refuse ("https://a/8017/123456789012345675?8018=123456789012345675");
  refuse ("https://a/253/1231231231232?8030=AAAA");
  accept ("https://a/253/1231231231232X?8030=AAAA", "^2531231231231232X^8030AAAA");
}

/* The longest value that an identifier takes, and one more */
static void
test_lengths (void)
{
  GString *uri = g_string_new ("https://a/01/12312312312333?99=");
  g_autofree char *long_uri = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *value = g_strnfill (90, 'x');

  g_string_append (uri, value);
  expected = g_strconcat ("^011231231231233399", value, NULL);
  accept (uri->str, expected);
  g_string_append_c (uri, 'x');
  refuse (uri->str);
  g_string_free (uri, TRUE);
  long_uri = g_strnfill (WAY_GS1_MAX_TEXT + 1, 'a');
  memcpy (long_uri, "https://", 8);
  refuse (long_uri);
}

static void
check_build (const char *stem, const char *bracketed, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayGs1Elements)
      elements = way_gs1_parse_bracketed (way_slice_from_string (bracketed), &error);
  g_autofree char *uri = NULL;

  g_assert_no_error (error);
  uri = way_gs1_build_digital_link (elements, stem, &error);
  g_assert_cmpstr (uri, ==, expected);
  g_assert_true ((uri == NULL) == (error != NULL));
}

static void
test_build (void)
{
  static const char stem[] = "https://example.com";

  check_build (NULL, "(01)12312312312326(21)abc123",
               "https://id.gs1.org/01/12312312312326/21/abc123");
  check_build ("https://example.com/a/", "(01)12312312312326(21)abc123",
               "https://example.com/a/01/12312312312326/21/abc123");
  check_build (stem, "(01)12312312312326(22)ABC(10)DEF(21)GHI(95)INT",
               "https://example.com/01/12312312312326/22/ABC/10/DEF/21/GHI?95=INT");
  check_build (stem, "(21)XYZ(01)12312312312333(10)ABC123(99)XYZ",
               "https://example.com/01/12312312312333/10/ABC123/21/XYZ?99=XYZ");
  check_build (stem, "(01)12312312312333(10)ABC+123(99)XYZ+QWERTY",
               "https://example.com/01/12312312312333/10/ABC%2B123?99=XYZ%2BQWERTY");
  check_build (stem, "(98)ABC(253)9526064000028000001(99)000001(8017)795260646688514634",
               "https://example.com/253/"
               "9526064000028000001?98=ABC&99=000001&8017=795260646688514634");
  check_build (stem, "(253)9526064000028000001(99)000001(01)12312312312326(10)DEF(95)INT",
               "https://example.com/253/"
               "9526064000028000001?01=12312312312326&99=000001&10=DEF&95=INT");
  check_build (stem, "(01)12312312312326(10)ABC123(10)ABC123(99)XYZ789(99)XYZ789",
               "https://example.com/01/12312312312326/10/ABC123?99=XYZ789");
  check_build (stem, "(01)12312312312326(235)TPX(99)1",
               "https://example.com/01/12312312312326/235/TPX?99=1");
}

static void
test_build_refuses (void)
{
  static const char link[] = "(01)12312312312326";

  check_build (NULL, "(01)12312312312326(8200)http://example.com", NULL);
  check_build (NULL, "(01)12312312312326(235)TPX(22)ABC(10)DEF", NULL);
  check_build (NULL, "(400)ABC", NULL);
  check_build ("example.com", link, NULL);
  check_build ("https://", link, NULL);
  check_build ("https://a b", link, NULL);
  check_build ("https://a/?x=1", link, NULL);
  check_build ("https://a/#x", link, NULL);
}

/* What is built is read as the same thing. */
static void
test_round_trip (void)
{
  static const char *const rows[] = {
    "(01)09520123456788(10)A/B(21)!%&\\(*+,-./:;<=>?_",
    "(00)006141411234567890(02)12312312312333(37)25(10)ABC",
    "(8006)123123123123330102(21)X(99)%20+",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (WayGs1Elements) elements = NULL;
      g_autoptr (WayGs1Elements) again = NULL;
      g_autofree char *uri = NULL;

      elements = way_gs1_parse_bracketed (way_slice_from_string (rows[i]), &error);
      g_assert_no_error (error);
      uri = way_gs1_build_digital_link (elements, NULL, &error);
      g_assert_no_error (error);
      again = way_gs1_parse_digital_link (way_slice_from_string (uri), &error);
      g_assert_no_error (error);
      g_assert_cmpuint (way_gs1_elements_get_n (again), ==,
                        way_gs1_elements_get_n (elements));
      for (guint j = 0; j < way_gs1_elements_get_n (elements); j++)
        {
          const WayGs1Element *item = way_gs1_elements_get (elements, j);

          g_assert_cmpstr (way_gs1_elements_lookup (again, item->ai)->value, ==,
                           item->value);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gs1/link/vectors", test_vectors);
  g_test_add_data_func ("/gs1/link/escape", GINT_TO_POINTER (TRUE), test_escapes);
  g_test_add_data_func ("/gs1/link/unescape", GINT_TO_POINTER (FALSE), test_escapes);
  g_test_add_func ("/gs1/link/origin", test_origin);
  g_test_add_func ("/gs1/link/path", test_path);
  g_test_add_func ("/gs1/link/query", test_query);
  g_test_add_func ("/gs1/link/pairing", test_pairing);
  g_test_add_func ("/gs1/link/lengths", test_lengths);
  g_test_add_func ("/gs1/link/build", test_build);
  g_test_add_func ("/gs1/link/build-refuses", test_build_refuses);
  g_test_add_func ("/gs1/link/round-trip", test_round_trip);
  return g_test_run ();
}
