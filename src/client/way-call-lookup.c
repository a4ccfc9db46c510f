/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-transport.h"

GBytes *
way_call_lookup (WayClient *self,
                 const WayQuestion *question,
                 const WayLookupOptions *options,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (GString) path = g_string_new ("/v1/lookup");
  const WayHash *registrars = question->registrars.items;

  if (way_record_has (question, 1))
    way_query_append (path, "gtin", question->gtin);
  if (way_record_has (question, 2))
    way_query_append (path, "lot", question->lot);
  if (way_record_has (question, 3))
    way_query_append (path, "serial", question->serial);
  if (way_record_has (question, 4))
    way_query_append (path, "sscc", question->sscc);
  if (way_record_has (question, 5))
    way_query_append_hash (path, "account", &question->account);
  for (gsize i = 0; way_record_has (question, 7) && i < question->registrars.n; i++)
    way_query_append_hash (path, "registrar", &registrars[i]);
  way_query_append_options (path, options);
  return way_transport_get_proof (self, path, cancellable, error);
}
