/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-lot-form-private.h"

#include "way-desk-private.h"

/* ---- Form and draft ---------------------------------------------------------------------------- */

static WaySlice
copy_word (WayArena *arena, const char *word)
{
  return way_form_copy_plain (arena, word, 80);
}

static GBytes *
encode (gpointer data)
{
  WayLotForm *self = data;
  GListModel *cases = G_LIST_MODEL (self->cases);
  guint n = g_list_model_get_n_items (cases);
  g_auto (WayArena) arena = { 0 };
  WayLotFormFile file = { .format = 1, .has_serials = self->has_serials };
  WayLotFormCaseRow *rows;

  way_arena_init (&arena, 0);
  file.lot = copy_word (&arena, self->words[WAY_LOT_WORD_LOT]);
  file.quantity = copy_word (&arena, self->words[WAY_LOT_WORD_QUANTITY]);
  file.uom = copy_word (&arena, self->words[WAY_LOT_WORD_UOM]);
  file.produced = copy_word (&arena, self->words[WAY_LOT_WORD_PRODUCED]);
  file.expires = copy_word (&arena, self->words[WAY_LOT_WORD_EXPIRES]);
  rows = way_arena_alloc (&arena, (n + 1) * sizeof *rows);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (WayFormCase) item = g_list_model_get_item (cases, i);

      rows[i].sscc = copy_word (&arena, item->words[0]);
      rows[i].count = copy_word (&arena, item->words[1]);
    }
  file.cases = (WayRecords) { rows, n };
  return way_schema_encode (&way_lot_form_file_schema, &file);
}

const WayFormDraftType way_lot_form_draft = { "lot", &way_lot_form_file_schema, encode };

static void
fill_cases (WayLotForm *self, const WayRecords *cases)
{
  const WayLotFormCaseRow *rows = cases->items;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (gsize i = 0; i < cases->n; i++)
    {
      g_autofree char *sscc = way_slice_dup_string (rows[i].sscc);
      g_autofree char *count = way_slice_dup_string (rows[i].count);

      g_ptr_array_add (
          items, g_object_new (WAY_TYPE_FORM_CASE, "sscc", sscc, "count", count, NULL));
    }
  g_list_store_splice (self->cases, 0,
                       g_list_model_get_n_items (G_LIST_MODEL (self->cases)),
                       items->pdata, items->len);
}

static void
fill (WayLotForm *self, const WayLotFormFile *file)
{
  g_autofree char *lot = way_slice_dup_string (file->lot);
  g_autofree char *quantity = way_slice_dup_string (file->quantity);
  g_autofree char *uom = way_slice_dup_string (file->uom);
  g_autofree char *produced = way_slice_dup_string (file->produced);
  g_autofree char *expires = way_slice_dup_string (file->expires);

  self->is_filling = TRUE;
  g_object_set (self, "lot", lot, "quantity", quantity, "uom", uom, "produced", produced,
                "expires", expires, "has-serials", file->has_serials, NULL);
  fill_cases (self, &file->cases);
  self->is_filling = FALSE;
}

/* ---- Loading and keeping -------------------------------------------------------------------------- */

typedef struct
{
  WayFormDraftLook look;
  WayArena arena;
  WayLotFormFile file;
} Loading;

static void
loading_free (gpointer data)
{
  Loading *self = data;

  way_arena_clear (&self->arena);
  way_form_draft_look_clear (&self->look);
  g_free (self);
}

static void
load (GTask *task, WayHome *home, gpointer data, GCancellable *cancellable)
{
  Loading *self = data;
  GError *error = NULL;

  if (way_form_draft_look (&self->look, home, &self->arena, &self->file, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
way_lot_form_load_async (WayLotForm *self,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);
  Loading *loading = g_new0 (Loading, 1);

  way_arena_init (&loading->arena, 0);
  way_form_draft_look_init (&loading->look, &self->draft);
  loading->file = (WayLotFormFile) { .format = 1, .has_serials = TRUE };
  g_task_set_source_tag (task, way_lot_form_load_async);
  g_task_set_task_data (task, loading, loading_free);
  way_desk_run (self->desk, task, load);
}

gboolean
way_lot_form_load_finish (WayLotForm *self,
                          GAsyncResult *result,
                          gboolean *out_was_draft,
                          GError **error)
{
  const Loading *loading = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  way_form_draft_set_account (&self->draft, NULL);
  fill (self, &loading->file);
  way_form_draft_set_account (&self->draft, loading->look.account);
  if (out_was_draft != NULL)
    *out_was_draft = loading->look.was_found;
  return TRUE;
}

void
way_lot_form_flush (WayLotForm *self)
{
  way_form_draft_flush (&self->draft);
}

void
way_lot_form_discard (WayLotForm *self)
{
  way_form_draft_discard (&self->draft);
}
