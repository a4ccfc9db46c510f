/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-shipment-draft.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "way-desk-private.h"
#include "way-record-file.h"

static void
row_free (gpointer data)
{
  WayShipmentDraftRow *row = data;

  g_free (row->code);
  g_free (row);
}

WayShipmentDraft *
way_shipment_draft_new (const char *account)
{
  WayShipmentDraft *self = g_new0 (WayShipmentDraft, 1);

  self->account = g_strdup (account);
  self->rows = g_ptr_array_new_with_free_func (row_free);
  self->changed_ms = (guint64) (g_get_real_time () / 1000);
  return self;
}

void
way_shipment_draft_free (WayShipmentDraft *self)
{
  g_free (self->account);
  g_free (self->receiver);
  g_free (self->receiver_name);
  g_free (self->note);
  g_free (self->expected);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

void
way_shipment_draft_add (WayShipmentDraft *self, const char *code, guint64 quantity)
{
  WayShipmentDraftRow *row = g_new (WayShipmentDraftRow, 1);

  *row = (WayShipmentDraftRow) { g_strdup (code), quantity };
  g_ptr_array_add (self->rows, row);
}

/* ---- The file --------------------------------------------------------------------------------- */

static char *
build_path (WayHome *home, const char *account)
{
  g_autofree char *folder = way_home_build_path (home, "shipments");
  g_autofree char *name = g_strconcat (account, ".json", NULL);

  return g_build_filename (folder, name, NULL);
}

static WayShipmentDraft *
from_record (const char *account, const WayShipmentFile *record)
{
  WayShipmentDraft *self = way_shipment_draft_new (account);
  const WayShipmentFileRow *rows = record->rows.items;

  self->changed_ms = record->changed;
  if (way_record_has (record, 3))
    self->receiver = way_slice_dup_string (record->receiver);
  if (way_record_has (record, 4))
    self->receiver_name = way_slice_dup_string (record->receiver_name);
  if (way_record_has (record, 5))
    self->note = way_slice_dup_string (record->note);
  if (way_record_has (record, 7))
    self->expected = way_slice_dup_string (record->expected);
  for (gsize i = 0; i < record->rows.n; i++)
    {
      g_autofree char *code = way_slice_dup_string (rows[i].code);

      way_shipment_draft_add (self, code,
                              way_record_has (&rows[i], 2) ? rows[i].quantity : 0);
    }
  return self;
}

WayShipmentDraft *
way_shipment_draft_load (WayHome *home, const char *account, GError **error)
{
  g_autofree char *path = build_path (home, account);
  g_auto (WayArena) arena;
  WayShipmentFile record = { 0 };
  gboolean is_found;

  way_arena_init (&arena, 0);
  if (!way_record_file_read (path, &way_shipment_file_schema, &arena, &record, &is_found,
                             error)
      || !is_found)
    return NULL;
  return from_record (account, &record);
}

static void
set_text (const char *text, guint member, guint64 *present, WaySlice *out)
{
  if (text == NULL || *text == '\0')
    return;
  *present |= G_GUINT64_CONSTANT (1) << member;
  *out = way_slice_from_string (text);
}

static gboolean
write_record (const char *path, const WayShipmentDraft *self, GError **error)
{
  g_autofree WayShipmentFileRow *rows = g_new0 (WayShipmentFileRow, self->rows->len + 1);
  WayShipmentFile record = { .format = 1, .changed = self->changed_ms };

  set_text (self->receiver, 3, &record.present, &record.receiver);
  set_text (self->receiver_name, 4, &record.present, &record.receiver_name);
  set_text (self->note, 5, &record.present, &record.note);
  set_text (self->expected, 7, &record.present, &record.expected);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const WayShipmentDraftRow *row = self->rows->pdata[i];

      rows[i].code = way_slice_from_string (row->code);
      rows[i].quantity = row->quantity;
      rows[i].present = row->quantity > 0 ? 1 << 2 : 0;
    }
  record.rows = (WayRecords) { rows, self->rows->len };
  return way_record_file_write (path, &way_shipment_file_schema, &record, error);
}

gboolean
way_shipment_draft_store (WayHome *home, const WayShipmentDraft *self, GError **error)
{
  g_autofree char *folder = way_home_build_path (home, "shipments");
  g_autofree char *path = NULL;
  gboolean is_empty = self->rows->len == 0 && self->receiver == NULL && self->note == NULL
                      && self->expected == NULL;

  if (self->account == NULL)
    return TRUE;
  path = build_path (home, self->account);
  if (!is_empty)
    return way_folder_make (folder, error) && write_record (path, self, error);
  if (g_remove (path) == 0 || errno == ENOENT)
    return TRUE;
  return way_error_set (error, WAY_RESULT_IO, path);
}

/* ---- In a thread --------------------------------------------------------------------------------- */

static void
load_in_thread (GTask *task, WayHome *home, gpointer data, GCancellable *cancellable)
{
  const char *account = data;
  GError *error = NULL;
  WayShipmentDraft *draft =
      account != NULL ? way_shipment_draft_load (home, account, &error) : NULL;

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, draft, (GDestroyNotify) way_shipment_draft_free);
}

void
way_desk_load_shipment_draft_async (WayDesk *desk,
                                    const char *account,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer data)
{
  GTask *task = g_task_new (desk, cancellable, callback, data);

  g_task_set_source_tag (task, way_desk_load_shipment_draft_async);
  g_task_set_task_data (task, g_strdup (account), g_free);
  way_desk_run (desk, task, load_in_thread);
}

WayShipmentDraft *
way_desk_load_shipment_draft_finish (WayDesk *desk, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
store_in_thread (GTask *task, WayHome *home, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (way_shipment_draft_store (home, data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
way_desk_store_shipment_draft_async (WayDesk *desk,
                                     WayShipmentDraft *draft,
                                     GAsyncReadyCallback callback,
                                     gpointer data)
{
  GTask *task = g_task_new (desk, NULL, callback, data);

  g_task_set_source_tag (task, way_desk_store_shipment_draft_async);
  g_task_set_task_data (task, draft, (GDestroyNotify) way_shipment_draft_free);
  way_desk_run (desk, task, store_in_thread);
}

gboolean
way_desk_store_shipment_draft_finish (WayDesk *desk, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
