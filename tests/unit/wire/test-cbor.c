/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-cbor.h"
#include "way-json.h"
#include "way-test.h"

static WayResult
validate_hex (const char *hex)
{
  g_autoptr (GBytes) bytes = way_test_hex (hex);

  return way_cbor_validate (way_slice_from_bytes (bytes));
}

/* Writes the item that comes next in @reader anew, by its meaning. */
static void
rewrite (WayCborReader *reader, WayCborWriter *writer)
{
  gsize n;

  switch (way_cbor_reader_peek (reader))
    {
    case WAY_CBOR_UNSIGNED:
      way_cbor_write_unsigned (writer, way_cbor_read_unsigned (reader));
      break;
    case WAY_CBOR_NEGATIVE:
      way_cbor_write_integer (writer, way_cbor_read_integer (reader));
      break;
    case WAY_CBOR_BYTES:
      way_cbor_write_bytes (writer, way_cbor_read_bytes (reader));
      break;
    case WAY_CBOR_TEXT:
      way_cbor_write_text (writer, way_cbor_read_text (reader));
      break;
    case WAY_CBOR_ARRAY:
    case WAY_CBOR_MAP:
      if (way_cbor_reader_peek (reader) == WAY_CBOR_ARRAY)
        way_cbor_write_array (writer, n = way_cbor_enter_array (reader));
      else
        {
          way_cbor_write_map (writer, n = way_cbor_enter_map (reader));
          n *= 2;
        }
      for (gsize i = 0; i < n; i++)
        rewrite (reader, writer);
      way_cbor_leave (reader);
      break;
    case WAY_CBOR_TAG:
      way_cbor_write_tag (writer, way_cbor_read_tag (reader));
      rewrite (reader, writer);
      break;
    case WAY_CBOR_SIMPLE:
      if (way_cbor_peek_is_null (reader))
        {
          way_cbor_read_null (reader);
          way_cbor_write_null (writer);
        }
      else
        way_cbor_write_boolean (writer, way_cbor_read_boolean (reader));
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
assert_rewrites (const char *hex)
{
  g_autoptr (GBytes) bytes = way_test_hex (hex);
  g_auto (WayCborWriter) writer;
  WayCborReader reader;

  way_cbor_writer_init (&writer);
  way_cbor_reader_init (&reader, way_slice_from_bytes (bytes));
  rewrite (&reader, &writer);
  g_assert_cmpint (way_cbor_reader_finish (&reader), ==, WAY_RESULT_OK);
  g_assert_true (way_slice_equal (way_cbor_writer_get_slice (&writer),
                                  way_slice_from_bytes (bytes)));
}

static void
test_accepts (void)
{
  static const char *const good[] = {
    "00",
    "17",
    "1818",
    "18ff",
    "190100",
    "19ffff",
    "1a00010000",
    "1affffffff",
    "1b0000000100000000",
    "1bffffffffffffffff",
    "20",
    "37",
    "3818",
    "3b7fffffffffffffff",
    "40",
    "4100",
    "60",
    "6161",
    "64f0908591",
    "80",
    "820102",
    "a0",
    "a201020304",
    "a3170018180019010000",
    "a220006000",
    "f4",
    "f5",
    "f6",
    "c000",
    "d2820102",
    "d9d9f700",
    /* keys sort by their bytes: 10, 100, −1, "z", "aa", [100], [−1], false */
    "a80a01186402200361"
    "7a04626161058118640681200"
    "7f408",
    /* sixteen levels */
    "8181818181818181818181818181818100",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_test_message ("%s", good[i]);
      g_assert_cmpint (validate_hex (good[i]), ==, WAY_RESULT_OK);
      assert_rewrites (good[i]);
    }
}

typedef struct
{
  const char *hex;
  WayResult result;
} Refusal;

static const Refusal refusals[] = {
  /* nothing, cut off */
  { "", WAY_RESULT_MALFORMED },
  { "18", WAY_RESULT_MALFORMED },
  { "1901", WAY_RESULT_MALFORMED },
  { "1a000100", WAY_RESULT_MALFORMED },
  { "1b00000001000000", WAY_RESULT_MALFORMED },
  { "41", WAY_RESULT_MALFORMED },
  { "6261", WAY_RESULT_MALFORMED },
  { "81", WAY_RESULT_MALFORMED },
  { "a100", WAY_RESULT_MALFORMED },
  { "c0", WAY_RESULT_MALFORMED },
  /* something behind */
  { "0000", WAY_RESULT_MALFORMED },
  { "a0f6", WAY_RESULT_MALFORMED },
  /* reserved heads */
  { "1c", WAY_RESULT_MALFORMED },
  { "1d00", WAY_RESULT_MALFORMED },
  { "1e0000", WAY_RESULT_MALFORMED },
  { "5c", WAY_RESULT_MALFORMED },
  { "9e", WAY_RESULT_MALFORMED },
  { "fc", WAY_RESULT_MALFORMED },
  { "ff", WAY_RESULT_MALFORMED },
  /* more than there are bytes */
  { "9affffffff", WAY_RESULT_MALFORMED },
  { "9bffffffffffffffff", WAY_RESULT_MALFORMED },
  { "bb7fffffffffffffff", WAY_RESULT_MALFORMED },
  { "bbffffffffffffffff", WAY_RESULT_MALFORMED },
  { "5bffffffffffffffff", WAY_RESULT_MALFORMED },
  { "a20000", WAY_RESULT_MALFORMED },
  /* longer heads than needed, for every type that has an argument */
  { "1817", WAY_RESULT_NOT_DETERMINISTIC },
  { "1900ff", WAY_RESULT_NOT_DETERMINISTIC },
  { "1a0000ffff", WAY_RESULT_NOT_DETERMINISTIC },
  { "1b00000000ffffffff", WAY_RESULT_NOT_DETERMINISTIC },
  { "3800", WAY_RESULT_NOT_DETERMINISTIC },
  { "3a0000ffff", WAY_RESULT_NOT_DETERMINISTIC },
  { "580100", WAY_RESULT_NOT_DETERMINISTIC },
  { "780161", WAY_RESULT_NOT_DETERMINISTIC },
  { "980100", WAY_RESULT_NOT_DETERMINISTIC },
  { "b8010000", WAY_RESULT_NOT_DETERMINISTIC },
  { "d81200", WAY_RESULT_NOT_DETERMINISTIC },
  /* indefinite lengths */
  { "5f4100ff", WAY_RESULT_NOT_DETERMINISTIC },
  { "7f6161ff", WAY_RESULT_NOT_DETERMINISTIC },
  { "9fff", WAY_RESULT_NOT_DETERMINISTIC },
  { "bfff", WAY_RESULT_NOT_DETERMINISTIC },
  /* map keys: same, in the wrong order, in length-first order */
  { "a200000000", WAY_RESULT_DUPLICATE_KEY },
  { "a2616100616100", WAY_RESULT_DUPLICATE_KEY },
  { "a201000000", WAY_RESULT_NOT_DETERMINISTIC },
  { "a2616200616100", WAY_RESULT_NOT_DETERMINISTIC },
  { "a26161002000", WAY_RESULT_NOT_DETERMINISTIC },
  { "a22000181800", WAY_RESULT_NOT_DETERMINISTIC },
  /* the same, deep inside and inside a key */
  { "81a1008200a200000000", WAY_RESULT_DUPLICATE_KEY },
  { "a1a20100000000", WAY_RESULT_NOT_DETERMINISTIC },
  { "d281a1811800f6", WAY_RESULT_NOT_DETERMINISTIC },
  /* texts that are not UTF-8: stray, cut off, overlong, surrogate, above U+10FFFF */
  { "6180", WAY_RESULT_INVALID_TEXT },
  { "61c3", WAY_RESULT_INVALID_TEXT },
  { "62c080", WAY_RESULT_INVALID_TEXT },
  { "62c1bf", WAY_RESULT_INVALID_TEXT },
  { "63e08080", WAY_RESULT_INVALID_TEXT },
  { "63eda080", WAY_RESULT_INVALID_TEXT },
  { "63e6b0", WAY_RESULT_MALFORMED },
  { "62e6b0", WAY_RESULT_INVALID_TEXT },
  { "64f0808080", WAY_RESULT_INVALID_TEXT },
  { "64f4908080", WAY_RESULT_INVALID_TEXT },
  { "61ff", WAY_RESULT_INVALID_TEXT },
  { "6a616263646566676869ff", WAY_RESULT_INVALID_TEXT },
  /* not in our subset: floats, simple values, bignums */
  { "f90000", WAY_RESULT_UNSUPPORTED },
  { "fa47c35000", WAY_RESULT_UNSUPPORTED },
  { "fb3ff199999999999a", WAY_RESULT_UNSUPPORTED },
  { "f97e00", WAY_RESULT_UNSUPPORTED },
  { "f7", WAY_RESULT_UNSUPPORTED },
  { "e0", WAY_RESULT_UNSUPPORTED },
  { "f3", WAY_RESULT_UNSUPPORTED },
  { "f818", WAY_RESULT_UNSUPPORTED },
  { "f8ff", WAY_RESULT_UNSUPPORTED },
  { "c249010000000000000000", WAY_RESULT_UNSUPPORTED },
  { "c349010000000000000000", WAY_RESULT_UNSUPPORTED },
  { "81fa47c35000", WAY_RESULT_UNSUPPORTED },
  /* seventeen levels, of arrays, maps, tags */
  { "818181818181818181818181818181818100", WAY_RESULT_TOO_DEEP },
  { "a100a100a100a100a100a100a100a100a100a100a100a100a100a100a100a100a10000",
    WAY_RESULT_TOO_DEEP },
  { "c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c000", WAY_RESULT_TOO_DEEP },
};

static void
test_refuses (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_test_message ("%s", refusals[i].hex);
      g_assert_cmpstr (way_result_get_name (validate_hex (refusals[i].hex)), ==,
                       way_result_get_name (refusals[i].result));
    }
}

/* Every proper prefix of a good item fails, and so does every item with a byte behind. */
static void
test_prefixes (void)
{
  g_autoptr (GBytes) bytes = way_test_hex (
      "d284a20126181a4401020304a1637a7a7a8201a1f5f658201111111111111111111111"
      "11111111111111111111111111111111111111111163e6b0b4");
  WaySlice all = way_slice_from_bytes (bytes);

  g_assert_cmpint (way_cbor_validate (all), ==, WAY_RESULT_OK);
  for (gsize len = 0; len < all.len; len++)
    g_assert_cmpint (way_cbor_validate (WAY_SLICE_INIT (all.data, len)), !=,
                     WAY_RESULT_OK);
}

static void
test_failure_sticks (void)
{
  g_autoptr (GBytes) bytes = way_test_hex ("8301f90000a0");
  WayCborReader reader;
  guint8 fixed[2] = { 1, 1 };

  way_cbor_reader_init (&reader, way_slice_from_bytes (bytes));
  g_assert_cmpuint (way_cbor_enter_array (&reader), ==, 3);
  g_assert_cmpuint (way_cbor_read_unsigned (&reader), ==, 1);
  g_assert_false (way_cbor_read_boolean (&reader));
  g_assert_cmpint (reader.failed, ==, WAY_RESULT_UNSUPPORTED);
  g_assert_cmpuint (way_cbor_enter_map (&reader), ==, 0);
  g_assert_cmpuint (way_cbor_read_text (&reader).len, ==, 0);
  g_assert_cmpint (way_cbor_read_integer (&reader), ==, 0);
  way_cbor_read_fixed (&reader, fixed, sizeof fixed);
  g_assert_cmpuint (fixed[0] | fixed[1], ==, 0);
  g_assert_cmpuint (way_cbor_skip (&reader).len, ==, 0);
  g_assert_cmpint (way_cbor_reader_finish (&reader), ==, WAY_RESULT_UNSUPPORTED);
}

/* Reading another type than the one that is there fails. */
static void
test_wrong_type (void)
{
  static const char *const items[] = { "00", "20",   "40", "60", "80",
                                       "a0", "c000", "f5", "f6" };

  for (gsize i = 0; i < G_N_ELEMENTS (items); i++)
    {
      g_autoptr (GBytes) bytes = way_test_hex (items[i]);

      for (gsize j = 0; j < G_N_ELEMENTS (items); j++)
        {
          WayCborReader reader;

          way_cbor_reader_init (&reader, way_slice_from_bytes (bytes));
          switch (j)
            {
            case 0:
              way_cbor_read_unsigned (&reader);
              break;
            case 1:
              way_cbor_read_integer (&reader);
              break;
            case 2:
              way_cbor_read_bytes (&reader);
              break;
            case 3:
              way_cbor_read_text (&reader);
              break;
            case 4:
              way_cbor_enter_array (&reader);
              break;
            case 5:
              way_cbor_enter_map (&reader);
              break;
            case 6:
              way_cbor_read_tag (&reader);
              break;
            case 7:
              way_cbor_read_boolean (&reader);
              break;
            default:
              way_cbor_read_null (&reader);
              break;
            }
          g_test_message ("%s as %s", items[i], items[j]);
          g_assert_cmpint (way_cbor_reader_is_ok (&reader), ==,
                           i == j || (i == 0 && j == 1));
        }
    }
}

static void
test_integer_limits (void)
{
  static const struct
  {
    const char *hex;
    gint64 value;
    WayResult result;
  } rows[] = {
    { "1b7fffffffffffffff", G_MAXINT64, WAY_RESULT_OK },
    { "1b8000000000000000", 0, WAY_RESULT_OUT_OF_RANGE },
    { "3b7fffffffffffffff", G_MININT64, WAY_RESULT_OK },
    { "3b8000000000000000", 0, WAY_RESULT_OUT_OF_RANGE },
    { "3903e7", -1000, WAY_RESULT_OK },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GBytes) bytes = way_test_hex (rows[i].hex);
      WayCborReader reader;

      way_cbor_reader_init (&reader, way_slice_from_bytes (bytes));
      g_assert_cmpint (way_cbor_read_integer (&reader), ==, rows[i].value);
      g_assert_cmpint (way_cbor_reader_finish (&reader), ==, rows[i].result);
    }
}

