/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-json.h"
#include "way-rfc3339.h"
#include "way-test.h"
#include "way-wire-fixture.h"

#define ONE_MEGABYTE (1024 * 1024)

static yyjson_doc *
read_text (const char *text, GError **error)
{
  return way_json_read (way_slice_from_string (text), ONE_MEGABYTE, error);
}

static void
assert_refused (WaySlice text, WayResult expected, const char *message_part)
{
  g_autoptr (GError) error = NULL;

  g_test_message ("%.*s", (int) MIN (text.len, 60), (const char *) text.data);
  g_assert_null (way_json_read (text, ONE_MEGABYTE, &error));
  g_assert_nonnull (error);
  g_assert_cmpstr (way_result_get_name (way_result_from_error (error)), ==,
                   way_result_get_name (expected));
  if (message_part != NULL && strstr (error->message, message_part) == NULL)
    g_error ("\"%s\" lacks \"%s\"", error->message, message_part);
}

static void
test_malformed (void)
{
  static const char *const bad[] = {
    "",
    " ",
    "{",
    "[1,]",
    "{\"a\":1,}",
    "[1 2]",
    "{'a':1}",
    "{a:1}",
    "[1] []",
    "// x\n1",
    "/* x */ 1",
    "1 // x",
    "nul",
    "NaN",
    "Infinity",
    "-",
    "01",
    "+1",
    ".5",
    "1.",
    "1e",
    "0x10",
    "\"\t\"",
    "\"\\x41\"",
    "\"\\u12\"",
    "\"\\ud800\"",
    "\"\\udc00x\"",
    "\"abc",
    "\"\x80\"",
    "\"\xc0\x80\"",
    "\"\xed\xa0\x80\"",
    "\"\xf4\x90\x80\x80\"",
    "\xef\xbb\xbf{}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    assert_refused (way_slice_from_string (bad[i]), WAY_RESULT_MALFORMED, NULL);
  assert_refused (WAY_SLICE_INIT ("1\0", 2), WAY_RESULT_MALFORMED, NULL);
  assert_refused (way_slice_from_string ("{\n  \"a\": 1,\n  \"b\" 2\n}"),
                  WAY_RESULT_MALFORMED, "line 3, column 7");
}

static void
test_duplicates (void)
{
  g_autoptr (GString) many = g_string_new ("{");

  assert_refused (way_slice_from_string ("{\"a\":1,\"a\":1}"), WAY_RESULT_DUPLICATE_KEY,
                  ": a");
  assert_refused (way_slice_from_string ("{\"a\":1,\"b\":2,\"\\u0061\":3}"),
                  WAY_RESULT_DUPLICATE_KEY, ": a");
  assert_refused (way_slice_from_string ("{\"x\":[0,{\"y\":{\"q\":1,\"q\":1}}]}"),
                  WAY_RESULT_DUPLICATE_KEY, ": x[1].y.q");
  assert_refused (way_slice_from_string ("[{},{\"\":1,\"\":1}]"),
                  WAY_RESULT_DUPLICATE_KEY, ": [1].");
  for (guint i = 0; i < 100; i++)
    g_string_append_printf (many, "\"member%u\":%u,", i, i);
  g_string_append (many, "\"member7\":null}");
  assert_refused (way_slice_from_string (many->str), WAY_RESULT_DUPLICATE_KEY,
                  ": member7");
}

/* Same in one object only, equal up to a NUL, equal up to case: no duplicates. */
static void
test_no_duplicates (void)
{
  static const char *const good[] = {
    "{\"a\":{\"a\":[{\"a\":1},{\"a\":1}]},\"b\":1}",
    "{\"a\\u0000x\":1,\"a\\u0000y\":1,\"a\":1}",
    "{\"a\":1,\"A\":1,\"aa\":1,\"\":1}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (yyjson_doc) doc = read_text (good[i], &error);

      g_assert_no_error (error);
    }
}

static char *
nest (guint depth, const char *open, const char *inside, char close)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < depth; i++)
    g_string_append (text, open);
  g_string_append (text, inside);
  for (guint i = 0; i < depth; i++)
    g_string_append_c (text, close);

  return g_string_free_and_steal (text);
}

