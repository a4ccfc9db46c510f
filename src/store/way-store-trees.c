/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-store-private.h"

/* What trees read and write, for readers and for the writer. */

/* ---- Reading ------------------------------------------------------------------------------ */

static gint64
get_place (guint level, guint64 index)
{
  return (gint64) ((guint64) level << 57 | index);
}

static gboolean
read_tile (gpointer reads, guint level, guint64 index, WaySlice *out_tile, GError **error)
{
  WayTreeReads *self = reads;
  gboolean is_found;

  way_sql_reset (self->read_tile);
  way_sql_bind_integer (self->read_tile, 1, get_place (level, index));
  if (!way_sql_find (self->read_tile, &is_found, error))
    return FALSE;
  *out_tile = is_found ? way_sql_get_bytes (self->read_tile, 0)
                       : WAY_SLICE_INIT (NULL, 0);
  return TRUE;
}

static gboolean
read_bucket (gpointer reads, guint32 place, WayBucket *out_bucket, GError **error)
{
  return way_bucket_file_read (((WayTreeReads *) reads)->buckets, place, out_bucket,
                               error);
}

static const WayBucket *
peek_bucket (gpointer reads, guint32 place)
{
  return way_bucket_file_peek (((WayTreeReads *) reads)->buckets, place);
}

static gboolean
read_value (gpointer reads,
            guint64 location,
            WaySlice *out_key,
            WaySlice *out_value,
            GError **error)
{
  return way_value_reader_read (&((WayTreeReads *) reads)->values, location, out_key,
                                out_value, error);
}

gboolean
way_tree_reads_init (WayTreeReads *self,
                     WaySql *sql,
                     WayBucketFile *buckets,
                     GError **error)
{
  self->buckets = buckets;
  if (!way_value_reader_init (&self->values, sql, error))
    return FALSE;
  self->read_tile =
      way_sql_prepare (sql, "SELECT tile FROM log_tile WHERE place=?", error);
  return self->read_tile != NULL;
}

void
way_tree_reads_clear (WayTreeReads *self)
{
  way_value_reader_clear (&self->values);
  g_clear_pointer (&self->read_tile, way_sql_statement_free);
}

void
way_tree_reads_end (WayTreeReads *self)
{
  way_value_reader_end (&self->values);
  way_sql_reset (self->read_tile);
}

WayStateStore
way_tree_reads_get_state_store (WayTreeReads *self)
{
  static const WayStateStoreInterface interface = { .read_bucket = read_bucket,
                                                    .peek_bucket = peek_bucket,
                                                    .read_value = read_value };

  return (WayStateStore) { &interface, self };
}

WayTileStore
way_tree_reads_get_tile_store (WayTreeReads *self)
{
  static const WayTileStoreInterface interface = { .read = read_tile };

  return (WayTileStore) { &interface, self };
}

/* ---- Writing ------------------------------------------------------------------------------ */

static gboolean
writer_read_bucket (gpointer store, guint32 place, WayBucket *out_bucket, GError **error)
{
  return way_bucket_file_read (((WayStore *) store)->buckets, place, out_bucket, error);
}

static const WayBucket *
writer_peek_bucket (gpointer store, guint32 place)
{
  return way_bucket_file_peek (((WayStore *) store)->buckets, place);
}

static gboolean
writer_write_bucket (gpointer store,
                     guint32 place,
                     const WayBucket *bucket,
                     GError **error)
{
  return way_bucket_file_write (((WayStore *) store)->buckets, place, bucket, error);
}

static gboolean
writer_read_value (gpointer store,
                   guint64 location,
                   WaySlice *out_key,
                   WaySlice *out_value,
                   GError **error)
{
  return read_value (&((WayStore *) store)->reads, location, out_key, out_value, error);
}

static gboolean
writer_add_value (gpointer store,
                  WaySlice key,
                  WaySlice value,
                  guint64 *out_location,
                  GError **error)
{
  return way_value_writer_add (&((WayStore *) store)->values, key, value, out_location,
                               error);
}

static gboolean
writer_read_tile (gpointer store,
                  guint level,
                  guint64 index,
                  WaySlice *out_tile,
                  GError **error)
{
  return read_tile (&((WayStore *) store)->reads, level, index, out_tile, error);
}

static gboolean
writer_write_tile (gpointer store,
                   guint level,
                   guint64 index,
                   WaySlice tile,
                   GError **error)
{
  WaySqlStatement *write = ((WayStore *) store)->statements[WAY_STORE_WRITE_TILE];

  way_sql_bind_integer (write, 1, get_place (level, index));
  way_sql_bind_bytes (write, 2, tile);
  return way_sql_run (write, error);
}

WayStateStore
way_store_get_state_store (WayStore *self)
{
  static const WayStateStoreInterface interface = {
    .read_bucket = writer_read_bucket,
    .peek_bucket = writer_peek_bucket,
    .write_bucket = writer_write_bucket,
    .read_value = writer_read_value,
    .add_value = writer_add_value,
  };

  return (WayStateStore) { &interface, self };
}

WayTileStore
way_store_get_tile_store (WayStore *self)
{
  static const WayTileStoreInterface interface = { .read = writer_read_tile,
                                                   .write = writer_write_tile };

  return (WayTileStore) { &interface, self };
}
