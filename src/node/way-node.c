/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-node.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "way-genesis-new.h"
#include "way-hash.h"

#define MAX_FAREWELL_US G_USEC_PER_SEC

static gint64
engine_now_ms (gpointer data)
{
  return way_node_now_ms (data);
}

gint64
way_node_now_ms (WayNode *self)
{
  gint64 demo_time_ms = __atomic_load_n (&self->demo_time_ms, __ATOMIC_SEQ_CST);

  return demo_time_ms != 0 ? demo_time_ms : g_get_real_time () / 1000;
}

/* ---- The data folder ------------------------------------------------------------------- */

static char *
in_folder (WayNode *self, const char *name)
{
  return g_build_filename (self->config->data_dir, name, NULL);
}

static gboolean
make_folder (WayNode *self, GError **error)
{
  if (g_mkdir_with_parents (self->config->data_dir, 0700) == 0)
    return TRUE;
  return way_error_format (error, errno == ENOSPC ? WAY_RESULT_DISK_FULL : WAY_RESULT_IO,
                           "The folder %s can't be made: %s", self->config->data_dir,
                           g_strerror (errno));
}

/* One node per folder. @flags: O_CREAT, or 0. */
static gboolean
lock_folder (WayNode *self, int flags, GError **error)
{
  g_autofree char *path = in_folder (self, "node.lock");

  self->lock_fd = g_open (path, flags | O_RDWR | O_CLOEXEC, 0600);
  if (self->lock_fd < 0)
    return way_error_format (error, WAY_RESULT_IO, "%s can't be written: %s", path,
                             g_strerror (errno));
  self->is_taken = flock (self->lock_fd, LOCK_EX | LOCK_NB) != 0;
  if (self->is_taken)
    return way_error_format (error, WAY_RESULT_DATABASE_LOCKED,
                             "Another waymarkd keeps the ledger in %s",
                             self->config->data_dir);
  return TRUE;
}

static gboolean
write_pid (WayNode *self, GError **error)
{
  g_autofree char *path = in_folder (self, "node.pid");
  g_autofree char *pid = g_strdup_printf ("%d\n", (int) getpid ());

  return g_file_set_contents (path, pid, -1, error);
}

/* Whether the place is free to answer on, before anything is made. Another waymarkd of the same folder has its port as well:
 * then it is that which is told. */
static gboolean
bind_first (WayNode *self, GError **error)
{
  g_autoptr (GError) cause = NULL;

  if (way_node_bind (self, &cause))
    return TRUE;
  if (lock_folder (self, 0, error) || !self->is_taken)
    {
      g_clear_error (error);
      g_propagate_error (error, g_steal_pointer (&cause));
    }
  return FALSE;
}

static GBytes *
read_file (const char *path, GError **error)
{
  g_autoptr (GError) cause = NULL;
  char *contents = NULL;
  gsize len = 0;

  if (g_file_get_contents (path, &contents, &len, &cause))
    return g_bytes_new_take (contents, len);
  way_error_format (error,
                    g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_NOENT)
                        ? WAY_RESULT_NOT_FOUND
                        : WAY_RESULT_IO,
                    "%s", cause->message);
  return NULL;
}

/* The given genesis, or a new network with this node as its keeper. */
static GBytes *
make_genesis (WayNode *self, GError **error)
{
  g_autofree char *key_path = in_folder (self, "node.key");

  if (self->config->genesis != NULL)
    return read_file (self->config->genesis, error);
  if (self->config->follow == NULL && !self->config->demo_clock)
    return way_genesis_new (key_path, way_node_now_ms (self), error);
  way_error_format (error, WAY_RESULT_USAGE,
                    "At its first start %s needs the network's genesis: --genesis FILE",
                    self->config->demo_clock ? "a demo market" : "a follower");
  return NULL;
}

static gboolean
decode_genesis (WayNode *self, const char *path, GError **error)
{
  WayResult result;

  way_arena_init (&self->genesis_arena, 0);
  result = way_genesis_decode (way_slice_from_bytes (self->genesis_bytes),
                               &self->genesis_arena, &self->genesis);
  if (result != WAY_RESULT_OK)
    return way_error_format (error, result, "%s is not a genesis: %s", path,
                             way_result_get_text (result));
  if (self->config->demo_clock
      && !(way_record_has (&self->genesis, 7) && self->genesis.is_demo))
    return way_error_format (error, WAY_RESULT_USAGE,
                             "Only a demo market may be built with an injected clock");
  way_genesis_get_network (way_slice_from_bytes (self->genesis_bytes), &self->network);
  return TRUE;
}

