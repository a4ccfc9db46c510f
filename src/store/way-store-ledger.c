/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-checkpoint.h"
#include "way-hash.h"
#include "way-store-private.h"

/* ---- Buckets and tiles ------------------------------------------------------------------ */

static gboolean
read_blob (WaySqlStatement *statement, gint64 key, WaySlice *out_blob, GError **error)
{
  gboolean is_row;

  way_sql_reset (statement); /* ends the borrowing of the last answer */
  way_sql_bind_integer (statement, 1, key);
  if (!way_sql_find (statement, &is_row, error))
    return FALSE;
  *out_blob = is_row ? way_sql_get_bytes (statement, 0) : WAY_SLICE_INIT (NULL, 0);
  return TRUE;
}

static gboolean
write_blob (WaySqlStatement *statement, gint64 key, WaySlice blob, GError **error)
{
  way_sql_bind_integer (statement, 1, key);
  way_sql_bind_bytes (statement, 2, blob);
  return way_sql_run (statement, error);
}

static gint64
get_place (guint level, guint64 index)
{
  return (gint64) ((guint64) level << 57 | index);
}

static gboolean
read_bucket (gpointer self, guint64 position, WaySlice *out_bucket, GError **error)
{
  return read_blob (((WayTreeReads *) self)->read_bucket, (gint64) position, out_bucket,
                    error);
}

static gboolean
read_tile (gpointer self, guint level, guint64 index, WaySlice *out_tile, GError **error)
{
  return read_blob (((WayTreeReads *) self)->read_tile, get_place (level, index),
                    out_tile, error);
}

gboolean
way_tree_reads_init (WayTreeReads *self, WaySql *sql, GError **error)
{
  self->read_bucket =
      way_sql_prepare (sql, "SELECT bucket FROM state_bucket WHERE position=?", error);
  if (self->read_bucket == NULL)
    return FALSE;
  self->read_tile =
      way_sql_prepare (sql, "SELECT tile FROM log_tile WHERE place=?", error);
  return self->read_tile != NULL;
}

void
way_tree_reads_clear (WayTreeReads *self)
{
  g_clear_pointer (&self->read_bucket, way_sql_statement_free);
  g_clear_pointer (&self->read_tile, way_sql_statement_free);
}

WayBucketStore
way_tree_reads_get_bucket_store (WayTreeReads *self)
{
  static const WayBucketStoreInterface interface = { .read = read_bucket };

  return (WayBucketStore) { &interface, self };
}

WayTileStore
way_tree_reads_get_tile_store (WayTreeReads *self)
{
  static const WayTileStoreInterface interface = { .read = read_tile };

  return (WayTileStore) { &interface, self };
}

static gboolean
writer_read_bucket (gpointer store,
                    guint64 position,
                    WaySlice *out_bucket,
                    GError **error)
{
  return read_bucket (&((WayStore *) store)->reads, position, out_bucket, error);
}

static gboolean
writer_write_bucket (gpointer store, guint64 position, WaySlice bucket, GError **error)
{
  WayStore *self = store;

  way_sql_reset (self->reads.read_bucket);
  if (bucket.len > 0)
    return write_blob (self->statements[WAY_STORE_WRITE_BUCKET], (gint64) position,
                       bucket, error);
  way_sql_bind_integer (self->statements[WAY_STORE_REMOVE_BUCKET], 1, (gint64) position);
  return way_sql_run (self->statements[WAY_STORE_REMOVE_BUCKET], error);
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
  WayStore *self = store;

  return write_blob (self->statements[WAY_STORE_WRITE_TILE], get_place (level, index),
                     tile, error);
}

static const WayBucketStoreInterface writer_buckets = { writer_read_bucket,
                                                        writer_write_bucket };
static const WayTileStoreInterface writer_tiles = { writer_read_tile, writer_write_tile };

/* ---- A block ---------------------------------------------------------------------------- */

static gboolean
store_begin (gpointer store, GError **error)
{
  WayStore *self = store;

  g_assert (!self->is_open);
  if (self->is_damaged && !way_log_tree_load (self->log, self->log_size, error))
    return FALSE;
  self->is_damaged = FALSE;
  way_sql_reset (self->reads.read_tile);
  if (!way_sql_run (self->statements[WAY_STORE_BEGIN], error))
    return FALSE;
  self->is_open = TRUE;
  return TRUE;
}

static gboolean
store_get (gpointer store,
           WaySlice key,
           GByteArray *value,
           gboolean *out_found,
           GError **error)
{
  return way_state_tree_get (((WayStore *) store)->state, key, value, out_found, error);
}

static gboolean
store_put (gpointer store, WaySlice key, WaySlice value, GError **error)
{
  WayStore *self = store;

  g_assert (self->is_open);
  way_state_tree_put (self->state, key, value);
  return TRUE;
}

