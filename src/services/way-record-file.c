/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-record-file.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "way-json.h"
#include "way-present.h"

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

  g_autofree char *name = g_filename_display_name (path);

  if (is_full)
    return way_error_format (
        error, WAY_RESULT_DISK_FULL,
        "The disk is full: %s can't be written; make room and try again", name);
  return way_error_format (error, WAY_RESULT_IO, "%s: %s", name, cause->message);
}

static gboolean
set_file_error (GError **error, WayResult missing, const char *path, int why)
{
  g_autofree char *name = g_filename_display_name (path);

  return way_error_format (error, why == ENOENT ? missing : WAY_RESULT_IO,
                           "%s can't be read: %-s", name, way_errno_get_text (why));
}

static gboolean
set_damaged (GError **error, const char *path, const GError *cause)
{
  return way_error_wrap (error, WAY_RESULT_CORRUPTED, cause, "%s is damaged: %s", path,
                         cause->message);
}

static gboolean
set_too_large (GError **error, const char *path, gsize max)
{
  g_autofree char *name = g_filename_display_name (path);
  g_autofree char *limit = g_format_size_full (max, G_FORMAT_SIZE_IEC_UNITS);

  /* TRANSLATORS: a file's name, and a size with its unit */
  return way_error_format (error, WAY_RESULT_TOO_LARGE, "%s is larger than %s", name,
                           limit);
}

/* Block by block, as a pipe or a device does not tell its size and may never end. */
static gboolean
read_all (int fd, const char *path, gsize max, GByteArray *bytes, GError **error)
{
  guint8 block[65536];
  gssize n;

  while ((n = read (fd, block, sizeof block)) != 0)
    {
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return set_file_error (error, WAY_RESULT_IO, path, errno);
      if ((gsize) n > max - bytes->len)
        return set_too_large (error, path, max);
      g_byte_array_append (bytes, block, (guint) n);
    }
  return TRUE;
}

GBytes *
way_file_read (const char *path, gsize max, WayResult missing, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofd int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  struct stat info;

  if (fd < 0 || fstat (fd, &info) != 0)
    {
      set_file_error (error, missing, path, errno);
      return NULL;
    }
  if (S_ISREG (info.st_mode) && (guint64) info.st_size > max)
    {
      set_too_large (error, path, max);
      return NULL;
    }
  if (!read_all (fd, path, max, bytes, error))
    return NULL;
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
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
  g_autoptr (GBytes) text = NULL;
  g_autofree char *member = NULL;
  WayResult result;

  *out_found = FALSE;
  text = way_file_read (path, MAX_FILE, WAY_RESULT_NOT_FOUND, &cause);
  if (text == NULL && g_error_matches (cause, WAY_ERROR, WAY_RESULT_NOT_FOUND))
    return TRUE;
  if (text == NULL && g_error_matches (cause, WAY_ERROR, WAY_RESULT_TOO_LARGE))
    return set_damaged (error, path, cause);
  if (text == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  doc = way_json_read (way_slice_from_bytes (text), MAX_FILE, &cause);
  if (doc == NULL)
    return set_damaged (error, path, cause);
  result =
      way_schema_from_json (schema, yyjson_doc_get_root (doc), arena, record, &member);
  if (result != WAY_RESULT_OK)
    return way_error_format (error, WAY_RESULT_CORRUPTED, "%s is damaged: %-s (%s)", path,
                             way_result_get_text (result), member != NULL ? member : "");
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
way_file_save (GFile *file, GBytes *bytes, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autofree char *name = g_file_get_parse_name (file);
  g_autofree char *path = g_file_get_path (file);

  if (path != NULL)
    return way_file_write (path, way_slice_from_bytes (bytes), error);
  return g_file_replace_contents (
             file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL, FALSE,
             G_FILE_CREATE_REPLACE_DESTINATION, NULL, cancellable, &cause)
         || way_error_set_file (error, cause, name);
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
                           "The folder %s can't be made: %-s", path,
                           way_errno_get_text (errno));
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
  return way_error_format (error, WAY_RESULT_IO, "%s can't be removed: %-s", path,
                           way_errno_get_text (errno));
}
