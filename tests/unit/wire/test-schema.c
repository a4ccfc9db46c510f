/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-schema.h"
#include "way-test.h"
#include "way-wire-fixture.h"

#define FUZZ_SEED       20260301
#define FUZZ_ITERATIONS 200000

static WayResult
decode (WaySlice bytes, WayFixture *out)
{
  static WayArena arena;
  static gboolean is_ready = FALSE;

  if (!is_ready)
    way_arena_init (&arena, 0);
  is_ready = TRUE;
  way_arena_reset (&arena);
  memset (out, 0, sizeof *out);

  return way_schema_decode (&way_fixture_schema, bytes, &arena, out);
}

static void
assert_round_trip (const WayFixture *fixture)
{
  g_autoptr (GBytes) bytes = way_schema_encode (&way_fixture_schema, fixture);
  g_autoptr (GBytes) again = NULL;
  WayFixture copy;

  g_assert_cmpint (way_cbor_validate (way_slice_from_bytes (bytes)), ==, WAY_RESULT_OK);
  g_assert_cmpint (decode (way_slice_from_bytes (bytes), &copy), ==, WAY_RESULT_OK);
  g_assert_cmpint (way_schema_validate (&way_fixture_schema, &copy, NULL), ==,
                   WAY_RESULT_OK);
  again = way_schema_encode (&way_fixture_schema, &copy);
  g_assert_true (g_bytes_equal (bytes, again));
}

static void
test_round_trip (void)
{
  WayFixture fixture;

  way_fixture_init_minimal (&fixture);
  assert_round_trip (&fixture);
  way_fixture_init (&fixture);
  assert_round_trip (&fixture);
}

/* Each combination of optional fields. */
static void
test_presence (void)
{
  WayFixture fixture;
  guint64 all;

  way_fixture_init (&fixture);
  all = fixture.present;
  for (guint64 subset = all;; subset = (subset - 1) & all)
    {
      fixture.present = subset;
      assert_round_trip (&fixture);
      if (subset == 0)
        break;
    }
}

static void
test_values (void)
{
  g_autoptr (GBytes) bytes = NULL;
  WayFixture fixture, copy;
  const WayFixtureThing *things;

  way_fixture_init (&fixture);
  bytes = way_schema_encode (&way_fixture_schema, &fixture);
  g_assert_cmpint (decode (way_slice_from_bytes (bytes), &copy), ==, WAY_RESULT_OK);
  g_assert_cmpuint (copy.present, ==, fixture.present);
  g_assert_true (way_hash_equal (&copy.network, &fixture.network));
  g_assert_cmpuint (copy.sequence, ==, 23);
  g_assert_cmpuint (copy.not_after, ==, fixture.not_after);
  g_assert_cmpmem (copy.salt, 16, fixture.salt, 16);
  g_assert_true (way_slice_equal (copy.note, fixture.note));
  g_assert_true (way_slice_equal (copy.blob, fixture.blob));
  g_assert_cmpuint (copy.things.n, ==, 2);
  things = copy.things.items;
  g_assert_cmpuint (things[1].kind, ==, 1000);
  g_assert_cmpint (things[1].celsius, ==, -18);
  g_assert_true (way_record_has (&things[1], WAY_FIXTURE_THING_CELSIUS));
  g_assert_false (way_record_has (&things[0], WAY_FIXTURE_THING_CELSIUS));
  g_assert_true (things[0].sealed);
  g_assert_true (way_slice_equal_string (things[0].gtin, "09520123456788"));
  g_assert_cmpuint (copy.place.kind, ==, 2);
  g_assert_true (way_slice_equal_string (((WaySlice *) copy.tags.items)[0], "fragile"));
  g_assert_cmpuint (copy.path.n, ==, 1);
  g_assert_true (way_slice_equal (copy.extra, fixture.extra));
}

/* A thing by hand: {1: 2, 2: 32 bytes, 5: true} and what can be wrong with one. */
#define H "58204242424242424242424242424242424242424242424242424242424242424242"

