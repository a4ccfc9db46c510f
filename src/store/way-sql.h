/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-result.h"
#include "way-slice.h"

/* Prepared SQL on one connection, for the rooms that keep rows: no other header of SQLite is seen outside this room.
 * One thread at a time. */

/** A connection to one SQLite file. */
typedef struct _WaySql WaySql;

/** A prepared statement; holds its text's place in the connection until freed. */
typedef struct _WaySqlStatement WaySqlStatement;

/** Runs one or more statements that return no rows. @error: as way_sql_step(). */
gboolean
way_sql_execute (WaySql *self, const char *text, GError **error);

/** @text: one statement; static. Returns: (transfer full) (nullable) */
WaySqlStatement *
way_sql_prepare (WaySql *self, const char *text, GError **error);
void
way_sql_statement_free (WaySqlStatement *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaySqlStatement, way_sql_statement_free)

/** Parameters by position from 1; kept until bound anew. Bytes and texts are borrowed until the next reset. */
void
way_sql_bind_integer (WaySqlStatement *self, guint position, gint64 value);
void
way_sql_bind_bytes (WaySqlStatement *self, guint position, WaySlice value);
void
way_sql_bind_text (WaySqlStatement *self, guint position, WaySlice value);
void
way_sql_bind_null (WaySqlStatement *self, guint position);

typedef enum
{
  WAY_SQL_ROW,
  WAY_SQL_DONE,
  WAY_SQL_FAILED,
} WaySqlStep;

/** @error: WAY_RESULT_DISK_FULL, WAY_RESULT_DATABASE_LOCKED, WAY_RESULT_CORRUPTED, WAY_RESULT_IO. */
WaySqlStep
way_sql_step (WaySqlStatement *self, GError **error);
/** Makes ready for the next run; ends the borrowing of parameters and columns. */
void
way_sql_reset (WaySqlStatement *self);
/** Steps to the end and resets. Returns: FALSE with @error. */
gboolean
way_sql_run (WaySqlStatement *self, GError **error);
/** Steps once and leaves the row to be read; @out_found says whether there is one. The caller resets. */
gboolean
way_sql_find (WaySqlStatement *self, gboolean *out_found, GError **error);

/** Columns of the current row from 0; borrowed until the next step or reset. */
gint64
way_sql_get_integer (WaySqlStatement *self, guint column);
WaySlice
way_sql_get_bytes (WaySqlStatement *self, guint column);
gboolean
way_sql_is_null (WaySqlStatement *self, guint column);

/** Row id of the last insertion on the connection. */
gint64
way_sql_get_last_row (WaySql *self);

/** The first 8 bytes of a hash as a column: what the tables index instead of whole hashes. */
static inline gint64
way_sql_key8 (const WayHash *hash)
{
  gint64 key;

  memcpy (&key, hash->bytes, sizeof key);
  return (gint64) GUINT64_FROM_BE ((guint64) key);
}