static void
test_limits (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *deep = nest (WAY_JSON_MAX_DEPTH, "[", "1", ']');
  g_autofree char *deeper = nest (WAY_JSON_MAX_DEPTH + 1, "[", "1", ']');
  g_autofree char *deeper_objects = nest (WAY_JSON_MAX_DEPTH + 1, "{\"a\":", "1", '}');
  g_autofree char *deepest = nest (500000, "[", "1", ']');
  g_autoptr (yyjson_doc) doc = read_text (deep, &error);

  g_assert_no_error (error);
  assert_refused (way_slice_from_string (deeper), WAY_RESULT_TOO_DEEP, NULL);
  assert_refused (way_slice_from_string (deeper_objects), WAY_RESULT_TOO_DEEP, NULL);
  assert_refused (way_slice_from_string (deepest), WAY_RESULT_TOO_DEEP, NULL);
  g_assert_null (way_json_read (way_slice_from_string ("[1,2]"), 4, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_TOO_LARGE);
}

static void
test_numbers_stay_raw (void)
{
  static const char text[] = "[0,-0,1.10,1e400,123456789012345678901234567890,0.1000]";
  g_autoptr (yyjson_doc) doc = read_text (text, NULL);
  g_autoptr (yyjson_mut_doc) copy = yyjson_doc_mut_copy (doc, NULL);
  g_autofree char *written = way_json_write (copy, FALSE);

  g_assert_true (yyjson_is_raw (yyjson_arr_get (yyjson_doc_get_root (doc), 2)));
  g_assert_cmpstr (yyjson_get_raw (yyjson_arr_get (yyjson_doc_get_root (doc), 2)), ==,
                   "1.10");
  g_assert_cmpstr (written, ==, text);
}

static const char fixture_json[] =
    "{\n"
    "  \"network\": "
    "\"4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e\",\n"
    "  \"sequence\": 18446744073709551615,\n"
    "  \"notAfter\": \"2026-03-01T12:00:00.123Z\",\n"
    "  \"salt\": \"5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a\",\n"
    "  \"note\": \"Left the warehouse \xe4\xbb\x93\xe5\xba\x93\",\n"
    "  \"blob\": \"AP8Q\",\n"
    "  \"things\": [\n"
    "    {\n"
    "      \"kind\": \"lot\",\n"
    "      \"account\": "
    "\"a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1\",\n"
    "      \"gtin\": \"09520123456788\",\n"
    "      \"sealed\": true\n"
    "    },\n"
    "    {\n"
    "      \"kind\": \"unit\",\n"
    "      \"account\": "
    "\"a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1\",\n"
    "      \"gtin\": \"09520123456788\",\n"
    "      \"celsius\": -18,\n"
    "      \"sealed\": true\n"
    "    }\n"
    "  ],\n"
    "  \"place\": {\n"
    "    \"kind\": \"lot\",\n"
    "    \"account\": "
    "\"a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1\",\n"
    "    \"sealed\": true\n"
    "  },\n"
    "  \"tags\": [\n"
    "    \"fragile\",\n"
    "    \"\"\n"
    "  ],\n"
    "  \"path\": [\n"
    "    \"7777777777777777777777777777777777777777777777777777777777777777\"\n"
    "  ],\n"
    "  \"extra\": \"{\\\"a\\\": [1, -2, h'ff'], \\\"bb\\\": null}\"\n"
    "}";

static char *
fixture_to_json (const WayFixture *fixture)
{
  g_autoptr (yyjson_mut_doc) doc = yyjson_mut_doc_new (NULL);

  yyjson_mut_doc_set_root (doc, way_schema_to_json (&way_fixture_schema, doc, fixture));

  return way_json_write (doc, TRUE);
}

static void
test_view (void)
{
  WayFixture fixture, copy = { 0 };
  g_autoptr (yyjson_doc) doc = NULL;
  g_autoptr (GBytes) bytes = NULL, again = NULL;
  g_autofree char *json = NULL, *path = NULL;
  g_auto (WayArena) arena;

  way_fixture_init (&fixture);
  fixture.sequence = G_MAXUINT64;
  json = fixture_to_json (&fixture);
  g_assert_cmpstr (json, ==, fixture_json);
  way_arena_init (&arena, 0);
  doc = read_text (json, NULL);
  g_assert_cmpint (way_schema_from_json (&way_fixture_schema, yyjson_doc_get_root (doc),
                                         &arena, &copy, &path),
                   ==, WAY_RESULT_OK);
  g_assert_null (path);
  bytes = way_schema_encode (&way_fixture_schema, &fixture);
  again = way_schema_encode (&way_fixture_schema, &copy);
  g_assert_true (g_bytes_equal (bytes, again));
}

static const struct
{
  const char *from, *to;
  WayResult result;
  const char *path;
} changes[] = {
  { "\"sequence\": 18446744073709551615,\n", "", WAY_RESULT_MISSING_MEMBER, "sequence" },
  { "\"tags\"", "\"togs\"", WAY_RESULT_UNKNOWN_MEMBER, "togs" },
  { "\"celsius\"", "\"fahrenheit\"", WAY_RESULT_UNKNOWN_MEMBER, "things[1].fahrenheit" },
  { "18446744073709551615", "18446744073709551616", WAY_RESULT_OUT_OF_RANGE, "sequence" },
  { "18446744073709551615", "0", WAY_RESULT_OUT_OF_RANGE, "sequence" },
  { "18446744073709551615", "-1", WAY_RESULT_OUT_OF_RANGE, "sequence" },
  { "18446744073709551615", "1.0", WAY_RESULT_OUT_OF_RANGE, "sequence" },
  { "18446744073709551615", "1e3", WAY_RESULT_OUT_OF_RANGE, "sequence" },
  { "18446744073709551615", "\"1\"", WAY_RESULT_MALFORMED, "sequence" },
  { "-18", "-274", WAY_RESULT_OUT_OF_RANGE, "things[1].celsius" },
  { "-18", "null", WAY_RESULT_MALFORMED, "things[1].celsius" },
  { "2026-03-01T", "2026-02-29T", WAY_RESULT_MALFORMED, "notAfter" },
  { "2026-03-01T", "1969-03-01T", WAY_RESULT_OUT_OF_RANGE, "notAfter" },
  { "\"5a5a", "\"5a", WAY_RESULT_OUT_OF_RANGE, "salt" },
  { "\"5a5a", "\"5g5a", WAY_RESULT_MALFORMED, "salt" },
  { "Left the", "Left\\nthe", WAY_RESULT_INVALID_TEXT, "note" },
  { "Left the", "Left \\u202e the", WAY_RESULT_INVALID_TEXT, "note" },
  { "Left the", "Left\\u0000the", WAY_RESULT_INVALID_TEXT, "note" },
  { "AP8Q", "AP8Q=", WAY_RESULT_MALFORMED, "blob" },
  { "\"lot\",\n      \"acc", "\"case\",\n      \"acc", WAY_RESULT_OUT_OF_RANGE,
    "things[0].kind" },
  { "\"unit\"", "\"product\"", WAY_RESULT_INVALID_VALUE, "things[1]" },
  { "true\n  },", "1\n  },", WAY_RESULT_MALFORMED, "place.sealed" },
  { "\"fragile\"", "7", WAY_RESULT_MALFORMED, "tags[0]" },
  { "\"\"\n", "\"\\u0007\"\n", WAY_RESULT_INVALID_TEXT, "tags[1]" },
  { "\"fragile\",", "\"1\", \"2\", \"3\", \"4\",", WAY_RESULT_OUT_OF_RANGE, "tags" },
  { "[\n    \"7777", "[\n    \"77", WAY_RESULT_OUT_OF_RANGE, "path[0]" },
  { "h'ff'", "h'f'", WAY_RESULT_MALFORMED, "extra" },
  { "h'ff'", "1.5", WAY_RESULT_MALFORMED, "extra" },
  { "\\\"bb\\\"", "\\\"\\\"", WAY_RESULT_MALFORMED, "extra" },
};

static void
test_view_refuses (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      const char *at = strstr (fixture_json, changes[i].from);
      g_autofree char *front = at ? g_strndup (fixture_json, (gsize) (at - fixture_json))
                                  : NULL;
      g_autofree char *json = NULL, *path = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (yyjson_doc) doc = NULL;
      g_auto (WayArena) arena;
      WayFixture fixture = { 0 };

      g_test_message ("%s -> %s", changes[i].from, changes[i].to);
      g_assert_nonnull (at);
      json = g_strconcat (front, changes[i].to, at + strlen (changes[i].from), NULL);
      doc = read_text (json, &error);
      g_assert_no_error (error);
      way_arena_init (&arena, 0);
      g_assert_cmpstr (
          way_result_get_name (way_schema_from_json (
              &way_fixture_schema, yyjson_doc_get_root (doc), &arena, &fixture, &path)),
          ==, way_result_get_name (changes[i].result));
      g_assert_cmpstr (path, ==, changes[i].path);
    }
}

