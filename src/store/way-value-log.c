/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-value-log.h"

#include "way-checked.h"
#include "way-state-bucket.h"

#define ENTRY_HEAD 6
/* A row of this size still fits one page of the database. */
#define CHUNK_SIZE 4000

static gboolean
corrupted (GError **error)
{
  return way_error_set (error, WAY_RESULT_CORRUPTED, "the log of values");
}

/* ---- Entries ---------------------------------------------------------------------------- */

gsize
way_chunk_get_entry_size (WaySlice key, WaySlice value)
{
  return ENTRY_HEAD + key.len + value.len;
}

gboolean
way_chunk_take_entry (WaySlice *chunk, WaySlice *out_key, WaySlice *out_value)
{
  const guint8 *data = chunk->data;
  gsize key_size, value_size, size;

  if (chunk->len < ENTRY_HEAD)
    return FALSE;
  key_size = (gsize) data[0] << 8 | data[1];
  value_size = way_get_be32 (data + 2);
  size = ENTRY_HEAD + key_size + value_size;
  if (chunk->len < size)
    return FALSE;
  *out_key = WAY_SLICE_INIT (data + ENTRY_HEAD, key_size);
  *out_value = WAY_SLICE_INIT (data + ENTRY_HEAD + key_size, value_size);
  *chunk = WAY_SLICE_INIT (data + size, chunk->len - size);
  return TRUE;
}

static void
append_entry (GByteArray *chunk, WaySlice key, WaySlice value)
{
  guint8 head[ENTRY_HEAD];

  head[0] = (guint8) (key.len >> 8);
  head[1] = (guint8) key.len;
  way_put_be32 (head + 2, (guint32) value.len);
  g_byte_array_append (chunk, head, sizeof head);
  g_byte_array_append (chunk, key.data, (guint) key.len);
  if (value.len > 0)
    g_byte_array_append (chunk, value.data, (guint) value.len);
}

/* ---- Reading ---------------------------------------------------------------------------- */

gboolean
way_value_reader_init (WayValueReader *self, WaySql *sql, GError **error)
{
  self->get =
      way_sql_prepare (sql, "SELECT entries FROM state_chunk WHERE chunk=?", error);
  return self->get != NULL;
}

void
way_value_reader_clear (WayValueReader *self)
{
  g_clear_pointer (&self->get, way_sql_statement_free);
}

void
way_value_reader_end (WayValueReader *self)
{
  way_sql_reset (self->get);
}

gboolean
way_value_reader_read (WayValueReader *self,
                       guint64 location,
                       WaySlice *out_key,
                       WaySlice *out_value,
                       GError **error)
{
  WaySlice chunk;
  gboolean is_found;

  way_sql_reset (self->get);
  way_sql_bind_integer (self->get, 1, (gint64) way_location_get_chunk (location));
  if (!way_sql_find (self->get, &is_found, error))
    return FALSE;
  if (!is_found)
    return corrupted (error);
  chunk = way_sql_get_bytes (self->get, 0);
  for (guint i = 0; i <= way_location_get_number (location); i++)
    if (!way_chunk_take_entry (&chunk, out_key, out_value))
      return corrupted (error);
  return TRUE;
}

/* ---- Writing ---------------------------------------------------------------------------- */

gboolean
way_value_writer_init (WayValueWriter *self, WaySql *sql, GError **error)
{
  gint64 newest;

  if (!way_sql_query_integer (sql, "SELECT max (chunk) FROM state_chunk", 0, &newest,
                              error))
    return FALSE;
  self->chunk = (guint64) newest + 1;
  self->open = g_byte_array_sized_new (CHUNK_SIZE);
  self->insert = way_sql_prepare (sql, "INSERT INTO state_chunk VALUES (?, ?)", error);
  if (self->insert == NULL)
    return FALSE;
  self->remove = way_sql_prepare (sql, "DELETE FROM state_chunk WHERE chunk=?", error);
  if (self->remove == NULL)
    return FALSE;
  self->next = way_sql_prepare (sql,
                                "SELECT chunk, entries FROM state_chunk WHERE chunk>=?"
                                " ORDER BY chunk LIMIT 1",
                                error);
  return self->next != NULL;
}

void
way_value_writer_clear (WayValueWriter *self)
{
  g_clear_pointer (&self->insert, way_sql_statement_free);
  g_clear_pointer (&self->remove, way_sql_statement_free);
  g_clear_pointer (&self->next, way_sql_statement_free);
  g_clear_pointer (&self->open, g_byte_array_unref);
}

gboolean
way_value_writer_flush (WayValueWriter *self, GError **error)
{
  if (self->n_open == 0)
    return TRUE;
  way_sql_bind_integer (self->insert, 1, (gint64) self->chunk);
  way_sql_bind_bytes (self->insert, 2,
                      WAY_SLICE_INIT (self->open->data, self->open->len));
  if (!way_sql_run (self->insert, error))
    return FALSE;
  self->n_added += self->open->len;
  way_value_writer_reset (self, self->chunk + 1, self->bytes + self->open->len);
  return TRUE;
}

gboolean
way_value_writer_add (WayValueWriter *self,
                      WaySlice key,
                      WaySlice value,
                      guint64 *out_location,
                      GError **error)
{
  gsize size = way_chunk_get_entry_size (key, value);

  if (self->n_open > 0
      && (self->open->len + size > CHUNK_SIZE || self->n_open == WAY_CHUNK_MAX_ENTRIES)
      && !way_value_writer_flush (self, error))
    return FALSE;
  *out_location = way_location_make (self->chunk, self->n_open++, size);
  append_entry (self->open, key, value);
  return TRUE;
}

void
way_value_writer_reset (WayValueWriter *self, guint64 chunk, guint64 bytes)
{
  self->chunk = chunk;
  self->bytes = bytes;
  self->n_open = 0;
  g_byte_array_set_size (self->open, 0);
}

gboolean
way_value_writer_find (WayValueWriter *self,
                       guint64 chunk,
                       guint64 *out_chunk,
                       WaySlice *out_entries,
                       gboolean *out_found,
                       GError **error)
{
  way_sql_reset (self->next);
  way_sql_bind_integer (self->next, 1, (gint64) chunk);
  if (!way_sql_find (self->next, out_found, error))
    return FALSE;
  if (!*out_found)
    {
      way_sql_reset (self->next);
      return TRUE;
    }
  *out_chunk = (guint64) way_sql_get_integer (self->next, 0);
  *out_entries = way_sql_get_bytes (self->next, 1);
  return TRUE;
}

gboolean
way_value_writer_remove (WayValueWriter *self, guint64 chunk, gsize size, GError **error)
{
  way_sql_reset (self->next);
  way_sql_bind_integer (self->remove, 1, (gint64) chunk);
  if (!way_sql_run (self->remove, error))
    return FALSE;
  self->bytes -= MIN (self->bytes, size);
  return TRUE;
}
