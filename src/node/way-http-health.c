/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-node.h"

static void
get_health (WayHttpRequest *request)
{
  WayNode *node = request->node;
  const WayCheckpoint *checkpoint;
  WayHealthReply reply = {
    .status = way_slice_from_string ("ok"),
    .version = way_slice_from_string (WAY_VERSION),
    .network = node->network,
    .is_follower = node->solo_key == NULL,
  };

  if (!way_node_begin_answer (request))
    return;
  checkpoint = way_store_reader_get_checkpoint (node->view.reader);
  reply.height = checkpoint->height;
  reply.time = checkpoint->time;
  way_http_reply_record (request->message, SOUP_STATUS_OK, &way_health_reply_schema,
                         &reply);
  way_node_end_answer (node);
}

static void
get_metrics (WayHttpRequest *request)
{
  WayNode *node = request->node;
  WayMetricsNow now = {
    .event_clients = node->listeners->len,
    .uptime_s = (guint64) ((g_get_monotonic_time () - node->started_us) / G_USEC_PER_SEC),
  };
  const WayCheckpoint *checkpoint;
  g_autoptr (GBytes) page = NULL;
  char *text;

  if (!way_node_begin_answer (request))
    return;
  checkpoint = way_store_reader_get_checkpoint (node->view.reader);
  now.height = checkpoint->height;
  now.log_size = checkpoint->log_size;
  now.block_time_ms = checkpoint->time;
  way_node_end_answer (node);
  text = way_metrics_print (&node->metrics, &now);
  page = g_bytes_new_take (text, strlen (text));
  way_http_reply_bytes (request->message, SOUP_STATUS_OK,
                        "text/plain; version=0.0.4; charset=utf-8", page);
}

const WayHttpRoute way_http_health_routes[] = {
  { "GET", "/v1/health", get_health, 0 },
  { "GET", "/metrics", get_metrics, 0 },
  { NULL },
};
