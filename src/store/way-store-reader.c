/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-checked.h"
#include "way-checkpoint.h"
#include "way-cose.h"
#include "way-hash.h"
#include "way-store-private.h"

/* How often to begin anew where the writer made several blocks in between. */
#define MAX_TRIES 100

enum
{
  BEGIN,
  END,
  NEWEST_BLOCK,
  GET_BLOCK,
  GET_ROW,
  FIND_ROWS,
  N_STATEMENTS
};

static const char *const texts[N_STATEMENTS] = {
  [BEGIN] = "BEGIN",
  [END] = "ROLLBACK",
  [NEWEST_BLOCK] =
      "SELECT height, hash, checkpoint FROM block ORDER BY height DESC LIMIT 1",
  [GET_BLOCK] = "SELECT checkpoint FROM block WHERE height=?",
  [GET_ROW] =
      "SELECT height, time, position, result, statement FROM log WHERE log_index=?",
  [FIND_ROWS] = "SELECT log_index FROM log_id WHERE id_start=?",
};

struct _WayStoreReader
{
  WayStore *store;
  WaySql *sql;
  WayTreeReads reads;
  WayLogProver *prover;

  WaySqlStatement *statements[N_STATEMENTS];

  /* Between begin and end. */
  WayStateSnapshot *state;
  WayCheckpoint checkpoint;
  WayHash hash;
  GByteArray *signed_checkpoint;
};

WayStoreReader *
way_store_reader_new (WayStore *store, GError **error)
{
  g_autoptr (WayStoreReader) self = g_new0 (WayStoreReader, 1);
  GError *problem = NULL;

  self->store = store;
  self->signed_checkpoint = g_byte_array_new ();
  self->sql = way_sql_open (store->path, SQLITE_OPEN_READONLY, &problem);
  if (self->sql == NULL || !way_store_configure (self->sql, FALSE, &problem)
      || !way_sql_prepare_all (self->sql, texts, N_STATEMENTS, self->statements, &problem)
      || !way_tree_reads_init (&self->reads, self->sql, store->buckets, &problem))
    {
      way_store_propagate (error, problem);
      return NULL;
    }
  self->prover = way_log_prover_new (way_tree_reads_get_tile_store (&self->reads));
  return g_steal_pointer (&self);
}

void
way_store_reader_free (WayStoreReader *self)
{
  if (self == NULL)
    return;
  if (self->state != NULL)
    way_store_reader_end (self);
  way_log_prover_free (self->prover);
  way_tree_reads_clear (&self->reads);
  way_sql_free_all (self->statements, N_STATEMENTS);
  way_sql_free (self->sql);
  g_byte_array_unref (self->signed_checkpoint);
  g_free (self);
}

/* ---- Begin and end ------------------------------------------------------------------------ */

/* Ends the borrowing of all answers, and the transaction. */
static void
finish (WayStoreReader *self)
{
  g_autoptr (GError) error = NULL;

  way_sql_reset_all (self->sql);
  if (!sqlite3_get_autocommit (self->sql->handle)
      && !way_sql_run (self->statements[END], &error))
    g_warning ("ending to read: %s", error->message);
}

/* Mostly it is the one of the last answer. */
static gboolean
take_checkpoint (WayStoreReader *self, WaySlice bytes, WaySlice hash)
{
  WaySlice last =
      WAY_SLICE_INIT (self->signed_checkpoint->data, self->signed_checkpoint->len);

  if (last.len > 0 && way_slice_equal (last, bytes))
    return TRUE;
  g_byte_array_set_size (self->signed_checkpoint, 0);
  if (way_checkpoint_decode (bytes, &self->checkpoint, &self->hash) != WAY_RESULT_OK
      || !way_slice_equal (hash, way_slice_from_hash (&self->hash)))
    return FALSE;
  g_byte_array_append (self->signed_checkpoint, bytes.data, (guint) bytes.len);
  return TRUE;
}

