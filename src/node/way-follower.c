/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-follower.h"

#include <gio/gunixsocketaddress.h>
#include <string.h>

#include "way-checkpoint.h"
#include "way-fetch.h"

#define RETRY_SECONDS 2
#define MAX_PAGE_BYTES                                                                   \
  ((gsize) 8 * 1024 * 1024) /* honest ones: 4 MiB and one statement */
#define BLOCKS_A_PAGE 256

struct _WayFollower
{
  WayNode *node;
  SoupSession *session;
  char *base;
  GCancellable *cancellable;
  GQueue blocks;     /* GBytes: signed checkpoints that wait for their statements */
  GQueue statements; /* GBytes */
  guint64 next_height;
  guint64 next_log_index;  /* of the block that comes next */
  guint64 fetched_log_end; /* statements below this are here or replayed */
  guint retry_id;
  guint n_waiting;    /* for pages, and for the engine */
  gboolean is_silent; /* that it can't go on just now was said already */
  gboolean is_broken;
};

static void
fetch_blocks (WayFollower *self);
static void
advance (WayFollower *self);

/* ---- Stopping and trying again ------------------------------------------------------------- */

static void
break_off (WayFollower *self, const char *why)
{
  self->is_broken = TRUE;
  g_message ("The followed node's ledger does not verify and is no longer followed: %s",
             why);
}

static gboolean
on_retry (gpointer data)
{
  WayFollower *self = data;

  self->retry_id = 0;
  fetch_blocks (self);
  return G_SOURCE_REMOVE;
}

static void
retry_later (WayFollower *self, const GError *error)
{
  if (error != NULL && !self->is_silent)
    g_message ("Following goes on later: %s", error->message);
  self->is_silent = error != NULL;
  if (self->retry_id == 0)
    self->retry_id = g_timeout_add_seconds (RETRY_SECONDS, on_retry, self);
}

/* Begins behind what is stored; without a block, with the one that genesis makes. */
static gboolean
find_start (WayFollower *self, GError **error)
{
  g_autoptr (GError) local = NULL;
  const WayCheckpoint *checkpoint;

  g_queue_clear_full (&self->blocks, (GDestroyNotify) g_bytes_unref);
  g_queue_clear_full (&self->statements, (GDestroyNotify) g_bytes_unref);
  self->next_height = 0;
  self->next_log_index = 0;
  if (way_store_reader_begin (self->node->view.reader, &local))
    {
      checkpoint = way_store_reader_get_checkpoint (self->node->view.reader);
      self->next_height = checkpoint->height + 1;
      self->next_log_index = checkpoint->log_size;
      way_store_reader_end (self->node->view.reader);
    }
  else if (way_result_from_error (local) != WAY_RESULT_NOT_FOUND)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  self->fetched_log_end = self->next_log_index;
  return TRUE;
}

/* ---- Pages of CBOR sequences --------------------------------------------------------------- */

static void
send_page (WayFollower *self, const char *path, GAsyncReadyCallback callback)
{
  g_autofree char *uri = g_strconcat (self->base, path, NULL);

  self->n_waiting++;
  way_fetch_async (self->session, uri, MAX_PAGE_BYTES, self->cancellable, callback, self);
}

