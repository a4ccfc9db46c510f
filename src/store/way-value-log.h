/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-sql-private.h"

/* Private: the log of the state map's values. Every block adds the keys that it puts, with
 * their values, in chunks that fill about a page; a removed key is added with an empty one.
 * A chunk is a row of `state_chunk`: of each entry size of the key (2), size of the value
 * (4), key, value. */

/** Reads through one connection. */
typedef struct
{
  WaySqlStatement *get;
} WayValueReader;

gboolean
way_value_reader_init (WayValueReader *self, WaySql *sql, GError **error);
void
way_value_reader_clear (WayValueReader *self);
/** Key and value at @location; borrowed until the next call, or way_value_reader_end(). */
gboolean
way_value_reader_read (WayValueReader *self,
                       guint64 location,
                       WaySlice *out_key,
                       WaySlice *out_value,
                       GError **error);
/** Ends the borrowing. */
void
way_value_reader_end (WayValueReader *self);

/** Takes the next entry off the front of a chunk. Returns: FALSE where it is malformed. */
gboolean
way_chunk_take_entry (WaySlice *chunk, WaySlice *out_key, WaySlice *out_value);
/** Bytes of an entry in its chunk. */
gsize
way_chunk_get_entry_size (WaySlice key, WaySlice value);

typedef struct
{
  WaySqlStatement *insert;
  WaySqlStatement *remove;
  WaySqlStatement *next;
  guint64 chunk;   /* the next one's number */
  guint64 bytes;   /* of all chunks */
  guint64 n_added; /* bytes written since the caller set it to 0 */
  GByteArray *open;
  guint n_open;
} WayValueWriter;

/** Finds the newest chunk. `bytes` is for the caller to set. */
gboolean
way_value_writer_init (WayValueWriter *self, WaySql *sql, GError **error);
void
way_value_writer_clear (WayValueWriter *self);
/** Part of the block's transaction, like all that follows. */
gboolean
way_value_writer_add (WayValueWriter *self,
                      WaySlice key,
                      WaySlice value,
                      guint64 *out_location,
                      GError **error);
/** Writes the chunk that is not full. */
gboolean
way_value_writer_flush (WayValueWriter *self, GError **error);
/** Forgets the chunk that is not full, and goes on at @chunk. */
void
way_value_writer_reset (WayValueWriter *self, guint64 chunk, guint64 bytes);
/** The first chunk from @chunk on; @out_entries borrowed until the next call. @out_found:
 * FALSE at the end. */
gboolean
way_value_writer_find (WayValueWriter *self,
                       guint64 chunk,
                       guint64 *out_chunk,
                       WaySlice *out_entries,
                       gboolean *out_found,
                       GError **error);
gboolean
way_value_writer_remove (WayValueWriter *self, guint64 chunk, gsize size, GError **error);
