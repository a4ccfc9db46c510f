/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "way-checked.h"
#include "way-checkpoint.h"
#include "way-hash.h"
#include "way-log-proof.h"
#include "way-memory-store.h"
#include "way-state-proof.h"
#include "way-store-world.h"
#include "way-store.h"
#include "way-test.h"

/* ---- A folder of its own for each test ---------------------------------------------------- */

typedef struct
{
  char *folder;
  char *path;
} Place;

static void
place_init (Place *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("way-store-XXXXXX", NULL);
  g_assert_nonnull (self->folder);
  self->path = g_build_filename (self->folder, "ledger.db", NULL);
}

static void
place_clear (Place *self, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->path);
  g_free (self->folder);
}

static WayStore *
open_store (const char *path)
{
  g_autoptr (GError) error = NULL;
  WayStore *store = way_store_open (path, &error);

  g_assert_no_error (error);
  return store;
}

static void
make_blocks (WayStore *store, guint64 first, guint64 last)
{
  for (guint64 height = first; height <= last; height++)
    {
      g_autoptr (GError) error = NULL;

      way_store_world_make_block (way_store_get_ledger_store (store), height, NULL, NULL,
                                  &error);
      g_assert_no_error (error);
    }
}

/* ---- What a reader must see at a height ----------------------------------------------------- */

static void
check_state (WayStoreReader *reader, WayNaiveState *naive, guint step)
{
  const WayCheckpoint *checkpoint = way_store_reader_get_checkpoint (reader);
  char buffer[32];

  for (guint i = 0; i < WAY_STORE_WORLD_KEYS + 5; i += step)
    {
      WaySlice key = way_store_world_name_key (i, buffer);
      g_autoptr (GBytes) key_bytes = g_bytes_new (key.data, key.len);
      GBytes *expected = g_hash_table_lookup (naive->values, key_bytes);
      g_autoptr (GByteArray) value = g_byte_array_new ();
      g_auto (WayArena) arena;
      WayStateEntry entry;
      gboolean is_found;

      way_arena_init (&arena, 0);
      g_assert_true (way_store_reader_get_state (reader, key, value, &is_found, NULL));
      g_assert_cmpint (is_found, ==, expected != NULL);
      g_assert_true (way_store_reader_prove_state (reader, key, &arena, &entry, NULL));
      g_assert_true (way_state_entry_verify (&entry, &checkpoint->state_root));
      g_assert_cmpint (way_record_has (&entry, 2), ==, is_found);
      if (is_found)
        {
          g_assert_cmpmem (value->data, value->len, g_bytes_get_data (expected, NULL),
                           g_bytes_get_size (expected));
          g_assert_true (way_slice_equal (entry.value, way_slice_from_bytes (expected)));
        }
    }
}

static void
check_log (WayStoreReader *reader, guint step)
{
  const WayCheckpoint *checkpoint = way_store_reader_get_checkpoint (reader);

  for (guint64 i = 0; i < checkpoint->log_size; i += step)
    {
      g_auto (WayArena) arena;
      WayHash id, sha256, leaf;
      g_autoptr (GBytes) expected = way_store_world_make_statement (i, &id);
      gboolean is_found;
      guint64 found_at;
      WayLogEntry entry;
      WayLogRow row;

      way_arena_init (&arena, 0);
      g_assert_true (way_store_reader_prove_log (reader, i, &arena, &entry, NULL));
      g_assert_true (way_slice_equal (entry.statement, way_slice_from_bytes (expected)));
      g_assert_cmpuint (entry.height, ==, 1 + i / WAY_STORE_WORLD_ROWS);
      g_assert_cmpuint (entry.index, ==, i % WAY_STORE_WORLD_ROWS);
      way_sha256 (entry.statement, &sha256);
      way_log_hash_leaf (entry.height, entry.time, entry.index, &sha256,
                         (guint8) entry.result, &leaf);
      g_assert_true (way_log_verify_inclusion (i, checkpoint->log_size, &leaf,
                                               entry.path.items, entry.path.n,
                                               &checkpoint->log_root));
      g_assert_true (
          way_store_reader_find_statement (reader, &id, &found_at, &is_found, NULL));
      g_assert_true (is_found && found_at == i);
      g_assert_true (way_store_reader_get_log_row (reader, i, &row, NULL));
      g_assert_true (way_hash_equal (&row.id, &id));
      id.bytes[31] ^= 1; /* the same first 8 bytes, another statement */
      g_assert_true (
          way_store_reader_find_statement (reader, &id, &found_at, &is_found, NULL));
      g_assert_false (is_found);
    }
}

