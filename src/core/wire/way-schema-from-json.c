/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-json.h"
#include "way-schema-private.h"

#include "way-base-encoding.h"
#include "way-rfc3339.h"
#include "way-schema-path.h"
#include "way-text.h"

static WayResult
read_object (const WaySchema *schema,
             yyjson_val *json,
             WayArena *arena,
             gpointer record,
             char **path);

static WayResult
read_unsigned (yyjson_val *json, guint64 *out)
{
  const char *digits = yyjson_get_raw (json);

  if (digits == NULL)
    return WAY_RESULT_MALFORMED;

  return g_ascii_string_to_unsigned (digits, 10, 0, G_MAXUINT64, out, NULL)
             ? WAY_RESULT_OK
             : WAY_RESULT_OUT_OF_RANGE;
}

static WayResult
read_integer (yyjson_val *json, gint64 *out)
{
  const char *digits = yyjson_get_raw (json);

  if (digits == NULL)
    return WAY_RESULT_MALFORMED;

  return g_ascii_string_to_signed (digits, 10, G_MININT64, G_MAXINT64, out, NULL)
             ? WAY_RESULT_OK
             : WAY_RESULT_OUT_OF_RANGE;
}

static WayResult
read_time (yyjson_val *json, guint64 *out)
{
  gint64 time_ms;

  if (!yyjson_is_str (json)
      || !way_rfc3339_parse (
          WAY_SLICE_INIT (yyjson_get_str (json), yyjson_get_len (json)), &time_ms))
    return WAY_RESULT_MALFORMED;
  if (time_ms < 0)
    return WAY_RESULT_OUT_OF_RANGE;
  *out = (guint64) time_ms;

  return WAY_RESULT_OK;
}

static WayResult
read_enum (const WayField *field, yyjson_val *json, guint64 *out)
{
  if (!yyjson_is_str (json))
    return WAY_RESULT_MALFORMED;
  for (const WayEnumName *row = field->names; row->name != NULL; row++)
    {
      if (!yyjson_equals_str (json, row->name))
        continue;
      *out = row->value;
      return WAY_RESULT_OK;
    }

  return WAY_RESULT_OUT_OF_RANGE;
}

static WayResult
read_hex (yyjson_val *json, guint8 *out, gsize len)
{
  if (!yyjson_is_str (json))
    return WAY_RESULT_MALFORMED;
  if (yyjson_get_len (json) != 2 * len)
    return WAY_RESULT_OUT_OF_RANGE;

  return way_hex_decode_exact (yyjson_get_str (json), out, len) ? WAY_RESULT_OK
                                                                : WAY_RESULT_MALFORMED;
}

static WayResult
copy_slice (WayArena *arena, WaySlice from, WaySlice *out)
{
  guint8 *copy = way_arena_copy (arena, from.data, from.len);

  if (copy == NULL)
    return WAY_RESULT_TOO_LARGE;
  *out = WAY_SLICE_INIT (copy, from.len);

  return WAY_RESULT_OK;
}

static WayResult
read_text (yyjson_val *json, WayArena *arena, WaySlice *out)
{
  if (!yyjson_is_str (json))
    return WAY_RESULT_MALFORMED;

  return copy_slice (arena, WAY_SLICE_INIT (yyjson_get_str (json), yyjson_get_len (json)),
                     out);
}

static WayResult
read_base64url (yyjson_val *json, WayArena *arena, WaySlice *out)
{
  g_autoptr (GBytes) bytes = NULL;

  if (yyjson_is_str (json))
    bytes = way_base64url_decode (yyjson_get_str (json), (gssize) yyjson_get_len (json));

  return bytes != NULL ? copy_slice (arena, way_slice_from_bytes (bytes), out)
                       : WAY_RESULT_MALFORMED;
}

static WayResult
read_notation (yyjson_val *json, WayArena *arena, WaySlice *out)
{
  g_autoptr (GBytes) item = NULL;

  if (yyjson_is_str (json))
    item = way_cbor_from_diagnostic (
        WAY_SLICE_INIT (yyjson_get_str (json), yyjson_get_len (json)));

  return item != NULL ? copy_slice (arena, way_slice_from_bytes (item), out)
                      : WAY_RESULT_MALFORMED;
}

static WayResult
read_element (const WayField *field,
              yyjson_val *json,
              WayArena *arena,
              gpointer item,
              char **path)
{
  WayResult result;

  if (field->type == WAY_FIELD_RECORDS)
    return read_object (field->schema, json, arena, item, path);
  if (field->type == WAY_FIELD_HASHES)
    return read_hex (json, item, WAY_HASH_SIZE);
  result = read_text (json, arena, item);
  if (result == WAY_RESULT_OK && ((WaySlice *) item)->len > WAY_FIELD_TEXTS_MAX_SIZE)
    return WAY_RESULT_OUT_OF_RANGE;
  if (result == WAY_RESULT_OK && !way_text_is_plain (*(WaySlice *) item))
    return WAY_RESULT_INVALID_TEXT;

  return result;
}