static gboolean
store_append (gpointer store, const WayLogRow *row, GError **error)
{
  WayStore *self = store;
  WaySqlStatement *insert = self->statements[WAY_STORE_ADD_ROW];
  WayHash sha256, leaf;

  g_assert (self->is_open);
  g_assert (row->log_index == way_log_tree_get_size (self->log));
  way_sha256 (row->statement, &sha256);
  way_log_hash_leaf (row->height, row->time_ms, row->index, &sha256, row->result, &leaf);
  if (!way_log_tree_append (self->log, &leaf, error))
    return FALSE;
  way_sql_bind_integer (insert, 1, (gint64) row->log_index);
  way_sql_bind_integer (insert, 2, (gint64) row->height);
  way_sql_bind_integer (insert, 3, (gint64) row->time_ms);
  way_sql_bind_integer (insert, 4, (gint64) row->index);
  way_sql_bind_integer (insert, 5, row->result);
  way_sql_bind_integer (insert, 6, way_sql_key8 (&row->id));
  way_sql_bind_bytes (insert, 7, row->statement);
  return way_sql_run (insert, error);
}

static gboolean
store_seal (gpointer store, WayRoots *out_roots, GError **error)
{
  WayStore *self = store;

  g_assert (self->is_open);
  out_roots->log_size = way_log_tree_get_size (self->log);
  return way_state_tree_seal (self->state, &out_roots->state_root, error)
         && way_log_tree_seal (self->log, &out_roots->log_root, error);
}

static void
store_rollback (gpointer store)
{
  WayStore *self = store;

  if (!self->is_open)
    return;
  self->is_open = FALSE;
  way_sql_reset (self->reads.read_bucket);
  way_sql_reset (self->reads.read_tile);
  /* An error may have rolled back already. */
  if (!sqlite3_get_autocommit (self->sql->handle))
    {
      g_autoptr (GError) error = NULL;

      if (!way_sql_run (self->statements[WAY_STORE_ROLLBACK], &error))
        g_warning ("rolling back a block: %s", error->message);
    }
  way_state_tree_rollback (self->state);
  /* Where the disk fails here too, so does the next block. */
  self->is_damaged = !way_log_tree_load (self->log, self->log_size, NULL);
  way_sql_reset (self->reads.read_tile);
}

static gboolean
store_commit (gpointer store,
              guint64 height,
              WaySlice checkpoint,
              const WayHash *hash,
              GError **error)
{
  WayStore *self = store;

  g_assert (self->is_open);
  way_sql_reset (self->reads.read_bucket);
  way_sql_reset (self->reads.read_tile);
  way_sql_bind_integer (self->statements[WAY_STORE_ADD_BLOCK], 1, (gint64) height);
  way_sql_bind_bytes (self->statements[WAY_STORE_ADD_BLOCK], 2,
                      way_slice_from_hash (hash));
  way_sql_bind_bytes (self->statements[WAY_STORE_ADD_BLOCK], 3, checkpoint);
  if (!way_sql_run (self->statements[WAY_STORE_ADD_BLOCK], error))
    {
      store_rollback (self);
      return FALSE;
    }
  /* Before the commit: from its end on readers see the new height. */
  way_store_publish (self, (gint64) height);
  if (!way_sql_run (self->statements[WAY_STORE_COMMIT], error))
    {
      way_store_withdraw (self, (gint64) height);
      store_rollback (self);
      return FALSE;
    }
  self->is_open = FALSE;
  self->height = (gint64) height;
  self->log_size = way_log_tree_get_size (self->log);
  way_state_tree_commit (self->state);
  return TRUE;
}

static gboolean
store_load_head (gpointer store,
                 GByteArray *checkpoint,
                 WayHash *out_hash,
                 gboolean *out_found,
                 GError **error)
{
  WayStore *self = store;
  WaySqlStatement *newest = self->statements[WAY_STORE_NEWEST_BLOCK];
  WaySlice hash, bytes;

  g_byte_array_set_size (checkpoint, 0);
  way_sql_reset (newest);
  if (!way_sql_find (newest, out_found, error))
    return FALSE;
  if (!*out_found)
    return TRUE;
  hash = way_sql_get_bytes (newest, 1);
  bytes = way_sql_get_bytes (newest, 2);
  g_byte_array_append (checkpoint, bytes.data, (guint) bytes.len);
  if (hash.len == WAY_HASH_SIZE)
    memcpy (out_hash->bytes, hash.data, WAY_HASH_SIZE);
  self->height = way_sql_get_integer (newest, 0);
  way_sql_reset (newest);
  return hash.len == WAY_HASH_SIZE
         || way_error_set (error, WAY_RESULT_CORRUPTED, "the newest checkpoint");
}

const WayLedgerStoreInterface way_store_ledger_interface = {
  .begin = store_begin,
  .get = store_get,
  .put = store_put,
  .append = store_append,
  .seal = store_seal,
  .commit = store_commit,
  .rollback = store_rollback,
  .load_head = store_load_head,
};