static const struct
{
  const char *hex;
  WayResult result;
} things[] = {
  { "a3010202" H "05f5", WAY_RESULT_OK },
  { "a4010202" H "036e303935323031323334353637383805f4", WAY_RESULT_OK },
  { "a4011903e802" H "0439011005f4", WAY_RESULT_OK },
  /* missing, unknown, repeated, unordered */
  { "a2010202" H, WAY_RESULT_MISSING_MEMBER },
  { "a0", WAY_RESULT_MISSING_MEMBER },
  { "a202" H "05f5", WAY_RESULT_MISSING_MEMBER },
  { "a4010202" H "05f50600", WAY_RESULT_UNKNOWN_MEMBER },
  { "a4000001"
    "0202" H "05f5",
    WAY_RESULT_UNKNOWN_MEMBER },
  { "a40102010202" H "05f5", WAY_RESULT_DUPLICATE_KEY },
  { "a4010202" H "05f505f5", WAY_RESULT_DUPLICATE_KEY },
  { "a402" H "010205f5", WAY_RESULT_MISSING_MEMBER },
  { "a4010202" H "05f504390110", WAY_RESULT_NOT_DETERMINISTIC },
  { "a30102"
    "1802" H "05f5",
    WAY_RESULT_NOT_DETERMINISTIC },
  { "bf010202" H "05f5ff", WAY_RESULT_NOT_DETERMINISTIC },
  /* another type than the table's */
  { "83020102", WAY_RESULT_MALFORMED },
  { "a3612002" H "05f5", WAY_RESULT_MALFORMED },
  { "a3016102"
    "02" H "05f5",
    WAY_RESULT_MALFORMED },
  { "a30102026005f5", WAY_RESULT_MALFORMED },
  { "a3010202" H "0501", WAY_RESULT_MALFORMED },
  { "a3010202" H "05f6", WAY_RESULT_MALFORMED },
  { "a3010202" H "05f93c00", WAY_RESULT_UNSUPPORTED },
  { "a4010202" H "034e303935323031323334353637383805f4", WAY_RESULT_MALFORMED },
  /* out of range */
  { "a3010302" H "05f5", WAY_RESULT_OUT_OF_RANGE },
  { "a301020241ff05f5", WAY_RESULT_OUT_OF_RANGE },
  { "a4010202" H "036d3039353230313233343536373805f4", WAY_RESULT_OUT_OF_RANGE },
  { "a4010202" H "0439011105f4", WAY_RESULT_OUT_OF_RANGE },
  { "a4010202" H "0419138905f4", WAY_RESULT_OUT_OF_RANGE },
  { "a4010202" H "041bffffffffffffffff05f4", WAY_RESULT_OUT_OF_RANGE },
  /* the rule of the table's check */
  { "a4010102" H "040005f4", WAY_RESULT_INVALID_VALUE },
  /* something behind */
  { "a3010202" H "05f500", WAY_RESULT_MALFORMED },
};

static void
test_refuses (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (things); i++)
    {
      g_autoptr (GBytes) bytes = way_test_hex (things[i].hex);
      g_auto (WayArena) arena;
      WayFixtureThing thing = { 0 };

      way_arena_init (&arena, 0);
      g_test_message ("%s", things[i].hex);
      g_assert_cmpstr (
          way_result_get_name (way_schema_decode (
              &way_fixture_thing_schema, way_slice_from_bytes (bytes), &arena, &thing)),
          ==, way_result_get_name (things[i].result));
    }
}

/* One field replaced by @value, in a record that is otherwise good. */
static WayResult
decode_with (guint8 key, const char *value_hex)
{
  g_autoptr (GBytes) value = way_test_hex (value_hex);
  g_auto (WayCborWriter) writer;
  g_autoptr (GBytes) good = NULL;
  WayFixture fixture, copy;
  WayCborReader reader;
  gsize n;

  way_fixture_init (&fixture);
  good = way_schema_encode (&way_fixture_schema, &fixture);
  way_cbor_writer_init (&writer);
  way_cbor_reader_init (&reader, way_slice_from_bytes (good));
  n = way_cbor_enter_map (&reader);
  way_cbor_write_map (&writer, n);
  for (gsize i = 0; i < n; i++)
    {
      guint64 found = way_cbor_read_unsigned (&reader);
      WaySlice old = way_cbor_skip (&reader);

      way_cbor_write_unsigned (&writer, found);
      way_cbor_write_encoded (&writer, found == key ? way_slice_from_bytes (value) : old);
    }
  way_cbor_leave (&reader);
  g_assert_cmpint (way_cbor_reader_finish (&reader), ==, WAY_RESULT_OK);

  return decode (way_cbor_writer_get_slice (&writer), &copy);
}

