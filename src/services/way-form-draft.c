/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-form-draft.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "way-desk-private.h"
#include "way-text.h"

#define SAVE_AFTER_MS 500

/* ---- Looking for it ---------------------------------------------------------------------------- */

static char *
make_name (const WayFormDraft *self, const char *account)
{
  return g_strdup_printf ("forms/%s-%.16s-%s.json", self->type->kind, account,
                          self->key != NULL ? self->key : "new");
}

char *
way_form_draft_dup_name (const WayFormDraft *self)
{
  return self->account != NULL ? make_name (self, self->account) : NULL;
}

void
way_form_draft_look_init (WayFormDraftLook *self, const WayFormDraft *draft)
{
  *self = (WayFormDraftLook) { .schema = draft->type->schema,
                               .account = way_desk_dup_acting_account (draft->desk) };
  if (self->account == NULL)
    return;
  self->name = make_name (draft, self->account);
  self->bytes = g_object_get_data (G_OBJECT (draft->desk), self->name);
  if (self->bytes != NULL)
    g_bytes_ref (self->bytes);
}

void
way_form_draft_look_clear (WayFormDraftLook *self)
{
  g_clear_pointer (&self->account, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->bytes, g_bytes_unref);
}

/* It stays for whoever can make something of it, and out of the way of the next draft. */
static gboolean
set_aside (const char *path, const GError *cause, GError **error)
{
  g_autofree char *aside = g_strconcat (path, ".damaged", NULL);

  g_message ("%s: set aside as %s", cause->message, aside);
  return g_rename (path, aside) == 0
         || way_error_format (error, WAY_RESULT_IO, "%s can't be written: %-s", aside,
                              way_errno_get_text (errno));
}

