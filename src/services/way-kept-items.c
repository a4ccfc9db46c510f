/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-kept-items.h"

#include "way-home-private.h"

#define FILE_NAME "items.json"

static gboolean
load (WayHome *home, WayArena *arena, WayKeptItemsFile *out_file, GError **error)
{
  g_autofree char *path = way_home_build_path (home, FILE_NAME);
  gboolean found;

  *out_file = (WayKeptItemsFile) { 0 };
  return way_record_file_read (path, &way_kept_items_file_schema, arena, out_file, &found,
                               error);
}

gboolean
way_kept_items_load (WayHome *home,
                     WayArena *arena,
                     WayKeptItemsFile *out_file,
                     GError **error)
{
  return load (home, arena, out_file, error);
}

/* @account: (nullable) */
static gboolean
is_same (const WayKeptItemRow *row,
         WaySlice code,
         const WayHash *network,
         const WayHash *account)
{
  return way_slice_equal (row->code, code) && way_hash_equal (&row->network, network)
         && way_record_has (row, 7) == (account != NULL)
         && (account == NULL || way_hash_equal (&row->account, account));
}

gboolean
way_kept_items_has_followed (WayHome *home,
                             const char *code,
                             const WayHash *network,
                             const WayHash *account)
{
  g_auto (WayArena) arena;
  WayKeptItemsFile file;
  const WayKeptItemRow *rows;
  gboolean followed = FALSE;

  way_arena_init (&arena, 0);
  if (!load (home, &arena, &file, NULL))
    return FALSE;
  rows = file.items.items;
  for (gsize i = 0; i < file.items.n; i++)
    followed |= is_same (&rows[i], way_slice_from_string (code), network, account)
                && rows[i].is_followed;
  return followed;
}

/* ---- Changing, under the lock ----------------------------------------------------------------- */

/* @data: what @change takes. */
typedef void (*Change) (GArray *rows, gconstpointer data);

static GArray *
copy_rows (const WayRecords *records)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (WayKeptItemRow));

  if (records->n > 0)
    g_array_append_vals (rows, records->items, (guint) records->n);
  return rows;
}

/* What is neither owned nor followed is forgotten. */
static void
drop_unmarked (GArray *rows)
{
  for (guint i = rows->len; i-- > 0;)
    {
      const WayKeptItemRow *row = &g_array_index (rows, WayKeptItemRow, i);

      if (!row->is_followed && !row->is_owned)
        g_array_remove_index (rows, i);
    }
}

static gboolean
store (WayHome *home, GArray *rows, GError **error)
{
  g_autofree char *path = way_home_build_path (home, FILE_NAME);
  WayKeptItemsFile file = { .format = 1, .items = { rows->data, rows->len } };

  drop_unmarked (rows);
  file.items.n = rows->len;
  if (rows->len > WAY_KEPT_ITEMS_MAX)
    return way_error_set (error, WAY_RESULT_TOO_MANY, NULL);
  return way_record_file_write (path, &way_kept_items_file_schema, &file, error);
}

static gboolean
change_file (WayHome *home, Change change, gconstpointer data, GError **error)
{
  int lock = way_home_lock (home, error);
  g_auto (WayArena) arena;
  g_autoptr (GArray) rows = NULL;
  WayKeptItemsFile file;
  gboolean ok;

  way_arena_init (&arena, 0);
  if (lock < 0)
    return FALSE;
  ok = load (home, &arena, &file, error);
  if (ok)
    {
      rows = copy_rows (&file.items);
      change (rows, data);
      ok = store (home, rows, error);
    }
  way_home_unlock (lock);
  return ok;
}

/* ---- Following ----------------------------------------------------------------------------------- */

static void
mark (GArray *rows, gconstpointer data)
{
  const WayKeptItemRow *wanted = data;

  for (guint i = 0; i < rows->len; i++)
    {
      WayKeptItemRow *row = &g_array_index (rows, WayKeptItemRow, i);

      if (!is_same (row, wanted->code, &wanted->network,
                    way_record_has (wanted, 7) ? &wanted->account : NULL))
        continue;
      row->is_followed = wanted->is_followed;
      return;
    }
  g_array_append_vals (rows, wanted, 1);
}

gboolean
way_kept_items_mark (WayHome *home, const WayKeptItemRow *row, GError **error)
{
  return change_file (home, mark, row, error);
}

/* ---- Owning ---------------------------------------------------------------------------------------- */

typedef struct
{
  const WayHash *network;
  const GPtrArray *codes;
} Owned;

static WayKeptItemRow *
find_row (GArray *rows, WaySlice code, const WayHash *network)
{
  for (guint i = 0; i < rows->len; i++)
    if (is_same (&g_array_index (rows, WayKeptItemRow, i), code, network, NULL))
      return &g_array_index (rows, WayKeptItemRow, i);
  return NULL;
}

static void
set_owned (GArray *rows, gconstpointer data)
{
  const Owned *owned = data;

  for (guint i = 0; i < rows->len; i++)
    {
      WayKeptItemRow *row = &g_array_index (rows, WayKeptItemRow, i);

      if (way_hash_equal (&row->network, owned->network))
        row->is_owned = FALSE;
    }
  for (guint i = 0; i < owned->codes->len && i < WAY_KEPT_ITEMS_MAX / 2; i++)
    {
      WaySlice code = way_slice_from_string (owned->codes->pdata[i]);
      WayKeptItemRow *row = find_row (rows, code, owned->network);
      WayKeptItemRow fresh = { .code = code,
                               .network = *owned->network,
                               .is_owned = TRUE,
                               .added = (guint64) (g_get_real_time () / 1000) };

      if (row != NULL)
        row->is_owned = TRUE;
      else
        g_array_append_val (rows, fresh);
    }
}

gboolean
way_kept_items_set_owned (WayHome *home,
                          const WayHash *network,
                          const GPtrArray *codes,
                          GError **error)
{
  Owned owned = { network, codes };

  return change_file (home, set_owned, &owned, error);
}