static WayResult
read_array (const WayField *field,
            yyjson_val *json,
            WayArena *arena,
            WayRecords *out,
            char **path)
{
  gsize n = yyjson_arr_size (json);
  gsize item_size = way_field_get_item_size (field);
  gsize i, max;
  yyjson_val *element;

  if (!yyjson_is_arr (json))
    return WAY_RESULT_MALFORMED;
  if (!way_field_allows_size (field, n))
    return WAY_RESULT_OUT_OF_RANGE;
  out->items = way_arena_alloc (arena, n * item_size);
  if (out->items == NULL)
    return WAY_RESULT_TOO_LARGE;
  out->n = n;
  yyjson_arr_foreach (json, i, max, element)
  {
    WayResult result =
        read_element (field, element, arena, (guint8 *) out->items + i * item_size, path);

    if (result == WAY_RESULT_OK)
      continue;
    way_path_prepend_index (path, i);
    return result;
  }

  return WAY_RESULT_OK;
}

static WayResult
read_value (const WayField *field,
            yyjson_val *json,
            WayArena *arena,
            gpointer value,
            char **path)
{
  switch (field->type)
    {
    case WAY_FIELD_UNSIGNED:
      return read_unsigned (json, value);
    case WAY_FIELD_INTEGER:
      return read_integer (json, value);
    case WAY_FIELD_BOOLEAN:
      *(gboolean *) value = yyjson_get_bool (json);
      return yyjson_is_bool (json) ? WAY_RESULT_OK : WAY_RESULT_MALFORMED;
    case WAY_FIELD_TIME:
      return read_time (json, value);
    case WAY_FIELD_HASH:
      return read_hex (json, value, WAY_HASH_SIZE);
    case WAY_FIELD_FIXED:
      return read_hex (json, value, (gsize) field->max);
    case WAY_FIELD_BYTES:
      return read_base64url (json, arena, value);
    case WAY_FIELD_TEXT:
      return read_text (json, arena, value);
    case WAY_FIELD_ENUM:
      return read_enum (field, json, value);
    case WAY_FIELD_RECORD:
      return read_object (field->schema, json, arena, value, path);
    case WAY_FIELD_RECORDS:
    case WAY_FIELD_TEXTS:
    case WAY_FIELD_HASHES:
      return read_array (field, json, arena, value, path);
    case WAY_FIELD_ENCODED:
      return read_notation (json, arena, value);
    default:
      g_assert_not_reached ();
    }
}

static WayResult
read_member (const WayField *field,
             yyjson_val *object,
             WayArena *arena,
             gpointer record,
             char **path)
{
  yyjson_val *json = yyjson_obj_get (object, field->name);
  gpointer value = (guint8 *) record + field->offset;
  WayResult result;

  if (json == NULL)
    return way_field_is_optional (field) ? WAY_RESULT_OK : WAY_RESULT_MISSING_MEMBER;
  way_field_set_present (field, record);
  result = read_value (field, json, arena, value, path);

  return result == WAY_RESULT_OK ? way_field_check (field, value) : result;
}

static WayResult
refuse_unknown (const WaySchema *schema, yyjson_val *object, char **path)
{
  gsize i, max;
  yyjson_val *key, *value;

  yyjson_obj_foreach (object, i, max, key, value)
  {
    gboolean is_known = FALSE;

    for (gsize j = 0; j < schema->n_fields && !is_known; j++)
      is_known = yyjson_equals_str (key, schema->fields[j].name);
    if (is_known)
      continue;
    way_path_prepend (path, yyjson_get_str (key));
    return WAY_RESULT_UNKNOWN_MEMBER;
  }

  return WAY_RESULT_OK;
}

static WayResult
read_object (const WaySchema *schema,
             yyjson_val *json,
             WayArena *arena,
             gpointer record,
             char **path)
{
  WayResult result;

  if (!yyjson_is_obj (json))
    return WAY_RESULT_MALFORMED;
  result = refuse_unknown (schema, json, path);
  if (result != WAY_RESULT_OK)
    return result;
  for (gsize i = 0; i < schema->n_fields; i++)
    {
      result = read_member (&schema->fields[i], json, arena, record, path);
      if (result == WAY_RESULT_OK)
        continue;
      way_path_prepend (path, schema->fields[i].name);
      return result;
    }

  return schema->check != NULL ? schema->check (record) : WAY_RESULT_OK;
}

WayResult
way_schema_from_json (const WaySchema *schema,
                      yyjson_val *json,
                      WayArena *arena,
                      gpointer record,
                      char **out_path)
{
  if (out_path != NULL)
    *out_path = NULL;

  return read_object (schema, json, arena, record, out_path);
}