/* Begins a transaction and reads its newest block, which fixes what it sees. */
static gboolean
try_to_begin (WayStoreReader *self, GError **error)
{
  WaySlice bytes, hash;
  WayRecent recent;
  gboolean is_row;

  if (!way_sql_run (self->statements[BEGIN], error)
      || !way_sql_find (self->statements[NEWEST_BLOCK], &is_row, error))
    return FALSE;
  if (!is_row)
    return way_error_set (error, WAY_RESULT_NOT_FOUND, "there is no block yet");
  hash = way_sql_get_bytes (self->statements[NEWEST_BLOCK], 1);
  bytes = way_sql_get_bytes (self->statements[NEWEST_BLOCK], 2);
  if (!take_checkpoint (self, bytes, hash))
    return way_error_set (error, WAY_RESULT_CORRUPTED, "the newest checkpoint");
  way_sql_reset (self->statements[NEWEST_BLOCK]);
  if (way_store_find_recent (self->store, (gint64) self->checkpoint.height, &recent))
    {
      self->state = recent.snapshot;
      self->sql->held_rows = recent.rows;
    }
  return TRUE;
}

gboolean
way_store_reader_begin (WayStoreReader *self, GError **error)
{
  g_return_val_if_fail (self->state == NULL, FALSE);
  for (guint i = 0; i < MAX_TRIES; i++)
    {
      gboolean has_begun = try_to_begin (self, error);

      if (has_begun && self->state != NULL)
        {
          way_log_prover_set_size (self->prover, self->checkpoint.log_size);
          return TRUE;
        }
      finish (self);
      if (!has_begun)
        return FALSE;
    }
  return way_error_set (error, WAY_RESULT_TIMEOUT, "blocks came too fast");
}

void
way_store_reader_end (WayStoreReader *self)
{
  g_clear_pointer (&self->state, way_state_snapshot_unref);
  g_clear_pointer (&self->sql->held_rows, g_ptr_array_unref);
  finish (self);
}

gboolean
way_store_reader_is_newest (WayStoreReader *self)
{
  gint64 height = __atomic_load_n (&self->store->height, __ATOMIC_ACQUIRE);

  return self->signed_checkpoint->len > 0 && height == (gint64) self->checkpoint.height;
}

const WayCheckpoint *
way_store_reader_get_checkpoint (WayStoreReader *self)
{
  return &self->checkpoint;
}

const WayHash *
way_store_reader_get_checkpoint_hash (WayStoreReader *self)
{
  return &self->hash;
}

WaySlice
way_store_reader_get_signed_checkpoint (WayStoreReader *self)
{
  return WAY_SLICE_INIT (self->signed_checkpoint->data, self->signed_checkpoint->len);
}

WaySql *
way_store_reader_get_sql (WayStoreReader *self)
{
  return self->sql;
}

/* ---- State -------------------------------------------------------------------------------- */

gboolean
way_store_reader_get_state (WayStoreReader *self,
                            WaySlice key,
                            GByteArray *value,
                            gboolean *out_found,
                            GError **error)
{
  g_return_val_if_fail (self->state != NULL, FALSE);
  return way_state_snapshot_get (self->state,
                                 way_tree_reads_get_state_store (&self->reads), key,
                                 value, out_found, error);
}

gboolean
way_store_reader_prove_state (WayStoreReader *self,
                              WaySlice key,
                              WayArena *arena,
                              WayStateEntry *out_entry,
                              GError **error)
{
  g_return_val_if_fail (self->state != NULL, FALSE);
  return way_state_snapshot_prove (self->state,
                                   way_tree_reads_get_state_store (&self->reads), key,
                                   arena, out_entry, error);
}

/* ---- Log ---------------------------------------------------------------------------------- */