static void
test_writer_into (void)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GBytes) expected = way_test_hex ("8301f4a16161f6");
  g_autoptr (GBytes) finished = NULL;
  g_auto (WayCborWriter) writer;

  way_cbor_writer_init_into (&writer, bytes);
  way_cbor_write_array (&writer, 3);
  way_cbor_write_unsigned (&writer, 1);
  way_cbor_write_boolean (&writer, FALSE);
  way_cbor_write_map (&writer, 1);
  way_cbor_write_text (&writer, way_slice_from_string ("a"));
  way_cbor_write_encoded (&writer, WAY_SLICE_INIT ("\xf6", 1));
  g_assert_cmpmem (bytes->data, bytes->len, g_bytes_get_data (expected, NULL),
                   g_bytes_get_size (expected));
  finished = way_cbor_writer_finish (&writer);
  g_assert_true (g_bytes_equal (finished, expected));
  g_assert_cmpuint (way_cbor_writer_get_slice (&writer).len, ==, 0);
}

/* dcbor: what our subset has must pass and write itself again; what it refuses is floats,
 * which the ledger never holds. */
static void
test_dcbor (void)
{
  gsize len = 0, n_accepted = 0, n_floats = 0;
  g_autofree char *contents = way_test_read_vector ("dcbor/valid.json", &len);
  g_autoptr (GError) error = NULL;
  g_autoptr (yyjson_doc) doc = NULL;
  yyjson_val *row;
  gsize i, max;

  if (contents == NULL)
    return;
  doc = way_json_read (WAY_SLICE_INIT (contents, len), len, &error);
  g_assert_no_error (error);
  yyjson_arr_foreach (yyjson_doc_get_root (doc), i, max, row)
  {
    const char *hex = yyjson_get_str (yyjson_obj_get (row, "hex"));
    gboolean is_float = hex[0] == 'f'
                        && (hex[1] == '9' || hex[1] == 'a' || hex[1] == 'b');

    g_test_message ("%s", hex);
    g_assert_cmpint (validate_hex (hex), ==,
                     is_float ? WAY_RESULT_UNSUPPORTED : WAY_RESULT_OK);
    n_floats += is_float;
    n_accepted += !is_float;
    if (!is_float && !g_str_has_prefix (hex, "3b7ffffffffffffbff"))
      assert_rewrites (hex);
  }
  g_assert_cmpuint (n_accepted, >=, 20);
  g_assert_cmpuint (n_floats, >=, 15);
}

