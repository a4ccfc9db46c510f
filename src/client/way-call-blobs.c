/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-base-encoding.h"
#include "way-hash.h"
#include "way-transport.h"

GBytes *
way_call_blob_get (WayClient *self,
                   const WayHash *hash,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autofree char *hex = way_hex_encode (way_slice_from_hash (hash));
  g_autofree char *path = g_strdup_printf ("/v1/blobs/%s", hex);
  WayExchange exchange = { .method = "GET", .path = path, .max_reply = WAY_API_MAX_BLOB };
  g_autoptr (GBytes) blob = way_transport_send (self, &exchange, cancellable, error);
  WayHash actual;

  if (blob == NULL)
    return NULL;
  way_sha256 (way_slice_from_bytes (blob), &actual);
  if (!way_hash_equal (&actual, hash))
    {
      way_error_format (error, WAY_RESULT_UNVERIFIED,
                        "The node sent another document than the one that was signed");
      return NULL;
    }
  return g_steal_pointer (&blob);
}

static gboolean
put (WayClient *self,
     const char *path,
     GBytes *body,
     GCancellable *cancellable,
     GError **error)
{
  WayExchange exchange = {
    .method = "PUT", .path = path, .media_type = "application/octet-stream", .body = body
  };
  g_autoptr (GBytes) reply = way_transport_send (self, &exchange, cancellable, error);

  return reply != NULL;
}

gboolean
way_call_blob_put (WayClient *self,
                   const WayHash *hash,
                   GBytes *blob,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autofree char *hex = way_hex_encode (way_slice_from_hash (hash));
  g_autofree char *path = g_strdup_printf ("/v1/blobs/%s", hex);

  return put (self, path, blob, cancellable, error);
}

gboolean
way_call_leaves_put (WayClient *self,
                     const WayHash *lot_id,
                     GBytes *leaf_file,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autofree char *hex = way_hex_encode (way_slice_from_hash (lot_id));
  g_autofree char *path = g_strdup_printf ("/v1/lots/%s/leaves", hex);

  return put (self, path, leaf_file, cancellable, error);
}
