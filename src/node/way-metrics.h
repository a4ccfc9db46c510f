/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

/* Counters of a node in the Prometheus text format (version 0.0.4). */

#define WAY_METRICS_N_BUCKETS 10

typedef struct
{
  guint64 requests[6]; /* by status class; 0: others */
  guint64 durations[WAY_METRICS_N_BUCKETS + 1];
  guint64 duration_sum_us;
  guint64 blocks;
  guint64 last_height;
  guint64 statements;
  guint64 statements_refused;
  guint64 statements_not_admitted;
} WayMetrics;

void
way_metrics_count_request (WayMetrics *self, guint status, gint64 duration_us);
/** What is current now, beside the counters. */
typedef struct
{
  guint64 height;
  guint64 log_size;
  guint64 block_time_ms;
  guint event_clients;
  guint64 uptime_s;
} WayMetricsNow;
/** Returns: (transfer full): the page. */
char *
way_metrics_print (const WayMetrics *self, const WayMetricsNow *now);