/* Returns: (transfer full) (nullable): NULL where the node does not answer now (tried again later), or this is being freed. */
static GBytes *
take_page (WayFollower *self, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  GBytes *page = way_fetch_finish (result, &error);

  self->n_waiting--;
  if (page == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    retry_later (self, error);
  return page;
}

/* Returns: FALSE at the end, or where the page is malformed. */
static gboolean
take_statement (WayFollower *self, WayCborReader *reader)
{
  g_auto (WayArena) arena;
  WayLogEntry entry = { 0 };

  way_arena_init (&arena, 0);
  way_schema_read (&way_log_entry_schema, reader, &arena, &entry);
  if (!way_cbor_reader_is_ok (reader) || entry.log_index != self->fetched_log_end)
    {
      break_off (self, "its log is malformed or out of order");
      return FALSE;
    }
  g_queue_push_tail (&self->statements,
                     g_bytes_new (entry.statement.data, entry.statement.len));
  self->fetched_log_end++;
  return TRUE;
}

static void
on_statements (GObject *source, GAsyncResult *result, gpointer data)
{
  WayFollower *self = data;
  g_autoptr (GBytes) page = take_page (self, result);
  WayCborReader reader;
  guint64 before;

  if (page == NULL)
    return;
  before = self->fetched_log_end;
  way_cbor_reader_init (&reader, way_slice_from_bytes (page));
  while (reader.next < reader.end)
    if (!take_statement (self, &reader))
      return;
  if (self->fetched_log_end == before)
    retry_later (self, NULL);
  else
    advance (self);
}

static void
on_blocks (GObject *source, GAsyncResult *result, gpointer data)
{
  WayFollower *self = data;
  g_autoptr (GBytes) page = take_page (self, result);
  WayCborReader reader;

  if (page == NULL)
    return;
  way_cbor_reader_init (&reader, way_slice_from_bytes (page));
  while (way_cbor_reader_is_ok (&reader) && reader.next < reader.end)
    {
      WaySlice block = way_cbor_skip (&reader);

      if (way_cbor_reader_is_ok (&reader))
        g_queue_push_tail (&self->blocks, g_bytes_new (block.data, block.len));
    }
  if (!way_cbor_reader_is_ok (&reader))
    break_off (self, "its blocks are malformed");
  else if (g_queue_is_empty (&self->blocks))
    retry_later (self, NULL);
  else
    advance (self);
}

static void
fetch_blocks (WayFollower *self)
{
  g_autofree char *path = g_strdup_printf (
      "/v1/blocks?from=%" G_GUINT64_FORMAT "&limit=%d", self->next_height, BLOCKS_A_PAGE);

  send_page (self, path, on_blocks);
}

static void
fetch_statements (WayFollower *self)
{
  g_autofree char *path =
      g_strdup_printf ("/v1/log?from=%" G_GUINT64_FORMAT, self->fetched_log_end);

  send_page (self, path, on_statements);
}

/* ---- One block after the other ---------------------------------------------------------------- */

/* A disk that is full now may not be so later: the block is fetched again then. */
static void
try_again (WayFollower *self, const GError *error)
{
  g_autoptr (GError) local = NULL;

  if (find_start (self, &local))
    retry_later (self, error);
  else
    break_off (self, local->message);
}

static void
on_replayed (GObject *source, GAsyncResult *result, gpointer data)
{
  WayFollower *self = data;
  g_autoptr (GError) error = NULL;
  WayResult code;

  self->n_waiting--;
  if (way_solo_engine_replay_finish (WAY_SOLO_ENGINE (source), result, &error))
    {
      self->is_silent = FALSE;
      self->next_height++;
      if (!g_cancellable_is_cancelled (self->cancellable))
        advance (self);
      return;
    }
  code = way_result_from_error (error);
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (code == WAY_RESULT_DISK_FULL || code == WAY_RESULT_IO
      || code == WAY_RESULT_DATABASE_LOCKED)
    try_again (self, error);
  else
    break_off (self, error->message);
}

static void
replay_next (WayFollower *self, guint64 log_end)
{
  g_autoptr (GBytes) block = g_queue_pop_head (&self->blocks);
  g_autoptr (GPtrArray)
      statements = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (; self->next_log_index < log_end; self->next_log_index++)
    g_ptr_array_add (statements, g_queue_pop_head (&self->statements));
  self->n_waiting++;
  way_solo_engine_replay_async (self->node->engine, block, statements, on_replayed, self);
}

/* Signed by the keeper, and of no more statements than a block may have: so nothing is fetched on a stranger's word. */
static gboolean
is_next_block (WayFollower *self, GBytes *block, WayCheckpoint *out_checkpoint)
{
  const WayGenesis *genesis = &self->node->genesis;

  return way_checkpoint_read (way_slice_from_bytes (block),
                              (const WayPublicKey *) genesis->solo_key, out_checkpoint,
                              NULL)
             == WAY_RESULT_OK
         && way_hash_equal (&out_checkpoint->network, &self->node->network)
         && out_checkpoint->height == self->next_height
         && out_checkpoint->log_size >= self->next_log_index
         && out_checkpoint->log_size - self->next_log_index
                <= genesis->parameters.max_block_statements;
}

static void
advance (WayFollower *self)
{
  GBytes *block = g_queue_peek_head (&self->blocks);
  WayCheckpoint checkpoint;

  if (self->is_broken)
    return;
  if (block == NULL)
    fetch_blocks (self);
  else if (!is_next_block (self, block, &checkpoint))
    break_off (self, "a block is malformed, out of order or not signed by its keeper");
  else if (checkpoint.log_size > self->fetched_log_end)
    fetch_statements (self);
  else
    replay_next (self, checkpoint.log_size);
}

WayFollower *
way_follower_start (WayNode *node)
{
  WayFollower *self = g_new0 (WayFollower, 1);
  const char *address = node->config->follow;
  gboolean is_unix = g_str_has_prefix (address, "unix:");
  g_autoptr (GSocketAddress)
      socket = is_unix ? g_unix_socket_address_new (address + strlen ("unix:")) : NULL;
  g_autoptr (GError) error = NULL;

  self->node = node;
  self->cancellable = g_cancellable_new ();
  self->base = g_strdup (is_unix ? "http://localhost" : address);
  if (g_str_has_suffix (self->base, "/"))
    self->base[strlen (self->base) - 1] = '\0';
  self->session =
      soup_session_new_with_options ("remote-connectable", socket, "timeout", 30, NULL);
  if (find_start (self, &error))
    fetch_blocks (self);
  else
    break_off (self, error->message);
  return self;
}

void
way_follower_free (WayFollower *self)
{
  if (self == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->retry_id, g_source_remove);
  soup_session_abort (self->session);
  while (self->n_waiting > 0)
    g_main_context_iteration (NULL, TRUE);
  g_queue_clear_full (&self->blocks, (GDestroyNotify) g_bytes_unref);
  g_queue_clear_full (&self->statements, (GDestroyNotify) g_bytes_unref);
  g_clear_handle_id (&self->retry_id, g_source_remove);
  g_clear_object (&self->session);
  g_clear_object (&self->cancellable);
  g_free (self->base);
  g_free (self);
}
