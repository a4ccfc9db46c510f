/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-row-buffer.h"
#include "way-sql-private.h"

/** Rows held back at one height: immutable, sorted. Any thread. */
typedef struct
{
  gatomicrefcount n_refs;
  const char *name;
  gsize row_size;
  gsize n_rows;
  guint8 rows[];
} WayRowSet;

WayRowSet *
way_row_set_ref (WayRowSet *self);
void
way_row_set_unref (WayRowSet *self);

/* All buffers of a writer's connection at once. Lists are of WayRowSet. */
void
way_row_buffers_begin (WaySql *sql);
/** Moves, and writes the runs; before the block is committed. */
gboolean
way_row_buffers_seal (WaySql *sql, GError **error);
void
way_row_buffers_commit (WaySql *sql);
void
way_row_buffers_rollback (WaySql *sql);
/** Returns: (transfer full): what is held back once the sealed block is committed. */
GPtrArray *
way_row_buffers_list (WaySql *sql);