static void
check_consistency (WayStoreReader *reader)
{
  WayCheckpoint newest = *way_store_reader_get_checkpoint (reader);

  for (guint64 height = 1; height <= newest.height; height++)
    {
      g_auto (WayArena) arena;
      WayCheckpoint old;
      WayConsistency proof;
      WaySlice bytes;
      WayHash hash;

      way_arena_init (&arena, 0);
      g_assert_true (way_store_reader_get_block (reader, height, &bytes, NULL));
      g_assert_cmpint (
          way_checkpoint_read (
              bytes, way_key_pair_get_public (way_store_world_get_key ()), &old, &hash),
          ==, WAY_RESULT_OK);
      g_assert_cmpuint (old.height, ==, height);
      g_assert_true (way_store_reader_prove_consistency (reader, old.log_size, &arena,
                                                         &proof, NULL));
      g_assert_true (way_log_verify_consistency (old.log_size, newest.log_size,
                                                 proof.path.items, proof.path.n,
                                                 &old.log_root, &newest.log_root));
    }
}

/* Everything that the made-up ledger says of @height is there, nothing else. */
static void
check_store (WayStore *store, guint64 height, guint step)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayStoreReader) reader = way_store_reader_new (store, &error);
  g_auto (WayNaiveState) naive;
  const WayCheckpoint *checkpoint;
  WayHash root;

  g_assert_no_error (error);
  g_assert_true (way_store_reader_begin (reader, &error));
  checkpoint = way_store_reader_get_checkpoint (reader);
  g_assert_cmpuint (checkpoint->height, ==, height);
  g_assert_cmpuint (checkpoint->log_size, ==, way_store_world_get_log_size (height));
  way_naive_state_init (&naive);
  way_store_world_fill_state (&naive, height);
  way_naive_state_get_root (&naive, &root);
  g_assert_cmpmem (checkpoint->state_root.bytes, 32, root.bytes, 32);
  check_state (reader, &naive, step);
  check_log (reader, step);
  check_consistency (reader);
  way_store_reader_end (reader);
}

/* What committed blocks have logged is found, what the open one adds is not. */
static void
check_find (WayLedgerStore store, guint64 height)
{
  g_autoptr (GByteArray) statement = g_byte_array_new ();
  g_autoptr (GBytes) next = NULL;
  guint64 size = way_store_world_get_log_size (height);
  WayLogRow row = { .log_index = size, .height = height + 1 };
  g_autoptr (GError) error = NULL;
  guint64 log_index = 0;
  gboolean is_found;
  guint8 result;
  WayHash id;

  next = way_store_world_make_statement (size, &row.id);
  row.statement = way_slice_from_bytes (next);
  g_assert_true (store.interface->begin (store.self, &error));
  g_assert_true (store.interface->append (store.self, &row, &error));
  for (guint64 i = 0; i <= size; i++)
    {
      g_autoptr (GBytes) expected = way_store_world_make_statement (i, &id);

      g_assert_true (store.interface->find (store.self, &id, statement, &result,
                                            &log_index, &is_found, &error));
      g_assert_no_error (error);
      g_assert_cmpint (is_found, ==, i < size);
      if (!is_found)
        continue;
      g_assert_cmpuint (log_index, ==, i);
      g_assert_cmpmem (statement->data, statement->len, g_bytes_get_data (expected, NULL),
                       g_bytes_get_size (expected));
    }
  store.interface->rollback (store.self);
}

/* ---- Tests ------------------------------------------------------------------------------------ */

