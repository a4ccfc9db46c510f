/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "way-gs1-elements.h"
#include "way-test.h"

static void
check (WayGs1Elements *elements,
       const GError *error,
       const char *input,
       const char *expected)
{
  g_autofree char *text = elements != NULL ? way_gs1_to_element_string (elements) : NULL;

  if (g_strcmp0 (text, expected) != 0)
    g_error ("%s: %s instead of %s (%s)", input, text, expected,
             error != NULL ? error->message : "no error");
  g_assert_true ((elements == NULL) == (error != NULL));
}

static void
bracketed (const char *input, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayGs1Elements)
      elements = way_gs1_parse_bracketed (way_slice_from_string (input), &error);

  check (elements, error, input, expected);
}

static void
scan (const char *input, const char *format, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayGs1Elements)
      elements = way_gs1_parse_scan (way_slice_from_string (input), format, &error);

  check (elements, error, input, expected);
}

static void
element_string (const char *input, gboolean is_valid)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayGs1Elements) elements =
      way_gs1_parse_element_string (way_slice_from_string (input), '^', &error);

  if ((elements != NULL) != is_valid)
    g_error ("%s: %s", input, error != NULL ? error->message : "was accepted");
}

static void
test_bracketed (void)
{
  bracketed ("(01)12345678901231", "^0112345678901231");
  bracketed ("(01)12345678901231(10)12345", "^01123456789012311012345");
  bracketed ("(01)12345678901231(10)12345(11)991225",
             "^01123456789012311012345^11991225");
  bracketed ("(01)12345678901231(10)12345\\(11)991225",
             "^01123456789012311012345(11)991225");
  bracketed ("(01)12345678901231(10)12345\\(", "^01123456789012311012345(");
  bracketed ("(01)12345678901231(10)A)B", "^011234567890123110A)B");
  bracketed ("(400)ABC(99)DEF(400)ABC", "^400ABC^99DEF^400ABC");
  bracketed ("(10)12345(01)12345678901231", "^1012345^0112345678901231");
}

