/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-result.h"

#include <inttypes.h>
#include <string.h>

/* Errors that can be worded in another language: docs/decisions/0031. */

static const char *const words[][2] = {
  { "“%s” has %zu characters", "%2$zu 个字符在“%1$s”中" },
  { "The letter %c stands at %" PRIu64 " of %d",
    "第 %2$" PRIu64 " 个（共 %3$d 个）是 %1$c" },
  { "“%.*s” of %s", "%2$s 的“%1$.*s”" },
  { "Word %u is not in the %-s list", "第 %u 个词不在%-s词表中" },
  { "Chinese", "中文" },
  { "100%% of %s", "%s 的 100%%" },
  { "Broken: %s", "坏：%2$s" },
  { "Broken too: %s", "坏：%s %s" },
  { "Unknown: %s", "坏：%m" },
  { "Not found", "未找到" },
  { "The checksum is wrong", "校验和有误" },
  { "it breaks off", "内容中断" },
  { "%-s: %s", "%-s：%s" },
  { "%-s: %-s", "%-s：%-s" },
};

static const char *
to_chinese (const char *text)
{
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (words[i][0], text) == 0)
      return words[i][1];
  return text;
}

static const char *
to_english (const char *text)
{
  return text;
}

static void
assert_words (GError *error, const char *english, const char *chinese)
{
  g_autofree char *same = way_error_dup_text (error, to_english);
  g_autofree char *other = way_error_dup_text (error, to_chinese);
  g_autoptr (GError) copy = g_error_copy (error);
  g_autofree char *of_copy = NULL;

  g_assert_cmpstr (error->message, ==, english);
  g_assert_cmpstr (same, ==, english);
  g_assert_cmpstr (other, ==, chinese);
  g_error_free (error);
  of_copy = way_error_dup_text (copy, to_chinese);
  g_assert_cmpstr (of_copy, ==, chinese);
}

#define ASSERT_FORMAT(english, chinese, ...)                                             \
  G_STMT_START                                                                           \
  {                                                                                      \
    GError *made = NULL;                                                                 \
    g_assert_false (way_error_format (&made, WAY_RESULT_MALFORMED, __VA_ARGS__));        \
    g_assert_error (made, WAY_ERROR, WAY_RESULT_MALFORMED);                              \
    assert_words (made, english, chinese);                                               \
  }                                                                                      \
  G_STMT_END

static void
test_arguments (void)
{
  g_autofree char *owned = g_strdup ("水");

  ASSERT_FORMAT ("“水” has 3 characters", "3 个字符在“水”中", "“%s” has %zu characters",
                 owned, strlen (owned));
  ASSERT_FORMAT ("The letter x stands at 18446744073709551615 of -2",
                 "第 18446744073709551615 个（共 -2 个）是 x",
                 "The letter %c stands at %" PRIu64 " of %d", 'x', G_MAXUINT64, -2);
  ASSERT_FORMAT ("“ab” of ", " 的“ab”", "“%.*s” of %s", 2, "abc", "");
  ASSERT_FORMAT ("“abc” of d", "d 的“abc”", "“%.*s” of %s", 9, "abc", "d");
  ASSERT_FORMAT ("-9223372036854775808 0 10 -7", "-9223372036854775808 0 10 -7",
                 "%" PRId64 " %u %zu %i", G_MININT64, 0u, (gsize) 10, -7);
  ASSERT_FORMAT ("100% of %s", "%s 的 100%", "100%% of %s", "%s");
  ASSERT_FORMAT ("plain", "plain", "plain");
}

/* Texts of ours are looked up, what people wrote is not, whatever it says. */
static void
test_words (void)
{
  ASSERT_FORMAT ("Word 3 is not in the Chinese list", "第 3 个词不在中文词表中",
                 "Word %u is not in the %-s list", 3u, "Chinese");
  ASSERT_FORMAT ("“Chinese” has 7 characters", "7 个字符在“Chinese”中",
                 "“%s” has %zu characters", "Chinese", (gsize) 7);
  ASSERT_FORMAT ("“Word %u is not” has 1 characters", "1 个字符在“Word %u is not”中",
                 "“%s” has %zu characters", "Word %u is not", (gsize) 1);
}

/* What printf can do and this can't still gives its message. */
static void
test_formats_beyond (void)
{
  ASSERT_FORMAT ("b a", "b a", "%2$s %1$s", "a", "b");
  ASSERT_FORMAT ("1.5 |  x|", "1.5 |  x|", "%.1f |%3s|", 1.5, "x");
  ASSERT_FORMAT ("123456789", "123456789", "%d%d%d%d%d%d%d%d%d", 1, 2, 3, 4, 5, 6, 7, 8,
                 9);
  ASSERT_FORMAT ("-1 255 00ff 7", "-1 255 00ff 7", "%hhd %hu %04x %ld", (signed char) -1,
                 (unsigned short) 255, 255u, 7L);
}

/* A translation that asks for what is not there is as good as none. */
static void
test_wrong_translations (void)
{
  ASSERT_FORMAT ("Broken: x", "Broken: x", "Broken: %s", "x");
  ASSERT_FORMAT ("Broken too: x", "Broken too: x", "Broken too: %s", "x");
  ASSERT_FORMAT ("Unknown: x", "Unknown: x", "Unknown: %s", "x");
}