/* The folder's own genesis once there is one. */
static gboolean
load_genesis (WayNode *self, GError **error)
{
  g_autofree char *path = in_folder (self, "genesis.cbor");
  g_autoptr (GError) cause = NULL;
  gboolean is_new;

  self->genesis_bytes = read_file (path, &cause);
  is_new = self->genesis_bytes == NULL;
  if (is_new && way_result_from_error (cause) != WAY_RESULT_NOT_FOUND)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  if (is_new)
    self->genesis_bytes = make_genesis (self, error);
  if (self->genesis_bytes == NULL
      || !decode_genesis (
          self, is_new && self->config->genesis != NULL ? self->config->genesis : path,
          error))
    return FALSE;
  return !is_new
         || g_file_set_contents_full (
             path, g_bytes_get_data (self->genesis_bytes, NULL),
             (gssize) g_bytes_get_size (self->genesis_bytes),
             G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
}

/* The key that signs checkpoints. A follower has none. */
static gboolean
load_solo_key (WayNode *self, GError **error)
{
  g_autofree char *own_path = in_folder (self, "node.key");
  const char *path = self->config->key_file != NULL ? self->config->key_file : own_path;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (WaySecret) seed = NULL;

  if (self->config->follow != NULL)
    return TRUE;
  bytes = read_file (path, error);
  if (bytes == NULL)
    return FALSE;
  if (g_bytes_get_size (bytes) != 32)
    return way_error_format (error, WAY_RESULT_CORRUPTED,
                             "%s is not a key: it must have 32 bytes", path);
  seed = way_secret_new_copy (way_slice_from_bytes (bytes));
  way_secret_wipe ((gpointer) g_bytes_get_data (bytes, NULL), 32);
  self->solo_key = way_key_pair_new_from_seed (seed);
  if (memcmp (way_key_pair_get_public (self->solo_key)->bytes, self->genesis.solo_key, 32)
      != 0)
    return way_error_format (
        error, WAY_RESULT_WRONG_NETWORK,
        "The key in %s is not the one that the network's genesis names", path);
  return TRUE;
}

/* ---- Ledger and index --------------------------------------------------------------------- */

static WayLedger *
open_ledger (WayNode *self, GError **error)
{
  return way_ledger_open (way_slice_from_bytes (self->genesis_bytes),
                          way_store_get_ledger_store (self->store), &self->hook,
                          self->solo_key, error);
}

/* An index of another version is made anew from the log, by replaying it into a ledger in memory. */
static gboolean
open_index (WayNode *self, GError **error)
{
  gboolean needs_rebuild = FALSE;

  self->index_writer =
      way_index_writer_new (way_store_get_sql (self->store), &needs_rebuild, error);
  if (self->index_writer == NULL)
    return FALSE;
  self->hook = way_index_writer_get_hook (self->index_writer);
  return !needs_rebuild || way_index_rebuild (self, error);
}

static void
on_committed (WayEngine *engine, gpointer data, gpointer user_data)
{
  WayNode *self = user_data;
  const WayCommitted *block = data;

  self->metrics.statements += block->n_statements;
  self->metrics.statements_refused += block->n_refused;
  self->metrics.statements_not_admitted += block->n_not_admitted;
  if (block->height <= self->metrics.last_height)
    return; /* nothing was committed */
  self->metrics.blocks++;
  self->metrics.last_height = block->height;
  way_http_events_announce (self, block);
}

static gboolean
open_engine (WayNode *self, GError **error)
{
  WayClock clock = { .now_ms = engine_now_ms, .data = self };
  WayLedger *ledger = open_ledger (self, error);

  if (ledger == NULL)
    return FALSE;
  self->engine =
      way_solo_engine_new (ledger, &clock, self->solo_key != NULL,
                           self->config->allow_clock_jump || self->config->demo_clock);
  g_signal_connect (self->engine, "committed", G_CALLBACK (on_committed), self);
  return TRUE;
}

/* A follower that never met its leader has no block yet. */
static gboolean
read_height (WayNode *self, GError **error)
{
  g_autoptr (GError) cause = NULL;

  if (way_store_reader_begin (self->view.reader, &cause))
    {
      self->metrics.last_height =
          way_store_reader_get_checkpoint (self->view.reader)->height;
      way_store_reader_end (self->view.reader);
      return TRUE;
    }
  if (g_error_matches (cause, WAY_ERROR, WAY_RESULT_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

static gboolean
open_readers (WayNode *self, GError **error)
{
  if (!way_view_init (&self->view, self->store, error))
    return FALSE;
  self->pool = way_answer_pool_new (self->store);
  return read_height (self, error);
}

gboolean
way_node_open (WayNode *self, const WayNodeConfig *config, GError **error)
{
  g_autofree char *database = NULL;
  g_autofree char *blobs = NULL;
  g_autofree char *leaves = NULL;

  self->config = config;
  self->lock_fd = -1;
  self->started_us = g_get_monotonic_time ();
  if (!bind_first (self, error) || !make_folder (self, error)
      || !lock_folder (self, O_CREAT, error) || !write_pid (self, error)
      || !load_genesis (self, error) || !load_solo_key (self, error))
    return FALSE;
  database = in_folder (self, "ledger.sqlite");
  blobs = in_folder (self, "blobs");
  leaves = in_folder (self, "leaves");
  self->blobs = way_blob_store_new (blobs, error);
  self->leaves = self->blobs != NULL ? way_leaf_store_new (leaves, error) : NULL;
  self->store = self->leaves != NULL ? way_store_open (database, error) : NULL;
  return self->store != NULL && open_index (self, error) && open_engine (self, error)
         && open_readers (self, error);
}

/* ---- Ending ------------------------------------------------------------------------------------------ */

static gboolean
on_idle (gpointer data)
{
  WayNode *self = data;

  self->idle_id = 0;
  g_main_loop_quit (self->loop);
  return G_SOURCE_REMOVE;
}

void
way_node_connection_changed (WayNode *self)
{
  if (!self->config->exit_when_idle)
    return;
  g_clear_handle_id (&self->idle_id, g_source_remove);
  if (self->n_busy == 0)
    self->idle_id = g_timeout_add_seconds (self->config->idle_seconds, on_idle, self);
}

/* What the engine still did is answered before the connections go. */
static void
deliver_replies (void)
{
  gint64 end_us = g_get_monotonic_time () + MAX_FAREWELL_US;

  while (g_get_monotonic_time () < end_us && g_main_context_iteration (NULL, FALSE))
    ;
}

void
way_node_close (WayNode *self)
{
  g_clear_handle_id (&self->idle_id, g_source_remove);
  if (self->engine != NULL)
    way_engine_stop (WAY_ENGINE (self->engine));
  g_clear_pointer (&self->pool, way_answer_pool_free);
  if (self->server != NULL)
    {
      deliver_replies ();
      soup_server_disconnect (self->server);
    }
  g_clear_pointer (&self->listeners, g_ptr_array_unref);
  g_clear_object (&self->server);
  g_clear_object (&self->tcp);
  way_http_connections_clear (self);
  way_body_cache_clear (&self->answers);
  way_rate_limit_clear (&self->rate_limit);
  way_view_clear (&self->view);
  g_clear_object (&self->engine);
  g_clear_pointer (&self->index_writer, way_index_writer_free);
  g_clear_pointer (&self->store, way_store_free);
  g_clear_pointer (&self->leaves, way_leaf_store_free);
  g_clear_pointer (&self->blobs, way_blob_store_free);
  g_clear_pointer (&self->solo_key, way_key_pair_unref);
  if (self->genesis_bytes != NULL)
    way_arena_clear (&self->genesis_arena);
  g_clear_pointer (&self->genesis_bytes, g_bytes_unref);
  if (self->has_socket)
    g_unlink (self->config->listen_unix);
  if (self->lock_fd >= 0)
    close (self->lock_fd);
}

/* ---- Answers ----------------------------------------------------------------------------------------- */

gboolean
way_node_begin_answer (WayHttpRequest *request)
{
  g_autoptr (GError) error = NULL;

  if (way_view_begin (&request->node->view, &error))
    return TRUE;
  way_http_reply_error (request->message, error);
  return FALSE;
}

void
way_node_end_answer (WayNode *self)
{
  way_view_end (&self->view);
}
