/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-node.h"

/* What a follower replays: statements and signed checkpoints, as CBOR sequences (RFC 8742). */

#define MAX_PAGE_BYTES ((guint) 4 * 1024 * 1024)

typedef gboolean (*AppendItem) (WayNode *node,
                                guint64 i,
                                WayCborWriter *writer,
                                GError **error);

static gboolean
append_statement (WayNode *node, guint64 log_index, WayCborWriter *writer, GError **error)
{
  WayLogEntry entry = { 0 };
  WayLogRow row;

  if (!way_store_reader_get_log_row (node->view.reader, log_index, &row, error))
    return FALSE;
  entry.log_index = row.log_index;
  entry.height = row.height;
  entry.time = row.time_ms;
  entry.index = row.index;
  entry.statement = row.statement;
  entry.result = row.result;
  way_schema_write (&way_log_entry_schema, writer, &entry);
  return TRUE;
}

static gboolean
append_checkpoint (WayNode *node, guint64 height, WayCborWriter *writer, GError **error)
{
  WaySlice signed_checkpoint;

  if (!way_store_reader_get_block (node->view.reader, height, &signed_checkpoint, error))
    return FALSE;
  way_cbor_write_encoded (writer, signed_checkpoint);
  return TRUE;
}

/* Items from `from` on, below @end, as many as fit. */
static void
reply_sequence (WayHttpRequest *request,
                guint64 from,
                guint64 limit,
                guint64 end,
                AppendItem append)
{
  GByteArray *out = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  WayCborWriter writer;
  gboolean ok = TRUE;

  way_cbor_writer_init_into (&writer, out);
  for (guint64 i = from; ok && i < end && i - from < limit && out->len < MAX_PAGE_BYTES;
       i++)
    ok = append (request->node, i, &writer, &error);
  way_cbor_writer_clear (&writer);
  bytes = g_byte_array_free_to_bytes (out);
  if (ok)
    way_http_reply_bytes (request->message, SOUP_STATUS_OK, WAY_API_MEDIA_CBOR_SEQ,
                          bytes);
  else
    way_http_reply_error (request->message, error);
}

static gboolean
read_page (WayHttpRequest *request, guint64 *out_from, guint64 *out_limit)
{
  return way_http_get_number (request, "from", 0, G_MAXINT64, out_from)
         && way_http_get_number (request, "limit", WAY_API_MAX_LOG_PAGE,
                                 WAY_API_MAX_LOG_PAGE, out_limit)
         && way_node_begin_answer (request);
}

static void
get_log (WayHttpRequest *request)
{
  guint64 from, limit;

  if (!read_page (request, &from, &limit))
    return;
  reply_sequence (request, from, limit,
                  way_store_reader_get_checkpoint (request->node->view.reader)->log_size,
                  append_statement);
  way_node_end_answer (request->node);
}

static void
get_blocks (WayHttpRequest *request)
{
  guint64 from, limit;

  if (!read_page (request, &from, &limit))
    return;
  reply_sequence (request, from, limit,
                  way_store_reader_get_checkpoint (request->node->view.reader)->height
                      + 1,
                  append_checkpoint);
  way_node_end_answer (request->node);
}

const WayHttpRoute way_http_log_routes[] = {
  { "GET", "/v1/log", get_log, 0 },
  { "GET", "/v1/blocks", get_blocks, 0 },
  { NULL },
};
