/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-watch.h"

#include <stdio.h>
#include <time.h>

/* Shorter turns are nobody's trouble. */
#define LONG_US 4000

/* One for the process, of its main thread. */
static struct
{
  FILE *file; /* (nullable): nobody watches */
  gint64 began_us;
  gint64 began_cpu_us;
} watch;

static gint64
get_cpu_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* The loop waits here: what is between two waits is a turn. */
static int
poll_and_watch (GPollFD *fds, guint n_fds, int timeout_ms)
{
  gint64 now_us = g_get_monotonic_time ();
  gint64 wall_us = now_us - watch.began_us;
  int n;

  if (watch.began_us > 0 && wall_us >= LONG_US)
    fprintf (watch.file,
             "turn %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n",
             wall_us, get_cpu_us () - watch.began_cpu_us, now_us);
  n = g_poll (fds, n_fds, timeout_ms);
  watch.began_us = g_get_monotonic_time ();
  watch.began_cpu_us = get_cpu_us ();
  return n;
}

static void
frame_drawn (GdkFrameClock *clock, gpointer data)
{
  g_signal_handlers_disconnect_by_func (clock, frame_drawn, data);
  fprintf (watch.file, "first-frame %" G_GINT64_FORMAT "\n", g_get_monotonic_time ());
}

static void
mapped (GtkWidget *window)
{
  g_signal_handlers_disconnect_by_func (window, mapped, NULL);
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint",
                    G_CALLBACK (frame_drawn), NULL);
}

static void
toplevels_changed (GListModel *toplevels)
{
  g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, 0);

  if (window == NULL)
    return;
  g_signal_handlers_disconnect_by_func (toplevels, toplevels_changed, NULL);
  g_signal_connect (window, "map", G_CALLBACK (mapped), NULL);
}

void
way_watch_begin (void)
{
  const char *path = g_getenv ("WAYMARK_WATCH");

  watch.file = path != NULL ? fopen (path, "ae") : NULL;
  if (watch.file == NULL)
    return;
  setvbuf (watch.file, NULL, _IOLBF, 0);
  g_main_context_set_poll_func (NULL, poll_and_watch);
  g_signal_connect (gtk_window_get_toplevels (), "items-changed",
                    G_CALLBACK (toplevels_changed), NULL);
}
