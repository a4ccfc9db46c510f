/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <errno.h>

#include "way-sql-private.h"

struct _WaySqlStatement
{
  WaySql *sql;
  sqlite3_stmt *handle;
};

/* How long to wait for somebody else's lock, which only a stranger's tool can hold. */
#define BUSY_TIMEOUT_MS 2000

static WayResult
to_result (WaySql *self, int code)
{
  int system_error = sqlite3_system_errno (self->handle);

  switch (code & 0xff)
    {
    case SQLITE_FULL:
      return WAY_RESULT_DISK_FULL;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return WAY_RESULT_DATABASE_LOCKED;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return WAY_RESULT_CORRUPTED;
    case SQLITE_NOMEM:
      return WAY_RESULT_NO_SPACE;
    case SQLITE_ERROR:
    case SQLITE_MISUSE:
      return WAY_RESULT_INTERNAL;
    default:
      return system_error == ENOSPC || system_error == EDQUOT || system_error == EFBIG
                 ? WAY_RESULT_DISK_FULL
                 : WAY_RESULT_IO;
    }
}

gboolean
way_sql_set_error (WaySql *self, int code, GError **error)
{
  WayResult result = to_result (self, code);

  return way_error_format (error, result, "%s (%s)", way_result_get_text (result),
                           sqlite3_errmsg (self->handle));
}

WaySql *
way_sql_open (const char *path, int flags, GError **error)
{
  g_autoptr (WaySql) self = g_new0 (WaySql, 1);
  int code = sqlite3_open_v2 (path, &self->handle,
                              flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);

  self->row_buffers = g_ptr_array_new ();
  if (code != SQLITE_OK)
    {
      if (self->handle != NULL)
        way_sql_set_error (self, code, error);
      else
        way_error_set (error, WAY_RESULT_NO_SPACE, path);
      return NULL;
    }
  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT_MS);
  return g_steal_pointer (&self);
}

void
way_sql_free (WaySql *self)
{
  if (self == NULL)
    return;
  sqlite3_close_v2 (self->handle);
  g_ptr_array_unref (self->row_buffers);
  g_clear_pointer (&self->held_rows, g_ptr_array_unref);
  g_free (self);
}

gboolean
way_sql_prepare_all (WaySql *self,
                     const char *const *texts,
                     gsize n_texts,
                     WaySqlStatement **statements,
                     GError **error)
{
  for (gsize i = 0; i < n_texts; i++)
    if ((statements[i] = way_sql_prepare (self, texts[i], error)) == NULL)
      return FALSE;
  return TRUE;
}

void
way_sql_free_all (WaySqlStatement **statements, gsize n_statements)
{
  for (gsize i = 0; i < n_statements; i++)
    g_clear_pointer (&statements[i], way_sql_statement_free);
}

void
way_sql_reset_all (WaySql *self)
{
  for (sqlite3_stmt *statement = sqlite3_next_stmt (self->handle, NULL);
       statement != NULL; statement = sqlite3_next_stmt (self->handle, statement))
    sqlite3_reset (statement);
}

gboolean
way_sql_query_integer (WaySql *self,
                       const char *text,
                       gint64 fallback,
                       gint64 *out_value,
                       GError **error)
{
  g_autoptr (WaySqlStatement) query = way_sql_prepare (self, text, error);
  gboolean is_found;

  if (query == NULL || !way_sql_find (query, &is_found, error))
    return FALSE;
  *out_value = is_found ? way_sql_get_integer (query, 0) : fallback;
  return TRUE;
}

gboolean
way_sql_execute (WaySql *self, const char *text, GError **error)
{
  int code = sqlite3_exec (self->handle, text, NULL, NULL, NULL);

  return code == SQLITE_OK || way_sql_set_error (self, code, error);
}

WaySqlStatement *
way_sql_prepare (WaySql *self, const char *text, GError **error)
{
  sqlite3_stmt *handle = NULL;
  int code = sqlite3_prepare_v3 (self->handle, text, -1, SQLITE_PREPARE_PERSISTENT,
                                 &handle, NULL);
  WaySqlStatement *statement;

  if (code != SQLITE_OK)
    {
      way_sql_set_error (self, code, error);
      return NULL;
    }
  statement = g_new0 (WaySqlStatement, 1);
  statement->sql = self;
  statement->handle = handle;
  return statement;
}

void
way_sql_statement_free (WaySqlStatement *self)
{
  if (self == NULL)
    return;
  sqlite3_finalize (self->handle);
  g_free (self);
}

/* A wrong position or a full memory is our bug, not the world's. */
static void
check_bound (int code)
{
  g_assert (code == SQLITE_OK);
}

void
way_sql_bind_integer (WaySqlStatement *self, guint position, gint64 value)
{
  check_bound (sqlite3_bind_int64 (self->handle, (int) position, value));
}

void
way_sql_bind_bytes (WaySqlStatement *self, guint position, WaySlice value)
{
  check_bound (sqlite3_bind_blob64 (self->handle, (int) position,
                                    value.len > 0 ? (gconstpointer) value.data : "",
                                    value.len, SQLITE_STATIC));
}

void
way_sql_bind_text (WaySqlStatement *self, guint position, WaySlice value)
{
  check_bound (sqlite3_bind_text64 (self->handle, (int) position,
                                    value.len > 0 ? (const char *) value.data : "",
                                    value.len, SQLITE_STATIC, SQLITE_UTF8));
}

void
way_sql_bind_null (WaySqlStatement *self, guint position)
{
  check_bound (sqlite3_bind_null (self->handle, (int) position));
}

WaySqlStep
way_sql_step (WaySqlStatement *self, GError **error)
{
  int code = sqlite3_step (self->handle);

  if (code == SQLITE_ROW)
    return WAY_SQL_ROW;
  if (code == SQLITE_DONE)
    return WAY_SQL_DONE;
  way_sql_set_error (self->sql, code, error);
  return WAY_SQL_FAILED;
}

void
way_sql_reset (WaySqlStatement *self)
{
  sqlite3_reset (self->handle);
}

gboolean
way_sql_run (WaySqlStatement *self, GError **error)
{
  WaySqlStep step;

  do
    step = way_sql_step (self, error);
  while (step == WAY_SQL_ROW);
  way_sql_reset (self);
  return step == WAY_SQL_DONE;
}

gboolean
way_sql_find (WaySqlStatement *self, gboolean *out_found, GError **error)
{
  WaySqlStep step = way_sql_step (self, error);

  *out_found = step == WAY_SQL_ROW;
  return step != WAY_SQL_FAILED;
}

gint64
way_sql_get_integer (WaySqlStatement *self, guint column)
{
  return sqlite3_column_int64 (self->handle, (int) column);
}

WaySlice
way_sql_get_bytes (WaySqlStatement *self, guint column)
{
  gconstpointer data = sqlite3_column_blob (self->handle, (int) column);

  return WAY_SLICE_INIT (data, (gsize) sqlite3_column_bytes (self->handle, (int) column));
}

gboolean
way_sql_is_null (WaySqlStatement *self, guint column)
{
  return sqlite3_column_type (self->handle, (int) column) == SQLITE_NULL;
}

gint64
way_sql_get_last_row (WaySql *self)
{
  return sqlite3_last_insert_rowid (self->handle);
}
