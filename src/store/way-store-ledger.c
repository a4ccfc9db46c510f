/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-checked.h"
#include "way-checkpoint.h"
#include "way-hash.h"
#include "way-store-private.h"

#define ID_ROW_SIZE 16

/* ---- A block ---------------------------------------------------------------------------- */

static gboolean
store_begin (gpointer store, GError **error)
{
  WayStore *self = store;

  g_assert (!self->is_open);
  if (self->is_damaged && !way_log_tree_load (self->log, self->log_size, error))
    return FALSE;
  self->is_damaged = FALSE;
  way_tree_reads_end (&self->reads);
  if (!way_sql_run (self->statements[WAY_STORE_BEGIN], error))
    return FALSE;
  self->is_open = TRUE;
  way_row_buffers_begin (self->sql);
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
  guint8 id[ID_ROW_SIZE];

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
  way_sql_bind_bytes (insert, 6, row->statement);
  memcpy (id, row->id.bytes, 8);
  way_put_be64 (id + 8, row->log_index);
  return way_sql_run (insert, error) && way_row_buffer_add (self->ids, id, error);
}

static gboolean
store_seal (gpointer store, WayRoots *out_roots, GError **error)
{
  WayStore *self = store;

  g_assert (self->is_open);
  out_roots->log_size = way_log_tree_get_size (self->log);
  return way_row_buffers_seal (self->sql, error) && way_store_compact (self, error)
         && way_state_tree_seal (self->state, &out_roots->state_root, error)
         && way_value_writer_flush (&self->values, error)
         && way_log_tree_seal (self->log, &out_roots->log_root, error);
}

static void
store_rollback (gpointer store)
{
  WayStore *self = store;

  if (!self->is_open)
    return;
  self->is_open = FALSE;
  way_tree_reads_end (&self->reads);
  /* An error may have rolled back already. */
  if (!sqlite3_get_autocommit (self->sql->handle))
    {
      g_autoptr (GError) error = NULL;

      if (!way_sql_run (self->statements[WAY_STORE_ROLLBACK], &error))
        g_warning ("rolling back a block: %s", error->message);
    }
  way_row_buffers_rollback (self->sql);
  way_state_tree_rollback (self->state);
  way_value_writer_reset (&self->values, self->chunk, self->value_bytes);
  self->values.n_added = 0;
  /* Where the disk fails here too, so does the next block. */
  self->is_damaged = !way_log_tree_load (self->log, self->log_size, NULL);
  way_tree_reads_end (&self->reads);
}

static void
note_commit (WayStore *self, gint64 height)
{
  self->is_open = FALSE;
  __atomic_store_n (&self->height, height, __ATOMIC_RELEASE);
  self->log_size = way_log_tree_get_size (self->log);
  self->last_added = self->values.n_added;
  self->bytes_since_saved += self->values.n_added;
  self->values.n_added = 0;
  self->chunk = self->values.chunk;
  self->value_bytes = self->values.bytes;
  way_state_tree_commit (self->state);
  way_row_buffers_commit (self->sql);
}

static gboolean
store_commit (gpointer store,
              guint64 height,
              WaySlice checkpoint,
              const WayHash *hash,
              GError **error)
{
  WayStore *self = store;
  WaySqlStatement *add = self->statements[WAY_STORE_ADD_BLOCK];
  gboolean is_saving = way_store_wants_saving (self);

  g_assert (self->is_open);
  way_tree_reads_end (&self->reads);
  way_sql_bind_integer (add, 1, (gint64) height);
  way_sql_bind_bytes (add, 2, way_slice_from_hash (hash));
  way_sql_bind_bytes (add, 3, checkpoint);
  if (!way_sql_run (add, error)
      || (is_saving && !way_store_save_tree (self, (gint64) height, error)))
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
  note_commit (self, (gint64) height);
  if (is_saving)
    way_store_set_saved (self, (gint64) height);
  return TRUE;
}

