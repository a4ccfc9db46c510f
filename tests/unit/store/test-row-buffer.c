/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "way-row-buffer.h"
#include "way-store-world.h"
#include "way-store.h"
#include "way-test.h"

/* Rows of 12 bytes, random, in a table of their own. */
#define ROW_SIZE 12
#define MAX_ROWS 60

typedef struct
{
  char *folder;
  char *path;
  WayStore *store;
  WayRowBuffer *buffer;
  WaySqlStatement *insert;
  GHashTable *all; /* GBytes: rows of committed blocks */
  GPtrArray *of_block;
  guint8 last[ROW_SIZE]; /* row that was moved in this block */
  guint n_moved, n_laps;
} World;

static gboolean
move (gpointer data, const guint8 *row, GError **error)
{
  World *self = data;

  /* Ascending, and from the start again once. */
  if (self->n_moved++ > 0 && memcmp (self->last, row, ROW_SIZE) >= 0)
    self->n_laps++;
  memcpy (self->last, row, ROW_SIZE);
  way_sql_bind_bytes (self->insert, 1, WAY_SLICE_INIT (row, ROW_SIZE));
  return way_sql_run (self->insert, error); /* fails where it is there already */
}

static void
open_world (World *self)
{
  const WayRowBufferInfo info = {
    .name = "test", .row_size = ROW_SIZE, .max_rows = MAX_ROWS, .move = move, .data = self
  };
  g_autoptr (GError) error = NULL;
  WaySql *sql;

  self->store = way_store_open (self->path, &error);
  g_assert_no_error (error);
  sql = way_store_get_sql (self->store);
  g_assert_true (way_sql_execute (
      sql, "CREATE TABLE IF NOT EXISTS t (row BLOB PRIMARY KEY) WITHOUT ROWID", NULL));
  self->insert = way_sql_prepare (sql, "INSERT INTO t VALUES (?)", NULL);
  self->buffer = way_row_buffer_new (sql, &info, &error);
  g_assert_no_error (error);
}

static void
close_world (World *self)
{
  g_clear_pointer (&self->buffer, way_row_buffer_free);
  g_clear_pointer (&self->insert, way_sql_statement_free);
  g_clear_pointer (&self->store, way_store_free);
}

static void
world_init (World *self, gconstpointer data)
{
  memset (self, 0, sizeof *self);
  self->folder = g_dir_make_tmp ("way-rows-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "ledger.db", NULL);
  self->all = g_hash_table_new_full (g_bytes_hash, g_bytes_equal,
                                     (GDestroyNotify) g_bytes_unref, NULL);
  self->of_block = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  open_world (self);
}

static void
world_clear (World *self, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  close_world (self);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->path);
  g_hash_table_unref (self->all);
  g_ptr_array_unref (self->of_block);
}

/* Rows of block @height follow from it alone. */
static void
add_rows (World *self, guint64 height)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) height + 17);
  gint n = g_rand_int_range (rand, 0, 40);

  g_ptr_array_set_size (self->of_block, 0);
  for (gint i = 0; i < n; i++)
    {
      guint8 row[ROW_SIZE];

      for (guint j = 0; j < ROW_SIZE; j++)
        row[j] = (guint8) g_rand_int_range (rand, 0, j ? 256 : 7);
      g_assert_true (way_row_buffer_add (self->buffer, row, NULL));
      g_ptr_array_add (self->of_block, g_bytes_new (row, ROW_SIZE));
    }
}

static void
make_block (World *self, guint64 height)
{
  WayLedgerStore store = way_store_get_ledger_store (self->store);

  self->n_moved = self->n_laps = 0;
  g_assert_true (store.interface->begin (store.self, NULL));
  add_rows (self, height);
  way_store_world_end_block (store, height);
  g_assert_cmpuint (self->n_laps, <=, 1);
  for (guint i = 0; i < self->of_block->len; i++)
    g_hash_table_add (self->all, g_bytes_ref (self->of_block->pdata[i]));
}

static void
undo_block (World *self, guint64 height, gboolean seal)
{
  WayLedgerStore store = way_store_get_ledger_store (self->store);
  WayRoots roots;

  g_assert_true (store.interface->begin (store.self, NULL));
  add_rows (self, height);
  if (seal)
    g_assert_true (store.interface->seal (store.self, &roots, NULL));
  store.interface->rollback (store.self);
}

/* Each row is in the table, or held back: one of the two. */
static void
check_reader (WayStoreReader *reader, GHashTable *all)
{
  WaySql *sql = way_store_reader_get_sql (reader);
  g_autoptr (WaySqlStatement)
      find = way_sql_prepare (sql, "SELECT 1 FROM t WHERE row=?", NULL);
  g_autoptr (WaySqlStatement)
      count = way_sql_prepare (sql, "SELECT count(*) FROM t", NULL);
  const guint8 *rows;
  gsize n_held = way_row_buffer_peek (sql, "test", (WaySlice) { 0 }, &rows);
  GHashTableIter iter;
  gpointer row;
  gboolean is_found;

  g_assert_cmpuint (n_held, <=, MAX_ROWS);
  g_assert_true (way_sql_find (count, &is_found, NULL));
  g_assert_cmpuint ((gsize) way_sql_get_integer (count, 0) + n_held, ==,
                    g_hash_table_size (all));
  for (gsize i = 1; i < n_held; i++)
    g_assert_cmpint (memcmp (rows + (i - 1) * ROW_SIZE, rows + i * ROW_SIZE, ROW_SIZE), <,
                     0);
  g_hash_table_iter_init (&iter, all);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    {
      WaySlice slice = way_slice_from_bytes (row);
      const guint8 *held;
      gsize n = way_row_buffer_peek (sql, "test", slice, &held);

      way_sql_reset (find);
      way_sql_bind_bytes (find, 1, slice);
      g_assert_true (way_sql_find (find, &is_found, NULL));
      g_assert_cmpuint (n + is_found, ==, 1);
      if (n > 0)
        g_assert_cmpmem (held, ROW_SIZE, slice.data, slice.len);
    }
}

