/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-answer-pool.h"
#include "way-blob-store.h"
#include "way-body-cache.h"
#include "way-http-connections.h"
#include "way-http.h"
#include "way-leaf-store.h"
#include "way-metrics.h"
#include "way-node-config.h"
#include "way-rate-limit.h"
#include "way-solo-engine.h"
#include "way-view.h"

/** waymarkd: everything that its resources share. One thread, but for the engine's and those of the pool. */
struct _WayNode
{
  /* borrowed */
  const WayNodeConfig *config;

  /* owned: the ledger's side */
  GBytes *genesis_bytes;
  WayArena genesis_arena;
  WayGenesis genesis;
  WayHash network;
  WayKeyPair *solo_key; /* (nullable): of a follower */
  WayStore *store;
  WayIndexWriter *index_writer;
  WayIndexHook hook;
  WaySoloEngine *engine;
  WayBlobStore *blobs;
  WayLeafStore *leaves;
  gint64 demo_time_ms; /* atomic; injected clock of a demo market, 0: the wall clock */

  /* owned: the reader's side */
  WayView view; /* of the loop's thread */
  WayAnswerPool *pool;
  WayBodyCache answers; /* of look-ups, by question */

  /* owned: HTTP */
  GSocket *tcp; /* (nullable): bound before anything is made */
  SoupServer *server;
  GHashTable *connections; /* by GSocket */
  guint n_busy;            /* connections with a request under way */
  guint max_connections;
  WayRateLimit rate_limit;
  WayMetrics metrics;
  GPtrArray *listeners; /* of the event stream */
  gint64 started_us;
  guint idle_id;
  guint stop_id;
  GMainLoop *loop;
  int lock_fd;
  gboolean is_taken;   /* another waymarkd has the folder */
  gboolean has_socket; /* the Unix socket is this node's */
};

/** Takes the TCP port of the configuration, without answering on it yet. @error: WAY_RESULT_IO for a name that does not
 * resolve, a port that is taken or not allowed. */
gboolean
way_node_bind (WayNode *self, GError **error);
/** Binds, then opens the data folder, the ledger and the index. @error: a sentence for the operator. */
gboolean
way_node_open (WayNode *self, const WayNodeConfig *config, GError **error);
/** Listens where the configuration says. */
gboolean
way_node_listen (WayNode *self, GError **error);
/** Stops listening, finishes the open block, closes everything. Safe on a node that was opened in part. */
void
way_node_close (WayNode *self);
/** A request came or was done: stops or starts the idle clock. */
void
way_node_connection_changed (WayNode *self);
/** The wall clock, or the injected one. */
gint64
way_node_now_ms (WayNode *self);

/** Begins a snapshot for one answer. On FALSE the problem was sent. */
gboolean
way_node_begin_answer (WayHttpRequest *request);
void
way_node_end_answer (WayNode *self);

/** Makes the index anew from the log. */
gboolean
way_index_rebuild (WayNode *self, GError **error);
/** Who listens to the event stream. */
GPtrArray *
way_http_events_new_listeners (void);
/** Tells them of a block. */
void
way_http_events_announce (WayNode *self, const WayCommitted *block);
