/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-answer.h"

#include "way-checkpoint.h"

static void
get_genesis (WayHttpRequest *request)
{
  way_http_reply_bytes (request->message, SOUP_STATUS_OK, WAY_API_MEDIA_CBOR,
                        request->node->genesis_bytes);
}

static void
reply_head (WayHttpRequest *request, const WayAnswerOptions *options)
{
  WayNode *node = request->node;
  const WayCheckpoint *checkpoint = way_store_reader_get_checkpoint (node->view.reader);
  g_autoptr (GBytes)
      freshness = way_answer_sign_freshness (node, &node->view, options->nonce);
  WayHeadReply reply = {
    .network = node->network,
    .height = checkpoint->height,
    .time = checkpoint->time,
    .log_size = checkpoint->log_size,
    .hash = *way_store_reader_get_checkpoint_hash (node->view.reader),
    .checkpoint = way_store_reader_get_signed_checkpoint (node->view.reader),
  };

  if (freshness != NULL)
    {
      reply.present |= 1 << 7;
      reply.freshness = way_slice_from_bytes (freshness);
    }
  way_http_reply_record (request->message, SOUP_STATUS_OK, &way_head_reply_schema,
                         &reply);
}

static void
get_head (WayHttpRequest *request)
{
  g_auto (WayAnswerOptions) options = { 0 };

  if (!way_answer_options_read (&options, request) || !way_node_begin_answer (request))
    return;
  reply_head (request, &options);
  way_node_end_answer (request->node);
}

static void
get_checkpoint (WayHttpRequest *request)
{
  g_autoptr (GError) error = NULL;
  guint64 height;
  WaySlice signed_checkpoint;

  if (!g_ascii_string_to_unsigned (request->segments[0], 10, 0, G_MAXINT64, &height,
                                   NULL))
    {
      way_http_reply_problem (request->message, WAY_RESULT_USAGE,
                              "the height must be a number");
      return;
    }
  if (!way_node_begin_answer (request))
    return;
  if (way_store_reader_get_block (request->node->view.reader, height, &signed_checkpoint,
                                  &error))
    {
      g_autoptr (GBytes)
          bytes = g_bytes_new (signed_checkpoint.data, signed_checkpoint.len);
      way_http_reply_bytes (request->message, SOUP_STATUS_OK, WAY_API_MEDIA_STATEMENT,
                            bytes);
    }
  else
    {
      way_http_reply_error (request->message, error);
    }
  way_node_end_answer (request->node);
}

static void
reply_consistency (WayHttpRequest *request, guint64 from, guint64 to)
{
  g_autoptr (GError) error = NULL;
  g_auto (WayArena) arena = { 0 };
  WayConsistency consistency = { 0 };

  way_arena_init (&arena, 0);
  if (from == 0 || from > to
      || to > way_store_reader_get_checkpoint (request->node->view.reader)->log_size)
    way_http_reply_problem (request->message, WAY_RESULT_USAGE,
                            "from and to must be sizes of the log, from 1 up");
  else if (way_store_reader_prove_consistency_to (request->node->view.reader, from, to,
                                                  &arena, &consistency, &error))
    way_http_reply_record (request->message, SOUP_STATUS_OK, &way_consistency_schema,
                           &consistency);
  else
    way_http_reply_error (request->message, error);
}

static void
get_consistency (WayHttpRequest *request)
{
  guint64 from, to;

  if (!way_http_get_number (request, "from", 0, G_MAXINT64, &from)
      || !way_http_get_number (request, "to", 0, G_MAXINT64, &to)
      || !way_node_begin_answer (request))
    return;
  reply_consistency (request, from, to);
  way_node_end_answer (request->node);
}

const WayHttpRoute way_http_head_routes[] = {
  { "GET", "/v1/genesis", get_genesis, 0 },
  { "GET", "/v1/head", get_head, 0 },
  { "GET", "/v1/checkpoints/{height}", get_checkpoint, 0 },
  { "GET", "/v1/consistency", get_consistency, 0 },
  { NULL },
};
