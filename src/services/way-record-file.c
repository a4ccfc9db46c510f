/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-record-file.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "way-json.h"

#define MAX_FILE ((gsize) 4 * 1024 * 1024)

#define R_MODE_TABLES
#include "way-record-mode.h"
#include "way-profile-files.def"
#include "way-model-undef.h"

gboolean
way_error_set_file (GError **error, const GError *cause, const char *path)
{
  gboolean is_full = g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_NOSPC)
                     || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NO_SPACE);

  return way_error_format (error, is_full ? WAY_RESULT_DISK_FULL : WAY_RESULT_IO,
                           "%s: %s", path, cause->message);
}

gboolean
way_record_file_read (const char *path,
                      const WaySchema *schema,
                      WayArena *arena,
                      gpointer record,
                      gboolean *out_found,
                      GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (yyjson_doc) doc = NULL;
  g_autofree char *text = NULL;
  g_autofree char *member = NULL;
  gsize len = 0;
  WayResult result;

  *out_found = FALSE;
  if (!g_file_get_contents (path, &text, &len, &cause))
    return g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_NOENT)
               ? TRUE
               : way_error_set_file (error, cause, path);
  doc = way_json_read (WAY_SLICE_INIT (text, len), MAX_FILE, &cause);
  if (doc == NULL)
    return way_error_format (error, WAY_RESULT_CORRUPTED, _ ("%s is damaged: %s"), path,
                             cause->message);
  result =
      way_schema_from_json (schema, yyjson_doc_get_root (doc), arena, record, &member);
  if (result != WAY_RESULT_OK)
    return way_error_format (error, WAY_RESULT_CORRUPTED, _ ("%s is damaged: %s (%s)"),
                             path, way_result_get_text (result),
                             member != NULL ? member : "");
  *out_found = TRUE;
  return TRUE;
}

gboolean
way_file_write (const char *path, WaySlice bytes, GError **error)
{
  g_autoptr (GError) cause = NULL;

  if (!g_file_set_contents_full (
          path, (const char *) bytes.data, (gssize) bytes.len,
          G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, &cause))
    return way_error_set_file (error, cause, path);
  return TRUE;
}

gboolean
way_record_file_write (const char *path,
                       const WaySchema *schema,
                       gconstpointer record,
                       GError **error)
{
  g_autoptr (yyjson_mut_doc) doc = yyjson_mut_doc_new (NULL);
  g_autofree char *text = NULL;

  yyjson_mut_doc_set_root (doc, way_schema_to_json (schema, doc, record));
  text = way_json_write (doc, TRUE);
  return way_file_write (path, way_slice_from_string (text), error);
}

gboolean
way_folder_make (const char *path, GError **error)
{
  if (g_mkdir_with_parents (path, 0700) == 0)
    return TRUE;
  return way_error_format (error, errno == ENOSPC ? WAY_RESULT_DISK_FULL : WAY_RESULT_IO,
                           _ ("The folder %s can't be made: %s"), path,
                           g_strerror (errno));
}

gboolean
way_folder_remove (const char *path, GError **error)
{
  GDir *folder;
  const char *name;

  if (!g_file_test (path, G_FILE_TEST_IS_SYMLINK)
      && g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      folder = g_dir_open (path, 0, NULL);
      while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
        {
          g_autofree char *child = g_build_filename (path, name, NULL);

          if (!way_folder_remove (child, error))
            {
              g_dir_close (folder);
              return FALSE;
            }
        }
      g_clear_pointer (&folder, g_dir_close);
    }
  if (g_remove (path) == 0 || errno == ENOENT)
    return TRUE;
  return way_error_format (error, WAY_RESULT_IO, _ ("%s can't be removed: %s"), path,
                           g_strerror (errno));
}
