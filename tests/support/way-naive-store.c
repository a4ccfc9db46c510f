/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-naive-store.h"

#include "way-hash.h"
#include "way-log-proof.h"

static GHashTable *
copy_values (GHashTable *values)
{
  GHashTable *copy = g_hash_table_new_full (g_bytes_hash, g_bytes_equal,
                                            (GDestroyNotify) g_bytes_unref,
                                            (GDestroyNotify) g_bytes_unref);
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, values);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_hash_table_insert (copy, g_bytes_ref (key), g_bytes_ref (value));
  return copy;
}

/** Injected failures: the disk's. */
static gboolean
may_go_on (WayNaiveStore *self, GError **error)
{
  if (self->fail_after == 0 || --self->fail_after > 0)
    return TRUE;
  return way_error_set (error, WAY_RESULT_IO, "as the test wants it");
}

static gboolean
store_begin (gpointer data, GError **error)
{
  WayNaiveStore *self = data;

  g_assert_null (self->before);
  if (!may_go_on (self, error))
    return FALSE;
  self->before = copy_values (self->state.values);
  return TRUE;
}

static gboolean
store_get (gpointer data,
           WaySlice key,
           GByteArray *value,
           gboolean *out_found,
           GError **error)
{
  WayNaiveStore *self = data;
  g_autoptr (GBytes) wanted = g_bytes_new_static (key.data, key.len);
  GBytes *found = g_hash_table_lookup (self->state.values, wanted);

  if (!may_go_on (self, error))
    return FALSE;
  g_byte_array_set_size (value, 0);
  *out_found = found != NULL;
  if (found != NULL)
    g_byte_array_append (value, g_bytes_get_data (found, NULL), g_bytes_get_size (found));
  return TRUE;
}

static gboolean
store_put (gpointer data, WaySlice key, WaySlice value, GError **error)
{
  WayNaiveStore *self = data;

  g_assert_nonnull (self->before);
  if (!may_go_on (self, error))
    return FALSE;
  way_naive_state_put (&self->state, key, value);
  return TRUE;
}

static gboolean
store_append (gpointer data, const WayLogRow *row, GError **error)
{
  WayNaiveStore *self = data;
  WayNaiveRow copy = { .row = *row };
  WayHash statement_hash;

  g_assert_nonnull (self->before);
  g_assert_cmpuint (row->log_index, ==, self->log->len);
  if (!may_go_on (self, error))
    return FALSE;
  way_sha256 (row->statement, &statement_hash);
  way_log_hash_leaf (row->height, row->time_ms, row->index, &statement_hash, row->result,
                     &copy.leaf);
  copy.row.statement.data = g_memdup2 (row->statement.data, row->statement.len);
  g_array_append_val (self->log, copy);
  return TRUE;
}

static gboolean
store_find (gpointer data,
            const WayHash *id,
            GByteArray *statement,
            guint8 *out_result,
            guint64 *out_log_index,
            gboolean *out_found,
            GError **error)
{
  WayNaiveStore *self = data;

  if (!may_go_on (self, error))
    return FALSE;
  *out_found = FALSE;
  for (guint i = 0; i < self->n_committed_rows && !*out_found; i++)
    {
      const WayLogRow *row = &g_array_index (self->log, WayNaiveRow, i).row;

      *out_found = way_hash_equal (&row->id, id);
      if (!*out_found)
        continue;
      g_byte_array_set_size (statement, 0);
      g_byte_array_append (statement, row->statement.data, (guint) row->statement.len);
      *out_result = row->result;
      *out_log_index = i;
    }
  return TRUE;
}

static gboolean
store_seal (gpointer data, WayRoots *out_roots, GError **error)
{
  WayNaiveStore *self = data;
  g_autofree WayHash *leaves = g_new (WayHash, self->log->len);

  if (!may_go_on (self, error))
    return FALSE;
  for (guint i = 0; i < self->log->len; i++)
    leaves[i] = g_array_index (self->log, WayNaiveRow, i).leaf;
  way_naive_log_root (leaves, self->log->len, &out_roots->log_root);
  way_naive_state_get_root (&self->state, &out_roots->state_root);
  out_roots->log_size = self->log->len;
  return TRUE;
}

static gboolean
store_commit (gpointer data,
              guint64 height,
              WaySlice checkpoint,
              const WayHash *hash,
              GError **error)
{
  WayNaiveStore *self = data;

  g_assert_cmpuint (height, ==, self->checkpoints->len);
  if (!may_go_on (self, error))
    return FALSE;
  g_clear_pointer (&self->before, g_hash_table_unref);
  self->n_committed_rows = self->log->len;
  g_ptr_array_add (self->checkpoints, g_bytes_new (checkpoint.data, checkpoint.len));
  self->head_hash = *hash;
  return TRUE;
}

static void
store_rollback (gpointer data)
{
  WayNaiveStore *self = data;

  g_assert_nonnull (self->before);
  g_hash_table_unref (self->state.values);
  self->state.values = g_steal_pointer (&self->before);
  g_array_set_size (self->log, self->n_committed_rows);
}

static gboolean
store_load_head (gpointer data,
                 GByteArray *checkpoint,
                 WayHash *out_hash,
                 gboolean *out_found,
                 GError **error)
{
  WayNaiveStore *self = data;
  GBytes *last;

  g_byte_array_set_size (checkpoint, 0);
  *out_found = self->checkpoints->len > 0;
  if (!*out_found)
    return TRUE;
  last = self->checkpoints->pdata[self->checkpoints->len - 1];
  g_byte_array_append (checkpoint, g_bytes_get_data (last, NULL),
                       g_bytes_get_size (last));
  *out_hash = self->head_hash;
  return TRUE;
}

static void
clear_row (gpointer data)
{
  g_free ((gpointer) ((WayNaiveRow *) data)->row.statement.data);
}

void
way_naive_store_init (WayNaiveStore *self)
{
  *self = (WayNaiveStore) { 0 };
  way_naive_state_init (&self->state);
  self->log = g_array_new (FALSE, FALSE, sizeof (WayNaiveRow));
  g_array_set_clear_func (self->log, clear_row);
  self->checkpoints = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
}

void
way_naive_store_clear (WayNaiveStore *self)
{
  way_naive_state_clear (&self->state);
  g_clear_pointer (&self->before, g_hash_table_unref);
  g_array_unref (self->log);
  g_ptr_array_unref (self->checkpoints);
}

WayLedgerStore
way_naive_store_get (WayNaiveStore *self)
{
  static const WayLedgerStoreInterface interface = {
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

  return (WayLedgerStore) { &interface, self };
}

void
way_naive_store_get_state_root (WayNaiveStore *self, WayHash *out_root)
{
  way_naive_state_get_root (&self->state, out_root);
}