static void
test_blocks (Place *place, gconstpointer data)
{
  WayStore *store = open_store (place->path);
  g_autoptr (WayStoreReader) reader = way_store_reader_new (store, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (way_store_reader_begin (reader, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_NOT_FOUND);
  make_blocks (store, 0, 0);
  check_store (store, 0, 1);
  make_blocks (store, 1, 12);
  check_store (store, 12, 1);
  check_find (way_store_get_ledger_store (store), 12);
  way_store_world_try_block (way_store_get_ledger_store (store), 13);
  check_store (store, 12, 7);
  make_blocks (store, 13, 30);
  g_clear_pointer (&reader, way_store_reader_free);
  way_store_free (store);
  for (guint64 height = 30; height < 33; height++)
    {
      store = open_store (place->path);
      check_store (store, height, 11);
      make_blocks (store, height + 1, height + 1);
      way_store_free (store);
    }
}

static void
test_reader_errors (Place *place, gconstpointer data)
{
  g_autoptr (WayStore) store = open_store (place->path);
  g_autoptr (WayStoreReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (WayArena) arena;
  WayConsistency consistency;
  WayLogEntry entry;
  WaySlice block;

  way_arena_init (&arena, 0);
  make_blocks (store, 0, 2);
  reader = way_store_reader_new (store, NULL);
  g_assert_true (way_store_reader_begin (reader, NULL));
  g_assert_false (way_store_reader_prove_log (reader, 2 * WAY_STORE_WORLD_ROWS, &arena,
                                              &entry, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (way_store_reader_get_block (reader, 3, &block, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_NOT_FOUND);
  g_clear_error (&error);
  for (guint64 size = 0; size < 40; size += 20)
    {
      g_assert_false (way_store_reader_prove_consistency (reader, size, &arena,
                                                          &consistency, &error));
      g_assert_error (error, WAY_ERROR, WAY_RESULT_OUT_OF_RANGE);
      g_clear_error (&error);
    }
}

/* A reader that has begun sees its height however many blocks follow. */
static void
test_reader_stays (Place *place, gconstpointer data)
{
  g_autoptr (WayStore) store = open_store (place->path);
  WayStoreReader *readers[10];

  for (guint64 height = 0; height < 10; height++)
    {
      make_blocks (store, height, height);
      readers[height] = way_store_reader_new (store, NULL);
      g_assert_true (way_store_reader_begin (readers[height], NULL));
    }
  make_blocks (store, 10, 25);
  for (guint64 height = 0; height < 10; height++)
    {
      g_auto (WayNaiveState) naive;

      way_naive_state_init (&naive);
      way_store_world_fill_state (&naive, height);
      g_assert_cmpuint (way_store_reader_get_checkpoint (readers[height])->height, ==,
                        height);
      check_state (readers[height], &naive, 7);
      check_log (readers[height], 3);
      way_store_reader_end (readers[height]);
      g_assert_true (way_store_reader_begin (readers[height], NULL));
      g_assert_cmpuint (way_store_reader_get_checkpoint (readers[height])->height, ==,
                        25);
      check_log (readers[height], 17);
      way_store_reader_free (readers[height]);
    }
}

/* Who keeps what was read knows when it is old, without beginning anew. */
static void
test_newest (Place *place, gconstpointer data)
{
  g_autoptr (WayStore) store = open_store (place->path);
  g_autoptr (WayStoreReader) reader = way_store_reader_new (store, NULL);

  g_assert_false (way_store_reader_is_newest (reader));
  make_blocks (store, 0, 3);
  g_assert_false (way_store_reader_is_newest (reader));
  g_assert_true (way_store_reader_begin (reader, NULL));
  g_assert_true (way_store_reader_is_newest (reader));
  way_store_reader_end (reader);
  g_assert_true (way_store_reader_is_newest (reader));
  way_store_world_try_block (way_store_get_ledger_store (store), 4);
  g_assert_true (way_store_reader_is_newest (reader));
  make_blocks (store, 4, 4);
  g_assert_false (way_store_reader_is_newest (reader));
  g_assert_cmpuint (way_store_reader_get_checkpoint (reader)->height, ==, 3);
  g_assert_true (way_store_reader_begin (reader, NULL));
  g_assert_cmpuint (way_store_reader_get_checkpoint (reader)->height, ==, 4);
  g_assert_true (way_store_reader_is_newest (reader));
}

typedef struct
{
  WayStore *store;
  gint is_over;
  guint n_rounds;
} Follower;

static gpointer
follow (gpointer data)
{
  Follower *self = data;
  g_autoptr (WayStoreReader) reader = way_store_reader_new (self->store, NULL);
  char buffer[32];

  while (!g_atomic_int_get (&self->is_over))
    {
      const WayCheckpoint *checkpoint;

      g_assert_true (way_store_reader_begin (reader, NULL));
      checkpoint = way_store_reader_get_checkpoint (reader);
      for (guint i = self->n_rounds % 7; i < WAY_STORE_WORLD_KEYS; i += 40)
        {
          g_auto (WayArena) arena;
          WayStateEntry entry;

          way_arena_init (&arena, 0);
          g_assert_true (way_store_reader_prove_state (
              reader, way_store_world_name_key (i, buffer), &arena, &entry, NULL));
          g_assert_true (way_state_entry_verify (&entry, &checkpoint->state_root));
        }
      if (checkpoint->log_size > 0)
        {
          g_auto (WayArena) arena;
          WayLogEntry entry;

          /* Verified inside against the log root. */
          way_arena_init (&arena, 0);
          g_assert_true (way_store_reader_prove_log (
              reader, self->n_rounds % checkpoint->log_size, &arena, &entry, NULL));
        }
      way_store_reader_end (reader);
      self->n_rounds++;
    }
  return NULL;
}

/* Proofs match their checkpoint while the writer commits as fast as it can. */
static void
test_reader_races (Place *place, gconstpointer data)
{
  g_autoptr (WayStore) store = open_store (place->path);
  Follower followers[2] = { { .store = store }, { .store = store } };
  GThread *threads[2];

  make_blocks (store, 0, 0);
  for (guint i = 0; i < 2; i++)
    threads[i] = g_thread_new ("follower", follow, &followers[i]);
  make_blocks (store, 1, 150);
  for (guint i = 0; i < 2; i++)
    {
      g_atomic_int_set (&followers[i].is_over, TRUE);
      g_thread_join (threads[i]);
      g_assert_cmpuint (followers[i].n_rounds, >, 0);
    }
}

/* ---- Other processes ----------------------------------------------------------------------------- */

static void
test_locked (Place *place, gconstpointer data)
{
  g_autoptr (WayStore) store = open_store (place->path);
  g_autoptr (GError) error = NULL;
  int status;
  pid_t child;

  g_assert_null (way_store_open (place->path, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_DATABASE_LOCKED);
  child = fork ();
  if (child == 0)
    {
      g_autoptr (GError) problem = NULL;
      WayStore *other = way_store_open (place->path, &problem);

      _exit (other == NULL
                     && g_error_matches (problem, WAY_ERROR, WAY_RESULT_DATABASE_LOCKED)
                 ? 0
                 : 1);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (status, ==, 0);
  make_blocks (store, 0, 1);
  check_store (store, 1, 50);
}

static void
die_at (guint step, gpointer data)
{
  if (step == GPOINTER_TO_UINT (data))
    kill (getpid (), SIGKILL);
}

/* Killed at every step of a block: the block is there wholly or not at all. */
static void
test_killed_at_each_step (Place *place, gconstpointer data)
{
  guint64 height = 2;

  {
    g_autoptr (WayStore) store = open_store (place->path);

    make_blocks (store, 0, height);
  }
  for (guint step = 0; step < way_store_world_count_steps (); step++)
    {
      g_autoptr (WayStore) store = NULL;
      pid_t child = fork ();
      int status;

      if (child == 0)
        {
          WayStore *mine = way_store_open (place->path, NULL);

          way_store_world_make_block (way_store_get_ledger_store (mine), height + 1,
                                      die_at, GUINT_TO_POINTER (step), NULL);
          _exit (1);
        }
      g_assert_cmpint (waitpid (child, &status, 0), ==, child);
      g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
      store = open_store (place->path);
      if (step + 1 == way_store_world_count_steps ())
        height++;
      check_store (store, height, 13);
    }
  g_assert_cmpuint (height, ==, 3);
}

/* Killed at any moment, in the middle of a commit or of a checkpoint of the database. */
static void
test_killed_any_time (Place *place, gconstpointer data)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  guint64 height = 0;
  guint n_rounds = g_test_slow () ? 300 : 40;

  g_test_message ("seed %u", seed);
  {
    g_autoptr (WayStore) store = open_store (place->path);

    make_blocks (store, 0, 0);
  }
  for (guint round = 0; round < n_rounds; round++)
    {
      g_autoptr (WayStore) store = NULL;
      g_autoptr (WayStoreReader) reader = NULL;
      guint64 now, told = height;
      int pipes[2], status;
      pid_t child;

      g_assert_cmpint (pipe (pipes), ==, 0);
      child = fork ();
      if (child == 0)
        {
          WayStore *mine = way_store_open (place->path, NULL);

          way_sql_execute (way_store_get_sql (mine), "PRAGMA wal_autocheckpoint=30",
                           NULL);
          for (guint64 next = height + 1;; next++)
            {
              if (!way_store_world_make_block (way_store_get_ledger_store (mine), next,
                                               NULL, NULL, NULL)
                  || write (pipes[1], &next, sizeof next) != sizeof next)
                _exit (1);
            }
        }
      close (pipes[1]);
      g_usleep ((gulong) g_rand_int_range (rand, 0, 40000));
      kill (child, SIGKILL);
      g_assert_cmpint (waitpid (child, &status, 0), ==, child);
      g_assert_true (WIFSIGNALED (status));
      while (read (pipes[0], &now, sizeof now) == sizeof now)
        told = now;
      close (pipes[0]);
      store = open_store (place->path);
      reader = way_store_reader_new (store, NULL);
      g_assert_true (way_store_reader_begin (reader, NULL));
      height = way_store_reader_get_checkpoint (reader)->height;
      way_store_reader_end (reader);
      /* What was reported as durable is there; one more block may be. */
      g_assert_cmpuint (height, >=, told);
      g_assert_cmpuint (height, <=, told + 1);
      check_store (store, height, 97);
    }
}

/* ---- Bad files and full disks ------------------------------------------------------------------------ */

static void
test_newer (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *after = NULL,
                  *wal = g_strconcat (place->path, "-wal", NULL);
  gsize len, len_after;

  for (guint in_wal = 0; in_wal < 2; in_wal++)
    {
      WayStore *store = open_store (place->path);

      make_blocks (store, in_wal ? 4 : 0, in_wal ? 5 : 3);
      g_assert_true (
          way_sql_execute (way_store_get_sql (store), "PRAGMA user_version=99", NULL));
      if (in_wal)
        {
          /* The new number only in the write-ahead log: a copy taken while it is open. */
          g_autofree char *db_bytes = NULL, *wal_bytes = NULL;
          gsize db_len, wal_len;

          g_assert_true (g_file_get_contents (place->path, &db_bytes, &db_len, NULL));
          g_assert_true (g_file_get_contents (wal, &wal_bytes, &wal_len, NULL));
          g_assert_cmpuint (wal_len, >, 0);
          way_store_free (store);
          g_assert_true (
              g_file_set_contents (place->path, db_bytes, (gssize) db_len, NULL));
          g_assert_true (g_file_set_contents (wal, wal_bytes, (gssize) wal_len, NULL));
        }
      else
        way_store_free (store);
      g_assert_true (g_file_get_contents (place->path, &before, &len, NULL));
      g_assert_null (way_store_open (place->path, &error));
      g_assert_error (error, WAY_ERROR, WAY_RESULT_NEWER_FORMAT);
      g_clear_error (&error);
      g_assert_true (g_file_get_contents (place->path, &after, &len_after, NULL));
      g_assert_cmpmem (before, len, after, len_after);
      g_clear_pointer (&before, g_free);
      g_clear_pointer (&after, g_free);
      if (!in_wal)
        {
          /* Back to a known one for the second round. */
          g_assert_true (g_file_get_contents (place->path, &before, &len, NULL));
          way_put_be32 ((guint8 *) before + 60, 1);
          g_assert_true (g_file_set_contents (place->path, before, (gssize) len, NULL));
          g_clear_pointer (&before, g_free);
        }
    }
}

static void
test_not_ours (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (place->path, "this is no database", -1, NULL));
  g_assert_null (way_store_open (place->path, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_CORRUPTED);
  g_clear_error (&error);
  g_unlink (place->path);
  {
    g_autoptr (WayStore) store = open_store (place->path);

    g_assert_true (
        way_sql_execute (way_store_get_sql (store), "PRAGMA application_id=7", NULL));
  }
  g_assert_null (way_store_open (place->path, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_CORRUPTED);
}

/* An empty file, or a creation that was cut short, is begun anew. */
static void
test_empty (Place *place, gconstpointer data)
{
  g_autoptr (WayStore) store = NULL;

  g_assert_true (g_file_set_contents (place->path, "", 0, NULL));
  store = open_store (place->path);
  make_blocks (store, 0, 1);
  check_store (store, 1, 20);
}

/* Reads all that can be read. Returns: FALSE where something is damaged; nothing may be wrong. */
static gboolean
read_everything (WayStore *store, guint64 height)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayStoreReader) reader = way_store_reader_new (store, &error);
  g_auto (WayNaiveState) naive;
  gboolean is_good = reader != NULL && way_store_reader_begin (reader, &error);
  char buffer[32];

  way_naive_state_init (&naive);
  way_store_world_fill_state (&naive, height);
  for (guint i = 0; is_good && i < WAY_STORE_WORLD_KEYS; i++)
    {
      WaySlice key = way_store_world_name_key (i, buffer);
      g_autoptr (GBytes) key_bytes = g_bytes_new (key.data, key.len);
      GBytes *expected = g_hash_table_lookup (naive.values, key_bytes);
      g_autoptr (GByteArray) value = g_byte_array_new ();
      gboolean is_found;

      is_good = way_store_reader_get_state (reader, key, value, &is_found, &error);
      g_assert_true (!is_good || is_found == (expected != NULL));
      if (is_good && is_found)
        g_assert_cmpmem (value->data, value->len, g_bytes_get_data (expected, NULL),
                         g_bytes_get_size (expected));
    }
  for (guint64 i = 0; is_good && i < way_store_world_get_log_size (height); i++)
    {
      g_auto (WayArena) arena;
      WayLogEntry entry;

      way_arena_init (&arena, 0);
      is_good = way_store_reader_prove_log (reader, i, &arena, &entry, &error);
    }
  if (!is_good)
    g_assert_error (error, WAY_ERROR, WAY_RESULT_CORRUPTED);
  return is_good;
}

static void
test_damaged (Place *place, gconstpointer data)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autofree char *good = NULL;
  gsize len;
  guint n_noticed = 0;

  g_test_message ("seed %u", seed);
  {
    g_autoptr (WayStore) store = open_store (place->path);

    make_blocks (store, 0, 20);
  }
  g_assert_true (g_file_get_contents (place->path, &good, &len, NULL));
  for (guint round = 0; round < 120; round++)
    {
      g_autofree char *bad = g_memdup2 (good, len);
      gsize at = (gsize) g_rand_int_range (rand, 0, (gint32) (len - 64));
      g_autoptr (GError) error = NULL;
      g_autoptr (WayStore) store = NULL;

      for (gsize i = 0; i < (round % 3 == 0 ? 1 : 64); i++)
        bad[at + i] ^= (char) g_rand_int_range (rand, 1, 256);
      /* Every third time the file is cut as well. */
      g_assert_true (g_file_set_contents (
          place->path, bad, (gssize) (round % 3 == 2 ? MAX (at, 1) : len), NULL));
      store = way_store_open (place->path, &error);
      if (store == NULL)
        {
          g_assert_true (g_error_matches (error, WAY_ERROR, WAY_RESULT_CORRUPTED)
                         || g_error_matches (error, WAY_ERROR, WAY_RESULT_NEWER_FORMAT)
                         || g_error_matches (error, WAY_ERROR, WAY_RESULT_IO));
          n_noticed++;
        }
      else if (!read_everything (store, 20))
        n_noticed++;
    }
  g_assert_cmpuint (n_noticed, >, 40); /* a cut file never goes unnoticed */
}

static void
test_full_disk (Place *place, gconstpointer data)
{
  g_autoptr (WayStore) store = open_store (place->path);
  WayLedgerStore ledger_store = way_store_get_ledger_store (store);
  WaySql *sql = way_store_get_sql (store);
  g_autoptr (GError) error = NULL;
  guint64 height = 1;

  make_blocks (store, 0, 1);
  g_assert_true (way_sql_execute (sql, "PRAGMA max_page_count=60", NULL));
  while (way_store_world_make_block (ledger_store, height + 1, NULL, NULL, &error))
    height++;
  g_assert_error (error, WAY_ERROR, WAY_RESULT_DISK_FULL);
  check_store (store, height, 9);
  g_clear_error (&error);
  g_assert_false (
      way_store_world_make_block (ledger_store, height + 1, NULL, NULL, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_DISK_FULL);
  g_assert_true (way_sql_execute (sql, "PRAGMA max_page_count=100000", NULL));
  make_blocks (store, height + 1, height + 3);
  check_store (store, height + 3, 9);
}

/* ---- The bucket file, and the log of values ----------------------------------------------------------- */

static void
copy_file (const char *from, const char *to)
{
  g_autofree char *contents = NULL;
  gsize len;

  g_assert_true (g_file_get_contents (from, &contents, &len, NULL));
  g_assert_true (g_file_set_contents (to, contents, (gssize) len, NULL));
}

static void
reopen_and_check (Place *place, guint64 height)
{
  g_autoptr (WayStore) store = open_store (place->path);

  check_store (store, height, 17);
}

/* Whatever becomes of the file beside the database, all is made anew from the database. */
static void
test_tree_file (Place *place, gconstpointer data)
{
  g_autofree char *tree = g_strconcat (place->path, "-tree", NULL);
  g_autofree char *old_tree = g_strconcat (place->path, ".old-tree", NULL);
  g_autofree char *old_database = g_strconcat (place->path, ".old", NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  {
    g_autoptr (WayStore) store = open_store (place->path);

    make_blocks (store, 0, 10);
  }
  copy_file (tree, old_tree);
  copy_file (place->path, old_database);
  {
    g_autoptr (WayStore) store = open_store (place->path);

    make_blocks (store, 11, 25);
  }
  reopen_and_check (place, 25);
  copy_file (old_tree, tree); /* older than the database */
  reopen_and_check (place, 25);
  g_assert_cmpint (g_unlink (tree), ==, 0);
  reopen_and_check (place, 25);
  g_assert_true (g_file_set_contents (tree, "no such file", -1, NULL));
  reopen_and_check (place, 25);
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *contents = NULL;
      gsize len;

      g_assert_true (g_file_get_contents (tree, &contents, &len, NULL));
      contents[g_rand_int_range (rand, 0, (gint32) len)] ^= 0x10;
      if (i % 4 == 3)
        len /= 2;
      g_assert_true (g_file_set_contents (tree, contents, (gssize) len, NULL));
      reopen_and_check (place, 25);
    }
  copy_file (old_database, place->path); /* newer than the database */
  reopen_and_check (place, 10);
}

static void
put_big (WayStore *store, guint64 height, guint n_keys, gsize size)
{
  WayLedgerStore ledger_store = way_store_get_ledger_store (store);
  g_autofree guint8 *value = g_malloc (size);
  char key[32];

  g_assert_true (ledger_store.interface->begin (ledger_store.self, NULL));
  for (guint i = 0; i < n_keys; i++)
    {
      memset (value, (int) (height * 7 + i), size);
      g_assert_true (ledger_store.interface->put (ledger_store.self,
                                                  way_store_world_name_key (i, key),
                                                  WAY_SLICE_INIT (value, size), NULL));
    }
  way_store_world_end_block (ledger_store, height);
}

static void
check_big (WayStore *store, guint64 height, guint n_keys, gsize size)
{
  g_autoptr (WayStoreReader) reader = way_store_reader_new (store, NULL);
  char key[32];

  g_assert_true (way_store_reader_begin (reader, NULL));
  for (guint i = 0; i < n_keys; i++)
    {
      g_autoptr (GByteArray) value = g_byte_array_new ();
      gboolean is_found;

      g_assert_true (way_store_reader_get_state (
          reader, way_store_world_name_key (i, key), value, &is_found, NULL));
      g_assert_true (is_found);
      g_assert_cmpuint (value->len, ==, size);
      g_assert_cmpuint (value->data[size / 2], ==, (guint8) (height * 7 + i));
    }
  way_store_reader_end (reader);
}

static gint64
count_value_bytes (WayStore *store)
{
  g_autoptr (WaySqlStatement) sum = way_sql_prepare (
      way_store_get_sql (store), "SELECT sum (length (entries)) FROM state_chunk", NULL);
  gboolean is_found;

  g_assert_true (way_sql_find (sum, &is_found, NULL) && is_found);
  return way_sql_get_integer (sum, 0);
}

/* A key written at every height does not make the database grow for ever; keys that nobody
 * writes any more survive the moving; nothing is lost where the process dies in between. */
static void
test_compacting (Place *place, gconstpointer data)
{
  enum
  {
    N_KEYS = 100,
    N_OLD = 5,
    SIZE = 50000,
    LAST = 30
  };
  pid_t child = fork ();
  int status;

  if (child == 0)
    {
      WayStore *mine = open_store (place->path);

      put_big (mine, 0, N_KEYS + N_OLD, SIZE);
      for (guint64 height = 1; height <= LAST; height++)
        {
          put_big (mine, height, N_KEYS, SIZE);
          g_assert_cmpint (count_value_bytes (mine), <,
                           2 * (N_KEYS + N_OLD) * SIZE + 8 * 1024 * 1024
                               + 3 * N_KEYS * SIZE);
        }
      _exit (0); /* nothing is closed */
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (status, ==, 0);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (WayStore) store = open_store (place->path);
      g_autoptr (WayStoreReader) reader = way_store_reader_new (store, NULL);
      g_autoptr (GByteArray) value = g_byte_array_new ();
      gboolean is_found;
      char key[32];

      check_big (store, LAST, N_KEYS, SIZE);
      g_assert_true (way_store_reader_begin (reader, NULL));
      g_assert_true (way_store_reader_get_state (
          reader, way_store_world_name_key (N_KEYS + 1, key), value, &is_found, NULL));
      g_assert_true (is_found && value->data[0] == (guint8) (N_KEYS + 1));
    }
}

/* ---- The store in memory ------------------------------------------------------------------------------ */

static void
test_memory (void)
{
  g_autoptr (WayMemoryStore) store = way_memory_store_new ();
  WayLedgerStore ledger_store = way_memory_store_get_ledger_store (store);

  for (guint64 height = 0; height < 20; height++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      g_auto (WayNaiveState) naive;
      WayCheckpoint checkpoint;
      WayHash root, hash, id;
      gboolean is_found;

      way_store_world_try_block (ledger_store, height);
      g_assert_true (way_store_world_make_block (ledger_store, height, NULL, NULL, NULL));
      g_assert_true (ledger_store.interface->load_head (ledger_store.self, bytes, &hash,
                                                        &is_found, NULL));
      g_assert_true (is_found);
      g_assert_cmpint (way_checkpoint_decode (WAY_SLICE_INIT (bytes->data, bytes->len),
                                              &checkpoint, NULL),
                       ==, WAY_RESULT_OK);
      way_naive_state_init (&naive);
      way_store_world_fill_state (&naive, height);
      way_naive_state_get_root (&naive, &root);
      g_assert_cmpmem (checkpoint.state_root.bytes, 32, root.bytes, 32);
      g_assert_cmpuint (way_memory_store_get_log_size (store), ==,
                        way_store_world_get_log_size (height));
      if (height > 0)
        {
          const WayLogRow *row = way_memory_store_get_log_row (store, height);
          g_autoptr (GBytes) expected = way_store_world_make_statement (height, &id);

          g_assert_true (
              way_slice_equal (row->statement, way_slice_from_bytes (expected)));
        }
    }
  g_assert_null (way_memory_store_get_log_row (store, way_store_world_get_log_size (19)));
  check_find (ledger_store, 19);
}

int
main (int argc, char *argv[])
{
#define ADD(name, function)                                                              \
  g_test_add ("/store/" name, Place, NULL, place_init, function, place_clear)

  g_test_init (&argc, &argv, NULL);
  if (!way_crypto_init (NULL))
    return 1;
  ADD ("blocks", test_blocks);
  ADD ("reader-errors", test_reader_errors);
  ADD ("reader-stays", test_reader_stays);
  ADD ("newest", test_newest);
  ADD ("reader-races", test_reader_races);
  ADD ("locked", test_locked);
  ADD ("killed-at-each-step", test_killed_at_each_step);
  ADD ("killed-any-time", test_killed_any_time);
  ADD ("newer", test_newer);
  ADD ("not-ours", test_not_ours);
  ADD ("empty", test_empty);
  ADD ("damaged", test_damaged);
  ADD ("full-disk", test_full_disk);
  ADD ("tree-file", test_tree_file);
  ADD ("compacting", test_compacting);
  g_test_add_func ("/store/memory", test_memory);
  return g_test_run ();
}
