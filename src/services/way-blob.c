/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-blob.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "way-hash.h"

GBytes *
way_blob_read_file (const char *path, char **out_media_type, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autofree char *type = NULL;
  GStatBuf info;
  char *bytes = NULL;
  gsize len = 0;

  if (g_stat (path, &info) == 0 && (guint64) info.st_size > WAY_API_MAX_BLOB)
    {
      way_error_format (error, WAY_RESULT_TOO_LARGE,
                        _ ("%s is larger than 64 MiB; make it smaller"), path);
      return NULL;
    }
  if (!g_file_get_contents (path, &bytes, &len, &cause))
    {
      way_error_set_file (error, cause, path);
      return NULL;
    }
  if (len == 0)
    {
      g_free (bytes);
      way_error_format (error, WAY_RESULT_MALFORMED, _ ("%s is empty"), path);
      return NULL;
    }
  if (out_media_type != NULL)
    {
      type = g_content_type_guess (path, (const guchar *) bytes, len, NULL);
      *out_media_type = g_content_type_get_mime_type (type);
      if (*out_media_type == NULL)
        *out_media_type = g_strdup ("application/octet-stream");
    }
  return g_bytes_new_take (bytes, len);
}

gboolean
way_blob_put (WayHome *home,
              WayNetwork *network,
              GBytes *blob,
              WayHash *out_hash,
              GCancellable *cancellable,
              GError **error)
{
  WayClient *client = way_home_connect (home, network, cancellable, error);

  way_sha256 (way_slice_from_bytes (blob), out_hash);
  return client != NULL && way_call_blob_put (client, out_hash, blob, cancellable, error);
}
