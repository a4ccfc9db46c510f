/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-row-buffer-private.h"

/* Where the moving has come to: rows up to @row have been moved in round @lap. */
typedef struct
{
  gint64 lap;
  guint8 row[WAY_ROW_MAX];
} Cursor;

/* The rows of one block, as they are kept. */
typedef struct
{
  gint64 number;
  Cursor start; /* where the cursor was when they were added */
} Run;

struct _WayRowBuffer
{
  WayRowBufferInfo info;
  WaySql *sql;
  WaySqlStatement *add_run;
  WaySqlStatement *remove_run;
  WaySqlStatement *list_runs;
  gint64 next_run;

  WayRowSet *committed;
  WayRowSet *sealed;
  Cursor cursor, sealed_cursor;
  GArray *runs;         /* of Run */
  guint n_old_runs;     /* removed by the sealed block, at the front */
  gboolean has_new_run; /* added by it, at the end */

  GByteArray *fresh; /* rows of the open block, in the order they came */
  gboolean is_open;
};

/* ---- Sets ---------------------------------------------------------------------------------- */

static WayRowSet *
row_set_new (const WayRowBufferInfo *info, gsize max_rows)
{
  WayRowSet *self = g_malloc (sizeof (WayRowSet) + max_rows * info->row_size);

  g_atomic_ref_count_init (&self->n_refs);
  self->name = info->name;
  self->row_size = info->row_size;
  self->n_rows = 0;
  return self;
}

WayRowSet *
way_row_set_ref (WayRowSet *self)
{
  g_atomic_ref_count_inc (&self->n_refs);
  return self;
}

void
way_row_set_unref (WayRowSet *self)
{
  if (self != NULL && g_atomic_ref_count_dec (&self->n_refs))
    g_free (self);
}

static const guint8 *
get_row (const WayRowSet *self, gsize i)
{
  return self->rows + i * self->row_size;
}

static void
append (WayRowSet *self, const guint8 *rows, gsize n)
{
  if (n > 0)
    memcpy (self->rows + self->n_rows * self->row_size, rows, n * self->row_size);
  self->n_rows += n;
}

