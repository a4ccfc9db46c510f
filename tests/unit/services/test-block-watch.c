/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>

#include "way-block-watch.h"
#include "way-desk.h"
#include "way-embedded-node.h"
#include "way-record-file.h"
#include "way-signer.h"

/* New blocks come to a desk by themselves: one folder with a node of its own, and somebody else who signs there. */

static char *folder;

static WayHome *
open_home (void)
{
  g_autoptr (GError) error = NULL;
  WayHome *home = way_home_open (
      folder, way_secret_new_copy (way_slice_from_string ("correct horse")), &error);

  g_assert_no_error (error);
  return home;
}

static void
found_ledger (void)
{
  static const WayIdentityStart in_file = { .vault = WAY_VAULT_FILE };
  g_autoptr (GError) error = NULL;
  g_autoptr (WayHome) home = NULL;

  folder = g_dir_make_tmp ("way-watch-XXXXXX", NULL);
  home = open_home ();
  way_home_create_identity (home, "Shop", WAY_PROFILE_SHOP, &in_file, &error);
  g_assert_no_error (error);
  g_assert_nonnull (way_home_get_own_network (home, &error));
  g_assert_no_error (error);
}

/* Another program signs something in this folder, and starts the node where none runs. Returns: the block's height. */
static guint64
sign_elsewhere (const char *name)
{
  static const WayIdentityStart in_file = { .vault = WAY_VAULT_FILE };
  g_autoptr (WayHome) home = open_home ();
  g_autoptr (GError) error = NULL;
  WaySigning signing = { .network = way_home_get_own_network (home, NULL),
                         .identity = way_home_create_identity (
                             home, name, WAY_PROFILE_SHOP, &in_file, &error) };
  WaySigned signed_;

  g_assert_no_error (error);
  way_signer_submit (home, &signing, NULL, &signed_, &error);
  g_assert_no_error (error);
  g_assert_true (signed_.is_proven);
  return signed_.height;
}

static void
stop_node (void)
{
  g_autofree char *node_folder = g_build_filename (folder, "node", NULL);
  g_autoptr (GError) error = NULL;

  way_embedded_node_stop (node_folder, &error);
  g_assert_no_error (error);
}

/* ---- One network ------------------------------------------------------------------------------ */

typedef struct
{
  guint n_told;
  guint64 height;
  gboolean was_back;
} Told;

static void
block_made (gpointer data, const char *network, guint64 height, gboolean is_back)
{
  Told *told = data;

  g_assert_cmpstr (network, ==, "net");
  told->n_told++;
  told->height = height;
  told->was_back |= is_back;
}

static void
wait_for_height (const Told *told, guint64 height)
{
  while (told->height < height)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (told->height, ==, height);
}

/* It waits for the node of its folder without ever starting it, and hears on when the node was away. */
static void
test_own_node (void)
{
  g_autofree char *node_folder = g_build_filename (folder, "node", NULL);
  g_autofree char *running = NULL;
  WayBlockPlace place = { "net", "", node_folder };
  Told told = { 0 };
  WayBlockWatch *watch;
  guint64 height;

  stop_node ();
  watch = way_block_watch_new (&place, block_made, &told);
  for (guint i = 0; i < 100; i++)
    g_main_context_iteration (NULL, FALSE);
  running = way_embedded_node_dup_running_address (node_folder);
  g_assert_null (running);
  wait_for_height (&told, sign_elsewhere ("One"));
  height = sign_elsewhere ("Two");
  wait_for_height (&told, height);
  stop_node ();
  g_assert_cmpuint (sign_elsewhere ("Three"), ==, height + 1);
  wait_for_height (&told, height + 1);
  g_assert_false (told.was_back);
  way_block_watch_free (watch);
}

/* A node elsewhere that does not answer for a while: when it is back that is told even without a block. */
static void
test_node_elsewhere (void)
{
  g_autofree char *node_folder = g_build_filename (folder, "node", NULL);
  g_autofree char *socket = way_embedded_node_dup_socket_path (node_folder);
  g_autofree char *address = g_strconcat ("unix:", socket, NULL);
  g_autofree char *started = NULL;
  WayBlockPlace place = { "net", address, NULL };
  Told told = { 0 };
  WayBlockWatch *watch;
  guint64 height = sign_elsewhere ("Four");

  stop_node ();
  watch = way_block_watch_new (&place, block_made, &told);
  g_assert_true (way_block_watch_is_of (watch, &place));
  g_usleep (600000); /* so that it asks in vain, several times, which nothing tells */
  started = way_embedded_node_start (node_folder, FALSE, NULL, NULL);
  g_assert_nonnull (started);
  while (!told.was_back)
    g_main_context_iteration (NULL, TRUE);
  wait_for_height (&told, height);
  height = sign_elsewhere ("Five");
  wait_for_height (&told, height);
  way_block_watch_free (watch);
  g_assert_cmpuint (sign_elsewhere ("Six"), ==, height + 1);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (told.height, ==, height); /* nobody listens any more */
}

/* ---- A desk ------------------------------------------------------------------------------------- */

static void
loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  way_desk_load_finish (WAY_DESK (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

static void
count (WayDesk *desk, gpointer data)
{
  ++*(guint *) data;
}

static void
test_desk (void)
{
  g_autoptr (WayDesk) desk = way_desk_new (folder);
  g_autoptr (WayHome) home = open_home ();
  g_autoptr (GError) error = NULL;
  gboolean is_loaded = FALSE;
  guint n_changed = 0;
  WaySigning signing = { .network = way_home_get_own_network (home, NULL),
                         .identity = way_home_get_identity (home, 0) };
  WayLangText name = { .language = way_slice_from_string ("en"),
                       .text = way_slice_from_string ("Shop") };
  WayProfileSet set = { .profile = { .kind = WAY_PROFILE_SHOP, .names = { &name, 1 } } };
  WayAction action = { .kind = WAY_ACTION_PROFILE_SET, .body = &set };
  WaySigned signed_;

  signing.actions = &action;
  signing.n_actions = 1;
  g_assert_nonnull (way_home_connect (home, signing.network, NULL, NULL));
  way_desk_load_async (desk, NULL, loaded, &is_loaded);
  while (!is_loaded)
    g_main_context_iteration (NULL, TRUE);
  g_signal_connect (desk, "changed", G_CALLBACK (count), &n_changed);
  /* until it listens nothing is news */
  for (guint i = 0; n_changed == 0; i++)
    {
      gint64 end_us = g_get_monotonic_time () + G_USEC_PER_SEC;

      way_signer_submit (home, &signing, NULL, &signed_, &error);
      g_assert_no_error (error);
      while (n_changed == 0 && g_get_monotonic_time () < end_us)
        g_main_context_iteration (NULL, FALSE);
      g_assert_cmpuint (i, <, 20);
    }
  way_desk_close (desk);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/block-watch/own-node", test_own_node);
  g_test_add_func ("/block-watch/node-elsewhere", test_node_elsewhere);
  g_test_add_func ("/block-watch/desk", test_desk);
  found_ledger ();
  status = g_test_run ();
  stop_node ();
  way_folder_remove (folder, NULL);
  g_free (folder);
  return status;
}
