/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-hash.h"
#include "way-http-list.h"

/* Documents and pictures by hash; leaf files of lots, which come in but never go out. */

static void
get_blob (WayHttpRequest *request)
{
  g_autoptr (GBytes) blob = NULL;
  g_autoptr (GError) error = NULL;
  WayHash hash;

  if (!way_http_get_segment_hash (request, 0, &hash))
    return;
  blob = way_blob_store_get (request->node->blobs, &hash, &error);
  if (blob == NULL)
    {
      way_http_reply_error (request->message, error);
      return;
    }
  soup_message_headers_replace (
      soup_server_message_get_response_headers (request->message), "Cache-Control",
      "public, max-age=31536000, immutable");
  soup_message_headers_replace (
      soup_server_message_get_response_headers (request->message),
      "Content-Security-Policy", "sandbox; default-src 'none'");
  way_http_reply_bytes (request->message, SOUP_STATUS_OK, "application/octet-stream",
                        blob);
}

static void
put_blob (WayHttpRequest *request)
{
  g_autoptr (GBytes) hold = NULL;
  g_autoptr (GError) error = NULL;
  WaySlice body = way_http_get_body (request, &hold);
  WayHash wanted, actual;

  if (!way_http_get_segment_hash (request, 0, &wanted))
    return;
  way_sha256 (body, &actual);
  if (!way_hash_equal (&wanted, &actual))
    way_http_reply_problem (request->message, WAY_RESULT_BAD_PROOF,
                            "the document has another hash than the one in the path");
  else if (!way_blob_store_put (request->node->blobs, body, &actual, &error))
    way_http_reply_error (request->message, error);
  else
    soup_server_message_set_status (request->message, SOUP_STATUS_NO_CONTENT, NULL);
}

/* ---- Leaf files ------------------------------------------------------------------------------ */

static gboolean
put_leaf_file (WayHttpRequest *request,
               const WayHash *lot_id,
               WaySlice body,
               GError **error)
{
  WayStateKey key = way_state_key_lot (lot_id);
  g_auto (WayArena) arena = { 0 };
  WayLotState lot;
  gboolean found;

  way_arena_init (&arena, 0);
  if (!way_http_read_state (request->node, &key, &way_lot_state_schema, &arena, &lot,
                            &found, error))
    return FALSE;
  if (!found || !way_record_has (&lot, 3) || !way_record_has (&lot, 4))
    return way_error_set (error, WAY_RESULT_NOT_FOUND, "no such lot of single units");
  return way_leaf_store_put (request->node->leaves, lot_id, body, &lot.root,
                             &lot.leaf_file, error);
}

static void
put_leaves (WayHttpRequest *request)
{
  g_autoptr (GBytes) hold = NULL;
  g_autoptr (GError) error = NULL;
  WaySlice body = way_http_get_body (request, &hold);
  WayHash lot_id;

  if (!way_http_get_segment_hash (request, 0, &lot_id)
      || !way_node_begin_answer (request))
    return;
  if (put_leaf_file (request, &lot_id, body, &error))
    {
      /* answers of this height were made without it */
      way_body_cache_forget (&request->node->answers);
      soup_server_message_set_status (request->message, SOUP_STATUS_NO_CONTENT, NULL);
    }
  else
    {
      way_http_reply_error (request->message, error);
    }
  way_node_end_answer (request->node);
}

const WayHttpRoute way_http_blobs_routes[] = {
  { "GET", "/v1/blobs/{sha256}", get_blob, 0 },
  { "PUT", "/v1/blobs/{sha256}", put_blob, WAY_API_MAX_BLOB },
  { "PUT", "/v1/lots/{id}/leaves", put_leaves, WAY_API_MAX_LEAF_FILE },
  { NULL },
};