static void
test_helpers (void)
{
  g_autoptr (yyjson_mut_doc) doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *object = yyjson_mut_obj (doc);
  g_autofree char *text = NULL;
  WayHash hash;

  memset (hash.bytes, 0xab, WAY_HASH_SIZE);
  yyjson_mut_doc_set_root (doc, object);
  way_json_add_text (doc, object, "text", way_slice_from_string ("a\"\n<b>"));
  way_json_add_text (doc, object, "none", (WaySlice) { 0 });
  way_json_add_hash (doc, object, "hash", &hash);
  way_json_add_time (doc, object, "time", 0);
  way_json_add_time (doc, object, "beyond", G_MAXINT64);
  way_json_add_text (doc, object, "broken", WAY_SLICE_INIT ("a\xff\0z", 4));
  text = way_json_write (doc, FALSE);
  g_assert_cmpstr (text, ==,
                   "{\"text\":\"a\\\"\\n<b>\",\"none\":\"\",\"hash\":"
                   "\"abababababababababababababababababababababababababababababababab\","
                   "\"time\":\"1970-01-01T00:00:00.000Z\",\"beyond\":null,"
                   "\"broken\":\"a\xef\xbf\xbd\xef\xbf\xbdz\"}");
}

static const struct
{
  const char *text;
  gint64 time_ms;
} times[] = {
  { "1970-01-01T00:00:00.000Z", 0 },
  { "1969-12-31T23:59:59.999Z", -1 },
  { "2000-02-29T12:34:56.789Z", 951827696789 },
  { "2026-03-01T12:00:00.123Z", 1772366400123 },
  { "2100-02-28T23:59:59.999Z", 4107542399999 },
  { "2100-03-01T00:00:00.000Z", 4107542400000 },
  { "0001-01-01T00:00:00.000Z", -62135596800000 },
  { "9999-12-31T23:59:59.999Z", 253402300799999 },
};

