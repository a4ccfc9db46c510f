/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-sql.h"

/* Rows that come in random order, each of which would cost a page of its table in every block.
 * They are held back, durable in runs (one row for all of a block) and sorted in memory; where
 * there are too many, those next in order go to the table, so that neighbours are written
 * together. A reader sees table and held-back rows of one height. docs/spec/store.md */

typedef struct _WayRowBuffer WayRowBuffer;

/** Puts one row into its table. Called in ascending order of rows, from the first to the last
 * and then from the first again. */
typedef gboolean (*WayRowMove) (gpointer data, const guint8 *row, GError **error);

/** What a buffer is. The strings are static. */
typedef struct
{
  const char *name;
  gsize row_size; /* at most WAY_ROW_MAX; rows are ordered by their bytes, no two equal */
  guint max_rows; /* held back at the end of a block */
  WayRowMove move;
  gpointer data;
} WayRowBufferInfo;

#define WAY_ROW_MAX 64

/** @sql: the writer's connection of a store, between blocks; it has one buffer of a name. What was held back is
 * found again. */
WayRowBuffer *
way_row_buffer_new (WaySql *sql, const WayRowBufferInfo *info, GError **error);
void
way_row_buffer_free (WayRowBuffer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayRowBuffer, way_row_buffer_free)

/** Adds a row as part of the open block; outside of one it goes to its table at once. */
gboolean
way_row_buffer_add (WayRowBuffer *self, const guint8 *row, GError **error);
/** Forgets all rows that are held back, in the open transaction or in one of its own: where the
 * table is emptied to be made anew. */
gboolean
way_row_buffer_drop (WayRowBuffer *self, GError **error);

/** For readers, between begin and end: the held-back rows of buffer @name that start with
 * @prefix, ascending and one after another. Returns: their number. */
gsize
way_row_buffer_peek (WaySql *sql,
                     const char *name,
                     WaySlice prefix,
                     const guint8 **out_rows);
