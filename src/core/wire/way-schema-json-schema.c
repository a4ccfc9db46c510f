/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-schema-private.h"

static void
append_hex (GString *out, gint64 n_bytes)
{
  g_string_append_printf (
      out, "{\"type\": \"string\", \"pattern\": \"^[0-9a-f]{%" G_GINT64_FORMAT "}$\"}",
      n_bytes * 2);
}

static void
append_integer (GString *out, const WayField *field)
{
  gboolean is_bounded = field->min != 0 || field->max != 0;

  g_string_append (out, "{\"type\": \"integer\"");
  if (is_bounded || field->type == WAY_FIELD_UNSIGNED)
    g_string_append_printf (out, ", \"minimum\": %" G_GINT64_FORMAT, field->min);
  if (is_bounded && (field->max != 0 || field->type == WAY_FIELD_INTEGER))
    g_string_append_printf (out, ", \"maximum\": %" G_GINT64_FORMAT, field->max);
  g_string_append_c (out, '}');
}

/* Characters of Base64url without padding for so many bytes. */
static gint64
count_base64url (gint64 n_bytes)
{
  return (n_bytes * 4 + 2) / 3;
}

static void
append_bytes (GString *out, const WayField *field)
{
  g_string_append_printf (
      out,
      "{\"type\": \"string\", \"pattern\": \"^[A-Za-z0-9_-]*$\", \"minLength\": "
      "%" G_GINT64_FORMAT ", \"maxLength\": %" G_GINT64_FORMAT "}",
      count_base64url (field->min), count_base64url (field->max));
}

/* The tables count bytes, JSON Schema counts characters, of one to four bytes each. */
static void
append_text (GString *out, gint64 min, gint64 max)
{
  g_string_append_printf (out,
                          "{\"type\": \"string\", \"minLength\": %" G_GINT64_FORMAT
                          ", \"maxLength\": %" G_GINT64_FORMAT "}",
                          (min + 3) / 4, max);
}

static void
append_time (GString *out)
{
  g_string_append (out, "{\"type\": \"string\", \"format\": \"date-time\", \"pattern\": "
                        "\"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}"
                        "[.][0-9]{3}Z$\"}");
}

static void
append_enum (GString *out, const WayField *field)
{
  g_string_append (out, "{\"enum\": [");
  for (const WayEnumName *row = field->names; row->name != NULL; row++)
    g_string_append_printf (out, "%s\"%s\"", row == field->names ? "" : ", ", row->name);
  g_string_append (out, "]}");
}

static void
append_reference (GString *out, const WaySchema *schema)
{
  g_string_append_printf (out, "{\"$ref\": \"#/components/schemas/%s\"}", schema->name);
}

static void
append_array (GString *out, const WayField *field)
{
  g_string_append_printf (out,
                          "{\"type\": \"array\", \"minItems\": %" G_GINT64_FORMAT
                          ", \"maxItems\": %" G_GINT64_FORMAT ", \"items\": ",
                          field->min, field->max);
  if (field->type == WAY_FIELD_RECORDS)
    append_reference (out, field->schema);
  else if (field->type == WAY_FIELD_HASHES)
    append_hex (out, WAY_HASH_SIZE);
  else
    append_text (out, 0, WAY_FIELD_TEXTS_MAX_SIZE);
  g_string_append_c (out, '}');
}

static void
append_type (GString *out, const WayField *field)
{
  switch (field->type)
    {
    case WAY_FIELD_UNSIGNED:
    case WAY_FIELD_INTEGER:
      append_integer (out, field);
      break;
    case WAY_FIELD_BOOLEAN:
      g_string_append (out, "{\"type\": \"boolean\"}");
      break;
    case WAY_FIELD_TIME:
      append_time (out);
      break;
    case WAY_FIELD_HASH:
      append_hex (out, WAY_HASH_SIZE);
      break;
    case WAY_FIELD_FIXED:
      append_hex (out, field->max);
      break;
    case WAY_FIELD_BYTES:
      append_bytes (out, field);
      break;
    case WAY_FIELD_TEXT:
      append_text (out, field->min, field->max);
      break;
    case WAY_FIELD_ENUM:
      append_enum (out, field);
      break;
    case WAY_FIELD_RECORD:
      append_reference (out, field->schema);
      break;
    case WAY_FIELD_RECORDS:
    case WAY_FIELD_TEXTS:
    case WAY_FIELD_HASHES:
      append_array (out, field);
      break;
    case WAY_FIELD_ENCODED:
      g_string_append (out, "{\"type\": \"string\", \"minLength\": 1}");
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
append_required (GString *out, const WaySchema *schema)
{
  const char *before = "";

  g_string_append (out, "\"required\": [");
  for (gsize i = 0; i < schema->n_fields; i++)
    {
      if (way_field_is_optional (&schema->fields[i]))
        continue;
      g_string_append_printf (out, "%s\"%s\"", before, schema->fields[i].name);
      before = ", ";
    }
  g_string_append_c (out, ']');
}

void
way_schema_append_json_schema (const WaySchema *schema, guint indent, GString *out)
{
  int width = (int) indent;

  g_string_append_printf (
      out, "{\n%*s  \"type\": \"object\", \"additionalProperties\": false,\n%*s  ", width,
      "", width, "");
  append_required (out, schema);
  g_string_append_printf (out, ",\n%*s  \"properties\": {", width, "");
  for (gsize i = 0; i < schema->n_fields; i++)
    {
      g_string_append_printf (out, "%s\n%*s    \"%s\": ", i > 0 ? "," : "", width, "",
                              schema->fields[i].name);
      append_type (out, &schema->fields[i]);
    }
  g_string_append_printf (out, "\n%*s  }\n%*s}", width, "", width, "");
}
