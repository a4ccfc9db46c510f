/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-recent.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "way-desk-private.h"
#include "way-home-private.h"
#include "way-present.h"
#include "way-recent-private.h"

#define MAX_SCANS 50

struct _WayRecentItem
{
  GObject parent;

  char *code;
  WayVerdictCode verdict;
  char *name;
  char *when;
};

G_DEFINE_FINAL_TYPE (WayRecentItem, way_recent_item, G_TYPE_OBJECT)

static guint64
get_now (void)
{
  return (guint64) (g_get_real_time () / 1000);
}

/* ---- The file ------------------------------------------------------------------------------ */

static void
load_file (WayHome *home, WayArena *arena, WayRecentFile *out_file)
{
  g_autofree char *path = way_home_build_path (home, "recent.json");
  g_autoptr (GError) error = NULL;
  gboolean found;

  *out_file = (WayRecentFile) { 0 };
  if (!way_record_file_read (path, &way_recent_file_schema, arena, out_file, &found,
                             &error))
    g_info ("%s", error->message);
}

static void
store_file (WayHome *home, const GArray *rows)
{
  g_autofree char *path = way_home_build_path (home, "recent.json");
  WayRecentFile file = { .format = 1, .scans = { (gpointer) rows->data, rows->len } };
  g_autoptr (GError) error = NULL;

  if (!way_record_file_write (path, &way_recent_file_schema, &file, &error))
    g_info ("%s", error->message);
}

void
way_recent_remember (WayHome *home,
                     const char *code,
                     WayVerdictCode verdict,
                     const char *name)
{
  int lock = way_home_lock (home, NULL);
  g_auto (WayArena) arena;
  g_autoptr (GArray) rows = g_array_new (FALSE, TRUE, sizeof (WayRecentRow));
  WayRecentRow row = { .code = way_slice_from_string (code),
                       .verdict = verdict,
                       .time = get_now () };
  WayRecentFile file;
  const WayRecentRow *old;

  way_arena_init (&arena, 0);
  if (lock < 0)
    return;
  if (name != NULL && name[0] != '\0')
    {
      row.present = 1 << 3;
      row.name = way_slice_from_string (name);
    }
  g_array_append_val (rows, row);
  load_file (home, &arena, &file);
  old = file.scans.items;
  for (gsize i = 0; i < file.scans.n && rows->len < MAX_SCANS; i++)
    if (!way_slice_equal (old[i].code, row.code))
      g_array_append_val (rows, old[i]);
  store_file (home, rows);
  way_home_unlock (lock);
}

/* ---- For the window -------------------------------------------------------------------------- */

static char *
present_when (guint64 now_ms, guint64 then_ms)
{
  g_autofree char *age = NULL;

  if (now_ms < then_ms + 60000)
    return g_strdup (_ ("just now"));
  age = way_present_age (now_ms, then_ms);
  /* TRANSLATORS: %s is how long, like “3 days” */
  return g_strdup_printf (_ ("%s ago"), age);
}

static WayRecentItem *
item_new (const WayRecentRow *row)
{
  WayRecentItem *self = g_object_new (WAY_TYPE_RECENT_ITEM, NULL);
  WayVerdictCode verdict = (WayVerdictCode) row->verdict;

  self->code = way_slice_dup_string (row->code);
  self->verdict = verdict <= WAY_VERDICT_GENUINE ? verdict : WAY_VERDICT_NONE;
  self->name = way_record_has (row, 3) ? way_slice_dup_string (row->name)
                                       : g_strdup (self->code);
  self->when = present_when (get_now (), row->time);
  return self;
}

static void
load (GTask *task, WayHome *home, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GListStore) store = g_list_store_new (WAY_TYPE_RECENT_ITEM);
  g_auto (WayArena) arena;
  WayRecentFile file;
  const WayRecentRow *rows;

  way_arena_init (&arena, 0);
  load_file (home, &arena, &file);
  rows = file.scans.items;
  for (gsize i = 0; i < file.scans.n; i++)
    {
      g_autoptr (WayRecentItem) item = item_new (&rows[i]);

      g_list_store_append (store, item);
    }
  g_task_return_pointer (task, g_steal_pointer (&store), g_object_unref);
}

void
way_desk_load_recent_async (WayDesk *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, way_desk_load_recent_async);
  way_desk_run (self, task, load);
}

GListModel *
way_desk_load_recent_finish (WayDesk *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
clear (GTask *task, WayHome *home, gpointer data, GCancellable *cancellable)
{
  g_autofree char *path = way_home_build_path (home, "recent.json");

  g_unlink (path);
  g_task_return_boolean (task, TRUE);
}

void
way_desk_clear_recent_async (WayDesk *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, way_desk_clear_recent_async);
  way_desk_run (self, task, clear);
}

gboolean
way_desk_clear_recent_finish (WayDesk *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- The item ------------------------------------------------------------------------------------ */

const char *
way_recent_item_get_code (WayRecentItem *self)
{
  return self->code;
}

WayVerdictCode
way_recent_item_get_verdict (WayRecentItem *self)
{
  return self->verdict;
}

const char *
way_recent_item_get_verdict_title (WayRecentItem *self)
{
  return way_present_verdict_title (self->verdict);
}

const char *
way_recent_item_get_name (WayRecentItem *self)
{
  return self->name;
}

const char *
way_recent_item_get_when (WayRecentItem *self)
{
  return self->when;
}

static void
way_recent_item_finalize (GObject *object)
{
  WayRecentItem *self = WAY_RECENT_ITEM (object);

  g_free (self->code);
  g_free (self->name);
  g_free (self->when);
  G_OBJECT_CLASS (way_recent_item_parent_class)->finalize (object);
}

static void
way_recent_item_class_init (WayRecentItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_recent_item_finalize;
}

static void
way_recent_item_init (WayRecentItem *self)
{
}
