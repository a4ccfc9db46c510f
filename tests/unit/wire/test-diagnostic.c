/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-cbor.h"
#include "way-json.h"
#include "way-test.h"

static char *
to_diagnostic (const char *hex)
{
  g_autoptr (GBytes) bytes = way_test_hex (hex);

  return way_cbor_to_diagnostic (way_slice_from_bytes (bytes));
}

typedef struct
{
  const char *hex;
  const char *text;
} Row;

/* RFC 8949 appendix A, as its table has it; there the text of a float is that of
 * ECMAScript with a decimal point. */
static const Row rfc8949[] = {
  { "00", "0" },
  { "1bffffffffffffffff", "18446744073709551615" },
  { "3bffffffffffffffff", "-18446744073709551616" },
  { "c249010000000000000000", "2(h'010000000000000000')" },
  { "20", "-1" },
  { "3903e7", "-1000" },
  { "f90000", "0.0" },
  { "f98000", "-0.0" },
  { "f93c00", "1.0" },
  { "fb3ff199999999999a", "1.1" },
  { "f93e00", "1.5" },
  { "f97bff", "65504.0" },
  { "fa47c35000", "100000.0" },
  { "fa7f7fffff", "3.4028234663852886e+38" },
  { "fb7e37e43c8800759c", "1.0e+300" },
  { "f90001", "5.960464477539063e-8" },
  { "f90400", "0.00006103515625" },
  { "f9c400", "-4.0" },
  { "fbc010666666666666", "-4.1" },
  { "f97c00", "Infinity" },
  { "f97e00", "NaN" },
  { "f9fc00", "-Infinity" },
  { "fa7f800000", "Infinity" },
  { "fa7fc00000", "NaN" },
  { "faff800000", "-Infinity" },
  { "fb7ff0000000000000", "Infinity" },
  { "fb7ff8000000000000", "NaN" },
  { "fbfff0000000000000", "-Infinity" },
  { "f4", "false" },
  { "f5", "true" },
  { "f6", "null" },
  { "f7", "undefined" },
  { "f0", "simple(16)" },
  { "f8ff", "simple(255)" },
  { "c074323031332d30332d32315432303a30343a30305a", "0(\"2013-03-21T20:04:00Z\")" },
  { "c1fb41d452d9ec200000", "1(1363896240.5)" },
  { "d818456449455446", "24(h'6449455446')" },
  { "40", "h''" },
  { "4401020304", "h'01020304'" },
  { "60", "\"\"" },
  { "62225c", "\"\\\"\\\\\"" },
  { "62c3bc", "\"\xc3\xbc\"" },
  { "64f0908591", "\"\xf0\x90\x85\x91\"" },
  { "80", "[]" },
  { "8301820203820405", "[1, [2, 3], [4, 5]]" },
  { "a0", "{}" },
  { "a26161016162820203", "{\"a\": 1, \"b\": [2, 3]}" },
  { "826161a161626163", "[\"a\", {\"b\": \"c\"}]" },
  { "5f42010243030405ff", "(_ h'0102', h'030405')" },
  { "7f657374726561646d696e67ff", "(_ \"strea\", \"ming\")" },
  { "9fff", "[_ ]" },
  { "9f018202039f0405ffff", "[_ 1, [2, 3], [_ 4, 5]]" },
  { "83019f0203ff820405", "[1, [_ 2, 3], [4, 5]]" },
  { "bf61610161629f0203ffff", "{_ \"a\": 1, \"b\": [_ 2, 3]}" },
  { "bf6346756ef563416d7421ff", "{_ \"Fun\": true, \"Amt\": -2}" },
  /* not in the appendix */
  { "bfff", "{_ }" },
  { "5fff", "(_ )" },
  { "fb0000000000000001", "5.0e-324" },
  { "fb7fefffffffffffff", "1.7976931348623157e+308" },
  { "fb0010000000000000", "2.2250738585072014e-308" },
  { "fa00000001", "1.401298464324817e-45" },
  { "fa5f800000", "18446744073709552000.0" },
  { "fb444b1ae4d6e2ef50", "1.0e+21" },
  { "fb4024333333333333", "10.1" },
  { "fb43e158e460913d00", "10000000000000000000.0" },
  { "fb3eb0c6f7a0b5ed8d", "0.000001" },
  { "fb3e7ad7f29abcaf48", "1.0e-7" },
};

static void
test_appendix_a (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rfc8949); i++)
    {
      g_autofree char *text = to_diagnostic (rfc8949[i].hex);

      g_assert_cmpstr (text, ==, rfc8949[i].text);
    }
}

