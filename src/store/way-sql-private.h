/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <sqlite3.h>

#include "way-sql.h"

struct _WaySql
{
  sqlite3 *handle;

  GPtrArray *row_buffers; /* of WayRowBuffer, borrowed: on the writer's connection */
  void (*rows_changed) (gpointer data);
  gpointer rows_changed_data;
  GPtrArray *held_rows; /* (nullable): of WayRowSet: on a reader's, at its height */
};

/** Opens a connection. @flags: of sqlite3_open_v2(). */
WaySql *
way_sql_open (const char *path, int flags, GError **error);
/** Statements that others prepared on it may still be freed later. */
void
way_sql_free (WaySql *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaySql, way_sql_free)

/** Prepares @texts[i] into @statements[i], which were NULL. */
gboolean
way_sql_prepare_all (WaySql *self,
                     const char *const *texts,
                     gsize n_texts,
                     WaySqlStatement **statements,
                     GError **error);
void
way_sql_free_all (WaySqlStatement **statements, gsize n_statements);
/** Resets every statement on the connection, whoever prepared it. */
void
way_sql_reset_all (WaySql *self);
/** The one integer that @text selects; @fallback where there is no row. */
gboolean
way_sql_query_integer (WaySql *self,
                       const char *text,
                       gint64 fallback,
                       gint64 *out_value,
                       GError **error);

/** Sets @error from the connection's last failure @code. Returns: FALSE */
gboolean
way_sql_set_error (WaySql *self, int code, GError **error);
