/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

#include "way-api.h"
#include "way-slice.h"

/* The small frame that every resource sits in: a table of routes, limits, problems, metrics. */

typedef struct _WayNode WayNode;

#define WAY_HTTP_MAX_SEGMENTS 4

/** One request on its way to a resource. Borrowed for the call; a resource that answers later holds a reference of @message
 * and pauses it. */
typedef struct
{
  WayNode *node;
  SoupServerMessage *message;
  GHashTable *query;                           /* (nullable) */
  const char *segments[WAY_HTTP_MAX_SEGMENTS]; /* what stood in place of {…} */
  gsize n_segments;
} WayHttpRequest;

typedef void (*WayHttpHandler) (WayHttpRequest *request);

typedef struct
{
  const char *method;  /* "GET" answers HEAD too */
  const char *pattern; /* "/v1/statements/{id}" */
  WayHttpHandler handler;
  gsize max_body; /* bytes; 0: a body is refused */
} WayHttpRoute;

/* Each resource's table, ending with a NULL method. */
extern const WayHttpRoute way_http_accounts_routes[];
extern const WayHttpRoute way_http_blobs_routes[];
extern const WayHttpRoute way_http_epcis_routes[];
extern const WayHttpRoute way_http_events_routes[];
extern const WayHttpRoute way_http_head_routes[];
extern const WayHttpRoute way_http_health_routes[];
extern const WayHttpRoute way_http_log_routes[];
extern const WayHttpRoute way_http_lookup_routes[];
extern const WayHttpRoute way_http_products_routes[];
extern const WayHttpRoute way_http_recalls_routes[];
extern const WayHttpRoute way_http_shipments_routes[];
extern const WayHttpRoute way_http_statements_routes[];

/** Puts all routes, limits and the problem page on @server. */
void
way_http_attach (WayNode *node, SoupServer *server);

/* Replies */
void
way_http_reply_bytes (SoupServerMessage *message,
                      guint status,
                      const char *media_type,
                      GBytes *bytes);
void
way_http_reply_record (SoupServerMessage *message,
                       guint status,
                       const WaySchema *schema,
                       gconstpointer record);
void
way_http_reply_problem (SoupServerMessage *message, WayResult result, const char *detail);
void
way_http_reply_error (SoupServerMessage *message, const GError *error);

/* Parameters of the query: FALSE where one is there and malformed; the problem was sent then. */
const char *
way_http_get_text (WayHttpRequest *request, const char *name);
gboolean
way_http_get_number (WayHttpRequest *request,
                     const char *name,
                     guint64 fallback,
                     guint64 max,
                     guint64 *out);
gboolean
way_http_get_hash (WayHttpRequest *request,
                   const char *name,
                   WayHash *out,
                   gboolean *out_present);
/** The {…} segment number @i as 64 hex digits. */
gboolean
way_http_get_segment_hash (WayHttpRequest *request, gsize i, WayHash *out);
/** Returns: TRUE where the Accept header prefers JSON to @media_type. */
gboolean
way_http_prefers_json (WayHttpRequest *request, const char *media_type);
/** The request's body, borrowed. */
WaySlice
way_http_get_body (WayHttpRequest *request, GBytes **out_hold);