/* The collections' own texts, where they have one. */
static void
check_vectors (const char *name, guint at_least)
{
  gsize len = 0;
  g_autofree char *contents = way_test_read_vector (name, &len);
  g_autoptr (yyjson_doc) doc = NULL;
  guint n_compared = 0;
  yyjson_val *row;
  gsize i, max;

  if (contents == NULL)
    return;
  doc = way_json_read (WAY_SLICE_INIT (contents, len), len, NULL);
  yyjson_arr_foreach (yyjson_doc_get_root (doc), i, max, row)
  {
    const char *hex = yyjson_get_str (yyjson_obj_get (row, "hex"));
    const char *expected = yyjson_get_str (yyjson_obj_get (row, "diagnostic"));
    g_autofree char *text = to_diagnostic (hex);

    /* simple(24) was well-formed in RFC 7049, from which the collection is */
    g_assert_cmpint (text != NULL, ==, !g_str_equal (hex, "f818"));
    if (text == NULL)
      continue;
    /* appendix A itself writes 1.0e+300, so this is 5.0e-324 */
    if (expected == NULL || g_str_equal (expected, "5e-324"))
      continue;
    g_assert_cmpstr (text, ==, expected);
    n_compared++;
  }
  g_assert_cmpuint (n_compared, >=, at_least);
}

static void
test_vectors (void)
{
  check_vectors ("cbor-rfc8949/appendix_a.json", 18);
  check_vectors ("dcbor/valid.json", 35);
}

static guint
count_digits (const char *text)
{
  guint n = 0, zeros = 0;

  for (; *text != '\0' && *text != 'e'; text++)
    {
      if (!g_ascii_isdigit (*text) || (n == 0 && *text == '0'))
        continue;
      n++;
      zeros = *text == '0' ? zeros + 1 : 0;
    }

  return n - zeros;
}

/* Against the C library: the text gives the same number back, and none has fewer digits. */
static void
test_floats (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (8949);

  g_test_message ("seed 8949");
  for (guint i = 0; i < 5000; i++)
    {
      guint64 bits = (guint64) g_rand_int (rand) << 32 | g_rand_int (rand);
      g_autofree char *hex = NULL, *text = NULL;
      char shortest[64] = "";
      double value, back;

      /* numbers with few significant bits too, and powers of two */
      bits &= i % 3 == 0   ? G_MAXUINT64
              : i % 3 == 1 ? ~G_GUINT64_CONSTANT (0) << 40
                           : ~G_GUINT64_CONSTANT (0) << 52;
      memcpy (&value, &bits, sizeof value);
      if (__builtin_isnan (value) || __builtin_isinf (value))
        continue;
      hex = g_strdup_printf ("fb%016" G_GINT64_MODIFIER "x", bits);
      text = to_diagnostic (hex);
      back = g_ascii_strtod (text, NULL);
      g_assert_cmpmem (&back, sizeof back, &value, sizeof value);
      for (int precision = 1; precision <= 17; precision++)
        {
          g_snprintf (shortest, sizeof shortest, "%.*e", precision - 1, value);
          if (g_ascii_strtod (shortest, NULL) == value)
            break;
        }
      g_assert_cmpuint (count_digits (text), <=, count_digits (shortest));
    }
}

#define B16 "42424242424242424242424242424242"

/* What fits stays on a line; what does not is indented, as deep as it must be. */
static void
test_layout (void)
{
  g_autofree char *text = to_diagnostic ("d284a10127a2045820" B16 B16 "01820102"
                                         "5840" B16 B16 B16 B16 "f6");

  g_assert_cmpstr (text, ==,
                   "18([\n"
                   "  {1: -8},\n"
                   "  {\n"
                   "    4: h'" B16 B16 "',\n"
                   "    1: [1, 2]\n"
                   "  },\n"
                   "  h'" B16 B16 B16 B16 "',\n"
                   "  null\n"
                   "])");
}

/* Nothing that deceives gets out as it is. */
static void
test_escapes (void)
{
  g_autoptr (GString) hex = g_string_new ("78");
  static const char text[] = "a\n\t\x1b\x7f\xc2\x85\xe2\x80\xae\xe2\x81\xa6\xef\xbb\xbf"
                             "\xf0\x9f\xbf\xbe\xe6\xb0\xb4";
  g_autofree char *shown = NULL;
  g_autoptr (GBytes) back = NULL;

  g_string_append_printf (hex, "%02x", (guint) strlen (text));
  for (gsize i = 0; text[i] != '\0'; i++)
    g_string_append_printf (hex, "%02x", (guint8) text[i]);
  shown = to_diagnostic (hex->str);
  g_assert_cmpstr (shown, ==,
                   "\"a\\u000a\\u0009\\u001b\\u007f\\u0085\\u202e\\u2066\\ufeff\\ud83f\\u"
                   "dffe\xe6\xb0\xb4\"");
  back = way_cbor_from_diagnostic (way_slice_from_string (shown));
  g_assert_cmpuint (g_bytes_get_size (back), ==, strlen (text) + 1);
  g_assert_cmpmem ((const char *) g_bytes_get_data (back, NULL) + 1, strlen (text), text,
                   strlen (text));
}

