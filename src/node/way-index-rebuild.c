/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-checkpoint.h"
#include "way-node.h"

#include "way-memory-store.h"

/* Replays the stored log into a ledger in memory with the index as its hook, so that the tables come out as if they had been
 * written block by block. The stored ledger is not touched. */

typedef struct
{
  WayNode *node;
  WayStoreReader *reader;
  WayLedger *ledger; /* in memory */
  guint64 next_log_index;
} Rebuild;

static gboolean
replay_statement (Rebuild *self, WaySlice encoded, GError **error)
{
  g_autofree WayCandidate *candidate = g_new0 (WayCandidate, 1);
  WayResult result = way_candidate_init (candidate, encoded);
  const WayPublicKey *own_key;
  guint64 log_index;
  guint slow_calls = 0;
  WayPublicKey key;
  gboolean ok;

  if (result != WAY_RESULT_OK)
    return way_error_set (error, WAY_RESULT_CORRUPTED, "a logged statement");
  own_key = way_candidate_get_own_key (candidate);
  ok = own_key != NULL
       || way_ledger_find_key (self->ledger, &candidate->statement.cose.key_id, &key,
                               error);
  ok = ok
       && way_candidate_verify_in_block (candidate, own_key != NULL ? own_key : &key,
                                         &slow_calls)
       && way_ledger_apply (self->ledger, candidate, &result, &log_index, error);
  way_candidate_clear (candidate);
  if (!ok && error != NULL && *error == NULL)
    way_error_set (error, WAY_RESULT_CORRUPTED, "a logged statement");
  return ok;
}

static gboolean
replay_block (Rebuild *self,
              guint64 height,
              guint64 log_end,
              WaySlice signed_checkpoint,
              GError **error)
{
  for (; self->next_log_index < log_end; self->next_log_index++)
    {
      WayLogRow row;

      if (!way_store_reader_get_log_row (self->reader, self->next_log_index, &row, error)
          || !replay_statement (self, row.statement, error))
        return FALSE;
    }
  return way_ledger_commit_replayed (self->ledger, signed_checkpoint, error);
}

static gboolean
replay_height (Rebuild *self, guint64 height, GError **error)
{
  WayCheckpoint checkpoint;
  WaySlice borrowed;
  g_autoptr (GBytes) signed_checkpoint = NULL;

  if (!way_store_reader_get_block (self->reader, height, &borrowed, error))
    return FALSE;
  signed_checkpoint = g_bytes_new (borrowed.data, borrowed.len);
  if (way_checkpoint_decode (way_slice_from_bytes (signed_checkpoint), &checkpoint, NULL)
      != WAY_RESULT_OK)
    return way_error_set (error, WAY_RESULT_CORRUPTED, "a stored checkpoint");
  if (!way_ledger_begin (self->ledger, checkpoint.time, TRUE, error))
    return FALSE;
  if (replay_block (self, height, checkpoint.log_size,
                    way_slice_from_bytes (signed_checkpoint), error))
    return TRUE;
  way_ledger_rollback (self->ledger);
  return FALSE;
}

static gboolean
replay_all (Rebuild *self, GError **error)
{
  guint64 height = way_store_reader_get_checkpoint (self->reader)->height;

  g_message ("The index is made anew from %" G_GUINT64_FORMAT " blocks", height);
  for (guint64 i = 0; i <= height; i++)
    if (!replay_height (self, i, error))
      return FALSE;
  return TRUE;
}

static gboolean
rebuild_in_transaction (WayNode *node, WayStoreReader *reader, GError **error)
{
  g_autoptr (WayMemoryStore) memory = way_memory_store_new ();
  Rebuild self = { .node = node, .reader = reader };
  WaySql *sql = way_store_get_sql (node->store);
  gboolean ok;

  /* without the key it replays height 0 as well */
  self.ledger = way_ledger_open (way_slice_from_bytes (node->genesis_bytes),
                                 way_memory_store_get_ledger_store (memory), &node->hook,
                                 NULL, error);
  if (self.ledger == NULL)
    return FALSE;
  ok = way_sql_execute (sql, "BEGIN IMMEDIATE", error) && replay_all (&self, error)
       && way_sql_execute (sql, "COMMIT", error);
  way_ledger_free (self.ledger);
  return ok;
}

gboolean
way_index_rebuild (WayNode *self, GError **error)
{
  g_autoptr (WayStoreReader) reader = way_store_reader_new (self->store, error);
  g_autoptr (GError) local = NULL;
  gboolean ok;

  if (reader == NULL)
    return FALSE;
  if (!way_store_reader_begin (reader, &local))
    {
      if (way_result_from_error (local) == WAY_RESULT_NOT_FOUND)
        return TRUE; /* an empty ledger */
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  ok = rebuild_in_transaction (self, reader, error);
  way_store_reader_end (reader);
  return ok;
}
