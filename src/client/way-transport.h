/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

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

/** For exchanges of another kind. @timeout_s: after how long without a sign of life; 0: never. Returns: (transfer full) */
SoupSession *
way_transport_make_session (WayClient *self, guint timeout_s);
/** @path: encoded. Returns: (transfer full) */
char *
way_transport_build_uri (WayClient *self, const char *path);
/** How long a call may take that moves next to nothing. */
gint64
way_transport_get_timeout_us (WayClient *self);
/** Turns libsoup's and GIO's errors into ours. Returns: FALSE */
gboolean
way_transport_set_error (const GError *cause, const char *address, GError **error);

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
