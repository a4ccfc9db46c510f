/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-base-encoding.h"
#include "way-transport.h"

WayReply *
way_call_submit (WayClient *self,
                 GBytes *statement,
                 guint64 demo_time_ms,
                 GCancellable *cancellable,
                 GError **error)
{
  WayExchange exchange = {
    .method = "POST",
    .path = "/v1/statements",
    .media_type = WAY_API_MEDIA_STATEMENT,
    .body = statement,
    .accept = WAY_API_MEDIA_JSON,
    .demo_time_ms = demo_time_ms,
  };
  g_autoptr (GBytes) body = way_transport_send (self, &exchange, cancellable, error);

  return body != NULL ? way_reply_new_from_json (way_slice_from_bytes (body),
                                                 &way_submit_reply_schema, error)
                      : NULL;
}

GBytes *
way_call_statement (WayClient *self,
                    const WayHash *id,
                    const WayLookupOptions *options,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autofree char *hex = way_hex_encode (way_slice_from_hash (id));
  g_autoptr (GString) path = g_string_new (NULL);

  g_string_printf (path, "/v1/statements/%s", hex);
  way_query_append_options (path, options);
  return way_transport_get_proof (self, path, cancellable, error);
}