static void
test_malformed (void)
{
  static const char *const bad[] = {
    "",
    "18",
    "1c",
    "1f",
    "3f",
    "df",
    "ff",
    "f800",
    "f81f",
    "f818ff",
    "fe",
    "f9",
    "41",
    "62c3",
    "61ff",
    "81",
    "8100ff",
    "a100",
    "a1",
    "bf00ff",
    "9f",
    "9f00",
    "5f00ff",
    "5f6100ff",
    "5f5f4100ffff",
    "7f4100ff",
    "7f61c361bcff",
    "c0",
    "0000",
    "9bffffffffffffffff",
    "5bffffffffffffffff",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%s", bad[i]);
      g_assert_null (to_diagnostic (bad[i]));
    }
}

static void
test_depth (void)
{
  static const char *const heads[] = { "81", "9f", "c1", "a100", "bf00" };

  for (gsize i = 0; i < G_N_ELEMENTS (heads); i++)
    for (guint depth = WAY_CBOR_MAX_FOREIGN_DEPTH;
         depth <= WAY_CBOR_MAX_FOREIGN_DEPTH + 1; depth++)
      {
        g_autoptr (GString) hex = g_string_new (NULL);
        g_autofree char *text = NULL;

        for (guint level = 0; level < depth; level++)
          g_string_append (hex, heads[i]);
        g_string_append (hex, "00");
        for (guint level = 0; level < depth && strstr ("9fbf00", heads[i]) != NULL;
             level++)
          g_string_append (hex, "ff");
        text = to_diagnostic (hex->str);
        g_assert_cmpint (text != NULL, ==, depth <= WAY_CBOR_MAX_FOREIGN_DEPTH);
      }
}

static void
test_notation (void)
{
  static const char *const same[] = {
    "0",
    "-1",
    "18446744073709551615",
    "-18446744073709551616",
    "h'00ff'",
    "\"\"",
    "[1, [2, {3: null}], []]",
    "{1: true, -1: false, \"a\": 18([])}",
    "81",
    "24(h'00')",
  };
  static const char *const bad[] = {
    "",
    " ",
    "1 2",
    "[1",
    "[1,]",
    "[,1]",
    "[1 2]",
    "{1}",
    "{1:}",
    "{1: 2,}",
    "h'0'",
    "h'0g'",
    "h'00",
    "\"a",
    "\"\\x\"",
    "\"\\u12\"",
    "\"\\ud800\"",
    "\"\\udc00\"",
    "\"\xff\"",
    "-0",
    "-",
    "01x",
    "1.5",
    "NaN",
    "undefined",
    "simple(16)",
    "tru",
    "18446744073709551616",
    "-18446744073709551617",
    "[_ 1]",
    "{1: 1, 1: 2}",
    "{2: 1, 1: 2}",
    "2(h'01')",
    "18(1",
    "[[[[[[[[[[[[[[[[[0]]]]]]]]]]]]]]]]]",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (same); i++)
    {
      g_autoptr (GBytes)
          bytes = way_cbor_from_diagnostic (way_slice_from_string (same[i]));
      g_autofree char *text = NULL;

      g_assert_nonnull (bytes);
      text = way_cbor_to_diagnostic (way_slice_from_bytes (bytes));
      g_assert_cmpstr (text, ==, same[i]);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%s", bad[i]);
      g_assert_null (way_cbor_from_diagnostic (way_slice_from_string (bad[i])));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/diagnostic/appendix-a", test_appendix_a);
  g_test_add_func ("/wire/diagnostic/vectors", test_vectors);
  g_test_add_func ("/wire/diagnostic/floats", test_floats);
  g_test_add_func ("/wire/diagnostic/layout", test_layout);
  g_test_add_func ("/wire/diagnostic/escapes", test_escapes);
  g_test_add_func ("/wire/diagnostic/malformed", test_malformed);
  g_test_add_func ("/wire/diagnostic/depth", test_depth);
  g_test_add_func ("/wire/diagnostic/notation", test_notation);
  return g_test_run ();
}
