/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-cbor-private.h"

#include "way-text.h"

#define INFO_INDEFINITE 31
#define SIMPLE_FALSE    0xf4
#define SIMPLE_TRUE     0xf5
#define SIMPLE_NULL     0xf6

/* Bignums have a deterministic form of their own that nothing here needs. */
#define TAG_UNSIGNED_BIGNUM 2
#define TAG_NEGATIVE_BIGNUM 3

void
way_cbor_reader_init (WayCborReader *reader, WaySlice bytes)
{
  static const guint8 none[1];
  const guint8 *data = bytes.data != NULL ? bytes.data : none;

  *reader = (WayCborReader) {
    .start = data,
    .next = data,
    .end = data + bytes.len,
    .failed = WAY_RESULT_OK,
  };
}

void
way_cbor_reader_fail (WayCborReader *reader, WayResult result)
{
  if (reader->failed == WAY_RESULT_OK)
    reader->failed = result;
  reader->next = reader->end;
}

WayResult
way_cbor_reader_finish (WayCborReader *reader)
{
  if (reader->next != reader->end)
    way_cbor_reader_fail (reader, WAY_RESULT_MALFORMED);

  return reader->failed;
}

WayCborType
way_cbor_read_long_head (WayCborReader *reader, guint64 *out_argument)
{
  const guint8 *next = reader->next;
  gsize left = (gsize) (reader->end - next);
  guint info = left > 0 ? *next & 31 : 0;
  guint size = 1u << (info & 3);
  guint64 argument = 0;

  *out_argument = 0;
  if (left == 0 || (info > 27 && info != INFO_INDEFINITE) || (info <= 27 && left <= size))
    {
      way_cbor_reader_fail (reader, WAY_RESULT_MALFORMED);
      return WAY_CBOR_NO_TYPE;
    }
  for (guint i = 0; info <= 27 && i < size; i++)
    argument = argument << 8 | next[1 + i];
  if (info == INFO_INDEFINITE
      || argument < (size == 1 ? 24 : G_GUINT64_CONSTANT (1) << (4 * size)))
    {
      /* floats and longer simple values come here too and are refused all the same */
      way_cbor_reader_fail (reader, *next >> 5 == WAY_CBOR_SIMPLE
                                        ? WAY_RESULT_UNSUPPORTED
                                        : WAY_RESULT_NOT_DETERMINISTIC);
      return WAY_CBOR_NO_TYPE;
    }
  reader->next = next + 1 + size;
  *out_argument = argument;

  return (WayCborType) (*next >> 5);
}

WayCborType
way_cbor_reader_peek (WayCborReader *reader)
{
  if (reader->next < reader->end)
    return (WayCborType) (*reader->next >> 5);
  way_cbor_reader_fail (reader, WAY_RESULT_MALFORMED);

  return WAY_CBOR_SIMPLE;
}

guint64
way_cbor_read_unsigned (WayCborReader *reader)
{
  return way_cbor_read_head_of (reader, WAY_CBOR_UNSIGNED);
}

gint64
way_cbor_read_integer (WayCborReader *reader)
{
  guint64 argument;
  WayCborType type = way_cbor_read_head (reader, &argument);

  if (type != WAY_CBOR_UNSIGNED && type != WAY_CBOR_NEGATIVE)
    way_cbor_reader_fail (reader, WAY_RESULT_MALFORMED);
  else if (argument > G_MAXINT64)
    way_cbor_reader_fail (reader, WAY_RESULT_OUT_OF_RANGE);
  else
    return type == WAY_CBOR_UNSIGNED ? (gint64) argument : -1 - (gint64) argument;

  return 0;
}

