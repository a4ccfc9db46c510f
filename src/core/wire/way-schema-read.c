/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-schema-private.h"

#include "way-cbor-private.h"
#include "way-text.h"

/* Encoded bytes of the shortest entry of an array, so that a count is refused before
 * memory is taken for it. */
#define MIN_HASH_SIZE 34

static void
read_record (const WaySchema *schema,
             WayCborReader *reader,
             WayArena *arena,
             gpointer record);

static WaySlice
read_plain_text (WayCborReader *reader, gsize min, gsize max)
{
  WaySlice text = way_cbor_read_string (reader, WAY_CBOR_TEXT);

  if (text.len < min || text.len > max)
    way_cbor_reader_fail (reader, WAY_RESULT_OUT_OF_RANGE);
  else if (!way_text_is_plain (text))
    way_cbor_reader_fail (reader, WAY_RESULT_INVALID_TEXT);
  else
    return text;

  return WAY_SLICE_INIT (NULL, 0);
}

static WaySlice
read_sized_bytes (WayCborReader *reader, const WayField *field)
{
  WaySlice bytes = way_cbor_read_string (reader, WAY_CBOR_BYTES);

  if (way_field_allows_size (field, bytes.len))
    return bytes;
  way_cbor_reader_fail (reader, WAY_RESULT_OUT_OF_RANGE);

  return WAY_SLICE_INIT (NULL, 0);
}

static inline void
read_number (const WayField *field, WayCborReader *reader, guint64 *out)
{
  guint64 value = way_cbor_read_head_of (reader, WAY_CBOR_UNSIGNED);
  gboolean is_allowed = FALSE;

  if (field->type == WAY_FIELD_ENUM)
    is_allowed = way_field_find_enum (field, value) != NULL;
  else if (field->type == WAY_FIELD_TIME)
    is_allowed = way_field_allows_time (field, value);
  else
    is_allowed = way_field_allows_unsigned (field, value);
  *out = value;
  if (!is_allowed)
    way_cbor_reader_fail (reader, WAY_RESULT_OUT_OF_RANGE);
}

static void
read_integer (const WayField *field, WayCborReader *reader, gint64 *out)
{
  *out = way_cbor_read_integer (reader);
  if (!way_field_allows_integer (field, *out))
    way_cbor_reader_fail (reader, WAY_RESULT_OUT_OF_RANGE);
}

