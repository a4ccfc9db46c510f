/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-epcis-value.h"
#include "way-epcis-vocabulary.h"

static void
test_times (void)
{
  static const struct
  {
    const char *text, *utc;
    int offset;
  } rows[] = {
    { "2022-02-16T20:33:31.116000-06:00", "2022-02-17T02:33:31.116Z", -360 },
    { "2020-04-01T15:00:00+01:00", "2020-04-01T14:00:00.000Z", 60 },
    { "1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z", 0 },
    { "1900-03-01T00:00:00Z", "1900-03-01T00:00:00.000Z", 0 },
    { "2024-02-29T23:30:00-01:00", "2024-03-01T00:30:00.000Z", -60 },
    { "2023-02-02t11:04:03.1z", "2023-02-02T11:04:03.100Z", 0 },
    /* the fourth decimal rounds half up, whatever follows */
    { "2023-02-02T11:04:03.1415Z", "2023-02-02T11:04:03.142Z", 0 },
    { "2023-02-02T11:04:03.1425Z", "2023-02-02T11:04:03.143Z", 0 },
    { "2023-02-02T11:04:03.14149999Z", "2023-02-02T11:04:03.141Z", 0 },
    { "2023-12-31T23:59:59.9995Z", "2024-01-01T00:00:00.000Z", 0 },
    { "2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z", 0 },
    { "0000-01-01T00:00:00Z", "0000-01-01T00:00:00.000Z", 0 },
    { "9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);
      WaySlice text = way_slice_from_string (rows[i].text);
      gint64 time_ms;
      int offset;

      g_assert_true (way_epcis_parse_time (text, &time_ms, &offset));
      g_assert_cmpint (offset, ==, rows[i].offset);
      way_epcis_append_time (out, time_ms, 0);
      g_assert_cmpstr (out->str, ==, rows[i].utc);
    }
}

static void
test_times_against_glib (void)
{
  for (int i = 0; i < 2000; i++)
    {
      gint64 seconds = g_test_rand_int_range (G_MININT32, G_MAXINT32);
      g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (seconds);
      g_autofree char *text = g_date_time_format (date, "%Y-%m-%dT%H:%M:%S.000Z");
      g_autoptr (GString) out = g_string_new (NULL);
      gint64 time_ms;

      g_assert_true (way_epcis_parse_time (way_slice_from_string (text), &time_ms, NULL));
      g_assert_cmpint (time_ms, ==, seconds * 1000);
      way_epcis_append_time (out, time_ms, 0);
      g_assert_cmpstr (out->str, ==, text);
    }
}

static void
test_local_time (void)
{
  g_autoptr (GString) out = g_string_new (NULL);

  way_epcis_append_time (out, 0, -330);
  g_assert_cmpstr (out->str, ==, "1969-12-31T18:30:00.000-05:30");
  g_string_truncate (out, 0);
  way_epcis_append_time (out, G_GINT64_CONSTANT (253402300799999), 1);
  g_assert_cmpstr (out->str, ==, "9999-12-31T23:59:59.999Z");
}

static void
test_refused_times (void)
{
  static const char *const rows[] = { "",
                                      "2020-04-01",
                                      "2020-04-01T15:00:00",
                                      "2020-04-01 15:00:00Z",
                                      "2020-13-01T00:00:00Z",
                                      "2020-00-01T00:00:00Z",
                                      "2020-04-31T00:00:00Z",
                                      "2021-02-29T00:00:00Z",
                                      "1900-02-29T00:00:00Z",
                                      "2020-04-01T24:00:00Z",
                                      "2020-04-01T15:60:00Z",
                                      "2020-04-01T15:00:61Z",
                                      "2020-04-01T15:00:00.Z",
                                      "2020-04-01T15:00:00+0100",
                                      "2020-04-01T15:00:00+01",
                                      "2020-04-01T15:00:00+24:00",
                                      "2020-04-01T15:00:00ZZ",
                                      "20-04-01T15:00:00Z",
                                      "2020-4-01T15:00:00Z",
                                      "0000-01-01T00:00:00+00:01",
                                      "9999-12-31T23:59:59-00:01",
                                      "9999-12-31T23:59:59.9995Z" };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_false (way_epcis_parse_time (way_slice_from_string (rows[i]), NULL, NULL));
}

static void
test_offsets (void)
{
  static const char *const bad[] = { "",       "Z",      "01:00",   "+1:00", "+14:01",
                                     "+15:00", "+01:60", "+01:00 ", "+0100", "-24:00" };
  int minutes;

  g_assert_true (way_epcis_parse_offset (way_slice_from_string ("+14:00"), &minutes));
  g_assert_cmpint (minutes, ==, 840);
  g_assert_true (way_epcis_parse_offset (way_slice_from_string ("-00:30"), &minutes));
  g_assert_cmpint (minutes, ==, -30);
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (way_epcis_parse_offset (way_slice_from_string (bad[i]), NULL));
}

static void
test_numbers (void)
{
  static const char *const rows[][2] = {
    { "0", "0" },
    { "1.0", "1" },
    { "26.10", "26.1" },
    { "452.0", "452" },
    { "+5", "5" },
    { "007", "7" },
    { "-0.0", "0" },
    { "-0.50", "-0.5" },
    { ".5", "0.5" },
    { "5.", "5" },
    { "0.05e1", "0.5" },
    { "5e-2", "0.05" },
    { "1E3", "1000" },
    { "12.5e1", "125" },
    { "12.345e1", "123.45" },
    { "0e300", "0" },
    /* more digits than binary floating point holds */
    { "12345678901234567890.12345678901234567890",
      "12345678901234567890.1234567890123456789" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);

      g_assert_true (way_epcis_append_number (out, way_slice_from_string (rows[i][0])));
      g_assert_cmpstr (out->str, ==, rows[i][1]);
    }
}

static void
test_no_numbers (void)
{
  static const char *const rows[] = {
    "",   ".",   "-",     "+",   "e5",  "1e",    "1e+",    "1 ",
    "1a", "0x1", "1.2.3", "--1", "nan", "1e301", "1e-301", "1e99999999999999999999"
  };
  g_autoptr (GString) out = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_false (way_epcis_append_number (out, way_slice_from_string (rows[i])));
  g_assert_cmpstr (out->str, ==, "");
}

static void
test_uris (void)
{
  static const char *const good[] = { "urn:epc:id:sgtin:0614141.107346.2017",
                                      "https://id.gs1.org/01/1?a=b#c",
                                      "geo:50.9,6.9",
                                      "example:myField",
                                      "a:",
                                      "http://[2001:db8::1]/x",
                                      "ni:///sha-256;00?ver=CBV2.0",
                                      "https://x/%C3%A9" };
  static const char *const bad[] = {
    "",          "plain",         ":x",           "1a:b",   "ex ample:x", "a:b c",
    "https://é", "https://x/%G0", "https://x/%2", "a:#b#c", "a:<b>",      "a:\"",
    "a:[b]",     "https://x/[1]", "//x/y",        "a:\xff", "a:b\n"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (way_epcis_is_uri (way_slice_from_string (good[i])));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (way_epcis_is_uri (way_slice_from_string (bad[i])));
  g_assert_false (way_epcis_is_uri (WAY_SLICE_INIT ("a:\0b", 4)));
}

/* The table is searched by halves: every name must be found, so it is in order. */
static void
test_vocabulary (void)
{
  static const struct
  {
    WayCbvKind kind;
    const char *name;
  } names[] = {
#define WAY_CBV(kind_, name_) { WAY_CBV_##kind_, name_ },
#include "way-epcis-vocabulary.def"
#undef WAY_CBV
  };
  WaySlice bare;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *web =
          g_strconcat (way_cbv_get_web_prefix (names[i].kind), names[i].name, NULL);

      g_assert_true (way_cbv_has (names[i].kind, way_slice_from_string (names[i].name)));
      bare = way_cbv_to_bare (names[i].kind, way_slice_from_string (web));
      g_assert_true (way_slice_equal_string (bare, names[i].name));
    }
  g_assert_false (way_cbv_has (WAY_CBV_BIZ_STEP, way_slice_from_string ("in_transit")));
  g_assert_false (way_cbv_has (WAY_CBV_NONE, way_slice_from_string ("shipping")));
  bare = way_cbv_to_bare (WAY_CBV_DISPOSITION,
                          way_slice_from_string ("urn:epcglobal:cbv:disp:recalled"));
  g_assert_true (way_slice_equal_string (bare, "recalled"));
  bare = way_cbv_to_bare (WAY_CBV_MEASUREMENT, way_slice_from_string ("gs1:Nonsense"));
  g_assert_true (way_slice_equal_string (bare, "gs1:Nonsense"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/epcis/value/times", test_times);
  g_test_add_func ("/epcis/value/times-against-glib", test_times_against_glib);
  g_test_add_func ("/epcis/value/local-time", test_local_time);
  g_test_add_func ("/epcis/value/refused-times", test_refused_times);
  g_test_add_func ("/epcis/value/offsets", test_offsets);
  g_test_add_func ("/epcis/value/numbers", test_numbers);
  g_test_add_func ("/epcis/value/no-numbers", test_no_numbers);
  g_test_add_func ("/epcis/value/uris", test_uris);
  g_test_add_func ("/epcis/value/vocabulary", test_vocabulary);
  return g_test_run ();
}
