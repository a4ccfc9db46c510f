/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-sql-private.h"

struct _WaySqlStatement
{
  WaySql *sql;
  sqlite3_stmt *handle;
};

gboolean
way_sql_set_error (WaySql *self, int code, GError **error)
{
  WayResult result = WAY_RESULT_IO;

  switch (code & 0xff)
    {
    case SQLITE_FULL:
      result = WAY_RESULT_DISK_FULL;
      break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      result = WAY_RESULT_DATABASE_LOCKED;
      break;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      result = WAY_RESULT_CORRUPTED;
      break;
    case SQLITE_NOMEM:
      result = WAY_RESULT_NO_SPACE;
      break;
    default:
      break;
    }
  return way_error_format (error, result, "%s (%s)", way_result_get_text (result),
                           sqlite3_errmsg (self->handle));
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
