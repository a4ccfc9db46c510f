/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-demo-market.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "way-base-encoding.h"
#include "way-demo-build.h"
#include "way-embedded-node.h"
#include "way-hash.h"

#define PLACE "demo"
#define BUILD ".demo-new" /* beside its place: on the same file system */
#define OLD   ".demo-old"

static char *
build_node_path (WayHome *home, const char *market)
{
  g_autofree char *folder = way_home_build_path (home, market);

  return g_build_filename (folder, WAY_DEMO_NODE, NULL);
}

static char *
build_record_path (WayHome *home, const char *market)
{
  g_autofree char *folder = way_home_build_path (home, market);

  return g_build_filename (folder, WAY_DEMO_RECORD, NULL);
}

static gboolean
folder_exists (WayHome *home, const char *market)
{
  g_autofree char *folder = way_home_build_path (home, market);

  return g_file_test (folder, G_FILE_TEST_IS_DIR);
}

/* ---- Whole or not -------------------------------------------------------------------- */

static gboolean
is_record_right (WayHome *home, const WayDemoStory *story)
{
  g_autofree char *path = build_record_path (home, PLACE);
  g_auto (WayArena) arena;
  WayDemoRecord record = { 0 };
  gboolean found = FALSE;
  WayHash hash, network;

  way_arena_init (&arena, 0);
  if (!way_record_file_read (path, &way_demo_record_schema, &arena, &record, &found, NULL)
      || !found)
    return FALSE;
  way_demo_build_hash_story (story, &hash);
  way_demo_story_get_network (story, &network);
  return way_hash_equal (&record.story, &hash)
         && way_hash_equal (&record.network, &network);
}

static WayDemoMarketState
get_state (WayHome *home, const WayDemoStory *story)
{
  if (!folder_exists (home, PLACE))
    return WAY_DEMO_MARKET_ABSENT;
  return is_record_right (home, story) ? WAY_DEMO_MARKET_WHOLE : WAY_DEMO_MARKET_BROKEN;
}

WayDemoMarketState
way_demo_market_get_state (WayHome *home)
{
  g_autoptr (WayDemoStory) story = way_demo_story_new (NULL);

  return story != NULL ? get_state (home, story) : WAY_DEMO_MARKET_BROKEN;
}

/* Whether its node starts and holds the whole story. */
static gboolean
is_answering (WayHome *home, const WayDemoStory *story, GCancellable *cancellable)
{
  g_autofree char *node = build_node_path (home, PLACE);
  g_autofree char *address = way_embedded_node_start (node, FALSE, cancellable, NULL);
  g_autoptr (WayClient) client = address != NULL ? way_client_new (address, NULL) : NULL;
  g_autoptr (WayReply) reply = NULL;
  const WayHeadReply *head;
  WayHash network;

  if (client != NULL)
    reply = way_call_head (client, (WaySlice) { 0 }, cancellable, NULL);
  if (reply == NULL)
    return FALSE;
  head = reply->record;
  way_demo_story_get_network (story, &network);
  return way_hash_equal (&head->network, &network)
         && head->log_size >= way_demo_story_get_n_statements (story);
}

/* ---- One maker at a time ---------------------------------------------------------------- */

/* On the folder itself, so that nothing is left behind; the lock ends with the program, however that ends. Returns: a file
 * descriptor, to close; -1 with @error. */
static int
take_lock (WayHome *home, GError **error)
{
  const char *folder = way_home_get_folder (home);
  int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (fd < 0)
    {
      way_error_format (error, WAY_RESULT_IO, "%s: %-s", folder,
                        way_errno_get_text (errno));
      return -1;
    }
  if (flock (fd, LOCK_EX | LOCK_NB) == 0)
    return fd;
  close (fd);
  way_error_format (error, WAY_RESULT_DATABASE_LOCKED,
                    "Another program is making or removing the demo market; wait "
                    "until it has ended");
  return -1;
}

/* ---- Removing ------------------------------------------------------------------------------ */

/* Ends the node of a market's folder and removes it. TRUE where there is none. */
static gboolean
remove_market (WayHome *home, const char *market, GError **error)
{
  g_autofree char *folder = way_home_build_path (home, market);
  g_autofree char *node = build_node_path (home, market);

  if (!g_file_test (folder, G_FILE_TEST_EXISTS))
    return TRUE;
  return way_embedded_node_stop (node, error) && way_folder_remove (folder, error);
}