/* ---- Loading ---------------------------------------------------------------------------- */

static gboolean
prepare (WayStore *self, GError **error)
{
  static const char *const texts[WAY_STORE_N_STATEMENTS] = {
    [WAY_STORE_WRITE_BUCKET] = "INSERT OR REPLACE INTO state_bucket VALUES (?, ?)",
    [WAY_STORE_REMOVE_BUCKET] = "DELETE FROM state_bucket WHERE position=?",
    [WAY_STORE_WRITE_TILE] = "INSERT OR REPLACE INTO log_tile VALUES (?, ?)",
    [WAY_STORE_BEGIN] = "BEGIN IMMEDIATE",
    [WAY_STORE_COMMIT] = "COMMIT",
    [WAY_STORE_ROLLBACK] = "ROLLBACK",
    [WAY_STORE_ADD_ROW] = "INSERT INTO log VALUES (?, ?, ?, ?, ?, ?, ?)",
    [WAY_STORE_ADD_BLOCK] = "INSERT INTO block VALUES (?, ?, ?)",
    [WAY_STORE_NEWEST_BLOCK] =
        "SELECT height, hash, checkpoint FROM block ORDER BY height DESC LIMIT 1",
  };

  return way_sql_prepare_all (self->sql, texts, G_N_ELEMENTS (texts), self->statements,
                              error)
         && way_tree_reads_init (&self->reads, self->sql, error);
}

static GArray *
list_places (WayStore *self, GError **error)
{
  static const char text[] = "SELECT position, substr (bucket, 1, " G_STRINGIFY (
      WAY_BUCKET_HEAD_SIZE) ") FROM state_bucket ORDER BY position";
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (WayBucketPlace));
  g_autoptr (WaySqlStatement) list = way_sql_prepare (self->sql, text, error);
  WaySqlStep step;

  if (list == NULL)
    return NULL;
  while ((step = way_sql_step (list, error)) == WAY_SQL_ROW)
    {
      WayBucketPlace place = { .position = (guint64) way_sql_get_integer (list, 0) };

      if (!way_bucket_read_head (way_sql_get_bytes (list, 1), &place.head))
        {
          way_error_set (error, WAY_RESULT_CORRUPTED, "a bucket of the state map");
          return NULL;
        }
      g_array_append_val (places, place);
    }
  return step == WAY_SQL_DONE ? g_steal_pointer (&places) : NULL;
}

/* Whether the trees have the roots that the newest checkpoint names. */
static gboolean
compare_roots (WayStore *self, const WayCheckpoint *checkpoint, GError **error)
{
  g_autoptr (WayStateSnapshot) snapshot = way_state_tree_dup_snapshot (self->state);
  g_autoptr (WayLogProver)
      prover = way_log_prover_new (way_tree_reads_get_tile_store (&self->reads));
  WayHash root;

  way_state_snapshot_get_root (snapshot, &root);
  if (!way_hash_equal (&root, &checkpoint->state_root))
    return way_error_set (error, WAY_RESULT_CORRUPTED,
                          "the state map is not that of the newest checkpoint");
  way_log_prover_set_size (prover, checkpoint->log_size);
  if (!way_log_prover_get_root (prover, &root, error))
    return FALSE;
  way_sql_reset (self->reads.read_tile);
  return way_hash_equal (&root, &checkpoint->log_root)
         || way_error_set (error, WAY_RESULT_CORRUPTED,
                           "the log is not that of the newest checkpoint");
}

gboolean
way_store_load (WayStore *self, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GArray) places = NULL;
  WayCheckpoint checkpoint;
  WayHash hash;
  gboolean is_found;

  if (!prepare (self, error))
    return FALSE;
  self->state = way_state_tree_new ((WayBucketStore) { &writer_buckets, self });
  self->log = way_log_tree_new ((WayTileStore) { &writer_tiles, self });
  if (!store_load_head (self, bytes, &hash, &is_found, error))
    return FALSE;
  if (!is_found)
    return way_log_tree_load (self->log, 0, error);
  if (way_checkpoint_decode (WAY_SLICE_INIT (bytes->data, bytes->len), &checkpoint, NULL)
          != WAY_RESULT_OK
      || checkpoint.height != (guint64) self->height)
    return way_error_set (error, WAY_RESULT_CORRUPTED, "the newest checkpoint");
  places = list_places (self, error);
  if (places == NULL
      || !way_state_tree_load (self->state, (const WayBucketPlace *) places->data,
                               places->len, error)
      || !way_log_tree_load (self->log, checkpoint.log_size, error))
    return FALSE;
  self->log_size = checkpoint.log_size;
  way_store_publish (self, self->height);
  return compare_roots (self, &checkpoint, error);
}
