/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-base-encoding.h"
#include "way-transport.h"

GBytes *
way_call_account (WayClient *self,
                  const WayHash *account,
                  const WayLookupOptions *options,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autofree char *hex = way_hex_encode (way_slice_from_hash (account));
  g_autoptr (GString) path = g_string_new (NULL);

  g_string_printf (path, "/v1/accounts/%s", hex);
  way_query_append_options (path, options);
  return way_transport_get_proof (self, path, cancellable, error);
}

WayReply *
way_call_key (WayClient *self,
              const WayHash *key_id,
              GCancellable *cancellable,
              GError **error)
{
  g_autofree char *hex = way_hex_encode (way_slice_from_hash (key_id));
  g_autofree char *path = g_strdup_printf ("/v1/keys/%s", hex);

  return way_transport_get_record (self, path, &way_key_reply_schema, cancellable, error);
}

WayReply *
way_call_things (WayClient *self,
                 const WayHash *account,
                 const char *role,
                 const char *after,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autofree char *hex = way_hex_encode (way_slice_from_hash (account));
  g_autoptr (GString) path = g_string_new (NULL);

  g_string_printf (path, "/v1/accounts/%s/things", hex);
  way_query_append (path, "role", way_slice_from_string (role));
  if (after != NULL)
    way_query_append (path, "after", way_slice_from_string (after));
  return way_transport_get_record (self, path->str, &way_things_reply_schema, cancellable,
                                   error);
}

WayReply *
way_call_observed (WayClient *self,
                   const WayHash *account,
                   const WayHash *event_hashes,
                   gsize n,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autofree char *hex = way_hex_encode (way_slice_from_hash (account));
  g_autoptr (GString) path = g_string_new (NULL);

  g_assert (n >= 1 && n <= WAY_API_MAX_OBSERVED);
  g_string_printf (path, "/v1/accounts/%s/observed", hex);
  for (gsize i = 0; i < n; i++)
    way_query_append_hash (path, "hash", &event_hashes[i]);
  return way_transport_get_record (self, path->str, &way_observed_reply_schema,
                                   cancellable, error);
}
