/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib-unix.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "way-follower.h"
#include "way-node.h"

/* Exit codes: 0 ended as asked, 2 usage, 4 the ledger is kept by another process, 1 everything else. */

static gboolean
on_signal (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_CONTINUE;
}

static int
fail (const WayNode *node, const GError *error)
{
  g_printerr ("waymarkd: %s\n", error->message);
  if (node->is_taken)
    {
      puts ("running");
      return 4;
    }
  printf ("failed %s\n", way_result_get_name (way_result_from_error (error)));
  return way_result_from_error (error) == WAY_RESULT_USAGE ? 2 : 1;
}

/* From here on messages go to the log file: the one who started an embedded node may be gone. */
static void
redirect_log (const char *path)
{
  if (path != NULL
      && (freopen (path, "a", stderr) == NULL
          || freopen ("/dev/null", "w", stdout) == NULL))
    g_warning ("The log file %s can't be written", path);
}

static void
run (WayNode *node, const WayNodeConfig *config)
{
  g_autoptr (WayFollower) follower = config->follow != NULL ? way_follower_start (node)
                                                            : NULL;
  guint terminate_id, interrupt_id;

  node->loop = g_main_loop_new (NULL, FALSE);
  terminate_id = g_unix_signal_add (SIGTERM, on_signal, node->loop);
  interrupt_id = g_unix_signal_add (SIGINT, on_signal, node->loop);
  puts ("ready");
  fflush (stdout);
  redirect_log (config->log_file);
  g_main_loop_run (node->loop);
  g_source_remove (terminate_id);
  g_source_remove (interrupt_id);
  g_clear_pointer (&node->loop, g_main_loop_unref);
}

int
main (int argc, char **argv)
{
  g_auto (WayNodeConfig) config;
  g_autofree WayNode *node = g_new0 (WayNode, 1);
  g_autoptr (GError) error = NULL;
  gboolean show_version = FALSE;
  int code = 0;

  /* names of files as the operator writes them; messages, also those of libraries, in English: logs are for everybody */
  setlocale (LC_ALL, "");
  setlocale (LC_MESSAGES, "C");
  way_node_config_init (&config);
  if (!way_node_config_load (&config, &argc, &argv, &show_version, &error))
    {
      g_autoptr (GError) usage = NULL;

      if (error->domain != G_OPTION_ERROR)
        return fail (node, error);
      way_error_set_foreign (&usage, WAY_RESULT_USAGE, error->message);
      return fail (node, usage);
    }
  if (show_version)
    {
      g_print ("waymarkd %s\n", WAY_VERSION);
      return 0;
    }
  signal (SIGPIPE, SIG_IGN);
  signal (SIGXFSZ,
          SIG_IGN); /* a limit on the size of files is a full disk, not the end */
  if (!way_crypto_init (&error))
    return fail (node, error);
  if (way_node_open (node, &config, &error) && way_node_listen (node, &error))
    run (node, &config);
  else
    code = fail (node, error);
  way_node_close (node);
  return code;
}