static const struct
{
  guint8 key;
  const char *hex;
  WayResult result;
} fields[] = {
  { 2, "01", WAY_RESULT_OK },
  { 2, "1bffffffffffffffff", WAY_RESULT_OK },
  { 2, "00", WAY_RESULT_OUT_OF_RANGE },
  { 2, "20", WAY_RESULT_MALFORMED },
  { 3, "1b0000e677d21fdbff", WAY_RESULT_OK },
  { 3, "1b0000e677d21fdc00", WAY_RESULT_OUT_OF_RANGE },
  { 4, "4f000000000000000000000000000000", WAY_RESULT_OUT_OF_RANGE },
  { 5, "60", WAY_RESULT_OUT_OF_RANGE },
  { 5, "6161", WAY_RESULT_OK },
  { 6, "40", WAY_RESULT_OK },
  { 6, "5864", WAY_RESULT_MALFORMED },
  { 7, "80", WAY_RESULT_OUT_OF_RANGE },
  { 7, "81a0", WAY_RESULT_MISSING_MEMBER },
  { 7, "9a7fffffff", WAY_RESULT_MALFORMED },
  { 7, "8100", WAY_RESULT_MALFORMED },
  { 9, "80", WAY_RESULT_OK },
  { 9, "8460606060", WAY_RESULT_OK },
  { 9, "856060606060", WAY_RESULT_OUT_OF_RANGE },
  { 9, "8141ff", WAY_RESULT_MALFORMED },
  { 9, "8161ff", WAY_RESULT_INVALID_TEXT },
  { 24, "80", WAY_RESULT_OK },
  { 24, "8141ff", WAY_RESULT_MALFORMED },
  { 24, "9a0001869f", WAY_RESULT_MALFORMED },
  /* kept bytes are checked wholly */
  { 63, "00", WAY_RESULT_OK },
  { 63, "d2a0", WAY_RESULT_OK },
  { 63, "1800", WAY_RESULT_NOT_DETERMINISTIC },
  { 63, "9fff", WAY_RESULT_NOT_DETERMINISTIC },
  { 63, "a200000000", WAY_RESULT_DUPLICATE_KEY },
  { 63, "a201000000", WAY_RESULT_NOT_DETERMINISTIC },
  { 63, "f90000", WAY_RESULT_UNSUPPORTED },
  { 63, "61ff", WAY_RESULT_INVALID_TEXT },
  { 63, "81818181818181818181818181818100", WAY_RESULT_OK },
  { 63, "8181818181818181818181818181818100", WAY_RESULT_TOO_DEEP },
};

static void
test_fields (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_test_message ("%u: %s", fields[i].key, fields[i].hex);
      g_assert_cmpstr (way_result_get_name (decode_with (fields[i].key, fields[i].hex)),
                       ==, way_result_get_name (fields[i].result));
    }
}

/* What could deceive a person who reads the text on a screen. */
static void
test_text (void)
{
  static const gunichar bad[] = { 0x01,   0x09,    0x0a,    0x1b,   0x7f,   0x80,
                                  0x85,   0x9f,    0x2028,  0x2029, 0x202a, 0x202e,
                                  0x2066, 0x2069,  0xfeff,  0xfdd0, 0xfdef, 0xfffe,
                                  0xffff, 0x1fffe, 0x10ffff };
  static const gunichar good[] = { 0x20,   0x7e,   0xa0,   0x2027, 0x202f, 0x2065,
                                   0x206a, 0x4ed3, 0xfdcf, 0xfdf0, 0xfffd, 0x1f600 };
  WayFixture fixture;
  g_autofree char *path = NULL;

  way_fixture_init (&fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (bad) + G_N_ELEMENTS (good); i++)
    {
      gboolean is_bad = i < G_N_ELEMENTS (bad);
      gunichar c = is_bad ? bad[i] : good[i - G_N_ELEMENTS (bad)];
      WayResult expected = is_bad ? WAY_RESULT_INVALID_TEXT : WAY_RESULT_OK;

      /* at every place of a word of eight bytes */
      for (gsize before = 0; before < 9; before++)
        {
          char text[32] = "abcdefghijkl";
          gsize size = (gsize) g_unichar_to_utf8 (c, text + before);
          g_autoptr (GBytes) bytes = NULL;
          WayFixture copy;

          memcpy (text + before + size, "12345678", 9);
          fixture.note = way_slice_from_string (text);
          g_assert_cmpint (way_schema_validate (&way_fixture_schema, &fixture, NULL), ==,
                           expected);
          bytes = way_schema_encode (&way_fixture_schema, &fixture);
          g_assert_cmpint (decode (way_slice_from_bytes (bytes), &copy), ==, expected);
        }
    }
}