/* Consumes one byte that is a simple value of our subset. Returns: 0 after a failure. */
static guint8
read_simple (WayCborReader *reader)
{
  guint8 byte;

  if (way_cbor_reader_peek (reader) != WAY_CBOR_SIMPLE || !way_cbor_reader_is_ok (reader))
    {
      way_cbor_reader_fail (reader, WAY_RESULT_MALFORMED);
      return 0;
    }
  byte = *reader->next;
  if (byte < SIMPLE_FALSE || byte > SIMPLE_NULL)
    {
      gboolean reserved = (byte & 31) >= 28;

      way_cbor_reader_fail (reader,
                            reserved ? WAY_RESULT_MALFORMED : WAY_RESULT_UNSUPPORTED);
      return 0;
    }
  reader->next++;

  return byte;
}

gboolean
way_cbor_read_boolean (WayCborReader *reader)
{
  guint8 simple = read_simple (reader);

  if (simple == SIMPLE_NULL)
    way_cbor_reader_fail (reader, WAY_RESULT_MALFORMED);

  return simple == SIMPLE_TRUE;
}

void
way_cbor_read_null (WayCborReader *reader)
{
  if (read_simple (reader) != SIMPLE_NULL)
    way_cbor_reader_fail (reader, WAY_RESULT_MALFORMED);
}

gboolean
way_cbor_peek_is_null (WayCborReader *reader)
{
  return reader->next < reader->end && *reader->next == SIMPLE_NULL;
}

WaySlice
way_cbor_read_bytes (WayCborReader *reader)
{
  return way_cbor_read_string (reader, WAY_CBOR_BYTES);
}

WaySlice
way_cbor_read_text (WayCborReader *reader)
{
  WaySlice text = way_cbor_read_string (reader, WAY_CBOR_TEXT);

  if (way_text_is_utf8 (text))
    return text;
  way_cbor_reader_fail (reader, WAY_RESULT_INVALID_TEXT);

  return WAY_SLICE_INIT (NULL, 0);
}

void
way_cbor_read_fixed (WayCborReader *reader, guint8 *out, gsize len)
{
  WaySlice bytes = way_cbor_read_string (reader, WAY_CBOR_BYTES);

  if (bytes.len == len && bytes.data != NULL)
    {
      memcpy (out, bytes.data, len);
      return;
    }
  memset (out, 0, len);
  way_cbor_reader_fail (reader, WAY_RESULT_OUT_OF_RANGE);
}

guint64
way_cbor_read_tag (WayCborReader *reader)
{
  guint64 tag = way_cbor_read_head_of (reader, WAY_CBOR_TAG);

  if (tag == TAG_UNSIGNED_BIGNUM || tag == TAG_NEGATIVE_BIGNUM)
    {
      way_cbor_reader_fail (reader, WAY_RESULT_UNSUPPORTED);
      return 0;
    }

  return tag;
}

/* Enters @n entries, each of which takes @item_size bytes at least. Returns: @n, 0 after a
 * failure. */
static gsize
enter_entries (WayCborReader *reader, guint64 n, gsize item_size)
{
  if (++reader->depth > WAY_CBOR_MAX_DEPTH)
    way_cbor_reader_fail (reader, WAY_RESULT_TOO_DEEP);
  if (n > (gsize) (reader->end - reader->next) / item_size)
    way_cbor_reader_fail (reader, WAY_RESULT_MALFORMED);

  return way_cbor_reader_is_ok (reader) ? n : 0;
}

gsize
way_cbor_enter_array (WayCborReader *reader)
{
  return enter_entries (reader, way_cbor_read_head_of (reader, WAY_CBOR_ARRAY), 1);
}

gsize
way_cbor_enter_map (WayCborReader *reader)
{
  return enter_entries (reader, way_cbor_read_head_of (reader, WAY_CBOR_MAP), 2);
}

void
way_cbor_leave (WayCborReader *reader)
{
  g_assert (reader->depth > 0);
  reader->depth--;
}

static void
skip_item (WayCborReader *reader);

static void
skip_array (WayCborReader *reader, guint64 n)
{
  n = enter_entries (reader, n, 1);
  for (gsize i = 0; i < n && way_cbor_reader_is_ok (reader); i++)
    skip_item (reader);
  way_cbor_leave (reader);
}

