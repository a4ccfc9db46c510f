/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-draft.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "way-base-encoding.h"

#define FOLDER  "drafts"
#define SUFFIX  ".cose"
#define MIN_HEX 8

void
way_draft_free (WayDraft *self)
{
  if (self == NULL)
    return;
  way_arena_clear (&self->arena);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

static char *
build_path (WayHome *home, const WayHash *id)
{
  g_autofree char *hex = way_hex_encode (way_slice_from_hash (id));
  g_autofree char *name = g_strconcat (FOLDER "/", hex, SUFFIX, NULL);

  return way_home_build_path (home, name);
}

gboolean
way_draft_store (WayHome *home, const WayHash *id, GBytes *statement, GError **error)
{
  g_autofree char *folder = way_home_build_path (home, FOLDER);
  g_autofree char *path = build_path (home, id);

  return way_folder_make (folder, error)
         && way_file_write (path, way_slice_from_bytes (statement), error);
}

gboolean
way_draft_drop (WayHome *home, const WayHash *id, GError **error)
{
  g_autofree char *path = build_path (home, id);

  return way_folder_remove (path, error);
}

gboolean
way_draft_is_kept (WayHome *home, const WayHash *id)
{
  g_autofree char *path = build_path (home, id);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static WayDraft *
load (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (WayDraft) self = g_new0 (WayDraft, 1);
  GStatBuf info;
  char *bytes = NULL;
  gsize len = 0;

  way_arena_init (&self->arena, 0);
  if (!g_str_has_suffix (name, SUFFIX) || g_stat (path, &info) != 0
      || !g_file_get_contents (path, &bytes, &len, NULL))
    return NULL;
  self->bytes = g_bytes_new_take (bytes, len);
  self->signed_ms = (guint64) info.st_mtime * 1000;
  if (way_statement_parse (way_slice_from_bytes (self->bytes), &self->arena,
                           &self->statement)
      != WAY_RESULT_OK)
    return NULL;
  self->id = self->statement.id;
  return g_steal_pointer (&self);
}

static int
compare_drafts (gconstpointer a, gconstpointer b)
{
  const WayDraft *left = *(const WayDraft *const *) a;
  const WayDraft *right = *(const WayDraft *const *) b;

  if (left->signed_ms != right->signed_ms)
    return left->signed_ms < right->signed_ms ? -1 : 1;
  return memcmp (left->id.bytes, right->id.bytes, WAY_HASH_SIZE);
}

GPtrArray *
way_draft_list (WayHome *home)
{
  GPtrArray *drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) way_draft_free);
  g_autofree char *folder = way_home_build_path (home, FOLDER);
  GDir *dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      WayDraft *draft = load (folder, name);

      if (draft != NULL)
        g_ptr_array_add (drafts, draft);
    }
  g_clear_pointer (&dir, g_dir_close);
  g_ptr_array_sort (drafts, compare_drafts);
  return drafts;
}

WayDraft *
way_draft_find (WayHome *home, const char *id, GError **error)
{
  g_autoptr (GPtrArray) drafts = way_draft_list (home);

  for (guint i = 0; i < drafts->len; i++)
    {
      WayDraft *draft = g_ptr_array_index (drafts, i);
      g_autofree char *hex = way_hex_encode (way_slice_from_hash (&draft->id));

      if (strlen (id) >= MIN_HEX && g_str_has_prefix (hex, id))
        return g_ptr_array_steal_index (drafts, i);
    }
  way_error_format (error, WAY_RESULT_NOT_FOUND,
                    "There is no draft %s; see waymarkctl draft list", id);
  return NULL;
}