static void
assert_invalid (const WayFixture *fixture, WayResult result, const char *expected_path)
{
  g_autofree char *path = NULL;
  g_autoptr (GBytes) bytes = NULL;
  WayFixture copy;

  g_assert_cmpstr (
      way_result_get_name (way_schema_validate (&way_fixture_schema, fixture, &path)), ==,
      way_result_get_name (result));
  g_assert_cmpstr (path, ==, expected_path);
  /* what validation refuses, decoding refuses for the same reason */
  bytes = way_schema_encode (&way_fixture_schema, fixture);
  g_assert_cmpint (decode (way_slice_from_bytes (bytes), &copy), ==, result);
}

static void
test_validate (void)
{
  WayFixture good, bad;
  WayFixtureThing *second;
  WaySlice long_tag[1] = { 0 };
  g_autofree char *long_text = g_strnfill (1025, 'x');

  way_fixture_init (&good);
  second = (WayFixtureThing *) good.things.items + 1;
  g_assert_cmpint (way_schema_validate (&way_fixture_schema, &good, NULL), ==,
                   WAY_RESULT_OK);
  bad = good;
  bad.sequence = 0;
  assert_invalid (&bad, WAY_RESULT_OUT_OF_RANGE, "sequence");
  bad = good;
  bad.not_after = WAY_TIME_MAX_MS + 1;
  assert_invalid (&bad, WAY_RESULT_OUT_OF_RANGE, "notAfter");
  bad = good;
  bad.things.n = 0;
  assert_invalid (&bad, WAY_RESULT_OUT_OF_RANGE, "things");
  bad = good;
  bad.place.kind = 7;
  assert_invalid (&bad, WAY_RESULT_OUT_OF_RANGE, "place.kind");
  bad = good;
  long_tag[0] = way_slice_from_string (long_text);
  bad.tags = (WayRecords) { .items = long_tag, .n = 1 };
  assert_invalid (&bad, WAY_RESULT_OUT_OF_RANGE, "tags[0]");
  bad = good;
  bad.extra = WAY_SLICE_INIT ("\x18\x01", 2);
  assert_invalid (&bad, WAY_RESULT_NOT_DETERMINISTIC, "extra");
  second->gtin = way_slice_from_string ("0952012345678");
  assert_invalid (&good, WAY_RESULT_OUT_OF_RANGE, "things[1].gtin");
  way_fixture_init (&good);
  second->kind = 1;
  assert_invalid (&good, WAY_RESULT_INVALID_VALUE, "things[1]");
}

/* A count is refused before memory is taken for it. */
static void
test_memory (void)
{
  g_autoptr (GBytes) bytes = NULL;
  g_auto (WayArena) arena;
  WayFixture fixture, copy = { 0 };

  way_fixture_init (&fixture);
  bytes = way_schema_encode (&way_fixture_schema, &fixture);
  way_arena_init (&arena, 100);
  g_assert_cmpint (way_schema_decode (&way_fixture_schema, way_slice_from_bytes (bytes),
                                      &arena, &copy),
                   ==, WAY_RESULT_TOO_LARGE);
}