static void
test_results (void)
{
  GError *error = NULL;

  way_error_set (&error, WAY_RESULT_NOT_FOUND, NULL);
  assert_words (g_steal_pointer (&error), "Not found", "未找到");
  way_error_set (&error, WAY_RESULT_NOT_FOUND, "it breaks off");
  assert_words (g_steal_pointer (&error), "Not found: it breaks off",
                "未找到：it breaks off");
  way_error_set_reason (&error, WAY_RESULT_BAD_CHECKSUM, "it breaks off");
  assert_words (g_steal_pointer (&error), "The checksum is wrong: it breaks off",
                "校验和有误：内容中断");
}

static void
test_prefixes (void)
{
  GError *error = NULL;

  way_error_format (&error, WAY_RESULT_MALFORMED, "“%s” has %zu characters", "x",
                    (gsize) 1);
  g_prefix_error (&error, "%s: ", "/a/file");
  g_prefix_error (&error, "line %d: ", 7);
  assert_words (g_steal_pointer (&error), "line 7: /a/file: “x” has 1 characters",
                "line 7: /a/file: 1 个字符在“x”中");
  /* another message in its place is shown as it is */
  way_error_format (&error, WAY_RESULT_MALFORMED, "“%s” has %zu characters", "x",
                    (gsize) 1);
  g_free (error->message);
  error->message = g_strdup ("short");
  assert_words (g_steal_pointer (&error), "short", "short");
  /* what others made in our domain, or in theirs */
  assert_words (g_error_new (WAY_ERROR, WAY_RESULT_IO, "Not found"), "Not found",
                "Not found");
  assert_words (g_error_new (G_FILE_ERROR, G_FILE_ERROR_IO, "Not found"), "Not found",
                "Not found");
}

static void
assert_silent (GError *error)
{
  g_autofree char *english = way_error_dup_text (error, to_english);
  g_autofree char *chinese = way_error_dup_text (error, to_chinese);

  g_assert_cmpstr (english, ==, "Not found");
  g_assert_cmpstr (chinese, ==, "未找到");
  g_error_free (error);
}

static void
test_foreign (void)
{
  GError *error = NULL;

  way_error_set_foreign (&error, WAY_RESULT_NOT_FOUND, "Not found");
  assert_words (g_steal_pointer (&error), "Not found", "未找到");
  way_error_set_foreign (&error, WAY_RESULT_NOT_FOUND, "Not found: it breaks off");
  assert_words (g_steal_pointer (&error), "Not found: it breaks off",
                "未找到：it breaks off");
  way_error_set_foreign (&error, WAY_RESULT_NOT_FOUND, "No block yet %s %n");
  assert_words (g_steal_pointer (&error), "No block yet %s %n",
                "未找到：No block yet %s %n");
  way_error_set_foreign (&error, WAY_RESULT_NOT_FOUND, "");
  assert_silent (g_steal_pointer (&error));
  /* where the result has no translation, there is nothing to lead in */
  way_error_set_foreign (&error, WAY_RESULT_TIMEOUT, "Busy");
  assert_words (g_steal_pointer (&error), "Busy", "Busy");
}

/* An error around an error: both are worded, wherever the inner one stands. */
static void
test_wrapped (void)
{
  GError *cause = NULL, *outer = NULL, *outermost = NULL;

  way_error_format (&cause, WAY_RESULT_NOT_FOUND, "%-s: %-s",
                    way_result_get_text (WAY_RESULT_NOT_FOUND), "it breaks off");
  g_assert_false (
      way_error_wrap (&outer, WAY_RESULT_IO, cause, "“%s” of %s", cause->message, "d"));
  g_clear_error (&cause);
  g_assert_error (outer, WAY_ERROR, WAY_RESULT_IO);
  way_error_wrap (&outermost, WAY_RESULT_CORRUPTED, outer, "100%% of %s", outer->message);
  assert_words (outer, "“Not found: it breaks off” of d", "“未找到：内容中断” of d");
  g_prefix_error (&outermost, "file: ");
  assert_words (outermost, "file: 100% of “Not found: it breaks off” of d",
                "file: “未找到：内容中断” of d 的 100%");
}

static void
test_no_error (void)
{
  g_autoptr (GError) cause = NULL;

  way_error_set (&cause, WAY_RESULT_IO, NULL);
  g_assert_false (way_error_wrap (NULL, WAY_RESULT_IO, cause, "%s", cause->message));
  g_assert_false (way_error_format (NULL, WAY_RESULT_IO, "%s", "x"));
  g_assert_false (way_error_set (NULL, WAY_RESULT_IO, "x"));
  g_assert_false (way_error_set_reason (NULL, WAY_RESULT_IO, "x"));
  g_assert_false (way_error_set_foreign (NULL, WAY_RESULT_IO, "x"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/error/arguments", test_arguments);
  g_test_add_func ("/base/error/words", test_words);
  g_test_add_func ("/base/error/formats-beyond", test_formats_beyond);
  g_test_add_func ("/base/error/wrong-translations", test_wrong_translations);
  g_test_add_func ("/base/error/results", test_results);
  g_test_add_func ("/base/error/prefixes", test_prefixes);
  g_test_add_func ("/base/error/foreign", test_foreign);
  g_test_add_func ("/base/error/wrapped", test_wrapped);
  g_test_add_func ("/base/error/no-error", test_no_error);
  return g_test_run ();
}
