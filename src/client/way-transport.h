/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-client.h"

/* Private to the room: one exchange with limits, retries and problems turned into errors. */

typedef struct
{
  const char *method;
  const char *path;       /* with the query, encoded */
  const char *media_type; /* of @body */
  GBytes *body;
  const char *accept;
  gsize max_reply;      /* bytes; 0: 8 MiB */
  guint64 demo_time_ms; /* 0: none */
} WayExchange;

/** Sends, retrying what is idempotent where the connection broke. Returns: (transfer full): the body of a 2xx reply. */
GBytes *
way_transport_send (WayClient *self,
                    const WayExchange *exchange,
                    GCancellable *cancellable,
                    GError **error);
/** As above for a JSON reply of @schema. */
WayReply *
way_transport_get_record (WayClient *self,
                          const char *path,
                          const WaySchema *schema,
                          GCancellable *cancellable,
                          GError **error);
WayReply *
way_reply_new_from_json (WaySlice json, const WaySchema *schema, GError **error);

/** Appends `?name=value` or `&name=value`, encoded. */
void
way_query_append (GString *path, const char *name, WaySlice value);
void
way_query_append_number (GString *path, const char *name, guint64 value);
void
way_query_append_hash (GString *path, const char *name, const WayHash *value);
void
way_query_append_options (GString *path, const WayLookupOptions *options);
/** Fetches a bundle. */
GBytes *
way_transport_get_proof (WayClient *self,
                         GString *path,
                         GCancellable *cancellable,
                         GError **error);