static void
mutate (GByteArray *bytes, GRand *rand)
{
  guint at = (guint) g_rand_int_range (rand, 0, (gint32) bytes->len);
  guint8 byte = (guint8) g_rand_int (rand);

  switch (g_rand_int_range (rand, 0, 5))
    {
    case 0:
      bytes->data[at] = byte;
      break;
    case 1:
      bytes->data[at] ^= (guint8) (1u << (byte & 7));
      break;
    case 2:
      bytes->data[at] = (guint8) (bytes->data[at] + (byte & 1 ? 1 : -1));
      break;
    case 3:
      g_byte_array_remove_index (bytes, at);
      break;
    default:
      g_byte_array_append (bytes, &byte, 1);
      memmove (bytes->data + at + 1, bytes->data + at, bytes->len - at - 1);
      bytes->data[at] = byte;
      break;
    }
}

/* Whatever the bytes: decoding fails, or writing gives the very same bytes. */
static void
test_mutations (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (FUZZ_SEED);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GBytes) good = NULL;
  g_auto (WayCborWriter) writer;
  WayFixture fixture, copy;
  guint n_accepted = 0;

  g_test_message ("seed %u", FUZZ_SEED);
  way_cbor_writer_init (&writer);
  way_fixture_init (&fixture);
  good = way_schema_encode (&way_fixture_schema, &fixture);
  for (guint i = 0; i < FUZZ_ITERATIONS; i++)
    {
      WaySlice mutated;

      g_byte_array_set_size (bytes, 0);
      g_byte_array_append (bytes, g_bytes_get_data (good, NULL),
                           (guint) g_bytes_get_size (good));
      for (gint32 n = g_rand_int_range (rand, 1, 4); n > 0; n--)
        mutate (bytes, rand);
      mutated = WAY_SLICE_INIT (bytes->data, bytes->len);
      if (decode (mutated, &copy) != WAY_RESULT_OK)
        continue;
      n_accepted++;
      g_byte_array_set_size (writer.bytes, 0);
      way_schema_write (&way_fixture_schema, &writer, &copy);
      g_assert_cmpmem (writer.bytes->data, writer.bytes->len, mutated.data, mutated.len);
      g_assert_cmpint (way_cbor_validate (mutated), ==, WAY_RESULT_OK);
    }
  g_test_message ("%u of %u accepted", n_accepted, FUZZ_ITERATIONS);
  g_assert_cmpuint (n_accepted, >, FUZZ_ITERATIONS / 20);
  g_assert_cmpuint (n_accepted, <, FUZZ_ITERATIONS);
}

static void
test_cddl (void)
{
  g_autoptr (GString) out = g_string_new (NULL);

  way_schema_append_cddl (&way_fixture_schema, out);
  g_assert_cmpstr (out->str, ==,
                   "fixture = {\n"
                   "  1: bstr .size 32, ; network\n"
                   "  2: uint .ge 1, ; sequence\n"
                   "  3: 0..253402300799999, ; notAfter\n"
                   "  4: bstr .size 16, ; salt\n"
                   "  ? 5: tstr .size (1..200), ; note\n"
                   "  ? 6: bstr .size (0..100), ; blob\n"
                   "  7: [1*1000 thing], ; things\n"
                   "  ? 8: thing, ; place\n"
                   "  ? 9: [0*4 tstr .size (0..1024)], ; tags\n"
                   "  ? 24: [0*100000 bstr .size 32], ; path\n"
                   "  ? 63: any, ; extra\n"
                   "}\n"
                   "\n"
                   "thing = {\n"
                   "  1: &(product: 1, lot: 2, unit: 1000), ; kind\n"
                   "  2: bstr .size 32, ; account\n"
                   "  ? 3: tstr .size 14, ; gtin\n"
                   "  ? 4: -273..5000, ; celsius\n"
                   "  5: bool, ; sealed\n"
                   "}\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/schema/round-trip", test_round_trip);
  g_test_add_func ("/wire/schema/presence", test_presence);
  g_test_add_func ("/wire/schema/values", test_values);
  g_test_add_func ("/wire/schema/refuses", test_refuses);
  g_test_add_func ("/wire/schema/fields", test_fields);
  g_test_add_func ("/wire/schema/text", test_text);
  g_test_add_func ("/wire/schema/validate", test_validate);
  g_test_add_func ("/wire/schema/memory", test_memory);
  g_test_add_func ("/wire/schema/mutations", test_mutations);
  g_test_add_func ("/wire/schema/cddl", test_cddl);
  return g_test_run ();
}