static gboolean
read_draft (WayFormDraftLook *self,
            WayHome *home,
            WayArena *arena,
            gpointer record,
            GError **error)
{
  g_autofree char *path = way_home_build_path (home, self->name);
  g_autofree gpointer found = g_malloc0 (self->schema->size);
  g_autoptr (GError) cause = NULL;

  if (way_record_file_read (path, self->schema, arena, found, &self->was_found, &cause))
    {
      if (self->was_found)
        memcpy (record, found, self->schema->size);
      return TRUE;
    }
  if (g_error_matches (cause, WAY_ERROR, WAY_RESULT_CORRUPTED))
    return set_aside (path, cause, error);
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

gboolean
way_form_draft_look (WayFormDraftLook *self,
                     WayHome *home,
                     WayArena *arena,
                     gpointer record,
                     GError **error)
{
  WayResult result;

  if (self->account == NULL) /* the sentence about there being none */
    return way_desk_find_identity (home, NULL, error) != NULL;
  if (self->bytes == NULL)
    return read_draft (self, home, arena, record, error);
  if (g_bytes_get_size (self->bytes) == 0)
    return TRUE;
  memset (record, 0, self->schema->size);
  result =
      way_schema_decode (self->schema, way_slice_from_bytes (self->bytes), arena, record);
  self->was_found = result == WAY_RESULT_OK;
  return self->was_found || way_error_set (error, result, self->name);
}

void
way_form_draft_remove (WayHome *home, const char *name)
{
  g_autofree char *path = name != NULL ? way_home_build_path (home, name) : NULL;

  if (path != NULL)
    g_unlink (path);
}

/* ---- Keeping ------------------------------------------------------------------------------------- */

/* What a draft is to be hangs on the desk by the name of its file until it is written: no bytes where it is to be removed.
 * Whoever looks for it before that finds it there, and what comes while another version is written is written next. */

typedef struct
{
  WayFormDraft *draft; /* of the form, which the task keeps */
  const WaySchema *schema;
  GBytes *bytes; /* none: remove it */
  char *name;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *self = data;

  g_bytes_unref (self->bytes);
  g_free (self->name);
  g_free (self);
}

static gboolean
write_draft (const Saving *self, WayHome *home, GError **error)
{
  g_autofree char *folder = way_home_build_path (home, "forms");
  g_autofree char *path = way_home_build_path (home, self->name);
  g_autofree gpointer record = g_malloc0 (self->schema->size);
  g_auto (WayArena) arena = { 0 };
  WayResult result;

  way_arena_init (&arena, 0);
  result = way_schema_decode (self->schema, way_slice_from_bytes (self->bytes), &arena,
                              record);
  if (result != WAY_RESULT_OK)
    return way_error_set (error, result, self->name);
  return way_folder_make (folder, error)
         && way_record_file_write (path, self->schema, record, error);
}

static void
save (GTask *task, WayHome *home, gpointer data, GCancellable *cancellable)
{
  const Saving *saving = data;
  GError *error = NULL;

  if (g_bytes_get_size (saving->bytes) == 0)
    way_form_draft_remove (home, saving->name);
  else
    write_draft (saving, home, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
begin_save (WayFormDraft *self, const char *name, GBytes *bytes);

static void
saved (GObject *form, GAsyncResult *result, gpointer data)
{
  const Saving *saving = g_task_get_task_data (G_TASK (result));
  WayFormDraft *self = saving->draft;
  GBytes *last = g_object_get_data (G_OBJECT (self->desk), saving->name);
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_warning ("A draft was not kept: %s", error->message);
  if (last == saving->bytes)
    g_object_set_data (G_OBJECT (self->desk), saving->name, NULL);
  else
    begin_save (self, saving->name, last);
}

static void
begin_save (WayFormDraft *self, const char *name, GBytes *bytes)
{
  GTask *task = g_task_new (self->form, NULL, saved, NULL);
  Saving *saving = g_new (Saving, 1);

  *saving = (Saving) { self, self->type->schema, g_bytes_ref (bytes), g_strdup (name) };
  g_task_set_source_tag (task, begin_save);
  g_task_set_task_data (task, saving, saving_free);
  way_desk_run (self->desk, task, save);
}

static void
keep (WayFormDraft *self, GBytes *bytes)
{
  g_autofree char *name = way_form_draft_dup_name (self);
  gboolean is_saving = g_object_get_data (G_OBJECT (self->desk), name) != NULL;

  g_object_set_data_full (G_OBJECT (self->desk), name, g_bytes_ref (bytes),
                          (GDestroyNotify) g_bytes_unref);
  if (!is_saving)
    begin_save (self, name, bytes);
}

void
way_form_draft_flush (WayFormDraft *self)
{
  g_autoptr (GBytes) bytes = NULL;

  g_clear_handle_id (&self->save_id, g_source_remove);
  if (!self->is_dirty || self->account == NULL)
    return;
  self->is_dirty = FALSE;
  bytes = self->type->encode (self->form);
  keep (self, bytes);
}

static gboolean
save_later (gpointer data)
{
  WayFormDraft *self = data;

  self->save_id = 0;
  way_form_draft_flush (self);
  return G_SOURCE_REMOVE;
}

void
way_form_draft_tell_changed (WayFormDraft *self)
{
  if (self->account == NULL) /* nothing is loaded yet */
    return;
  self->is_dirty = TRUE;
  if (self->save_id == 0)
    self->save_id = g_timeout_add (SAVE_AFTER_MS, save_later, self);
}

void
way_form_draft_discard (WayFormDraft *self)
{
  g_autoptr (GBytes) none = g_bytes_new (NULL, 0);

  g_clear_handle_id (&self->save_id, g_source_remove);
  self->is_dirty = FALSE;
  if (self->account != NULL)
    keep (self, none);
}

/* ---- The member ------------------------------------------------------------------------------------ */

void
way_form_draft_set_account (WayFormDraft *self, const char *account)
{
  g_set_str (&self->account, account);
}

void
way_form_draft_init (WayFormDraft *self,
                     const WayFormDraftType *type,
                     gpointer form,
                     WayDesk *desk,
                     const char *key)
{
  *self = (WayFormDraft) { .type = type, .form = form, .desk = desk, .key = key };
}

void
way_form_draft_clear (WayFormDraft *self)
{
  g_clear_handle_id (&self->save_id, g_source_remove);
  g_clear_pointer (&self->account, g_free);
}

WaySlice
way_form_copy_plain (WayArena *arena, const char *text, gsize max)
{
  GString *plain = g_string_new (NULL);
  WaySlice copy = { 0 };

  for (; text != NULL && *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar character = g_utf8_get_char (text);

      if (!way_text_is_plain_character (character))
        character = ' ';
      if (plain->len + (gsize) g_unichar_to_utf8 (character, NULL) > max)
        break;
      g_string_append_unichar (plain, character);
    }
  g_strstrip (plain->str);
  copy.len = strlen (plain->str);
  copy.data = way_arena_copy (arena, plain->str, copy.len);
  g_string_free (plain, TRUE);
  return copy;
}