static gboolean
move_market (WayHome *home, const char *from, const char *to, GError **error)
{
  g_autofree char *source = way_home_build_path (home, from);
  g_autofree char *target = way_home_build_path (home, to);

  return g_rename (source, target) == 0
         || way_error_format (error, WAY_RESULT_IO, "%s: %-s", target,
                              way_errno_get_text (errno));
}

/* What the wallet saw of it: a market that is made anew is another history under the same genesis. */
static gboolean
forget_network (WayHome *home, const WayDemoStory *story, GError **error)
{
  WayHash network;
  g_autofree char *hex = NULL;
  g_autofree char *name = NULL;
  g_autofree char *folder = NULL;

  way_demo_story_get_network (story, &network);
  hex = way_hex_encode (way_slice_from_hash (&network));
  name = g_build_filename ("networks", hex, NULL);
  folder = way_home_build_path (home, name);
  return !g_file_test (folder, G_FILE_TEST_EXISTS) || way_folder_remove (folder, error);
}

/* Out of its place first, so that no half-removed market is ever found there. */
static gboolean
clear_place (WayHome *home, const WayDemoStory *story, GError **error)
{
  g_autofree char *node = build_node_path (home, PLACE);

  return remove_market (home, OLD, error) && forget_network (home, story, error)
         && (!folder_exists (home, PLACE)
             || (way_embedded_node_stop (node, error)
                 && move_market (home, PLACE, OLD, error)
                 && remove_market (home, OLD, error)));
}

gboolean
way_demo_market_remove (WayHome *home, gboolean *out_was_there, GError **error)
{
  g_autoptr (WayDemoStory) story = way_demo_story_new (error);
  gboolean was_there = folder_exists (home, PLACE);
  gboolean ok;
  int lock;

  if (out_was_there != NULL)
    *out_was_there = was_there;
  if (story == NULL)
    return FALSE;
  lock = take_lock (home, error);
  if (lock < 0)
    return FALSE;
  ok = remove_market (home, BUILD, error) && clear_place (home, story, error);
  close (lock);
  return ok && way_home_reload_demo (home, error);
}

/* ---- Making -------------------------------------------------------------------------- */

static gboolean
make_market (WayHome *home,
             const WayDemoStory *story,
             WayDemoProgressFunc progress,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  g_autofree char *folder = way_home_build_path (home, BUILD);
  WayDemoBuild build = {
    .story = story,
    .folder = folder,
    .progress = progress,
    .data = data,
    .cancellable = cancellable,
  };

  if (!remove_market (home, BUILD, error))
    return FALSE;
  if (way_demo_build_run (&build, error) && clear_place (home, story, error)
      && move_market (home, BUILD, PLACE, error))
    return TRUE;
  remove_market (home, BUILD, NULL);
  return FALSE;
}

gboolean
way_demo_market_create (WayHome *home,
                        WayDemoProgressFunc progress,
                        gpointer data,
                        GCancellable *cancellable,
                        gboolean *out_was_made,
                        GError **error)
{
  g_autoptr (WayDemoStory) story = way_demo_story_new (error);
  gboolean ok = TRUE, was_made = FALSE;
  int lock;

  if (story == NULL)
    return FALSE;
  lock = take_lock (home, error);
  if (lock < 0)
    return FALSE;
  if (get_state (home, story) != WAY_DEMO_MARKET_WHOLE
      || !way_home_reload_demo (home, NULL) || !is_answering (home, story, cancellable))
    {
      g_autoptr (GError) local = NULL;

      was_made = TRUE;
      ok = make_market (home, story, progress, data, cancellable, &local);
      /* ctrl-C ends the node too, which may be noticed first */
      if (!ok && g_cancellable_is_cancelled (cancellable))
        way_error_set (error, WAY_RESULT_CANCELLED, NULL);
      else if (!ok)
        g_propagate_error (error, g_steal_pointer (&local));
    }
  close (lock);
  if (out_was_made != NULL)
    *out_was_made = was_made && ok;
  return ok && way_home_reload_demo (home, error);
}
