/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-http.h"

#include <string.h>

#include "way-base-encoding.h"
#include "way-json.h"
#include "way-node.h"

/* Looked through in order: what is asked for most stands first. */
static const WayHttpRoute *const tables[] = {
  way_http_lookup_routes,  way_http_accounts_routes,  way_http_blobs_routes,
  way_http_epcis_routes,   way_http_events_routes,    way_http_head_routes,
  way_http_health_routes,  way_http_log_routes,       way_http_products_routes,
  way_http_recalls_routes, way_http_shipments_routes, way_http_statements_routes,
};

/* ---- Replies ------------------------------------------------------------------- */

void
way_http_reply_bytes (SoupServerMessage *message,
                      guint status,
                      const char *media_type,
                      GBytes *bytes)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_message_headers_replace (headers, "Content-Type", media_type);
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  soup_server_message_set_status (message, status, NULL);
  if (g_bytes_get_size (bytes) > 0)
    soup_message_body_append_bytes (soup_server_message_get_response_body (message),
                                    bytes);
}

static void
reply_json (SoupServerMessage *message,
            guint status,
            const char *media_type,
            const WaySchema *schema,
            gconstpointer record)
{
  g_autoptr (yyjson_mut_doc) doc = yyjson_mut_doc_new (NULL);
  g_autoptr (GBytes) bytes = NULL;
  char *text;

  yyjson_mut_doc_set_root (doc, way_schema_to_json (schema, doc, record));
  text = way_json_write (doc, FALSE);
  bytes = g_bytes_new_take (text, strlen (text));
  way_http_reply_bytes (message, status, media_type, bytes);
}

void
way_http_reply_record (SoupServerMessage *message,
                       guint status,
                       const WaySchema *schema,
                       gconstpointer record)
{
  reply_json (message, status, WAY_API_MEDIA_JSON, schema, record);
}

static void
reply_problem (SoupServerMessage *message,
               guint status,
               WayResult result,
               const char *detail)
{
  const char *name = way_result_get_name (result);
  g_autofree char *type = g_strdup_printf ("urn:waymark:result:%s", name);
  g_autofree char *clean =
      detail != NULL ? g_utf8_make_valid (detail, MIN (strlen (detail), 900)) : NULL;
  WayProblem problem = {
    .type = way_slice_from_string (type),
    .title = way_slice_from_string (way_result_get_text (result)),
    .status = status,
    .result = way_slice_from_string (name),
  };

  if (clean != NULL && clean[0] != '\0')
    {
      problem.present |= 1 << 4;
      problem.detail = way_slice_from_string (clean);
    }
  reply_json (message, status, WAY_API_MEDIA_PROBLEM, &way_problem_schema, &problem);
}

void
way_http_reply_problem (SoupServerMessage *message, WayResult result, const char *detail)
{
  reply_problem (message, way_api_status_from_result (result), result, detail);
}

void
way_http_reply_error (SoupServerMessage *message, const GError *error)
{
  way_http_reply_problem (message, way_result_from_error (error), error->message);
}

/* ---- Parameters ---------------------------------------------------------------- */

const char *
way_http_get_text (WayHttpRequest *request, const char *name)
{
  return request->query != NULL ? g_hash_table_lookup (request->query, name) : NULL;
}

gboolean
way_http_get_number (WayHttpRequest *request,
                     const char *name,
                     guint64 fallback,
                     guint64 max,
                     guint64 *out)
{
  const char *text = way_http_get_text (request, name);
  g_autofree char *detail = NULL;

  *out = fallback;
  if (text == NULL || g_ascii_string_to_unsigned (text, 10, 0, max, out, NULL))
    return TRUE;
  detail =
      g_strdup_printf ("%s must be a number from 0 to %" G_GUINT64_FORMAT, name, max);
  way_http_reply_problem (request->message, WAY_RESULT_USAGE, detail);
  return FALSE;
}

