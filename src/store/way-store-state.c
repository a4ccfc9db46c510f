/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-store-private.h"

/* Keeping the state tree: the log of values is what counts; nodes and buckets are saved now and
 * then so that opening needs to read only what the log has had added since. */

/* A tree is saved when the log of values has grown by this much and by all that is alive. */
#define SAVE_AFTER_BYTES (64 * 1024 * 1024)
/* The log of values may be twice as big as what is alive in it, and this. */
#define SLACK_BYTES (8 * 1024 * 1024)
/* What one block does for that: so much, and twice what the one before it added. */
#define COMPACT_BYTES (256 * 1024)
/* Changes that are put into the tree at once when it is made anew. */
#define REPLAY_BATCH 20000

/* ---- Compacting ----------------------------------------------------------------------------- */

/* Puts the live values of a chunk anew. @entries is a copy. */
static gboolean
move_live (WayStore *self, guint64 chunk, WaySlice entries, GError **error)
{
  WaySlice key, value;

  for (guint number = 0; entries.len > 0; number++)
    {
      guint64 location;
      gboolean is_live;

      if (!way_chunk_take_entry (&entries, &key, &value))
        return way_error_set (error, WAY_RESULT_CORRUPTED, "the log of values");
      location = way_location_make (chunk, number, way_chunk_get_entry_size (key, value));
      if (!way_state_tree_needs (self->state, key, location, &is_live, error))
        return FALSE;
      if (is_live)
        way_state_tree_put (self->state, key, value);
    }
  return TRUE;
}

gboolean
way_store_compact (WayStore *self, GError **error)
{
  g_autoptr (WayStateSnapshot) sealed = way_state_tree_dup_sealed (self->state);
  g_autoptr (GByteArray) copy = g_byte_array_new ();
  guint64 live_bytes = way_state_snapshot_get_live_bytes (sealed);
  guint64 budget = COMPACT_BYTES + 2 * self->last_added;

  for (guint64 done = 0;
       done < budget && self->values.bytes > 2 * live_bytes + SLACK_BYTES;)
    {
      WaySlice entries;
      guint64 chunk;
      gboolean is_found;

      if (!way_value_writer_find (&self->values, 0, &chunk, &entries, &is_found, error))
        return FALSE;
      if (!is_found || chunk >= self->chunk)
        return TRUE;
      g_byte_array_set_size (copy, 0);
      g_byte_array_append (copy, entries.data, (guint) entries.len);
      if (!move_live (self, chunk, WAY_SLICE_INIT (copy->data, copy->len), error)
          || !way_value_writer_remove (&self->values, chunk, copy->len, error))
        return FALSE;
      done += copy->len;
    }
  return TRUE;
}

/* ---- Saving ----------------------------------------------------------------------------------- */

gboolean
way_store_wants_saving (const WayStore *self)
{
  guint64 live_bytes = self->saved ? way_state_snapshot_get_live_bytes (self->saved) : 0;

  return self->bytes_since_saved > MAX (SAVE_AFTER_BYTES, live_bytes);
}

gboolean
way_store_save_tree (WayStore *self, gint64 height, GError **error)
{
  g_autoptr (WayStateSnapshot) sealed = way_state_tree_dup_sealed (self->state);
  g_autoptr (GByteArray) nodes = g_byte_array_new ();
  WaySqlStatement *save = self->statements[WAY_STORE_SAVE_TREE];
  gboolean done;

  /* What the nodes point to must be on the disk before they are. */
  if (!way_bucket_file_sync (self->buckets, error))
    return FALSE;
  way_state_snapshot_save (sealed, nodes);
  way_sql_bind_bytes (
      save, 1,
      WAY_SLICE_INIT (way_bucket_file_get_instance (self->buckets), WAY_INSTANCE_SIZE));
  way_sql_bind_integer (save, 2, height);
  way_sql_bind_integer (save, 3, (gint64) self->values.chunk);
  way_sql_bind_integer (save, 4, (gint64) self->values.bytes);
  way_sql_bind_bytes (save, 5, WAY_SLICE_INIT (nodes->data, nodes->len));
  done = way_sql_run (save, error);
  way_sql_bind_null (save, 5);
  return done;
}

void
way_store_set_saved (WayStore *self, gint64 height)
{
  way_state_snapshot_unref (self->saved);
  self->saved = way_state_tree_dup_snapshot (self->state);
  self->saved_height = height;
  self->bytes_since_saved = 0;
}

/* ---- Restoring -------------------------------------------------------------------------------- */

static gboolean
seal_batch (WayStore *self, guint *n_changes, GError **error)
{
  WayHash root;

  *n_changes = 0;
  if (!way_state_tree_seal (self->state, &root, error))
    return FALSE;
  way_state_tree_commit (self->state);
  return TRUE;
}

/* Adds all chunks from @chunk on to the tree. */
static gboolean
replay (WayStore *self, guint64 chunk, GError **error)
{
  guint n_changes = 0;

  for (;; chunk++)
    {
      WaySlice entries, key, value;
      gboolean is_found;

      if (!way_value_writer_find (&self->values, chunk, &chunk, &entries, &is_found,
                                  error))
        return FALSE;
      if (!is_found)
        return seal_batch (self, &n_changes, error);
      self->values.bytes += entries.len;
      self->bytes_since_saved += entries.len;
      for (guint number = 0; entries.len > 0; number++, n_changes++)
        {
          if (!way_chunk_take_entry (&entries, &key, &value))
            return way_error_set (error, WAY_RESULT_CORRUPTED, "the log of values");
          way_state_tree_put_stored (
              self->state, key, value,
              way_location_make (chunk, number, way_chunk_get_entry_size (key, value)));
        }
      if (n_changes >= REPLAY_BATCH && !seal_batch (self, &n_changes, error))
        return FALSE;
    }
}

/* Restores the saved tree where it fits the bucket file. @out_chunk: where to go on. */
static gboolean
restore_saved (WayStore *self, guint64 *out_chunk, gboolean *out_done, GError **error)
{
  WaySqlStatement *find = self->statements[WAY_STORE_FIND_TREE];
  WaySlice instance;

  *out_done = FALSE;
  if (!way_sql_find (find, out_done, error))
    return FALSE;
  if (*out_done)
    {
      instance = way_sql_get_bytes (find, 0);
      *out_done =
          way_slice_equal (instance,
                           WAY_SLICE_INIT (way_bucket_file_get_instance (self->buckets),
                                           WAY_INSTANCE_SIZE))
          && way_state_tree_restore (self->state, way_sql_get_bytes (find, 4),
                                     way_bucket_file_count_places (self->buckets), NULL)
          && way_state_tree_is_intact (self->state);
    }
  if (*out_done)
    {
      *out_chunk = (guint64) way_sql_get_integer (find, 2);
      self->values.bytes = (guint64) way_sql_get_integer (find, 3);
      way_store_set_saved (self, way_sql_get_integer (find, 1));
    }
  way_sql_reset (find);
  return TRUE;
}

gboolean
way_store_restore_tree (WayStore *self, GError **error)
{
  guint64 chunk = 0;
  gboolean is_restored;

  self->saved_height = -1;
  if (!restore_saved (self, &chunk, &is_restored, error))
    return FALSE;
  if (!is_restored)
    {
      way_state_tree_free (self->state);
      self->state = way_state_tree_new (way_store_get_state_store (self));
      if (!way_bucket_file_begin (self->buckets, error))
        return FALSE;
    }
  if (!replay (self, chunk, error))
    return FALSE;
  self->chunk = self->values.chunk;
  self->value_bytes = self->values.bytes;
  return TRUE;
}
