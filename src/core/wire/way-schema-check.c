/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-schema-private.h"

#include "way-schema-path.h"
#include "way-text.h"

static WayResult
check_text (WaySlice text, gsize min, gsize max)
{
  if (text.len < min || text.len > max)
    return WAY_RESULT_OUT_OF_RANGE;

  return way_text_is_plain (text) ? WAY_RESULT_OK : WAY_RESULT_INVALID_TEXT;
}

static WayResult
check_number (const WayField *field, guint64 value)
{
  gboolean is_allowed = FALSE;

  if (field->type == WAY_FIELD_ENUM)
    is_allowed = way_field_find_enum (field, value) != NULL;
  else if (field->type == WAY_FIELD_TIME)
    is_allowed = way_field_allows_time (field, value);
  else
    is_allowed = way_field_allows_unsigned (field, value);

  return is_allowed ? WAY_RESULT_OK : WAY_RESULT_OUT_OF_RANGE;
}

WayResult
way_field_check (const WayField *field, gconstpointer value)
{
  const WaySlice *slice = value;
  gboolean is_allowed = TRUE;

  switch (field->type)
    {
    case WAY_FIELD_UNSIGNED:
    case WAY_FIELD_TIME:
    case WAY_FIELD_ENUM:
      return check_number (field, *(const guint64 *) value);
    case WAY_FIELD_INTEGER:
      is_allowed = way_field_allows_integer (field, *(const gint64 *) value);
      break;
    case WAY_FIELD_BYTES:
      is_allowed = way_field_allows_size (field, slice->len);
      break;
    case WAY_FIELD_TEXT:
      return check_text (*slice, (gsize) field->min, (gsize) field->max);
    case WAY_FIELD_RECORDS:
    case WAY_FIELD_TEXTS:
    case WAY_FIELD_HASHES:
      is_allowed = way_field_allows_size (field, ((const WayRecords *) value)->n);
      break;
    case WAY_FIELD_ENCODED:
      return way_cbor_validate (*slice);
    case WAY_FIELD_BOOLEAN:
    case WAY_FIELD_HASH:
    case WAY_FIELD_FIXED:
    case WAY_FIELD_RECORD:
      break;
    default:
      g_assert_not_reached ();
    }

  return is_allowed ? WAY_RESULT_OK : WAY_RESULT_OUT_OF_RANGE;
}

static WayResult
check_items (const WayField *field, const WayRecords *records, char **path)
{
  const guint8 *item = records->items;

  for (gsize i = 0; i < records->n; i++)
    {
      WayResult result = WAY_RESULT_OK;

      if (field->type == WAY_FIELD_RECORDS)
        result =
            way_schema_validate (field->schema, item + i * field->schema->size, path);
      else if (field->type == WAY_FIELD_TEXTS)
        result = check_text (((const WaySlice *) records->items)[i], 0,
                             WAY_FIELD_TEXTS_MAX_SIZE);
      if (result == WAY_RESULT_OK)
        continue;
      way_path_prepend_index (path, i);
      return result;
    }

  return WAY_RESULT_OK;
}

static WayResult
check_deep (const WayField *field, gconstpointer value, char **path)
{
  WayResult result = way_field_check (field, value);

  if (result != WAY_RESULT_OK)
    return result;
  if (field->type == WAY_FIELD_RECORD)
    return way_schema_validate (field->schema, value, path);
  if (way_field_is_array (field))
    return check_items (field, value, path);

  return WAY_RESULT_OK;
}

WayResult
way_schema_validate (const WaySchema *schema, gconstpointer record, char **out_path)
{
  if (out_path != NULL)
    *out_path = NULL;
  for (gsize i = 0; i < schema->n_fields; i++)
    {
      const WayField *field = &schema->fields[i];
      WayResult result;

      if (!way_field_is_present (field, record))
        continue;
      result = check_deep (field, way_field_get (field, record), out_path);
      if (result == WAY_RESULT_OK)
        continue;
      way_path_prepend (out_path, field->name);
      return result;
    }

  return schema->check != NULL ? schema->check (record) : WAY_RESULT_OK;
}
