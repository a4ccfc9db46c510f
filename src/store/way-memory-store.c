/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-memory-store.h"

#include "way-hash.h"
#include "way-log-tree.h"
#include "way-state-tree.h"

/* A map that can forget what was written since begin. */
typedef struct
{
  GHashTable *blobs; /* guint64 to GBytes */
  GHashTable *old;   /* as they were: guint64 to GBytes, NULL for none */
} Table;

struct _WayMemoryStore
{
  GMutex mutex;      /* of buckets */
  GArray *buckets;   /* of WayBucket: never changed while a tree has them */
  GPtrArray *values; /* keys and values by turns, of GBytes; only added to */
  guint n_values;    /* committed */
  Table tiles;
  WayStateTree *state;
  WayLogTree *log;
  GPtrArray *rows;  /* of WayLogRow with their statements */
  guint64 log_size; /* committed */
  GByteArray *checkpoint;
  WayHash hash;
  gboolean is_open;
};

/* ---- Tables --------------------------------------------------------------------------------- */

static void
unref_bytes (gpointer bytes)
{
  g_clear_pointer (&bytes, g_bytes_unref);
}

static GHashTable *
new_map (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, unref_bytes);
}

static void
table_init (Table *self)
{
  self->blobs = new_map ();
  self->old = new_map ();
}

static void
table_clear (Table *self)
{
  g_hash_table_unref (self->blobs);
  g_hash_table_unref (self->old);
}

static WaySlice
table_get (Table *self, guint64 key)
{
  GBytes *bytes = g_hash_table_lookup (self->blobs, &key);

  return bytes ? way_slice_from_bytes (bytes) : WAY_SLICE_INIT (NULL, 0);
}

static void
set_blob (GHashTable *map, guint64 key, GBytes *bytes)
{
  g_hash_table_insert (map, g_memdup2 (&key, sizeof key), bytes);
}

static void
table_put (Table *self, guint64 key, WaySlice blob)
{
  if (!g_hash_table_contains (self->old, &key))
    {
      GBytes *old = g_hash_table_lookup (self->blobs, &key);

      set_blob (self->old, key, old ? g_bytes_ref (old) : NULL);
    }
  if (blob.len == 0)
    g_hash_table_remove (self->blobs, &key);
  else
    set_blob (self->blobs, key, g_bytes_new (blob.data, blob.len));
}

static void
table_rollback (Table *self)
{
  GHashTableIter iter;
  gpointer key, old;

  g_hash_table_iter_init (&iter, self->old);
  while (g_hash_table_iter_next (&iter, &key, &old))
    if (old == NULL)
      g_hash_table_remove (self->blobs, key);
    else
      set_blob (self->blobs, *(guint64 *) key, g_bytes_ref (old));
  g_hash_table_remove_all (self->old);
}

static gboolean
read_bucket (gpointer store, guint32 place, WayBucket *out_bucket, GError **error)
{
  WayMemoryStore *self = store;

  g_mutex_lock (&self->mutex);
  *out_bucket = g_array_index (self->buckets, WayBucket, place);
  g_mutex_unlock (&self->mutex);
  return TRUE;
}

static gboolean
write_bucket (gpointer store, guint32 place, const WayBucket *bucket, GError **error)
{
  WayMemoryStore *self = store;

  g_mutex_lock (&self->mutex);
  if (place >= self->buckets->len)
    g_array_set_size (self->buckets, place + 1);
  g_array_index (self->buckets, WayBucket, place) = *bucket;
  g_mutex_unlock (&self->mutex);
  return TRUE;
}

static gboolean
read_value (gpointer store,
            guint64 location,
            WaySlice *out_key,
            WaySlice *out_value,
            GError **error)
{
  WayMemoryStore *self = store;
  guint64 i = way_location_get_chunk (location) * 2;

  *out_key = way_slice_from_bytes (self->values->pdata[i]);
  *out_value = way_slice_from_bytes (self->values->pdata[i + 1]);
  return TRUE;
}

static gboolean
add_value (gpointer store,
           WaySlice key,
           WaySlice value,
           guint64 *out_location,
           GError **error)
{
  WayMemoryStore *self = store;

  *out_location = way_location_make (self->values->len / 2, 0, key.len + value.len);
  g_ptr_array_add (self->values, g_bytes_new (key.data, key.len));
  g_ptr_array_add (self->values, g_bytes_new (value.data, value.len));
  return TRUE;
}

static gboolean
read_tile (gpointer self, guint level, guint64 index, WaySlice *out_tile, GError **error)
{
  *out_tile = table_get (self, (guint64) level << 57 | index);
  return TRUE;
}

static gboolean
write_tile (gpointer self, guint level, guint64 index, WaySlice tile, GError **error)
{
  table_put (self, (guint64) level << 57 | index, tile);
  return TRUE;
}

static const WayStateStoreInterface state_interface = { .read_bucket = read_bucket,
                                                        .write_bucket = write_bucket,
                                                        .read_value = read_value,
                                                        .add_value = add_value };
static const WayTileStoreInterface tiles_interface = { read_tile, write_tile };

/* ---- A block ---------------------------------------------------------------------------------- */

static gboolean
memory_begin (gpointer store, GError **error)
{
  WayMemoryStore *self = store;

  g_assert (!self->is_open);
  self->is_open = TRUE;
  return TRUE;
}

static gboolean
memory_get (gpointer store,
            WaySlice key,
            GByteArray *value,
            gboolean *out_found,
            GError **error)
{
  WayMemoryStore *self = store;

  return way_state_tree_get (self->state, key, value, out_found, error);
}

