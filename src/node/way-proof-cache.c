/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-proof-cache.h"

#define MAX_KEPT    ((gsize) 4 * 1024 * 1024)
#define ARENA_LIMIT ((gsize) 128 * 1024 * 1024)

static guint
hash_of_entry (gconstpointer data)
{
  const WayStateEntry *entry = data;
  guint hash = 5381;

  for (gsize i = 0; i < entry->key.len; i++)
    hash = hash * 33 + entry->key.data[i];
  return hash;
}

static gboolean
entries_equal (gconstpointer a, gconstpointer b)
{
  return way_slice_equal (((const WayStateEntry *) a)->key,
                          ((const WayStateEntry *) b)->key);
}

static guint
hash_of_log (gconstpointer data)
{
  return (guint) ((const WayProvenLog *) data)->entry.log_index;
}

static gboolean
logs_equal (gconstpointer a, gconstpointer b)
{
  return ((const WayProvenLog *) a)->entry.log_index
         == ((const WayProvenLog *) b)->entry.log_index;
}

void
way_proof_cache_init (WayProofCache *self, WayStoreReader *reader)
{
  self->reader = reader;
  self->height = G_MAXUINT64;
  way_arena_init (&self->arena, ARENA_LIMIT);
  self->state = g_hash_table_new (hash_of_entry, entries_equal);
  self->log = g_hash_table_new (hash_of_log, logs_equal);
}

void
way_proof_cache_clear (WayProofCache *self)
{
  if (self->state == NULL)
    return;
  g_clear_pointer (&self->state, g_hash_table_unref);
  g_clear_pointer (&self->log, g_hash_table_unref);
  way_arena_clear (&self->arena);
}

void
way_proof_cache_begin (WayProofCache *self)
{
  guint64 height = way_store_reader_get_checkpoint (self->reader)->height;

  if (self->height == height && self->arena.total < MAX_KEPT)
    return;
  g_hash_table_remove_all (self->state);
  g_hash_table_remove_all (self->log);
  way_arena_reset (&self->arena);
  self->height = height;
}

static gpointer
too_large (GError **error)
{
  way_error_set (error, WAY_RESULT_TOO_LARGE, "the answer");
  return NULL;
}

const WayStateEntry *
way_proof_cache_get_state (WayProofCache *self, WaySlice key, GError **error)
{
  WayStateEntry wanted = { .key = key };
  WayStateEntry *entry = g_hash_table_lookup (self->state, &wanted);
  guint8 *kept;

  if (entry != NULL)
    return entry;
  kept = way_arena_copy (&self->arena, key.data, key.len);
  entry = way_arena_alloc (&self->arena, sizeof *entry);
  if (kept == NULL || entry == NULL)
    return too_large (error);
  if (!way_store_reader_prove_state (self->reader, WAY_SLICE_INIT (kept, key.len),
                                     &self->arena, entry, error))
    return NULL;
  g_hash_table_add (self->state, entry);
  return entry;
}

WayProvenLog *
way_proof_cache_get_log (WayProofCache *self, guint64 log_index, GError **error)
{
  WayProvenLog wanted = { .entry = { .log_index = log_index } };
  WayProvenLog *proven = g_hash_table_lookup (self->log, &wanted);

  if (proven != NULL)
    return proven;
  proven = way_arena_alloc (&self->arena, sizeof *proven);
  if (proven == NULL)
    return too_large (error);
  if (!way_store_reader_prove_log (self->reader, log_index, &self->arena, &proven->entry,
                                   error))
    return NULL;
  if (way_statement_peek (proven->entry.statement, &proven->peek) != WAY_RESULT_OK)
    {
      way_error_set (error, WAY_RESULT_CORRUPTED, "a logged statement");
      return NULL;
    }
  g_hash_table_add (self->log, proven);
  return proven;
}

const WayStatement *
way_proof_cache_get_statement (WayProofCache *self, WayProvenLog *proven, GError **error)
{
  WayStatement *statement;

  if (proven->statement != NULL)
    return proven->statement;
  statement = way_arena_alloc (&self->arena, sizeof *statement);
  if (statement == NULL)
    return too_large (error);
  if (way_statement_parse (proven->entry.statement, &self->arena, statement)
      != WAY_RESULT_OK)
    {
      way_error_set (error, WAY_RESULT_CORRUPTED, "a logged statement");
      return NULL;
    }
  proven->statement = statement;
  return statement;
}
