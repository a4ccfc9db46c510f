/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-blob.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "way-hash.h"
#include "way-record-file.h"

GBytes *
way_blob_read_file (const char *path, char **out_media_type, GError **error)
{
  g_autofree char *type = NULL;
  g_autoptr (GBytes) bytes = way_file_read (path, WAY_API_MAX_BLOB, WAY_RESULT_IO, error);

  if (bytes == NULL)
    return NULL;
  if (g_bytes_get_size (bytes) == 0)
    {
      way_error_format (error, WAY_RESULT_MALFORMED, "%s is empty", path);
      return NULL;
    }
  if (out_media_type != NULL)
    {
      type = g_content_type_guess (path, g_bytes_get_data (bytes, NULL),
                                   g_bytes_get_size (bytes), NULL);
      *out_media_type = g_content_type_get_mime_type (type);
      if (*out_media_type == NULL)
        *out_media_type = g_strdup ("application/octet-stream");
    }
  return g_steal_pointer (&bytes);
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