/* The number of rows whose first @size bytes are less than @start, or equal too. */
static gsize
count_before (const WayRowSet *self, const guint8 *start, gsize size, gboolean or_equal)
{
  gsize low = 0, high = self->n_rows;

  if (size == 0)
    return or_equal ? self->n_rows : 0;
  while (low < high)
    {
      gsize middle = low + (high - low) / 2;
      int order = memcmp (get_row (self, middle), start, size);

      if (order < 0 || (or_equal && order == 0))
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* ---- Runs ---------------------------------------------------------------------------------- */

/* Whether @row of a run that began at @start has been moved when the cursor is at @now. */
static gboolean
is_moved (const Cursor *start, const Cursor *now, const guint8 *row, gsize row_size)
{
  gint64 lap = memcmp (row, start->row, row_size) > 0 ? start->lap : start->lap + 1;

  return now->lap > lap || (now->lap == lap && memcmp (now->row, row, row_size) >= 0);
}

/* Whether all rows of a run have been moved, whatever they are. */
static gboolean
is_over (const Run *run, const Cursor *now, gsize row_size)
{
  return now->lap > run->start.lap + 1
         || (now->lap == run->start.lap + 1
             && memcmp (now->row, run->start.row, row_size) >= 0);
}

static gboolean
write_run (WayRowBuffer *self,
           gint64 number,
           const Cursor *cursor,
           WaySlice rows,
           GError **error)
{
  way_sql_bind_integer (self->add_run, 1, number);
  way_sql_bind_integer (self->add_run, 2, cursor->lap);
  way_sql_bind_bytes (self->add_run, 3,
                      WAY_SLICE_INIT (cursor->row, self->info.row_size));
  way_sql_bind_bytes (self->add_run, 4, rows);
  return way_sql_run (self->add_run, error);
}

/* Run 0 has no rows but the cursor. */
static gboolean
read_run (WayRowBuffer *self, Run *out_run, WaySlice *out_rows, GError **error)
{
  WaySlice start = way_sql_get_bytes (self->list_runs, 2);

  out_run->number = way_sql_get_integer (self->list_runs, 0);
  out_run->start.lap = way_sql_get_integer (self->list_runs, 1);
  *out_rows = way_sql_get_bytes (self->list_runs, 3);
  if (start.len != self->info.row_size || out_rows->len % self->info.row_size != 0)
    return way_error_set (error, WAY_RESULT_CORRUPTED, "rows that are held back");
  memcpy (out_run->start.row, start.data, start.len);
  return TRUE;
}

static void
take_run (WayRowBuffer *self, const Run *run, WaySlice rows)
{
  gsize row_size = self->info.row_size;

  if (run->number == 0)
    {
      self->cursor = run->start;
      return;
    }
  g_array_append_val (self->runs, *run);
  self->next_run = run->number + 1;
  for (gsize at = 0; at < rows.len; at += row_size)
    if (!is_moved (&run->start, &self->cursor, rows.data + at, row_size))
      g_byte_array_append (self->fresh, rows.data + at, (guint) row_size);
}

static int
compare_rows (gconstpointer a, gconstpointer b, gpointer row_size)
{
  return memcmp (a, b, GPOINTER_TO_SIZE (row_size));
}

static void
sort_fresh (WayRowBuffer *self)
{
  gsize row_size = self->info.row_size;

  if (self->fresh->len > 0)
    g_sort_array (self->fresh->data, self->fresh->len / row_size, row_size, compare_rows,
                  GSIZE_TO_POINTER (row_size));
}

static gboolean
load (WayRowBuffer *self, GError **error)
{
  WaySqlStep step;

  self->next_run = 1;
  while ((step = way_sql_step (self->list_runs, error)) == WAY_SQL_ROW)
    {
      WaySlice rows;
      Run run;

      if (!read_run (self, &run, &rows, error))
        return FALSE;
      take_run (self, &run, rows);
    }
  way_sql_reset (self->list_runs);
  if (step == WAY_SQL_FAILED)
    return FALSE;
  sort_fresh (self);
  self->committed = row_set_new (&self->info, self->fresh->len / self->info.row_size);
  append (self->committed, self->fresh->data, self->fresh->len / self->info.row_size);
  self->sealed = way_row_set_ref (self->committed);
  self->sealed_cursor = self->cursor;
  g_byte_array_set_size (self->fresh, 0);
  return TRUE;
}

/* ---- The buffer ---------------------------------------------------------------------------- */

static gboolean
prepare (WayRowBuffer *self, GError **error)
{
  g_autofree char *table = g_strdup_printf (
      "CREATE TABLE IF NOT EXISTS held_%s (run INTEGER PRIMARY KEY, lap INTEGER NOT NULL,"
      " cursor BLOB NOT NULL, rows BLOB NOT NULL)",
      self->info.name);
  g_autofree char *add_run = g_strdup_printf (
      "INSERT OR REPLACE INTO held_%s VALUES (?, ?, ?, ?)", self->info.name);
  g_autofree char *remove_run =
      g_strdup_printf ("DELETE FROM held_%s WHERE run<=? AND run>0", self->info.name);
  g_autofree char *list_runs = g_strdup_printf (
      "SELECT run, lap, cursor, rows FROM held_%s ORDER BY run", self->info.name);

  if (!way_sql_execute (self->sql, table, error))
    return FALSE;
  self->add_run = way_sql_prepare (self->sql, add_run, error);
  if (self->add_run == NULL)
    return FALSE;
  self->remove_run = way_sql_prepare (self->sql, remove_run, error);
  if (self->remove_run == NULL)
    return FALSE;
  self->list_runs = way_sql_prepare (self->sql, list_runs, error);
  return self->list_runs != NULL;
}

/* Readers that begin at the present height see other held-back rows from now on. */
static void
tell_change (WaySql *sql)
{
  if (sql->rows_changed != NULL)
    sql->rows_changed (sql->rows_changed_data);
}

WayRowBuffer *
way_row_buffer_new (WaySql *sql, const WayRowBufferInfo *info, GError **error)
{
  g_autoptr (WayRowBuffer) self = g_new0 (WayRowBuffer, 1);

  g_assert (info->row_size > 0 && info->row_size <= WAY_ROW_MAX);
  self->info = *info;
  self->sql = sql;
  self->runs = g_array_new (FALSE, FALSE, sizeof (Run));
  self->fresh = g_byte_array_new ();
  if (!prepare (self, error) || !load (self, error))
    return NULL;
  g_ptr_array_add (sql->row_buffers, self);
  tell_change (sql);
  return g_steal_pointer (&self);
}

void
way_row_buffer_free (WayRowBuffer *self)
{
  if (self == NULL)
    return;
  if (g_ptr_array_remove (self->sql->row_buffers, self))
    tell_change (self->sql);
  g_clear_pointer (&self->add_run, way_sql_statement_free);
  g_clear_pointer (&self->remove_run, way_sql_statement_free);
  g_clear_pointer (&self->list_runs, way_sql_statement_free);
  way_row_set_unref (self->committed);
  way_row_set_unref (self->sealed);
  g_array_unref (self->runs);
  g_byte_array_unref (self->fresh);
  g_free (self);
}

gboolean
way_row_buffer_add (WayRowBuffer *self, const guint8 *row, GError **error)
{
  if (!self->is_open)
    return self->info.move (self->info.data, row, error);
  g_assert (!self->has_new_run); /* sealed */
  g_byte_array_append (self->fresh, row, (guint) self->info.row_size);
  return TRUE;
}

gboolean
way_row_buffer_drop (WayRowBuffer *self, GError **error)
{
  g_assert (!self->is_open);
  way_sql_bind_integer (self->remove_run, 1, G_MAXINT64);
  if (!way_sql_run (self->remove_run, error))
    return FALSE;
  g_array_set_size (self->runs, 0);
  way_row_set_unref (self->committed);
  way_row_set_unref (self->sealed);
  self->committed = row_set_new (&self->info, 0);
  self->sealed = way_row_set_ref (self->committed);
  tell_change (self->sql);
  return TRUE;
}

/* ---- A block ------------------------------------------------------------------------------- */

static WayRowSet *
merge (WayRowBuffer *self)
{
  gsize row_size = self->info.row_size, n_fresh = self->fresh->len / row_size, from = 0;
  const WayRowSet *old = self->committed;
  WayRowSet *merged = row_set_new (&self->info, old->n_rows + n_fresh);

  for (gsize i = 0; i < n_fresh; i++)
    {
      const guint8 *row = self->fresh->data + i * row_size;
      gsize to = from;

      while (to < old->n_rows && memcmp (get_row (old, to), row, row_size) < 0)
        to++;
      append (merged, get_row (old, from), to - from);
      append (merged, row, 1);
      from = to;
    }
  append (merged, get_row (old, from), old->n_rows - from);
  return merged;
}

static gboolean
move_rows (WayRowBuffer *self, const WayRowSet *set, gsize first, gsize n, GError **error)
{
  for (gsize i = first; i < first + n; i++)
    if (!self->info.move (self->info.data, get_row (set, i), error))
      return FALSE;
  if (n > 0)
    memcpy (self->sealed_cursor.row, get_row (set, first + n - 1), self->info.row_size);
  return TRUE;
}

/* Moves the rows after the cursor that are too many; beyond the last from the first on. */
static gboolean
move_some (WayRowBuffer *self, WayRowSet *set, GError **error)
{
  gsize n = set->n_rows > self->info.max_rows ? set->n_rows - self->info.max_rows : 0;
  gsize first = count_before (set, self->cursor.row, self->info.row_size, TRUE);
  gsize n_after = MIN (n, set->n_rows - first), n_again = n - n_after;
  gsize row_size = self->info.row_size;

  if (!move_rows (self, set, first, n_after, error))
    return FALSE;
  if (n_again > 0)
    self->sealed_cursor.lap++;
  if (!move_rows (self, set, 0, n_again, error))
    return FALSE;
  memmove (set->rows + first * row_size, set->rows + (first + n_after) * row_size,
           (set->n_rows - first - n_after) * row_size);
  set->n_rows -= n_after;
  memmove (set->rows, set->rows + n_again * row_size, (set->n_rows - n_again) * row_size);
  set->n_rows -= n_again;
  return TRUE;
}

static gboolean
remove_old_runs (WayRowBuffer *self, GError **error)
{
  guint n = 0;

  while (n < self->runs->len
         && is_over (&g_array_index (self->runs, Run, n), &self->sealed_cursor,
                     self->info.row_size))
    n++;
  self->n_old_runs = n;
  if (n == 0)
    return TRUE;
  way_sql_bind_integer (self->remove_run, 1,
                        g_array_index (self->runs, Run, n - 1).number);
  return way_sql_run (self->remove_run, error);
}

static gboolean
seal (WayRowBuffer *self, GError **error)
{
  Run run = { self->next_run, self->cursor };
  WayRowSet *merged;

  if (self->fresh->len == 0 || self->has_new_run)
    return TRUE; /* nothing came, or it is sealed already */
  sort_fresh (self);
  merged = merge (self);
  way_row_set_unref (self->sealed);
  self->sealed = merged;
  if (!write_run (self, run.number, &run.start,
                  WAY_SLICE_INIT (self->fresh->data, self->fresh->len), error)
      || !move_some (self, merged, error)
      || !write_run (self, 0, &self->sealed_cursor, (WaySlice) { 0 }, error))
    return FALSE;
  g_array_append_val (self->runs, run);
  self->has_new_run = TRUE;
  return remove_old_runs (self, error);
}

void
way_row_buffers_begin (WaySql *sql)
{
  for (guint i = 0; i < sql->row_buffers->len; i++)
    ((WayRowBuffer *) sql->row_buffers->pdata[i])->is_open = TRUE;
}

gboolean
way_row_buffers_seal (WaySql *sql, GError **error)
{
  for (guint i = 0; i < sql->row_buffers->len; i++)
    if (!seal (sql->row_buffers->pdata[i], error))
      return FALSE;
  return TRUE;
}

static void
end_block (WayRowBuffer *self)
{
  g_byte_array_set_size (self->fresh, 0);
  self->n_old_runs = 0;
  self->has_new_run = FALSE;
  self->is_open = FALSE;
}

void
way_row_buffers_commit (WaySql *sql)
{
  for (guint i = 0; i < sql->row_buffers->len; i++)
    {
      WayRowBuffer *self = sql->row_buffers->pdata[i];

      way_row_set_unref (self->committed);
      self->committed = way_row_set_ref (self->sealed);
      self->cursor = self->sealed_cursor;
      if (self->n_old_runs > 0)
        g_array_remove_range (self->runs, 0, self->n_old_runs);
      self->next_run += self->has_new_run;
      end_block (self);
    }
}

void
way_row_buffers_rollback (WaySql *sql)
{
  for (guint i = 0; i < sql->row_buffers->len; i++)
    {
      WayRowBuffer *self = sql->row_buffers->pdata[i];

      way_row_set_unref (self->sealed);
      self->sealed = way_row_set_ref (self->committed);
      self->sealed_cursor = self->cursor;
      if (self->has_new_run)
        g_array_set_size (self->runs, self->runs->len - 1);
      end_block (self);
    }
}

GPtrArray *
way_row_buffers_list (WaySql *sql)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) way_row_set_unref);

  for (guint i = 0; i < sql->row_buffers->len; i++)
    g_ptr_array_add (
        list, way_row_set_ref (((WayRowBuffer *) sql->row_buffers->pdata[i])->sealed));
  return list;
}

/* ---- Readers ------------------------------------------------------------------------------- */

gsize
way_row_buffer_peek (WaySql *sql,
                     const char *name,
                     WaySlice prefix,
                     const guint8 **out_rows)
{
  for (guint i = 0; sql->held_rows != NULL && i < sql->held_rows->len; i++)
    {
      const WayRowSet *set = sql->held_rows->pdata[i];
      gsize first;

      if (strcmp (set->name, name) != 0)
        continue;
      first = count_before (set, prefix.data, prefix.len, FALSE);
      *out_rows = get_row (set, first);
      return count_before (set, prefix.data, prefix.len, TRUE) - first;
    }
  *out_rows = NULL;
  return 0;
}