static gboolean
memory_put (gpointer store, WaySlice key, WaySlice value, GError **error)
{
  WayMemoryStore *self = store;

  g_assert (self->is_open);
  way_state_tree_put (self->state, key, value);
  return TRUE;
}

static gboolean
memory_append (gpointer store, const WayLogRow *row, GError **error)
{
  WayMemoryStore *self = store;
  WayLogRow *copy = g_new (WayLogRow, 1);
  WayHash sha256, leaf;

  g_assert (self->is_open);
  g_assert (row->log_index == self->rows->len);
  *copy = *row;
  copy->statement.data = g_memdup2 (row->statement.data, row->statement.len);
  g_ptr_array_add (self->rows, copy);
  way_sha256 (row->statement, &sha256);
  way_log_hash_leaf (row->height, row->time_ms, row->index, &sha256, row->result, &leaf);
  return way_log_tree_append (self->log, &leaf, error);
}

static gboolean
memory_find (gpointer store,
             const WayHash *id,
             GByteArray *statement,
             guint8 *out_result,
             guint64 *out_log_index,
             gboolean *out_found,
             GError **error)
{
  const WayMemoryStore *self = store;

  *out_found = FALSE;
  for (guint64 i = 0; i < self->log_size && !*out_found; i++)
    {
      const WayLogRow *row = self->rows->pdata[i];

      if (!way_hash_equal (&row->id, id))
        continue;
      g_byte_array_set_size (statement, 0);
      g_byte_array_append (statement, row->statement.data, (guint) row->statement.len);
      *out_result = row->result;
      *out_log_index = i;
      *out_found = TRUE;
    }
  return TRUE;
}

static gboolean
memory_seal (gpointer store, WayRoots *out_roots, GError **error)
{
  WayMemoryStore *self = store;

  g_assert (self->is_open);
  out_roots->log_size = way_log_tree_get_size (self->log);
  return way_state_tree_seal (self->state, &out_roots->state_root, error)
         && way_log_tree_seal (self->log, &out_roots->log_root, error);
}

static gboolean
memory_commit (gpointer store,
               guint64 height,
               WaySlice checkpoint,
               const WayHash *hash,
               GError **error)
{
  WayMemoryStore *self = store;

  g_assert (self->is_open);
  self->is_open = FALSE;
  g_byte_array_set_size (self->checkpoint, 0);
  g_byte_array_append (self->checkpoint, checkpoint.data, (guint) checkpoint.len);
  self->hash = *hash;
  self->log_size = self->rows->len;
  self->n_values = self->values->len;
  g_hash_table_remove_all (self->tiles.old);
  way_state_tree_commit (self->state);
  return TRUE;
}

static void
memory_rollback (gpointer store)
{
  WayMemoryStore *self = store;

  if (!self->is_open)
    return;
  self->is_open = FALSE;
  g_ptr_array_set_size (self->values, (gint) self->n_values);
  table_rollback (&self->tiles);
  way_state_tree_rollback (self->state);
  g_ptr_array_set_size (self->rows, (gint) self->log_size);
  if (!way_log_tree_load (self->log, self->log_size, NULL))
    g_assert_not_reached ();
}

static gboolean
memory_load_head (gpointer store,
                  GByteArray *checkpoint,
                  WayHash *out_hash,
                  gboolean *out_found,
                  GError **error)
{
  WayMemoryStore *self = store;

  g_byte_array_set_size (checkpoint, 0);
  g_byte_array_append (checkpoint, self->checkpoint->data, self->checkpoint->len);
  *out_hash = self->hash;
  *out_found = checkpoint->len > 0;
  return TRUE;
}

/* ---- The store ---------------------------------------------------------------------------------- */

static void
row_free (gpointer row)
{
  g_free ((guint8 *) ((WayLogRow *) row)->statement.data);
  g_free (row);
}

WayMemoryStore *
way_memory_store_new (void)
{
  WayMemoryStore *self = g_new0 (WayMemoryStore, 1);

  g_mutex_init (&self->mutex);
  self->buckets = g_array_new (FALSE, TRUE, sizeof (WayBucket));
  self->values = g_ptr_array_new_with_free_func (unref_bytes);
  table_init (&self->tiles);
  self->state = way_state_tree_new ((WayStateStore) { &state_interface, self });
  self->log = way_log_tree_new ((WayTileStore) { &tiles_interface, &self->tiles });
  self->rows = g_ptr_array_new_with_free_func (row_free);
  self->checkpoint = g_byte_array_new ();
  return self;
}

void
way_memory_store_free (WayMemoryStore *self)
{
  if (self == NULL)
    return;
  way_state_tree_free (self->state);
  way_log_tree_free (self->log);
  g_mutex_clear (&self->mutex);
  g_array_unref (self->buckets);
  g_ptr_array_unref (self->values);
  table_clear (&self->tiles);
  g_ptr_array_unref (self->rows);
  g_byte_array_unref (self->checkpoint);
  g_free (self);
}

WayLedgerStore
way_memory_store_get_ledger_store (WayMemoryStore *self)
{
  static const WayLedgerStoreInterface interface = {
    .begin = memory_begin,
    .get = memory_get,
    .put = memory_put,
    .append = memory_append,
    .seal = memory_seal,
    .commit = memory_commit,
    .rollback = memory_rollback,
    .find = memory_find,
    .load_head = memory_load_head,
  };

  return (WayLedgerStore) { &interface, self };
}

guint64
way_memory_store_get_log_size (WayMemoryStore *self)
{
  return self->log_size;
}

const WayLogRow *
way_memory_store_get_log_row (WayMemoryStore *self, guint64 log_index)
{
  return log_index < self->log_size ? self->rows->pdata[log_index] : NULL;
}