static void
test_times (void)
{
  char text[WAY_RFC3339_SIZE];
  gint64 time_ms;

  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_assert_true (way_rfc3339_format (times[i].time_ms, text));
      g_assert_cmpstr (text, ==, times[i].text);
      g_assert_true (way_rfc3339_parse (way_slice_from_string (text), &time_ms));
      g_assert_cmpint (time_ms, ==, times[i].time_ms);
    }
  g_assert_false (way_rfc3339_format (-62135596800001, text));
  g_assert_false (way_rfc3339_format (253402300800000, text));
  /* every day from 1583 to 2600 against the calendar of GLib */
  for (gint64 day = -141350; day < 230000; day++)
    {
      g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (day * 86400);
      g_autofree char *expected = g_date_time_format (date, "%Y-%m-%dT00:00:00.000Z");

      g_assert_true (way_rfc3339_format (day * 86400000, text));
      g_assert_cmpstr (text, ==, expected);
    }
}

static void
test_times_parsed (void)
{
  static const char *const bad[] = {
    "",
    "2026-03-01",
    "2026-03-01T12:00:00",
    "2026-03-01 12:00:00Z",
    "2026-03-01t12:00:00z",
    "2026-3-01T12:00:00Z",
    "2026-13-01T12:00:00Z",
    "2026-00-01T12:00:00Z",
    "2026-01-00T12:00:00Z",
    "2026-04-31T12:00:00Z",
    "2026-02-29T12:00:00Z",
    "2100-02-29T12:00:00Z",
    "2026-03-01T24:00:00Z",
    "2026-03-01T12:60:00Z",
    "2026-03-01T12:00:60Z",
    "2026-03-01T12:00:00.Z",
    "2026-03-01T12:00:00.1234Z",
    "2026-03-01T12:00:00+24:00",
    "2026-03-01T12:00:00+01:60",
    "2026-03-01T12:00:00+0100",
    "2026-03-01T12:00:00Z ",
    "0000-01-01T00:00:00Z",
    "9999-12-31T23:59:59-00:01",
    "+2026-03-01T12:00:00Z",
  };
  static const struct
  {
    const char *text;
    gint64 time_ms;
  } good[] = {
    { "2026-03-01T12:00:00Z", 1772366400000 },
    { "2026-03-01T12:00:00.1Z", 1772366400100 },
    { "2026-03-01T12:00:00.123000Z", 1772366400123 },
    { "2026-03-01T20:00:00+08:00", 1772366400000 },
    { "2026-03-01T06:30:00.5-05:30", 1772366400500 },
  };
  gint64 time_ms;

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%s", bad[i]);
      g_assert_false (way_rfc3339_parse (way_slice_from_string (bad[i]), &time_ms));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_assert_true (way_rfc3339_parse (way_slice_from_string (good[i].text), &time_ms));
      g_assert_cmpint (time_ms, ==, good[i].time_ms);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/json/malformed", test_malformed);
  g_test_add_func ("/wire/json/duplicates", test_duplicates);
  g_test_add_func ("/wire/json/no-duplicates", test_no_duplicates);
  g_test_add_func ("/wire/json/limits", test_limits);
  g_test_add_func ("/wire/json/numbers-stay-raw", test_numbers_stay_raw);
  g_test_add_func ("/wire/json/view", test_view);
  g_test_add_func ("/wire/json/view-refuses", test_view_refuses);
  g_test_add_func ("/wire/json/helpers", test_helpers);
  g_test_add_func ("/wire/json/times", test_times);
  g_test_add_func ("/wire/json/times-parsed", test_times_parsed);
  return g_test_run ();
}
