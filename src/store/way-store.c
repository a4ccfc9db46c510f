/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <fcntl.h>
#include <unistd.h>

#include "way-store-private.h"

/* Refused files stay as they are: no checkpoint on closing, no vanishing log. */
static void
leave_untouched (WaySql *sql)
{
  int persist = 1;

  sqlite3_db_config (sql->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  sqlite3_file_control (sql->handle, NULL, SQLITE_FCNTL_PERSIST_WAL, &persist);
}

/* Opens the database and sees to its format. */
static gboolean
open_database (WayStore *self, GError **error)
{
  g_autofree char *tree_path = NULL;
  gboolean is_new;

  if (!way_store_check_header (self->path, &is_new, error))
    return FALSE;
  if (is_new)
    {
      /* For the owner's eyes, whatever the umask says. */
      int fd = open (self->path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

      if (fd >= 0)
        close (fd);
    }
  self->sql =
      way_sql_open (self->path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error);
  if (self->sql == NULL)
    return FALSE;
  leave_untouched (self->sql);
  /* The format first: it may be newer in the write-ahead log than in the file. */
  if (!is_new && !way_store_prepare_format (self->sql, FALSE, error))
    return FALSE;
  if (!way_store_configure (self->sql, TRUE, error)
      || (is_new && !way_store_prepare_format (self->sql, TRUE, error)))
    return FALSE;
  tree_path = g_strconcat (self->path, "-tree", NULL);
  self->buckets = way_bucket_file_open (tree_path, error);
  return self->buckets != NULL;
}

static void
tidy_on_close (WaySql *sql)
{
  int persist = 0;

  sqlite3_db_config (sql->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
  sqlite3_file_control (sql->handle, NULL, SQLITE_FCNTL_PERSIST_WAL, &persist);
}

void
way_store_propagate (GError **error, GError *problem)
{
  if (problem == NULL)
    return;
  if (g_error_matches (problem, WAY_ERROR, WAY_RESULT_INTERNAL))
    problem->code = WAY_RESULT_CORRUPTED;
  g_propagate_error (error, problem);
}

WayStore *
way_store_open (const char *path, GError **error)
{
  g_autoptr (WayStore) self = g_new0 (WayStore, 1);
  g_autoptr (GError) problem = NULL;

  g_mutex_init (&self->mutex);
  for (guint i = 0; i < WAY_STORE_RECENT; i++)
    self->recent[i].height = -1;
  self->path = g_strdup (path);
  self->height = -1;
  self->lock_fd = way_store_lock (path, error);
  if (self->lock_fd < 0 || !open_database (self, &problem)
      || !way_store_load (self, &problem))
    {
      way_store_propagate (error, g_steal_pointer (&problem));
      return NULL;
    }
  self->is_loaded = TRUE;
  tidy_on_close (self->sql);
  return g_steal_pointer (&self);
}

/* So that the next opening has nothing to make anew. */
static void
save_at_end (WayStore *self)
{
  g_autoptr (GError) error = NULL;

  if (self->height < 0 || self->saved_height == self->height)
    return;
  if (!way_sql_run (self->statements[WAY_STORE_BEGIN], &error)
      || !way_store_save_tree (self, self->height, &error)
      || !way_sql_run (self->statements[WAY_STORE_COMMIT], &error))
    {
      g_message ("The state tree was not saved: %s", error->message);
      sqlite3_exec (self->sql->handle, "ROLLBACK", NULL, NULL, NULL);
    }
}

void
way_store_free (WayStore *self)
{
  if (self == NULL)
    return;
  if (self->is_open)
    way_store_ledger_interface.rollback (self);
  g_clear_pointer (&self->finder, way_store_reader_free);
  if (self->is_loaded)
    save_at_end (self);
  if (self->sql != NULL)
    self->sql->rows_changed = NULL;
  for (guint i = 0; i < WAY_STORE_RECENT; i++)
    way_recent_clear (&self->recent[i]);
  way_row_buffer_free (self->ids);
  way_state_snapshot_unref (self->saved);
  way_state_tree_free (self->state);
  way_log_tree_free (self->log);
  way_tree_reads_clear (&self->reads);
  way_value_writer_clear (&self->values);
  way_bucket_file_free (self->buckets);
  way_sql_free_all (self->statements, WAY_STORE_N_STATEMENTS);
  way_sql_free (self->sql);
  if (self->lock_fd >= 0)
    close (self->lock_fd);
  g_mutex_clear (&self->mutex);
  g_free (self->path);
  g_free (self);
}

WayLedgerStore
way_store_get_ledger_store (WayStore *self)
{
  return (WayLedgerStore) { .interface = &way_store_ledger_interface, .self = self };
}

WaySql *
way_store_get_sql (WayStore *self)
{
  return self->sql;
}

void
way_store_trim (WayStore *self)
{
  g_assert (!self->is_open);
  way_bucket_file_trim (self->buckets);
  sqlite3_db_release_memory (self->sql->handle);
}

/* ---- Trees for readers ------------------------------------------------------------------ */

void
way_recent_clear (WayRecent *self)
{
  g_clear_pointer (&self->snapshot, way_state_snapshot_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  self->height = -1;
}

void
way_store_publish (WayStore *self, gint64 height)
{
  WayRecent new = { height, way_state_tree_dup_sealed (self->state),
                    way_row_buffers_list (self->sql) };
  WayRecent *slot = &self->recent[height % WAY_STORE_RECENT], old;

  g_mutex_lock (&self->mutex);
  old = *slot;
  *slot = new;
  g_mutex_unlock (&self->mutex);
  way_recent_clear (&old);
}

void
way_store_withdraw (WayStore *self, gint64 height)
{
  WayRecent *slot = &self->recent[height % WAY_STORE_RECENT];

  g_mutex_lock (&self->mutex);
  if (slot->height == height)
    way_recent_clear (slot);
  g_mutex_unlock (&self->mutex);
}

gboolean
way_store_find_recent (WayStore *self, gint64 height, WayRecent *out_recent)
{
  WayRecent *slot = &self->recent[height % WAY_STORE_RECENT];
  gboolean is_found;

  g_mutex_lock (&self->mutex);
  is_found = slot->height == height;
  if (is_found)
    *out_recent = (WayRecent) { height, way_state_snapshot_ref (slot->snapshot),
                                g_ptr_array_ref (slot->rows) };
  g_mutex_unlock (&self->mutex);
  return is_found;
}

/* A buffer came or went between two blocks. */
void
way_store_rows_changed (gpointer data)
{
  WayStore *self = data;

  if (self->height >= 0)
    way_store_publish (self, self->height);
}