static void
test_bracketed_refuses (void)
{
  static const char *const rows[] = {
    "",
    "(01)12345678901231(10)",
    "(01)12345678901231(10)(11)991225",
    "(1A)12345",
    "1(12345",
    "12345",
    "()12345",
    "(1)12345",
    "(12345)12345",
    "(01)12345678901231(15",
    "(1",
    "(",
    "(01)123456789012312(10)12345",
    "(01)12345678901231(10)12345^",
    "(01)12345678901231(17)9(90)217",
    "(01)12345678901231(10)A\\B",
    " (01)12345678901231",
    "(01)12345678901232",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    bracketed (rows[i], NULL);
}

/* Each check of the dictionary through an identifier that has it */
static void
test_content (void)
{
  static const char *const rows[] = {
    "(00)A23456789012345675",
    "(10) ",
    "(8010)123456_",
    "(8013)123456ABOO",
    "(8013)123456ABXX",
    "(8030)ABC:123",
    "(401)123",
    "(7023)12A4",
    "(7040)1AB=",
    "(8001)12340000012311",
    "(8003)112345678901281234567890123456",
    "(8010)1234(8011)023456789012",
    "(00)006141411234567890(4321)2",
    "(8001)12341234512321",
    "(01)12345678901231(426)987",
    "(01)12345678901231(7030)987ABC",
    "(00)006141411234567890(4307)AA",
    "(8007)FR12345678901234",
    "(01)12345678901231(8008)20122515300",
    "(00)006141411234567890(4326)201300",
    "(00)006141411234567890(4324)2012252400",
    "(00)006141411234567890(4300)ABC%0g",
    "(00)006141411234567890(4309)18000000010000000000",
    "(00)006141411234567890(4330)000000X",
    "(01)12345678901231(8014)123456ABXX",
    "(00)006141411234567890(7041)_9",
    "(01)12345678901231(423)1561",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    bracketed (rows[i], NULL);
  bracketed ("(01)12345678901231(423)156", "^0112345678901231423156");
  bracketed ("(01)12345678901231(423)156276", "^0112345678901231423156276");
  bracketed ("(00)006141411234567890(4331)000250-", "^000061414112345678904331000250-");
  bracketed ("(00)006141411234567890(7041)4H", "^0000614141123456789070414H");
  bracketed ("(01)12345678901231(8008)20122515", "^0112345678901231800820122515");
  bracketed ("(01)12345678901231(8008)201225153059", "^01123456789012318008201225153059");
}

static void
test_pairing (void)
{
  bracketed ("(01)12345678901231(02)12345678901231", NULL);
  bracketed ("(01)12345678901231(37)123", NULL);
  bracketed ("(21)ABC123", NULL);
  bracketed ("(01)12345678901231(21)ABC123(235)XYZ", NULL);
  bracketed ("(02)12345678901231(37)123", NULL);
  bracketed ("(02)12345678901231(37)123(00)123456789012345675",
             "^021234567890123137123^00123456789012345675");
  bracketed ("(01)12345678901231(250)ABC123", NULL);
  bracketed ("(01)12345678901231(21)XYZ999(250)ABC123",
             "^011234567890123121XYZ999^250ABC123");
  bracketed ("(01)12345678901231(3925)12599", NULL);
  bracketed ("(01)12345678901231(3925)12599(3105)654321",
             "^0112345678901231392512599^3105654321");
  bracketed ("(400)ABC(400)ABCD", NULL);
  bracketed ("(255)5412345000150(3940)1234(3941)9999", NULL);
  bracketed ("(255)5412345000150(3940)1234", "^2555412345000150^39401234");
}

/* With `^` for FNC1 */
static void
test_element_string (void)
{
  static const char *const good[] = {
    "^991234",
    "^0112345678901231",
    "^0112345678901231^",
    "^0112345678901231991234",
    "^0112345678901231^991234",
    "^0112345678901231242123456^10ABC123",
    "^0112345678901231242123456^",
    "^0112345678901231800112341234512398^991",
    "^01123456789012317007211225211231",
    "^01123456789012317007211225",
    "^800302112345678900ABC",
    "^800302112345678900^99ABC123",
    "^01123456789012317230123",
    "0112345678901231",
  };
  static const char *const bad[] = {
    "",
    "^",
    "^^0112345678901231",
    "^891234",
    "^99~ABC",
    "^01A2345678901231",
    "^0112345678901234",
    "^011234567890123",
    "^01123456789012312",
    "^011234567890123^",
    "^01123456789012345^991234",
    "^01123456789012312421234567",
    "^0112345678901231800112341234512",
    "^011234567890123170072112252",
    "^011234567890123170072112252212311",
    "^800302112345678901ABC",
    "^0112345678901231723012",
    "^0112345678901231\x1d"
    "991",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    element_string (good[i], TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    element_string (bad[i], FALSE);
}

#define GS "\x1d"

static void
test_scan (void)
{
  static const char two[] = "^011231231231233310ABC123^99TESTING";

  scan ("]d2011231231231233310ABC123" GS "99TESTING", NULL, two);
  scan ("]Q3011231231231233310ABC123" GS "99TESTING", "QRCode", two);
  scan ("]C1011231231231233310ABC123" GS "99TESTING", NULL, two);
  scan ("]e0011231231231233310ABC123" GS "99TESTING", NULL, two);
  scan (GS "011231231231233310ABC123" GS "99TESTING" GS, "DataMatrix", two);
  scan ("011231231231233310ABC123" GS "99TESTING", "DataMatrix", two);
  scan ("(01)12312312312333(10)ABC123(99)TESTING", "DataMatrix", two);
  scan ("^011231231231233310ABC123^99TESTING", NULL, two);
  scan ("]d1https://a/01/12312312312333", NULL, "^0112312312312333");
  scan ("]Q1https://a/01/12312312312333/10/A", NULL, "^011231231231233310A");
  scan ("https://a/01/12312312312333/10/A", "QRCode", "^011231231231233310A");
  scan ("]E02112345678900", NULL, "^0102112345678900");
  scan ("]E402345673", NULL, "^0100000002345673");
  scan ("2112345678900", "EAN-13", "^0102112345678900");
  scan ("416000336108", "UPCA", "^0100416000336108");
  scan ("02345673", "EAN8", "^0100000002345673");
  scan ("12345678901231", "ITF", "^0112345678901231");
  scan ("123456789012345675", NULL, "^00123456789012345675");
  scan ("011231231231233321XYZ", WAY_GS1_FORMAT_GS1, "^011231231231233321XYZ");
  scan ("04252614", "UPC-E", "^0100042100005264");
}

static void
test_scan_refuses (void)
{
  scan ("", NULL, NULL);
  scan ("]d2", NULL, NULL);
  scan ("]d2011231231231233310ABC^123", NULL, NULL);
  scan ("2112345678901", "EAN-13", NULL);
  scan ("211234567890", "EAN-13", NULL);
  scan ("hello", NULL, NULL);
  scan ("WIFI:T:WPA;S:x;;", "QRCode", NULL);
  scan ("https://example.com/", "QRCode", NULL);
  scan ("123456789012345670", NULL, NULL);
  scan ("0123456789", NULL, NULL);
  scan ("011231231231233321XYZ", "DataMatrix", NULL);
  scan ("2112345678900", WAY_GS1_FORMAT_GS1, NULL);
}

/* A wedge reader that drops FNC1: only what can't be misread is taken. */
static void
test_scan_without_separators (void)
{
  scan ("0112312312312333", NULL, "^0112312312312333");
  scan ("011231231231233317251231", NULL, "^011231231231233317251231");
  scan ("00123456789012345675", NULL, "^00123456789012345675");
  scan ("011231231231233310ABC12321XYZ", NULL, NULL);
}

static void
test_back_to_brackets (void)
{
  static const char text[] = "(01)12312312312333(10)A\\(B)(21)\\(\\(";
  g_autoptr (GError) error = NULL;
  g_autoptr (WayGs1Elements)
      elements = way_gs1_parse_bracketed (way_slice_from_string (text), &error);
  g_autofree char *back = NULL;

  g_assert_no_error (error);
  back = way_gs1_to_bracketed (elements);
  g_assert_cmpstr (back, ==, text);
  g_assert_cmpstr (way_gs1_elements_lookup (elements, "10")->value, ==, "A(B)");
  g_assert_null (way_gs1_elements_lookup (elements, "22"));
  g_assert_cmpstr (way_gs1_get_title ("21"), ==, "SERIAL");
  g_assert_null (way_gs1_get_title ("89"));
}

/* The message names the identifier, the place and what to do. */
static void
test_messages (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (way_gs1_parse_bracketed (
      way_slice_from_string ("(01)12312312312333(17)201301"), &error));
  g_assert_cmpstr (error->message, ==,
                   "(17) USE BY or EXPIRY: the month is not 01 to 12, at character 3 of "
                   "“201301”");
  g_assert_error (error, WAY_ERROR, WAY_RESULT_OUT_OF_RANGE);
  g_clear_error (&error);
  g_assert_null (
      way_gs1_parse_bracketed (way_slice_from_string ("(01)12312312312334"), &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_BAD_CHECK_DIGIT);
  g_clear_error (&error);
  g_assert_null (way_gs1_parse_bracketed (
      way_slice_from_string ("(01)12312312312333(10)\xff\x01"), &error));
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_nonnull (strstr (error->message, "“\\xFF\\x01”"));
}

static void
test_too_many (void)
{
  g_autoptr (GString) text = g_string_new ("(01)12312312312333");
  g_autoptr (GError) error = NULL;
  g_autoptr (WayGs1Elements) elements = NULL;

  for (int i = 1; i < WAY_GS1_MAX_ELEMENTS; i++)
    g_string_append (text, "(99)A");
  elements = way_gs1_parse_bracketed (WAY_SLICE_INIT (text->str, text->len), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (way_gs1_elements_get_n (elements), ==, WAY_GS1_MAX_ELEMENTS);
  g_string_append (text, "(99)A");
  g_assert_null (way_gs1_parse_bracketed (WAY_SLICE_INIT (text->str, text->len), &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_TOO_LARGE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gs1/parse/bracketed", test_bracketed);
  g_test_add_func ("/gs1/parse/bracketed-refuses", test_bracketed_refuses);
  g_test_add_func ("/gs1/parse/content", test_content);
  g_test_add_func ("/gs1/parse/pairing", test_pairing);
  g_test_add_func ("/gs1/parse/element-string", test_element_string);
  g_test_add_func ("/gs1/parse/scan", test_scan);
  g_test_add_func ("/gs1/parse/scan-refuses", test_scan_refuses);
  g_test_add_func ("/gs1/parse/scan-without-separators", test_scan_without_separators);
  g_test_add_func ("/gs1/parse/back-to-brackets", test_back_to_brackets);
  g_test_add_func ("/gs1/parse/messages", test_messages);
  g_test_add_func ("/gs1/parse/too-many", test_too_many);
  return g_test_run ();
}
