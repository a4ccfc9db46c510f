/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-cbor-private.h"

void
way_cbor_writer_init (WayCborWriter *writer)
{
  writer->bytes = g_byte_array_new ();
}

void
way_cbor_writer_init_into (WayCborWriter *writer, GByteArray *bytes)
{
  writer->bytes = g_byte_array_ref (bytes);
}

void
way_cbor_writer_clear (WayCborWriter *writer)
{
  g_clear_pointer (&writer->bytes, g_byte_array_unref);
}

GBytes *
way_cbor_writer_finish (WayCborWriter *writer)
{
  GByteArray *bytes = writer->bytes;

  writer->bytes = g_byte_array_new ();
  return g_byte_array_free_to_bytes (bytes);
}

WaySlice
way_cbor_writer_get_slice (const WayCborWriter *writer)
{
  return WAY_SLICE_INIT (writer->bytes->data, writer->bytes->len);
}

static void
write_item (WayCborWriter *writer, WayCborType type, guint64 argument, WaySlice content)
{
  guint8 head[WAY_CBOR_MAX_HEAD_SIZE];
  guint head_size = (guint) (way_cbor_put_head (head, type, argument) - head);
  guint len = writer->bytes->len;

  /* a GByteArray counts in guint; no object here comes near */
  g_assert (content.len <= G_MAXUINT - len - WAY_CBOR_MAX_HEAD_SIZE);
  g_byte_array_set_size (writer->bytes, len + head_size + (guint) content.len);
  memcpy (writer->bytes->data + len, head, head_size);
  if (content.len > 0)
    memcpy (writer->bytes->data + len + head_size, content.data, content.len);
}

static void
write_head (WayCborWriter *writer, WayCborType type, guint64 argument)
{
  write_item (writer, type, argument, WAY_SLICE_INIT (NULL, 0));
}

void
way_cbor_write_unsigned (WayCborWriter *writer, guint64 value)
{
  write_head (writer, WAY_CBOR_UNSIGNED, value);
}

void
way_cbor_write_integer (WayCborWriter *writer, gint64 value)
{
  if (value < 0)
    write_head (writer, WAY_CBOR_NEGATIVE, (guint64) (-1 - value));
  else
    write_head (writer, WAY_CBOR_UNSIGNED, (guint64) value);
}

void
way_cbor_write_boolean (WayCborWriter *writer, gboolean value)
{
  write_head (writer, WAY_CBOR_SIMPLE, value ? 21 : 20);
}

void
way_cbor_write_null (WayCborWriter *writer)
{
  write_head (writer, WAY_CBOR_SIMPLE, 22);
}

void
way_cbor_write_bytes (WayCborWriter *writer, WaySlice bytes)
{
  write_item (writer, WAY_CBOR_BYTES, bytes.len, bytes);
}

void
way_cbor_write_text (WayCborWriter *writer, WaySlice text)
{
  write_item (writer, WAY_CBOR_TEXT, text.len, text);
}

void
way_cbor_write_tag (WayCborWriter *writer, guint64 tag)
{
  write_head (writer, WAY_CBOR_TAG, tag);
}

void
way_cbor_write_array (WayCborWriter *writer, gsize n_items)
{
  write_head (writer, WAY_CBOR_ARRAY, n_items);
}

void
way_cbor_write_map (WayCborWriter *writer, gsize n_pairs)
{
  write_head (writer, WAY_CBOR_MAP, n_pairs);
}

void
way_cbor_write_encoded (WayCborWriter *writer, WaySlice item)
{
  if (item.len > 0)
    g_byte_array_append (writer->bytes, item.data, (guint) item.len);
}
