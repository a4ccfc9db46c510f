/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-metrics.h"

/* Upper bounds of the duration histogram. */
static const guint bounds_us[WAY_METRICS_N_BUCKETS] = { 100,     300,    1000,   3000,
                                                        10000,   30000,  100000, 300000,
                                                        1000000, 3000000 };

void
way_metrics_count_request (WayMetrics *self, guint status, gint64 duration_us)
{
  guint class = status / 100;
  gsize i = 0;

  self->requests[class <= 5 ? class : 0]++;
  while (i < WAY_METRICS_N_BUCKETS && duration_us > bounds_us[i])
    i++;
  self->durations[i]++;
  self->duration_sum_us += (guint64) MAX (duration_us, 0);
}

static void
print_one (GString *page,
           const char *name,
           const char *type,
           const char *help,
           guint64 value)
{
  g_string_append_printf (page, "# HELP %s %s\n# TYPE %s %s\n%s %" G_GUINT64_FORMAT "\n",
                          name, help, name, type, name, value);
}

static void
print_requests (GString *page, const WayMetrics *self)
{
  guint64 total = 0;

  g_string_append (
      page, "# HELP waymark_http_requests_total Requests answered, by status class.\n"
            "# TYPE waymark_http_requests_total counter\n");
  for (guint class = 1; class <= 5; class ++)
    g_string_append_printf (
        page, "waymark_http_requests_total{class=\"%uxx\"} %" G_GUINT64_FORMAT "\n",
        class, self->requests[class]);
  g_string_append (
      page,
      "# HELP waymark_http_request_seconds Time from a whole request to its reply.\n"
      "# TYPE waymark_http_request_seconds histogram\n");
  for (gsize i = 0; i <= WAY_METRICS_N_BUCKETS; i++)
    {
      total += self->durations[i];
      if (i < WAY_METRICS_N_BUCKETS)
        g_string_append_printf (
            page,
            "waymark_http_request_seconds_bucket{le=\"%u.%06u\"} %" G_GUINT64_FORMAT "\n",
            bounds_us[i] / 1000000, bounds_us[i] % 1000000, total);
    }
  g_string_append_printf (
      page,
      "waymark_http_request_seconds_bucket{le=\"+Inf\"} %" G_GUINT64_FORMAT "\n"
      "waymark_http_request_seconds_sum %" G_GUINT64_FORMAT ".%06u\n"
      "waymark_http_request_seconds_count %" G_GUINT64_FORMAT "\n",
      total, self->duration_sum_us / 1000000, (guint) (self->duration_sum_us % 1000000),
      total);
}

char *
way_metrics_print (const WayMetrics *self, const WayMetricsNow *now)
{
  GString *page = g_string_new (NULL);

  print_requests (page, self);
  print_one (page, "waymark_blocks_total", "counter", "Blocks committed since the start.",
             self->blocks);
  print_one (page, "waymark_statements_total", "counter",
             "Statements logged since the start.", self->statements);
  print_one (page, "waymark_statements_refused_total", "counter",
             "Statements logged with a refusal.", self->statements_refused);
  print_one (page, "waymark_statements_not_admitted_total", "counter",
             "Statements turned away.", self->statements_not_admitted);
  print_one (page, "waymark_height", "gauge", "Height of the newest block.", now->height);
  print_one (page, "waymark_log_size", "gauge", "Statements in the log.", now->log_size);
  print_one (page, "waymark_block_time_milliseconds", "gauge",
             "Time of the newest block.", now->block_time_ms);
  print_one (page, "waymark_event_clients", "gauge", "Clients of the event stream.",
             now->event_clients);
  print_one (page, "waymark_uptime_seconds", "gauge", "Seconds since the start.",
             now->uptime_s);
  return g_string_free_and_steal (page);
}