/* A reader's way: the writer's connection would show it the open block too. */
static gboolean
store_find (gpointer store,
            const WayHash *id,
            GByteArray *statement,
            guint8 *out_result,
            guint64 *out_log_index,
            gboolean *out_found,
            GError **error)
{
  WayStore *self = store;
  WayLogRow row = { 0 };
  gboolean is_read;

  if (self->finder == NULL)
    self->finder = way_store_reader_new (self, error);
  if (self->finder == NULL || !way_store_reader_begin (self->finder, error))
    return FALSE;
  is_read =
      way_store_reader_find_statement (self->finder, id, out_log_index, out_found, error)
      && (!*out_found
          || way_store_reader_get_log_row (self->finder, *out_log_index, &row, error));
  g_byte_array_set_size (statement, 0);
  g_byte_array_append (statement, row.statement.data, (guint) row.statement.len);
  *out_result = row.result;
  way_store_reader_end (self->finder);
  return is_read;
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
  .find = store_find,
  .load_head = store_load_head,
};

/* ---- Loading ---------------------------------------------------------------------------- */

static gboolean
move_id (gpointer store, const guint8 *row, GError **error)
{
  WaySqlStatement *add = ((WayStore *) store)->statements[WAY_STORE_ADD_ID];

  way_sql_bind_integer (add, 1, (gint64) way_get_be64 (row));
  way_sql_bind_integer (add, 2, (gint64) way_get_be64 (row + 8));
  return way_sql_run (add, error);
}

static gboolean
prepare_ids (WayStore *self, GError **error)
{
  const WayRowBufferInfo info = { .name = WAY_STORE_IDS,
                                  .row_size = ID_ROW_SIZE,
                                  .max_rows = WAY_STORE_MAX_IDS,
                                  .move = move_id,
                                  .data = self };

  self->ids = way_row_buffer_new (self->sql, &info, error);
  self->sql->rows_changed = way_store_rows_changed;
  self->sql->rows_changed_data = self;
  return self->ids != NULL;
}

static gboolean
prepare (WayStore *self, GError **error)
{
  static const char *const texts[WAY_STORE_N_STATEMENTS] = {
    [WAY_STORE_WRITE_TILE] = "INSERT OR REPLACE INTO log_tile VALUES (?, ?)",
    [WAY_STORE_BEGIN] = "BEGIN IMMEDIATE",
    [WAY_STORE_COMMIT] = "COMMIT",
    [WAY_STORE_ROLLBACK] = "ROLLBACK",
    [WAY_STORE_ADD_ROW] = "INSERT INTO log VALUES (?, ?, ?, ?, ?, ?)",
    [WAY_STORE_ADD_BLOCK] = "INSERT INTO block VALUES (?, ?, ?)",
    [WAY_STORE_NEWEST_BLOCK] =
        "SELECT height, hash, checkpoint FROM block ORDER BY height DESC LIMIT 1",
    [WAY_STORE_SAVE_TREE] = "INSERT OR REPLACE INTO state_tree VALUES (1, ?, ?, ?, ?, ?)",
    [WAY_STORE_ADD_ID] = "INSERT OR IGNORE INTO log_id VALUES (?, ?)",
    [WAY_STORE_FIND_TREE] =
        "SELECT instance, height, chunk, value_bytes, nodes FROM state_tree",
  };

  return way_sql_prepare_all (self->sql, texts, G_N_ELEMENTS (texts), self->statements,
                              error)
         && way_value_writer_init (&self->values, self->sql, error)
         && way_tree_reads_init (&self->reads, self->sql, self->buckets, error)
         && prepare_ids (self, error);
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
  way_tree_reads_end (&self->reads);
  return way_hash_equal (&root, &checkpoint->log_root)
         || way_error_set (error, WAY_RESULT_CORRUPTED,
                           "the log is not that of the newest checkpoint");
}

gboolean
way_store_load (WayStore *self, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  WayCheckpoint checkpoint;
  WayHash hash;
  gboolean is_found;

  if (!prepare (self, error))
    return FALSE;
  self->state = way_state_tree_new (way_store_get_state_store (self));
  self->log = way_log_tree_new (way_store_get_tile_store (self));
  if (!store_load_head (self, bytes, &hash, &is_found, error)
      || !way_store_restore_tree (self, error))
    return FALSE;
  if (!is_found)
    return way_log_tree_load (self->log, 0, error);
  if (way_checkpoint_decode (WAY_SLICE_INIT (bytes->data, bytes->len), &checkpoint, NULL)
          != WAY_RESULT_OK
      || checkpoint.height != (guint64) self->height)
    return way_error_set (error, WAY_RESULT_CORRUPTED, "the newest checkpoint");
  if (!way_log_tree_load (self->log, checkpoint.log_size, error))
    return FALSE;
  self->log_size = checkpoint.log_size;
  way_store_publish (self, self->height);
  return compare_roots (self, &checkpoint, error);
}
