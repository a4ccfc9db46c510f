/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-schema-private.h"

static void
append_unsigned (GString *out, const WayField *field)
{
  if (field->max != 0)
    g_string_append_printf (out, "%" G_GINT64_FORMAT "..%" G_GINT64_FORMAT, field->min,
                            field->max);
  else if (field->min != 0)
    g_string_append_printf (out, "uint .ge %" G_GINT64_FORMAT, field->min);
  else
    g_string_append (out, "uint");
}

static void
append_integer (GString *out, const WayField *field)
{
  gboolean is_bounded = field->min != 0 || field->max != 0;

  /* the prelude's int is wider than what fits 64 bits */
  g_string_append_printf (out, "%" G_GINT64_FORMAT "..%" G_GINT64_FORMAT,
                          is_bounded ? field->min : G_MININT64,
                          is_bounded ? field->max : G_MAXINT64);
}

static void
append_time (GString *out, const WayField *field)
{
  guint64 max = field->max != 0 ? (guint64) field->max : WAY_TIME_MAX_MS;

  g_string_append_printf (out, "%" G_GINT64_FORMAT "..%" G_GUINT64_FORMAT, field->min,
                          MIN (max, WAY_TIME_MAX_MS));
}

static void
append_string (GString *out, const char *type, gint64 min, gint64 max)
{
  if (min == max)
    g_string_append_printf (out, "%s .size %" G_GINT64_FORMAT, type, min);
  else
    g_string_append_printf (out, "%s .size (%" G_GINT64_FORMAT "..%" G_GINT64_FORMAT ")",
                            type, min, max);
}

static void
append_enum (GString *out, const WayField *field)
{
  g_string_append (out, "&(");
  for (const WayEnumName *row = field->names; row->name != NULL; row++)
    g_string_append_printf (out, "%s%s: %" G_GUINT64_FORMAT,
                            row == field->names ? "" : ", ", row->name, row->value);
  g_string_append_c (out, ')');
}

static void
append_array (GString *out, const WayField *field)
{
  g_string_append_printf (out, "[%" G_GINT64_FORMAT "*%" G_GINT64_FORMAT " ", field->min,
                          field->max);
  if (field->type == WAY_FIELD_RECORDS)
    g_string_append (out, field->schema->name);
  else if (field->type == WAY_FIELD_HASHES)
    append_string (out, "bstr", WAY_HASH_SIZE, WAY_HASH_SIZE);
  else
    append_string (out, "tstr", 0, WAY_FIELD_TEXTS_MAX_SIZE);
  g_string_append_c (out, ']');
}

static void
append_type (GString *out, const WayField *field)
{
  switch (field->type)
    {
    case WAY_FIELD_UNSIGNED:
      append_unsigned (out, field);
      break;
    case WAY_FIELD_INTEGER:
      append_integer (out, field);
      break;
    case WAY_FIELD_BOOLEAN:
      g_string_append (out, "bool");
      break;
    case WAY_FIELD_TIME:
      append_time (out, field);
      break;
    case WAY_FIELD_HASH:
      append_string (out, "bstr", WAY_HASH_SIZE, WAY_HASH_SIZE);
      break;
    case WAY_FIELD_FIXED:
      append_string (out, "bstr", field->max, field->max);
      break;
    case WAY_FIELD_BYTES:
      append_string (out, "bstr", field->min, field->max);
      break;
    case WAY_FIELD_TEXT:
      append_string (out, "tstr", field->min, field->max);
      break;
    case WAY_FIELD_ENUM:
      append_enum (out, field);
      break;
    case WAY_FIELD_RECORD:
      g_string_append (out, field->schema->name);
      break;
    case WAY_FIELD_RECORDS:
    case WAY_FIELD_TEXTS:
    case WAY_FIELD_HASHES:
      append_array (out, field);
      break;
    case WAY_FIELD_ENCODED:
      g_string_append (out, "any");
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
append_rule (GString *out, const WaySchema *schema)
{
  g_string_append_printf (out, "%s = {\n", schema->name);
  for (gsize i = 0; i < schema->n_fields; i++)
    {
      const WayField *field = &schema->fields[i];

      g_string_append_printf (out, "  %s%u: ", way_field_is_optional (field) ? "? " : "",
                              field->key);
      append_type (out, field);
      g_string_append_printf (out, ", ; %s\n", field->name);
    }
  g_string_append (out, "}\n");
}

void
way_schema_append_cddl (const WaySchema *schema, GString *out)
{
  g_autoptr (GPtrArray) schemas = g_ptr_array_new ();

  g_ptr_array_add (schemas, (gpointer) schema);
  for (guint i = 0; i < schemas->len; i++)
    {
      const WaySchema *next = schemas->pdata[i];

      if (i > 0)
        g_string_append_c (out, '\n');
      append_rule (out, next);
      for (gsize j = 0; j < next->n_fields; j++)
        if (next->fields[j].schema != NULL
            && !g_ptr_array_find (schemas, next->fields[j].schema, NULL))
          g_ptr_array_add (schemas, (gpointer) next->fields[j].schema);
    }
}
