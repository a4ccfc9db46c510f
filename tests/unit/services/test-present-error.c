/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <locale.h>

#include "way-digital-link.h"
#include "way-json.h"
#include "way-languages.h"
#include "way-phrase.h"
#include "way-picture-reader.h"
#include "way-present.h"
#include "way-qr.h"

/* Errors of rooms without a language, in that of the reader, from the catalogue of this build. */

static gboolean
speak (const char *locale)
{
  g_setenv ("LANGUAGE", "", TRUE);
  g_setenv ("LC_ALL", locale, TRUE);
  way_languages_init ();
  return g_strcmp0 (setlocale (LC_MESSAGES, NULL), locale) == 0;
}

static void
assert_sentences (GError *error, const char *english, const char *chinese)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  g_assert_nonnull (error);
  g_assert_true (speak ("en_US.UTF-8"));
  first = way_present_error (error);
  g_assert_cmpstr (first, ==, english);
  g_assert_true (speak ("zh_CN.UTF-8"));
  second = way_present_error (error);
  g_assert_cmpstr (second, ==, chinese);
  g_assert_cmpstr (error->message, ==, english);
  g_error_free (error);
}

#define ASSERT_PARSE(text, english, chinese)                                             \
  G_STMT_START                                                                           \
  {                                                                                      \
    GError *refused = NULL;                                                              \
    g_assert_null (way_gs1_parse_digital_link (way_slice_from_string (text), &refused)); \
    assert_sentences (refused, english, chinese);                                        \
  }                                                                                      \
  G_STMT_END

static void
test_codes (void)
{
  ASSERT_PARSE ("https://id.gs1.org/01/0952 1234",
                "The character “ ” at position 27 is not allowed in a link",
                "链接中第 27 个位置不允许出现字符“ ”");
  ASSERT_PARSE (
      "https://id.gs1.org/01/09521234543214",
      "(01) GTIN: the check digit is wrong; a digit was mistyped or misread, at "
      "character 14 of “09521234543214”",
      "(01) GTIN：校验码有误；有数字输错或读错，见“09521234543214”的第 14 个字符");
}

static void
test_json (void)
{
  GError *error = NULL;

  g_assert_null (way_json_read (way_slice_from_string ("{\n \"a\": tru}"), 100, &error));
  assert_sentences (error,
                    "This is no JSON from line 2, column 7 on: this is neither true nor "
                    "false nor null",
                    "从第 2 行第 7 列起不是 JSON：这既不是 true 或 false，也不是 null");
  error = NULL;
  g_assert_null (
      way_json_read (way_slice_from_string ("{\"key\": 1, \"key\": 2}"), 100, &error));
  /* the member is not a word of ours */
  assert_sentences (error, "A member stands twice in one object: key",
                    "同一对象中有重复的成员：key");
}

static void
test_phrase (void)
{
  GError *error = NULL;
  g_autoptr (WayPhrase) phrase = way_phrase_parse (
      way_slice_from_string ("legal winner thank year wave sausage worth "
                             "useful legal winner thnak yellow"),
      NULL, &error);

  g_assert_null (phrase);
  g_prefix_error (&error, "%s: ", "phrase.txt");
  assert_sentences (
      error,
      "phrase.txt: Word 11 is not in the English list; did you mean “thank” or “tank” or "
      "“that”?",
      "phrase.txt: 第 11 个词不在英文词表中；您是想写“thank”、“tank”还是“that”？");
}

static void
test_pictures_and_labels (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("no picture", 10);
  g_autofree char *text = g_strnfill (10000, 'x');
  GError *error = NULL;

  g_assert_null (way_picture_scan_bytes (bytes, 0, NULL, &error));
  assert_sentences (
      error,
      "This is not a picture that can be scanned; use PNG, JPEG, WebP, HEIF, GIF, BMP or "
      "TIFF",
      "这不是可以扫描的图片；请使用 PNG、JPEG、WebP、HEIF、GIF、BMP 或 TIFF");
  error = NULL;
  g_assert_null (way_qr_new (text, WAY_QR_LEVEL_M, &error));
  assert_sentences (error, "The text is too long for a QR code; shorten it",
                    "文本过长，放不进二维码；请缩短");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!speak ("zh_CN.UTF-8") || !speak ("en_US.UTF-8"))
    {
      g_print ("1..0 # SKIP the locales zh_CN.UTF-8 and en_US.UTF-8 are not installed\n");
      return 0;
    }
  g_test_add_func ("/services/present-error/codes", test_codes);
  g_test_add_func ("/services/present-error/json", test_json);
  g_test_add_func ("/services/present-error/phrase", test_phrase);
  g_test_add_func ("/services/present-error/pictures-and-labels",
                   test_pictures_and_labels);
  return g_test_run ();
}