static gboolean
read_statement_id (WaySlice statement, WayHash *out_id, GError **error)
{
  WayCose cose;

  if (way_cose_parse (statement, &cose) != WAY_RESULT_OK)
    return way_error_set (error, WAY_RESULT_CORRUPTED, "a statement of the log");
  way_cose_get_id (&cose, out_id);
  return TRUE;
}

/* All but the statement's id. */
static gboolean
read_row (WayStoreReader *self, guint64 log_index, WayLogRow *out_row, GError **error)
{
  WaySqlStatement *get = self->statements[GET_ROW];
  gboolean is_row;

  g_return_val_if_fail (self->state != NULL, FALSE);
  way_sql_reset (get);
  if (log_index >= self->checkpoint.log_size)
    return way_error_set (error, WAY_RESULT_NOT_FOUND, "log index");
  way_sql_bind_integer (get, 1, (gint64) log_index);
  if (!way_sql_find (get, &is_row, error))
    return FALSE;
  if (!is_row)
    return way_error_set (error, WAY_RESULT_CORRUPTED, "a row of the log is missing");
  *out_row = (WayLogRow) {
    .log_index = log_index,
    .height = (guint64) way_sql_get_integer (get, 0),
    .time_ms = (guint64) way_sql_get_integer (get, 1),
    .index = (guint64) way_sql_get_integer (get, 2),
    .result = (guint8) way_sql_get_integer (get, 3),
    .statement = way_sql_get_bytes (get, 4),
  };
  return TRUE;
}

gboolean
way_store_reader_get_log_row (WayStoreReader *self,
                              guint64 log_index,
                              WayLogRow *out_row,
                              GError **error)
{
  return read_row (self, log_index, out_row, error)
         && read_statement_id (out_row->statement, &out_row->id, error);
}

/* Whether the row at @log_index is the statement @id, of which 8 bytes agree. */
static gboolean
is_statement (WayStoreReader *self,
              guint64 log_index,
              const WayHash *id,
              gboolean *out_is,
              GError **error)
{
  WayLogRow row = { 0 };

  if (!way_store_reader_get_log_row (self, log_index, &row, error))
    return FALSE;
  *out_is = way_hash_equal (&row.id, id);
  return TRUE;
}

