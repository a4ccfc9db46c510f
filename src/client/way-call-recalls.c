/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-transport.h"

WayReply *
way_call_recalls (WayClient *self,
                  const char *after,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (GString) path = g_string_new ("/v1/recalls");

  if (after != NULL)
    way_query_append (path, "after", way_slice_from_string (after));
  return way_transport_get_record (self, path->str, &way_recalls_reply_schema,
                                   cancellable, error);
}
