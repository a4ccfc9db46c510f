/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-base-encoding.h"
#include "way-transport.h"

GBytes *
way_call_shipment (WayClient *self,
                   const WayHash *shipment,
                   const WayLookupOptions *options,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autofree char *hex = way_hex_encode (way_slice_from_hash (shipment));
  g_autoptr (GString) path = g_string_new (NULL);

  g_string_printf (path, "/v1/shipments/%s", hex);
  way_query_append_options (path, options);
  return way_transport_get_proof (self, path, cancellable, error);
}

WayReply *
way_call_shipments (WayClient *self,
                    const WayHash *account,
                    const char *direction,
                    const char *after,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autofree char *hex = way_hex_encode (way_slice_from_hash (account));
  g_autoptr (GString) path = g_string_new (NULL);

  g_string_printf (path, "/v1/accounts/%s/shipments", hex);
  way_query_append (path, "direction", way_slice_from_string (direction));
  if (after != NULL)
    way_query_append (path, "after", way_slice_from_string (after));
  return way_transport_get_record (self, path->str, &way_shipments_reply_schema,
                                   cancellable, error);
}