gboolean
way_http_get_hash (WayHttpRequest *request,
                   const char *name,
                   WayHash *out,
                   gboolean *out_present)
{
  const char *text = way_http_get_text (request, name);
  g_autofree char *detail = NULL;

  *out_present = text != NULL;
  if (text == NULL || way_hash_from_hex (text, out))
    return TRUE;
  detail = g_strdup_printf ("%s must be 64 hexadecimal digits", name);
  way_http_reply_problem (request->message, WAY_RESULT_USAGE, detail);
  return FALSE;
}

gboolean
way_http_get_segment_hash (WayHttpRequest *request, gsize i, WayHash *out)
{
  g_return_val_if_fail (i < request->n_segments, FALSE);

  if (way_hash_from_hex (request->segments[i], out))
    return TRUE;
  way_http_reply_problem (request->message, WAY_RESULT_USAGE,
                          "the identifier in the path must be 64 hexadecimal digits");
  return FALSE;
}

gboolean
way_http_prefers_json (WayHttpRequest *request, const char *media_type)
{
  const char *accept = soup_message_headers_get_list (
      soup_server_message_get_request_headers (request->message), "Accept");
  g_autoptr (GSList)
      wanted = accept != NULL ? soup_header_parse_quality_list (accept, NULL) : NULL;
  gboolean prefers = FALSE;

  for (GSList *item = wanted; item != NULL; item = item->next)
    {
      if (strcmp (item->data, WAY_API_MEDIA_JSON) != 0
          && strcmp (item->data, media_type) != 0)
        continue;
      prefers = strcmp (item->data, WAY_API_MEDIA_JSON) == 0;
      break;
    }
  g_slist_free_full (g_steal_pointer (&wanted), g_free);
  return prefers;
}

WaySlice
way_http_get_body (WayHttpRequest *request, GBytes **out_hold)
{
  *out_hold =
      soup_message_body_flatten (soup_server_message_get_request_body (request->message));

  return way_slice_from_bytes (*out_hold);
}

/* ---- Routes ---------------------------------------------------------------------- */

/* Matches /v1/a/b against /v1/a/{x}; @parts are the path's segments. */
static gboolean
match_route (const WayHttpRoute *route, char **parts, WayHttpRequest *request)
{
  const char *at = route->pattern;

  request->n_segments = 0;
  for (gsize i = 0; parts[i] != NULL; i++)
    {
      const char *end = strchrnul (at, '/');

      if (at[0] == '{')
        request->segments[request->n_segments++] = parts[i];
      else if (strncmp (at, parts[i], (gsize) (end - at)) != 0
               || parts[i][end - at] != '\0')
        return FALSE;
      if (*end == '\0')
        return parts[i + 1] == NULL;
      at = end + 1;
    }
  return FALSE;
}

static gboolean
method_fits (const WayHttpRoute *route, const char *method)
{
  return strcmp (route->method, method) == 0
         || (strcmp (route->method, "GET") == 0 && strcmp (method, "HEAD") == 0);
}

/* @out_allowed: the methods of routes whose path fits, for 405. */
static const WayHttpRoute *
find_route (const char *method,
            char **parts,
            WayHttpRequest *request,
            GString *out_allowed)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const WayHttpRoute *route = tables[i]; route->method != NULL; route++)
      {
        if (!match_route (route, parts, request))
          continue;
        if (method_fits (route, method))
          return route;
        g_string_append_printf (out_allowed, "%s%s", out_allowed->len > 0 ? ", " : "",
                                route->method);
      }
  return NULL;
}

static void
refuse_unrouted (SoupServerMessage *message, const char *allowed)
{
  if (allowed[0] == '\0')
    {
      way_http_reply_problem (message, WAY_RESULT_NOT_FOUND, "there is no such resource");
      return;
    }
  reply_problem (message, SOUP_STATUS_METHOD_NOT_ALLOWED, WAY_RESULT_USAGE,
                 "that method is not for this resource");
  soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                "Allow", allowed);
}

