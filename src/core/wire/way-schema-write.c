/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-schema-private.h"

#include "way-cbor-private.h"

#define FIRST_ROOM 512

/* A cursor in the spare room behind the bytes of @bytes, so that most of what is written
 * costs a comparison and a copy. */
typedef struct
{
  GByteArray *bytes;
  guint8 *next;
  guint8 *end;
} Output;

static void
write_record (Output *output, const WaySchema *schema, gconstpointer record);

static void
open_output (Output *output, GByteArray *bytes, guint room)
{
  guint len = bytes->len;

  g_byte_array_set_size (bytes, len + room);
  *output = (Output) {
    .bytes = bytes,
    .next = bytes->data + len,
    .end = bytes->data + bytes->len,
  };
}

static void
close_output (Output *output)
{
  output->bytes->len = (guint) (output->next - output->bytes->data);
}

static void
grow_output (Output *output, gsize need)
{
  gsize used = (gsize) (output->next - output->bytes->data);
  gsize size = 2 * (used + need) + FIRST_ROOM;

  g_assert (size <= G_MAXUINT);
  g_byte_array_set_size (output->bytes, (guint) size);
  output->next = output->bytes->data + used;
  output->end = output->bytes->data + size;
}

static inline void
need (Output *output, gsize size)
{
  if (G_UNLIKELY (size > (gsize) (output->end - output->next)))
    grow_output (output, size);
}

static inline void
write_head (Output *output, WayCborType type, guint64 argument)
{
  need (output, WAY_CBOR_MAX_HEAD_SIZE);
  output->next = way_cbor_put_head (output->next, type, argument);
}

static inline void
write_raw (Output *output, gconstpointer data, gsize len)
{
  need (output, len);
  if (len > 0)
    memcpy (output->next, data, len);
  output->next += len;
}

static inline void
write_string (Output *output, WayCborType type, gconstpointer data, gsize len)
{
  write_head (output, type, len);
  write_raw (output, data, len);
}

static inline void
write_integer (Output *output, gint64 value)
{
  if (value < 0)
    write_head (output, WAY_CBOR_NEGATIVE, (guint64) (-1 - value));
  else
    write_head (output, WAY_CBOR_UNSIGNED, (guint64) value);
}

static void
write_items (Output *output, const WayField *field, const WayRecords *records)
{
  const guint8 *item = records->items;
  gsize item_size = way_field_get_item_size (field);

  write_head (output, WAY_CBOR_ARRAY, records->n);
  for (gsize i = 0; i < records->n; i++, item += item_size)
    {
      if (field->type == WAY_FIELD_RECORDS)
        write_record (output, field->schema, item);
      else if (field->type == WAY_FIELD_HASHES)
        write_string (output, WAY_CBOR_BYTES, item, WAY_HASH_SIZE);
      else
        write_string (output, WAY_CBOR_TEXT, ((const WaySlice *) item)->data,
                      ((const WaySlice *) item)->len);
    }
}

static inline void
write_value (Output *output, const WayField *field, gconstpointer value)
{
  const WaySlice *slice = value;

  switch (field->type)
    {
    case WAY_FIELD_UNSIGNED:
    case WAY_FIELD_TIME:
    case WAY_FIELD_ENUM:
      write_head (output, WAY_CBOR_UNSIGNED, *(const guint64 *) value);
      break;
    case WAY_FIELD_INTEGER:
      write_integer (output, *(const gint64 *) value);
      break;
    case WAY_FIELD_BOOLEAN:
      write_head (output, WAY_CBOR_SIMPLE, *(const gboolean *) value ? 21 : 20);
      break;
    case WAY_FIELD_HASH:
      write_string (output, WAY_CBOR_BYTES, value, WAY_HASH_SIZE);
      break;
    case WAY_FIELD_FIXED:
      write_string (output, WAY_CBOR_BYTES, value, (gsize) field->max);
      break;
    case WAY_FIELD_BYTES:
      write_string (output, WAY_CBOR_BYTES, slice->data, slice->len);
      break;
    case WAY_FIELD_TEXT:
      write_string (output, WAY_CBOR_TEXT, slice->data, slice->len);
      break;
    case WAY_FIELD_RECORD:
      write_record (output, field->schema, value);
      break;
    case WAY_FIELD_RECORDS:
    case WAY_FIELD_TEXTS:
    case WAY_FIELD_HASHES:
      write_items (output, field, value);
      break;
    case WAY_FIELD_ENCODED:
      write_raw (output, slice->data, slice->len);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
write_record (Output *output, const WaySchema *schema, gconstpointer record)
{
  const WayField *end = schema->fields + schema->n_fields;
  gsize n_present = 0;

  for (const WayField *field = schema->fields; field < end; field++)
    n_present += way_field_is_present (field, record);
  write_head (output, WAY_CBOR_MAP, n_present);
  for (const WayField *field = schema->fields; field < end; field++)
    {
      if (!way_field_is_present (field, record))
        continue;
      write_head (output, WAY_CBOR_UNSIGNED, field->key);
      write_value (output, field, way_field_get (field, record));
    }
}

void
way_schema_write (const WaySchema *schema, WayCborWriter *writer, gconstpointer record)
{
  Output output;

  open_output (&output, writer->bytes, FIRST_ROOM);
  write_record (&output, schema, record);
  close_output (&output);
}

GBytes *
way_schema_encode (const WaySchema *schema, gconstpointer record)
{
  g_auto (WayCborWriter) writer;

  way_cbor_writer_init (&writer);
  way_schema_write (schema, &writer, record);

  return way_cbor_writer_finish (&writer);
}

GBytes *
way_schema_encode_sized (const WaySchema *schema, gconstpointer record, gsize expected)
{
  GByteArray *bytes = g_byte_array_new ();
  Output output;
  guint len;

  open_output (&output, bytes, (guint) CLAMP (expected, FIRST_ROOM, G_MAXINT32));
  write_record (&output, schema, record);
  close_output (&output);
  len = bytes->len;
  return g_bytes_new_take (g_realloc (g_byte_array_free (bytes, FALSE), len), len);
}