static void
read_items (const WayField *field,
            WayCborReader *reader,
            WayArena *arena,
            WayRecords *records)
{
  guint8 *item = records->items;

  switch ((guint) field->type)
    {
    case WAY_FIELD_RECORDS:
      for (gsize i = 0; i < records->n && way_cbor_reader_is_ok (reader); i++)
        read_record (field->schema, reader, arena, item + i * field->schema->size);
      break;
    case WAY_FIELD_TEXTS:
      for (gsize i = 0; i < records->n && way_cbor_reader_is_ok (reader); i++)
        ((WaySlice *) records->items)[i] =
            read_plain_text (reader, 0, WAY_FIELD_TEXTS_MAX_SIZE);
      break;
    case WAY_FIELD_HASHES:
      for (gsize i = 0; i < records->n && way_cbor_reader_is_ok (reader); i++)
        way_cbor_read_fixed (reader, item + i * WAY_HASH_SIZE, WAY_HASH_SIZE);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
read_array (const WayField *field,
            WayCborReader *reader,
            WayArena *arena,
            WayRecords *records)
{
  gsize n = way_cbor_enter_array (reader);
  gsize item_size = way_field_get_item_size (field);

  if (!way_field_allows_size (field, n))
    way_cbor_reader_fail (reader, WAY_RESULT_OUT_OF_RANGE);
  else if (field->type == WAY_FIELD_HASHES
           && n > (gsize) (reader->end - reader->next) / MIN_HASH_SIZE)
    way_cbor_reader_fail (reader, WAY_RESULT_MALFORMED);
  else if (n > 0 && n <= G_MAXSIZE / item_size
           && (records->items = way_arena_alloc (arena, n * item_size)) != NULL)
    records->n = n;
  else if (n > 0)
    way_cbor_reader_fail (reader, WAY_RESULT_TOO_LARGE);
  if (way_cbor_reader_is_ok (reader))
    read_items (field, reader, arena, records);
  way_cbor_leave (reader);
}

static inline void
read_value (const WayField *field, WayCborReader *reader, WayArena *arena, guint8 *value)
{
  switch (field->type)
    {
    case WAY_FIELD_UNSIGNED:
    case WAY_FIELD_TIME:
    case WAY_FIELD_ENUM:
      read_number (field, reader, (guint64 *) value);
      break;
    case WAY_FIELD_INTEGER:
      read_integer (field, reader, (gint64 *) value);
      break;
    case WAY_FIELD_BOOLEAN:
      *(gboolean *) value = way_cbor_read_boolean (reader);
      break;
    case WAY_FIELD_HASH:
      way_cbor_read_fixed (reader, value, WAY_HASH_SIZE);
      break;
    case WAY_FIELD_FIXED:
      way_cbor_read_fixed (reader, value, (gsize) field->max);
      break;
    case WAY_FIELD_BYTES:
      *(WaySlice *) value = read_sized_bytes (reader, field);
      break;
    case WAY_FIELD_TEXT:
      *(WaySlice *) value =
          read_plain_text (reader, (gsize) field->min, (gsize) field->max);
      break;
    case WAY_FIELD_RECORD:
      read_record (field->schema, reader, arena, value);
      break;
    case WAY_FIELD_RECORDS:
    case WAY_FIELD_TEXTS:
    case WAY_FIELD_HASHES:
      read_array (field, reader, arena, (WayRecords *) value);
      break;
    case WAY_FIELD_ENCODED:
      *(WaySlice *) value = way_cbor_skip (reader);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* Why @key does not come next in a map of @schema, whose fields before @field are done. */
static WayResult
explain_key (const WaySchema *schema, const WayField *field, guint64 key)
{
  for (const WayField *known = schema->fields; known < schema->fields + schema->n_fields;
       known++)
    {
      if (known->key != key)
        continue;
      if (known >= field)
        return WAY_RESULT_MISSING_MEMBER;
      return known + 1 == field ? WAY_RESULT_DUPLICATE_KEY : WAY_RESULT_NOT_DETERMINISTIC;
    }

  return WAY_RESULT_UNKNOWN_MEMBER;
}

static void
read_record (const WaySchema *schema,
             WayCborReader *reader,
             WayArena *arena,
             gpointer record)
{
  gsize n_left = way_cbor_enter_map (reader);
  const WayField *field = schema->fields;
  const WayField *end = field + schema->n_fields;

  for (; n_left > 0 && way_cbor_reader_is_ok (reader); n_left--, field++)
    {
      guint64 key = way_cbor_read_head_of (reader, WAY_CBOR_UNSIGNED);

      while (field < end && field->key < key && way_field_is_optional (field))
        field++;
      if (G_UNLIKELY (field == end || field->key != key))
        {
          way_cbor_reader_fail (reader, explain_key (schema, field, key));
          break;
        }
      way_field_set_present (field, record);
      read_value (field, reader, arena, (guint8 *) record + field->offset);
    }
  for (; field < end; field++)
    if (!way_field_is_optional (field))
      way_cbor_reader_fail (reader, WAY_RESULT_MISSING_MEMBER);
  way_cbor_leave (reader);
  if (schema->check != NULL && way_cbor_reader_is_ok (reader))
    {
      WayResult result = schema->check (record);

      if (result != WAY_RESULT_OK)
        way_cbor_reader_fail (reader, result);
    }
}

void
way_schema_read (const WaySchema *schema,
                 WayCborReader *reader,
                 WayArena *arena,
                 gpointer record)
{
  read_record (schema, reader, arena, record);
}

WayResult
way_schema_decode (const WaySchema *schema,
                   WaySlice bytes,
                   WayArena *arena,
                   gpointer record)
{
  WayCborReader reader;

  way_cbor_reader_init (&reader, bytes);
  read_record (schema, &reader, arena, record);

  return way_cbor_reader_finish (&reader);
}
