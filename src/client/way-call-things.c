/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-base-encoding.h"
#include "way-transport.h"

GBytes *
way_call_notes (WayClient *self,
                const WayHash *thing_id,
                const WayLookupOptions *options,
                GCancellable *cancellable,
                GError **error)
{
  g_autofree char *hex = way_hex_encode (way_slice_from_hash (thing_id));
  g_autoptr (GString) path = g_string_new (NULL);

  g_string_printf (path, "/v1/things/%s/notes", hex);
  way_query_append_options (path, options);
  return way_transport_get_proof (self, path, cancellable, error);
}

GBytes *
way_call_epcis (WayClient *self,
                const WayHash *thing_id,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (GString) path = g_string_new ("/v1/epcis/events");
  WayExchange exchange = { .method = "GET", .accept = WAY_API_MEDIA_JSON };

  way_query_append_hash (path, "thing", thing_id);
  exchange.path = path->str;
  return way_transport_send (self, &exchange, cancellable, error);
}