static void
skip_map (WayCborReader *reader, guint64 n)
{
  WaySlice key = { 0 };

  n = enter_entries (reader, n, 2);
  for (gsize i = 0; i < n && way_cbor_reader_is_ok (reader); i++)
    {
      key = way_cbor_read_map_key (reader, key);
      skip_item (reader);
    }
  way_cbor_leave (reader);
}

/* Tags nest, so each takes a level. */
static void
skip_tag (WayCborReader *reader, guint64 tag)
{
  if (tag == TAG_UNSIGNED_BIGNUM || tag == TAG_NEGATIVE_BIGNUM)
    way_cbor_reader_fail (reader, WAY_RESULT_UNSUPPORTED);
  if (++reader->depth > WAY_CBOR_MAX_DEPTH)
    way_cbor_reader_fail (reader, WAY_RESULT_TOO_DEEP);
  skip_item (reader);
  way_cbor_leave (reader);
}

static void
skip_string (WayCborReader *reader, guint64 len, gboolean is_text)
{
  const guint8 *data = reader->next;

  if (len > (gsize) (reader->end - data))
    {
      way_cbor_reader_fail (reader, WAY_RESULT_MALFORMED);
      return;
    }
  reader->next = data + len;
  if (is_text && !way_text_is_utf8 (WAY_SLICE_INIT (data, len)))
    way_cbor_reader_fail (reader, WAY_RESULT_INVALID_TEXT);
}

static void
skip_item (WayCborReader *reader)
{
  guint64 argument;
  WayCborType type;

  if (way_cbor_reader_peek (reader) == WAY_CBOR_SIMPLE)
    {
      read_simple (reader);
      return;
    }
  type = way_cbor_read_head (reader, &argument);
  switch (type)
    {
    case WAY_CBOR_BYTES:
    case WAY_CBOR_TEXT:
      skip_string (reader, argument, type == WAY_CBOR_TEXT);
      break;
    case WAY_CBOR_ARRAY:
      skip_array (reader, argument);
      break;
    case WAY_CBOR_MAP:
      skip_map (reader, argument);
      break;
    case WAY_CBOR_TAG:
      skip_tag (reader, argument);
      break;
    case WAY_CBOR_UNSIGNED:
    case WAY_CBOR_NEGATIVE: /* all head */
    case WAY_CBOR_SIMPLE:   /* not here */
    default:                /* a failure */
      break;
    }
}

WaySlice
way_cbor_skip (WayCborReader *reader)
{
  const guint8 *start = reader->next;

  skip_item (reader);
  if (!way_cbor_reader_is_ok (reader))
    return WAY_SLICE_INIT (NULL, 0);

  return WAY_SLICE_INIT (start, (gsize) (reader->next - start));
}

/* Most keys are one byte, an integer: their order is that of the bytes. */
static gboolean
read_short_key (WayCborReader *reader, WaySlice previous, WaySlice *out_key)
{
  if (previous.len > 1 || reader->next == reader->end || *reader->next >= 24
      || (previous.len == 1 && *previous.data >= *reader->next))
    return FALSE;
  *out_key = WAY_SLICE_INIT (reader->next, 1);
  reader->next++;
  return TRUE;
}

WaySlice
way_cbor_read_map_key (WayCborReader *reader, WaySlice previous)
{
  WaySlice key;
  int order;

  if (read_short_key (reader, previous, &key))
    return key;
  key = way_cbor_skip (reader);
  order = previous.len > 0 && key.len > 0 ? way_slice_compare (previous, key) : -1;
  if (order < 0)
    return key;
  way_cbor_reader_fail (reader, order == 0 ? WAY_RESULT_DUPLICATE_KEY
                                           : WAY_RESULT_NOT_DETERMINISTIC);

  return WAY_SLICE_INIT (NULL, 0);
}

WayResult
way_cbor_validate (WaySlice bytes)
{
  WayCborReader reader;

  way_cbor_reader_init (&reader, bytes);
  skip_item (&reader);

  return way_cbor_reader_finish (&reader);
}