static gboolean
is_outside_subset (const char *hex, gboolean round_trips)
{
  /* floats, simple values, undefined; bignums; lengths left open */
  static const char *const heads[] = {
    "f7", "f0", "f8", "f9", "fa", "fb", "c249", "c349"
  };

  /* a tagged float, and maps that the collection wrote in another order */
  if (!round_trips || g_str_has_prefix (hex, "c1fb"))
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (heads); i++)
    if (g_str_has_prefix (hex, heads[i]))
      return TRUE;

  return FALSE;
}

static void
test_rfc8949 (void)
{
  gsize len = 0, n_inside = 0;
  g_autofree char *contents = way_test_read_vector ("cbor-rfc8949/appendix_a.json", &len);
  g_autoptr (GError) error = NULL;
  g_autoptr (yyjson_doc) doc = NULL;
  yyjson_val *row;
  gsize i, max;

  if (contents == NULL)
    return;
  doc = way_json_read (WAY_SLICE_INIT (contents, len), len, &error);
  g_assert_no_error (error);
  yyjson_arr_foreach (yyjson_doc_get_root (doc), i, max, row)
  {
    const char *hex = yyjson_get_str (yyjson_obj_get (row, "hex"));
    gboolean round_trips = yyjson_get_bool (yyjson_obj_get (row, "roundtrip"));

    g_test_message ("%s", hex);
    if (is_outside_subset (hex, round_trips))
      {
        g_assert_cmpint (validate_hex (hex), !=, WAY_RESULT_OK);
        continue;
      }
    g_assert_cmpint (validate_hex (hex), ==, WAY_RESULT_OK);
    n_inside++;
    if (!g_str_equal (hex, "3bffffffffffffffff")) /* below gint64 */
      assert_rewrites (hex);
  }
  g_assert_cmpuint (n_inside, >=, 40);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/cbor/accepts", test_accepts);
  g_test_add_func ("/wire/cbor/refuses", test_refuses);
  g_test_add_func ("/wire/cbor/prefixes", test_prefixes);
  g_test_add_func ("/wire/cbor/failure-sticks", test_failure_sticks);
  g_test_add_func ("/wire/cbor/wrong-type", test_wrong_type);
  g_test_add_func ("/wire/cbor/integer-limits", test_integer_limits);
  g_test_add_func ("/wire/cbor/writer-into", test_writer_into);
  g_test_add_func ("/wire/cbor/dcbor", test_dcbor);
  g_test_add_func ("/wire/cbor/rfc8949", test_rfc8949);
  return g_test_run ();
}
