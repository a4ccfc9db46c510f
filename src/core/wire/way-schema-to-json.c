/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-json.h"
#include "way-schema-private.h"

#include "way-base-encoding.h"
#include "way-rfc3339.h"

static yyjson_mut_val *
make_hex (yyjson_mut_doc *doc, gconstpointer data, gsize len)
{
  g_autofree char *hex = way_hex_encode (WAY_SLICE_INIT (data, len));

  return yyjson_mut_strcpy (doc, hex);
}

static yyjson_mut_val *
make_base64url (yyjson_mut_doc *doc, WaySlice bytes)
{
  g_autofree char *text = way_base64url_encode (bytes);

  return yyjson_mut_strcpy (doc, text);
}

static yyjson_mut_val *
make_time (yyjson_mut_doc *doc, guint64 time_ms)
{
  char text[WAY_RFC3339_SIZE];

  if (!way_rfc3339_format ((gint64) MIN (time_ms, WAY_TIME_MAX_MS), text))
    g_assert_not_reached ();

  return yyjson_mut_strcpy (doc, text);
}

static yyjson_mut_val *
make_enum (yyjson_mut_doc *doc, const WayField *field, guint64 value)
{
  const WayEnumName *row = way_field_find_enum (field, value);

  return row != NULL ? yyjson_mut_str (doc, row->name) : yyjson_mut_uint (doc, value);
}

static yyjson_mut_val *
make_diagnostic (yyjson_mut_doc *doc, WaySlice item)
{
  g_autofree char *text = way_cbor_to_diagnostic (item);

  return text != NULL ? yyjson_mut_strcpy (doc, text) : yyjson_mut_null (doc);
}

static yyjson_mut_val *
make_array (yyjson_mut_doc *doc, const WayField *field, const WayRecords *records)
{
  yyjson_mut_val *array = yyjson_mut_arr (doc);
  const guint8 *item = records->items;
  gsize item_size = way_field_get_item_size (field);

  for (gsize i = 0; i < records->n; i++, item += item_size)
    {
      yyjson_mut_val *value;

      if (field->type == WAY_FIELD_RECORDS)
        value = way_schema_to_json (field->schema, doc, item);
      else if (field->type == WAY_FIELD_TEXTS)
        value = way_json_make_text (doc, ((const WaySlice *) records->items)[i]);
      else
        value = make_hex (doc, item, WAY_HASH_SIZE);
      yyjson_mut_arr_append (array, value);
    }

  return array;
}

static yyjson_mut_val *
make_value (yyjson_mut_doc *doc, const WayField *field, gconstpointer value)
{
  switch (field->type)
    {
    case WAY_FIELD_UNSIGNED:
      return yyjson_mut_uint (doc, *(const guint64 *) value);
    case WAY_FIELD_INTEGER:
      return yyjson_mut_sint (doc, *(const gint64 *) value);
    case WAY_FIELD_BOOLEAN:
      return yyjson_mut_bool (doc, *(const gboolean *) value != FALSE);
    case WAY_FIELD_TIME:
      return make_time (doc, *(const guint64 *) value);
    case WAY_FIELD_HASH:
      return make_hex (doc, value, WAY_HASH_SIZE);
    case WAY_FIELD_FIXED:
      return make_hex (doc, value, (gsize) field->max);
    case WAY_FIELD_BYTES:
      return make_base64url (doc, *(const WaySlice *) value);
    case WAY_FIELD_TEXT:
      return way_json_make_text (doc, *(const WaySlice *) value);
    case WAY_FIELD_ENUM:
      return make_enum (doc, field, *(const guint64 *) value);
    case WAY_FIELD_RECORD:
      return way_schema_to_json (field->schema, doc, value);
    case WAY_FIELD_RECORDS:
    case WAY_FIELD_TEXTS:
    case WAY_FIELD_HASHES:
      return make_array (doc, field, value);
    case WAY_FIELD_ENCODED:
      return make_diagnostic (doc, *(const WaySlice *) value);
    default:
      g_assert_not_reached ();
    }
}

yyjson_mut_val *
way_schema_to_json (const WaySchema *schema, yyjson_mut_doc *doc, gconstpointer record)
{
  yyjson_mut_val *object = yyjson_mut_obj (doc);

  for (gsize i = 0; i < schema->n_fields; i++)
    {
      const WayField *field = &schema->fields[i];

      if (!way_field_is_present (field, record))
        continue;
      yyjson_mut_obj_add_val (doc, object, field->name,
                              make_value (doc, field, way_field_get (field, record)));
    }

  return object;
}