static void
check (World *self)
{
  g_autoptr (WayStoreReader) reader = way_store_reader_new (self->store, NULL);

  g_assert_true (way_store_reader_begin (reader, NULL));
  check_reader (reader, self->all);
  way_store_reader_end (reader);
}

static void
test_blocks (World *self, gconstpointer data)
{
  for (guint64 height = 0; height < 120; height++)
    {
      if (height % 7 == 3)
        undo_block (self, height + 1000, height % 2);
      make_block (self, height);
      if (height % 5 == 0)
        check (self);
      if (height % 31 == 30)
        {
          close_world (self);
          open_world (self);
          check (self);
        }
    }
}

static void
test_reader_stays (World *self, gconstpointer data)
{
  WayStoreReader *readers[8];
  GHashTable *rows[8];

  for (guint i = 0; i < 8; i++)
    {
      GHashTableIter iter;
      gpointer row;

      for (guint64 height = 5 * i; height < 5 * i + 5; height++)
        make_block (self, height);
      readers[i] = way_store_reader_new (self->store, NULL);
      g_assert_true (way_store_reader_begin (readers[i], NULL));
      rows[i] = g_hash_table_new_full (g_bytes_hash, g_bytes_equal,
                                       (GDestroyNotify) g_bytes_unref, NULL);
      g_hash_table_iter_init (&iter, self->all);
      while (g_hash_table_iter_next (&iter, &row, NULL))
        g_hash_table_add (rows[i], g_bytes_ref (row));
    }
  for (guint i = 0; i < 8; i++)
    {
      check_reader (readers[i], rows[i]);
      way_store_reader_free (readers[i]);
      g_hash_table_unref (rows[i]);
    }
}

/* What is held back survives a process that ends without closing anything. */
static void
test_killed (World *self, gconstpointer data)
{
  close_world (self);
  for (guint64 round = 0; round < 6; round++)
    {
      pid_t child = fork ();
      int status;

      if (child == 0)
        {
          open_world (self);
          for (guint64 height = 10 * round; height < 10 * round + 10; height++)
            make_block (self, height);
          undo_block (self, 5000, TRUE);
          _exit (0);
        }
      g_assert_cmpint (waitpid (child, &status, 0), ==, child);
      g_assert_cmpint (status, ==, 0);
      for (guint64 height = 10 * round; height < 10 * round + 10; height++)
        {
          g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) height + 17);
          gint n = g_rand_int_range (rand, 0, 40);

          for (gint i = 0; i < n; i++)
            {
              guint8 row[ROW_SIZE];

              for (guint j = 0; j < ROW_SIZE; j++)
                row[j] = (guint8) g_rand_int_range (rand, 0, j ? 256 : 7);
              g_hash_table_add (self->all, g_bytes_new (row, ROW_SIZE));
            }
        }
      open_world (self);
      check (self);
      close_world (self);
    }
  open_world (self);
}

/* Outside of a block a row goes to its table; dropping leaves none held back. */
static void
test_outside (World *self, gconstpointer data)
{
  guint8 row[ROW_SIZE] = "eleven bytes";
  const guint8 *rows;
  g_autoptr (WayStoreReader) reader = NULL;

  make_block (self, 0);
  make_block (self, 1);
  g_assert_true (way_row_buffer_add (self->buffer, row, NULL));
  g_hash_table_add (self->all, g_bytes_new (row, ROW_SIZE));
  check (self);
  g_assert_true (way_row_buffer_drop (self->buffer, NULL));
  reader = way_store_reader_new (self->store, NULL);
  g_assert_true (way_store_reader_begin (reader, NULL));
  g_assert_cmpuint (way_row_buffer_peek (way_store_reader_get_sql (reader), "test",
                                         (WaySlice) { 0 }, &rows),
                    ==, 0);
  g_assert_cmpuint (way_row_buffer_peek (way_store_reader_get_sql (reader), "other",
                                         (WaySlice) { 0 }, &rows),
                    ==, 0);
  way_store_reader_end (reader);
}

int
main (int argc, char *argv[])
{
#define ADD(name, function)                                                              \
  g_test_add ("/row-buffer/" name, World, NULL, world_init, function, world_clear)

  g_test_init (&argc, &argv, NULL);
  if (!way_crypto_init (NULL))
    return 1;
  ADD ("blocks", test_blocks);
  ADD ("reader-stays", test_reader_stays);
  ADD ("killed", test_killed);
  ADD ("outside", test_outside);
  return g_test_run ();
}