static void
on_request (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer data)
{
  WayNode *node = data;
  g_auto (GStrv) parts = g_strsplit (path, "/", WAY_HTTP_MAX_SEGMENTS + 6);
  g_autoptr (GString) allowed = g_string_new (NULL);
  WayHttpRequest request = { .node = node, .message = message, .query = query };
  const WayHttpRoute *route;

  if (soup_server_message_get_status (message) != 0)
    return; /* refused before its body was read */
  route = find_route (soup_server_message_get_method (message), parts, &request, allowed);
  if (route == NULL)
    refuse_unrouted (message, allowed->str);
  else
    route->handler (&request);
}

/* ---- Limits, before a body is read ------------------------------------------------- */

static void
refuse_early (SoupServerMessage *message, WayResult result, const char *detail)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_message_body_set_accumulate (soup_server_message_get_request_body (message),
                                    FALSE);
  soup_message_headers_replace (headers, "Connection", "close");
  if (result == WAY_RESULT_RATE_LIMITED)
    soup_message_headers_replace (headers, "Retry-After", "1");
  way_http_reply_problem (message, result, detail);
}

static void
on_got_chunk (SoupServerMessage *message, GBytes *chunk, gpointer data)
{
  gsize max_body = GPOINTER_TO_SIZE (data);
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  if ((gsize) body->length > max_body && soup_server_message_get_status (message) == 0)
    refuse_early (message, WAY_RESULT_TOO_LARGE,
                  "the body is larger than this resource takes");
}

static gboolean
is_rate_limited (WayNode *node, SoupServerMessage *message)
{
  GSocketAddress *address = soup_server_message_get_remote_address (message);

  if (address == NULL || !G_IS_INET_SOCKET_ADDRESS (address))
    return FALSE;
  return !way_rate_limit_take (&node->rate_limit, G_INET_SOCKET_ADDRESS (address),
                               g_get_monotonic_time ());
}

/* How large a body may be, which is looked for only where one is announced. */
static gsize
get_max_body (WayNode *node, SoupServerMessage *message, const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", WAY_HTTP_MAX_SEGMENTS + 6);
  g_autoptr (GString) allowed = g_string_new (NULL);
  WayHttpRequest request = { .node = node };
  const WayHttpRoute *route =
      find_route (soup_server_message_get_method (message), parts, &request, allowed);

  return route != NULL ? route->max_body : 0;
}

static void
on_early (SoupServer *server,
          SoupServerMessage *message,
          const char *path,
          GHashTable *query,
          gpointer data)
{
  WayNode *node = data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  SoupEncoding encoding = soup_message_headers_get_encoding (headers);
  gsize max_body = encoding != SOUP_ENCODING_NONE ? get_max_body (node, message, path)
                                                  : 0;

  /* answers are small or cheap to send whole: no ranges, which a peer could make many of */
  soup_message_headers_remove (headers, "Range");

  if (is_rate_limited (node, message))
    refuse_early (message, WAY_RESULT_RATE_LIMITED, NULL);
  else if (strlen (path) > WAY_API_MAX_URI)
    refuse_early (message, WAY_RESULT_TOO_LARGE, "the address is too long");
  else if (encoding == SOUP_ENCODING_CONTENT_LENGTH
           && soup_message_headers_get_content_length (headers) > (goffset) max_body)
    refuse_early (message, WAY_RESULT_TOO_LARGE,
                  "the body is larger than this resource takes");
  else if (encoding == SOUP_ENCODING_CHUNKED)
    g_signal_connect (message, "got-chunk", G_CALLBACK (on_got_chunk),
                      GSIZE_TO_POINTER (max_body));
}

void
way_http_attach (WayNode *node, SoupServer *server)
{
  way_http_connections_attach (node, server);
  soup_server_add_early_handler (server, NULL, on_early, node, NULL);
  soup_server_add_handler (server, NULL, on_request, node, NULL);
}
