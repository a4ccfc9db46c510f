/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-cli.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <unistd.h>

#include "way-cli-stream.h"
#include "way-demo-market.h"
#include "way-session.h"

/* ---- Ctrl-C ----------------------------------------------------------------------------- */

/* A thread that turns the signals which end a program into a cancelled operation: what is half-made is taken away first. */
typedef struct
{
  GCancellable *cancellable;
  GMainLoop *loop;
  GThread *thread;
} Watch;

static gboolean
cancel (gpointer data)
{
  g_cancellable_cancel (data);
  return G_SOURCE_CONTINUE;
}

static void
watch_signal (Watch *watch, int number)
{
  g_autoptr (GSource) source = g_unix_signal_source_new (number);

  g_source_set_callback (source, cancel, watch->cancellable, NULL);
  g_source_attach (source, g_main_loop_get_context (watch->loop));
}

static gpointer
run_loop (gpointer loop)
{
  g_main_loop_run (loop);
  return NULL;
}

static void
watch_start (Watch *watch)
{
  g_autoptr (GMainContext) context = g_main_context_new ();

  watch->cancellable = g_cancellable_new ();
  watch->loop = g_main_loop_new (context, FALSE);
  watch_signal (watch, SIGINT);
  watch_signal (watch, SIGTERM);
  watch->thread = g_thread_new ("signals", run_loop, watch->loop);
}

static gboolean
quit (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

static void
watch_stop (Watch *watch)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  /* from inside, so that a loop which did not start yet ends too */
  g_source_set_callback (source, quit, watch->loop, NULL);
  g_source_attach (source, g_main_loop_get_context (watch->loop));
  g_thread_join (watch->thread);
  g_clear_pointer (&watch->loop, g_main_loop_unref);
  g_clear_object (&watch->cancellable);
}

/* ---- create --------------------------------------------------------------------------------- */

static void
show_progress (gpointer data, guint done, guint all)
{
  const gboolean *is_shown = data;

  if (*is_shown)
    {
      way_cli_stream_return ();
      fprintf (stderr, _ ("Making the demo market: %u of %u"), done, all);
    }
  if (*is_shown && done == all)
    fputc ('\n', stderr);
}

static void
print_made (const WayCli *cli, WayHome *home, gboolean was_made)
{
  g_autoptr (yyjson_mut_doc) doc = NULL;
  g_autofree char *folder = way_home_build_path (home, "demo");
  g_autofree char *line = NULL;
  yyjson_mut_val *root;

  if (!cli->json)
    {
      if (was_made)
        g_print (_ ("The demo market is ready in %s.\n"), folder);
      else
        g_print (_ ("The demo market was there already, in %s.\n"), folder);
      return;
    }
  doc = yyjson_mut_doc_new (NULL);
  root = yyjson_mut_obj (doc);
  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_obj_add_bool (doc, root, "made", was_made);
  way_json_add_text (doc, root, "folder", way_slice_from_string (folder));
  line = way_json_write (doc, FALSE);
  puts (line);
}

static WayExit
demo_create (WayCli *cli, int argc, char **argv)
{
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;
  gboolean is_shown = isatty (STDERR_FILENO) && !cli->json;
  gboolean was_made = FALSE, ok;
  Watch watch = { 0 };

  if (!way_cli_parse (demo_create, NULL, NULL, 0, 0, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (!way_session_open (&session, cli, &error))
    return way_cli_fail (error);
  watch_start (&watch);
  ok = way_demo_market_create (session.home, show_progress, &is_shown, watch.cancellable,
                               &was_made, &error);
  watch_stop (&watch);
  if (!ok)
    {
      if (is_shown)
        fputc ('\n', stderr);
      return way_cli_fail (error);
    }
  print_made (cli, session.home, was_made);
  return WAY_EXIT_OK;
}

/* ---- remove ---------------------------------------------------------------------------------- */

static WayExit
demo_remove (WayCli *cli, int argc, char **argv)
{
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;
  gboolean was_there = FALSE;

  if (!way_cli_parse (demo_remove, NULL, NULL, 0, 0, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (!way_session_open (&session, cli, &error)
      || !way_demo_market_remove (session.home, &was_there, &error))
    return way_cli_fail (error);
  if (cli->json)
    printf ("{\"removed\":%s}\n", was_there ? "true" : "false");
  else if (was_there)
    g_print (_ ("The demo market is gone, and all that was its.\n"));
  else
    g_print (_ ("There is no demo market here.\n"));
  return WAY_EXIT_OK;
}

const WayCommand way_cmd_demo[] = {
  { "demo", "create", "", N_ ("Make a market to try things in: brands, goods and cheats"),
    demo_create },
  { "demo", "remove", "", N_ ("Remove the demo market and all that was its"),
    demo_remove },
  { NULL },
};
