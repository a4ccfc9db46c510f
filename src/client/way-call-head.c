/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-base-encoding.h"
#include "way-transport.h"

WayReply *
way_call_head (WayClient *self, WaySlice nonce, GCancellable *cancellable, GError **error)
{
  g_autoptr (GString) path = g_string_new ("/v1/head");
  WayLookupOptions options = { .nonce = nonce };

  way_query_append_options (path, &options);
  return way_transport_get_record (self, path->str, &way_head_reply_schema, cancellable,
                                   error);
}

WayReply *
way_call_health (WayClient *self, GCancellable *cancellable, GError **error)
{
  return way_transport_get_record (self, "/v1/health", &way_health_reply_schema,
                                   cancellable, error);
}

WayReply *
way_call_consistency (WayClient *self,
                      guint64 from,
                      guint64 to,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (GString) path = g_string_new ("/v1/consistency");

  way_query_append_number (path, "from", from);
  way_query_append_number (path, "to", to);
  return way_transport_get_record (self, path->str, &way_consistency_schema, cancellable,
                                   error);
}