/* Among those that `log_id` has not got yet. */
static gboolean
find_held (WayStoreReader *self,
           const WayHash *id,
           guint64 *out_log_index,
           gboolean *out_found,
           GError **error)
{
  const guint8 *rows;
  gsize n = way_row_buffer_peek (self->sql, WAY_STORE_IDS, WAY_SLICE_INIT (id->bytes, 8),
                                 &rows);

  for (gsize i = 0; i < n && !*out_found; i++)
    {
      *out_log_index = way_get_be64 (rows + 16 * i + 8);
      if (!is_statement (self, *out_log_index, id, out_found, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
way_store_reader_find_statement (WayStoreReader *self,
                                 const WayHash *id,
                                 guint64 *out_log_index,
                                 gboolean *out_found,
                                 GError **error)
{
  WaySqlStatement *find = self->statements[FIND_ROWS];
  WaySqlStep step;

  g_return_val_if_fail (self->state != NULL, FALSE);
  *out_found = FALSE;
  if (!find_held (self, id, out_log_index, out_found, error))
    return FALSE;
  way_sql_reset (find);
  way_sql_bind_integer (find, 1, way_sql_key8 (id));
  while (!*out_found && (step = way_sql_step (find, error)) != WAY_SQL_DONE)
    {
      if (step == WAY_SQL_FAILED)
        return FALSE;
      *out_log_index = (guint64) way_sql_get_integer (find, 0);
      if (!is_statement (self, *out_log_index, id, out_found, error))
        return FALSE;
    }
  way_sql_reset (find);
  return TRUE;
}

gboolean
way_store_reader_prove_log (WayStoreReader *self,
                            guint64 log_index,
                            WayArena *arena,
                            WayLogEntry *out_entry,
                            GError **error)
{
  WayHash path[WAY_LOG_PATH_MAX];
  WayHash sha256, leaf, stored_leaf;
  gsize n_path;
  guint8 *kept_path, *statement;
  WayLogRow row = { 0 };

  if (!read_row (self, log_index, &row, error)
      || !way_log_prover_prove_inclusion (self->prover, log_index, path, &n_path, error))
    return FALSE;
  statement = way_arena_copy (arena, row.statement.data, row.statement.len);
  kept_path = way_arena_copy (arena, path, n_path * sizeof *path);
  if (kept_path == NULL || statement == NULL)
    return way_error_set (error, WAY_RESULT_NO_SPACE, NULL);
  way_sha256 (row.statement, &sha256);
  way_log_hash_leaf (row.height, row.time_ms, row.index, &sha256, row.result, &leaf);
  /* the path is checked by whoever gets it; here only that the row is the one that was hashed */
  if (!way_log_prover_get_leaf (self->prover, log_index, &stored_leaf, error))
    return FALSE;
  if (!way_hash_equal (&leaf, &stored_leaf))
    return way_error_set (error, WAY_RESULT_CORRUPTED, "a row of the log");
  *out_entry = (WayLogEntry) {
    .log_index = log_index,
    .height = row.height,
    .time = row.time_ms,
    .index = row.index,
    .statement = WAY_SLICE_INIT (statement, row.statement.len),
    .result = row.result,
    .path = { .items = kept_path, .n = n_path },
  };
  return TRUE;
}

gboolean
way_store_reader_prove_consistency_to (WayStoreReader *self,
                                       guint64 old_size,
                                       guint64 new_size,
                                       WayArena *arena,
                                       WayConsistency *out_consistency,
                                       GError **error)
{
  WayHash *path = way_arena_alloc (arena, (WAY_LOG_PATH_MAX + 1) * sizeof (WayHash));
  gboolean done;
  gsize n_path;

  g_return_val_if_fail (self->state != NULL, FALSE);
  if (old_size == 0 || old_size > new_size || new_size > self->checkpoint.log_size)
    return way_error_set (error, WAY_RESULT_OUT_OF_RANGE, "size of the log");
  if (path == NULL)
    return way_error_set (error, WAY_RESULT_NO_SPACE, NULL);
  way_log_prover_set_size (self->prover, new_size);
  done = way_log_prover_prove_consistency (self->prover, old_size, path, &n_path, error);
  way_log_prover_set_size (self->prover, self->checkpoint.log_size);
  if (!done)
    return FALSE;
  *out_consistency = (WayConsistency) {
    .old_size = old_size,
    .path = { .items = path, .n = n_path },
  };
  return TRUE;
}

gboolean
way_store_reader_prove_consistency (WayStoreReader *self,
                                    guint64 old_size,
                                    WayArena *arena,
                                    WayConsistency *out_consistency,
                                    GError **error)
{
  return way_store_reader_prove_consistency_to (self, old_size, self->checkpoint.log_size,
                                                arena, out_consistency, error);
}

gboolean
way_store_reader_get_block (WayStoreReader *self,
                            guint64 height,
                            WaySlice *out_signed,
                            GError **error)
{
  gboolean is_row;

  g_return_val_if_fail (self->state != NULL, FALSE);
  way_sql_reset (self->statements[GET_BLOCK]);
  if (height > self->checkpoint.height)
    return way_error_set (error, WAY_RESULT_NOT_FOUND, "height");
  way_sql_bind_integer (self->statements[GET_BLOCK], 1, (gint64) height);
  if (!way_sql_find (self->statements[GET_BLOCK], &is_row, error))
    return FALSE;
  if (!is_row)
    return way_error_set (error, WAY_RESULT_CORRUPTED, "a checkpoint is missing");
  *out_signed = way_sql_get_bytes (self->statements[GET_BLOCK], 0);
  return TRUE;
}
