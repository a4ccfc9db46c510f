/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-base-encoding.h"
#include "way-transport.h"

WayReply *
way_call_products (WayClient *self,
                   const char *search,
                   const WayHash *account,
                   const char *after,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (GString) path = g_string_new ("/v1/products");

  if (search != NULL)
    way_query_append (path, "q", way_slice_from_string (search));
  if (account != NULL)
    way_query_append_hash (path, "account", account);
  if (after != NULL)
    way_query_append (path, "after", way_slice_from_string (after));
  return way_transport_get_record (self, path->str, &way_products_reply_schema,
                                   cancellable, error);
}

WayReply *
way_call_lots (WayClient *self,
               const WayHash *account,
               WaySlice gtin,
               const char *after,
               GCancellable *cancellable,
               GError **error)
{
  g_autofree char *hex = way_hex_encode (way_slice_from_hash (account));
  g_autoptr (GString) path = g_string_new (NULL);

  g_string_printf (path, "/v1/products/%s/%.*s/lots", hex, (int) gtin.len,
                   (const char *) gtin.data);
  if (after != NULL)
    way_query_append (path, "after", way_slice_from_string (after));
  return way_transport_get_record (self, path->str, &way_lots_reply_schema, cancellable,
                                   error);
}
