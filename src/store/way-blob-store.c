/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-blob-store.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

#include "way-base-encoding.h"
#include "way-file-private.h"
#include "way-hash.h"

struct _WayBlobStore
{
  char *folder;
};

WayBlobStore *
way_blob_store_new (const char *folder, GError **error)
{
  WayBlobStore *self;

  if (!way_file_make_folder (folder, error))
    return NULL;
  self = g_new (WayBlobStore, 1);
  self->folder = g_strdup (folder);
  return self;
}

void
way_blob_store_free (WayBlobStore *self)
{
  if (self == NULL)
    return;
  g_free (self->folder);
  g_free (self);
}

static char *
get_path (WayBlobStore *self, const WayHash *hash)
{
  g_autofree char *hex = way_hex_encode (way_slice_from_hash (hash));

  return g_strdup_printf ("%s/%.2s/%s", self->folder, hex, hex + 2);
}

static gboolean
is_intact (const char *path, const WayHash *hash, GBytes **out_bytes, GError **error)
{
  char *contents = NULL;
  gsize len = 0;
  struct stat info;
  WayHash actual;

  if (g_stat (path, &info) != 0)
    return way_file_fail ("read", path, error);
  if (info.st_size > WAY_BLOB_MAX)
    return way_error_set (error, WAY_RESULT_CORRUPTED, path);
  if (!g_file_get_contents (path, &contents, &len, NULL))
    return way_file_fail ("read", path, error);
  way_sha256 (WAY_SLICE_INIT (contents, len), &actual);
  if (!way_hash_equal (&actual, hash))
    {
      g_free (contents);
      return way_error_set (error, WAY_RESULT_CORRUPTED, path);
    }
  *out_bytes = g_bytes_new_take (contents, len);
  return TRUE;
}

gboolean
way_blob_store_put (WayBlobStore *self, WaySlice bytes, WayHash *out_hash, GError **error)
{
  g_autofree char *path = NULL, *folder = NULL;
  g_autoptr (GBytes) old = NULL;

  if (bytes.len > WAY_BLOB_MAX)
    return way_error_set (error, WAY_RESULT_TOO_LARGE, NULL);
  way_sha256 (bytes, out_hash);
  path = get_path (self, out_hash);
  /* A damaged one is written anew. */
  if (is_intact (path, out_hash, &old, NULL))
    return TRUE;
  folder = g_path_get_dirname (path);
  return way_file_make_folder (folder, error) && way_file_replace (path, bytes, error);
}

GBytes *
way_blob_store_get (WayBlobStore *self, const WayHash *hash, GError **error)
{
  g_autofree char *path = get_path (self, hash);
  GBytes *bytes = NULL;

  return is_intact (path, hash, &bytes, error) ? bytes : NULL;
}

gboolean
way_blob_store_has (WayBlobStore *self, const WayHash *hash, guint64 *out_size)
{
  g_autofree char *path = get_path (self, hash);
  struct stat info;

  if (g_stat (path, &info) != 0)
    return FALSE;
  if (out_size != NULL)
    *out_size = (guint64) info.st_size;
  return TRUE;
}
