/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-follower.h"

#include <gio/gunixsocketaddress.h>
#include <string.h>

#include "way-checkpoint.h"

#define RETRY_SECONDS  2
#define MAX_PAGE_BYTES ((gsize) 64 * 1024 * 1024)
#define BLOCKS_A_PAGE  256

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
  gboolean is_broken;
};

static void
fetch_blocks (WayFollower *self);
static void
advance (WayFollower *self);

static gboolean
on_retry (gpointer data)
{
  WayFollower *self = data;

  self->retry_id = 0;
  fetch_blocks (self);
  return G_SOURCE_REMOVE;
}

static void
retry_later (WayFollower *self)
{
  if (self->retry_id == 0)
    self->retry_id = g_timeout_add_seconds (RETRY_SECONDS, on_retry, self);
}

/* ---- Pages of CBOR sequences --------------------------------------------------------------- */

static void
break_off (WayFollower *self, const char *why)
{
  self->is_broken = TRUE;
  g_warning ("The followed node's ledger does not verify and is no longer followed: %s",
             why);
}

static void
send_page (WayFollower *self, const char *path, GAsyncReadyCallback callback)
{
  g_autofree char *uri = g_strconcat (self->base, path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);

  soup_session_send_and_read_async (self->session, message, G_PRIORITY_DEFAULT,
                                    self->cancellable, callback, self);
}

/* Returns: (transfer full) (nullable): NULL where the node does not answer now (tried again later), or was freed (@out_gone). */
static GBytes *
take_page (GObject *source, GAsyncResult *result, gpointer data, gboolean *out_gone)
{
  WayFollower *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes)
      page = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);
  SoupMessage *message =
      soup_session_get_async_result_message (SOUP_SESSION (source), result);

  *out_gone = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  if (*out_gone)
    return NULL;
  if (page == NULL || soup_message_get_status (message) != SOUP_STATUS_OK
      || g_bytes_get_size (page) > MAX_PAGE_BYTES)
    {
      retry_later (self);
      return NULL;
    }
  return g_steal_pointer (&page);
}

static void
on_statements (GObject *source, GAsyncResult *result, gpointer data)
{
  WayFollower *self = data;
  gboolean gone;
  g_autoptr (GBytes) page = take_page (source, result, data, &gone);
  WayCborReader reader;
  guint64 before = self != NULL && !gone ? self->fetched_log_end : 0;

  if (page == NULL)
    return;
  way_cbor_reader_init (&reader, way_slice_from_bytes (page));
  while (way_cbor_reader_is_ok (&reader) && reader.next < reader.end)
    {
      g_auto (WayArena) arena = { 0 };
      WayLogEntry entry = { 0 };

      way_arena_init (&arena, 0);
      way_schema_read (&way_log_entry_schema, &reader, &arena, &entry);
      if (!way_cbor_reader_is_ok (&reader) || entry.log_index != self->fetched_log_end)
        {
          break_off (self, "its log is malformed or out of order");
          return;
        }
      g_queue_push_tail (&self->statements,
                         g_bytes_new (entry.statement.data, entry.statement.len));
      self->fetched_log_end++;
    }
  if (self->fetched_log_end == before)
    retry_later (self);
  else
    advance (self);
}

static void
on_blocks (GObject *source, GAsyncResult *result, gpointer data)
{
  WayFollower *self = data;
  gboolean gone;
  g_autoptr (GBytes) page = take_page (source, result, data, &gone);
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
    retry_later (self);
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

static void
on_replayed (GObject *source, GAsyncResult *result, gpointer data)
{
  WayFollower *self = data;
  g_autoptr (GError) error = NULL;

  if (way_solo_engine_replay_finish (WAY_SOLO_ENGINE (source), result, &error))
    {
      self->next_height++;
      advance (self);
    }
  else if (way_result_from_error (error) == WAY_RESULT_DISK_FULL
           || way_result_from_error (error) == WAY_RESULT_IO)
    {
      g_warning ("A followed block can't be written: %s", error->message);
      self->is_broken = TRUE;
    }
  else
    {
      break_off (self, error->message);
    }
}

static void
replay_next (WayFollower *self, guint64 log_end)
{
  g_autoptr (GBytes) block = g_queue_pop_head (&self->blocks);
  g_autoptr (GPtrArray)
      statements = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (; self->next_log_index < log_end; self->next_log_index++)
    g_ptr_array_add (statements, g_queue_pop_head (&self->statements));
  way_solo_engine_replay_async (self->node->engine, block, statements, on_replayed, self);
}

static void
advance (WayFollower *self)
{
  GBytes *block = g_queue_peek_head (&self->blocks);
  WayCheckpoint checkpoint;

  if (self->is_broken)
    return;
  if (block == NULL)
    {
      fetch_blocks (self);
      return;
    }
  if (way_checkpoint_decode (way_slice_from_bytes (block), &checkpoint, NULL)
          != WAY_RESULT_OK
      || checkpoint.height != self->next_height
      || checkpoint.log_size < self->next_log_index)
    break_off (self, "a block is malformed or out of order");
  else if (checkpoint.log_size > self->fetched_log_end)
    fetch_statements (self);
  else
    replay_next (self, checkpoint.log_size);
}

/* Goes on behind what is stored. */
static void
find_start (WayFollower *self)
{
  g_autoptr (GError) error = NULL;

  if (!way_store_reader_begin (self->node->reader, &error))
    return;
  self->next_height = way_store_reader_get_checkpoint (self->node->reader)->height + 1;
  self->next_log_index = way_store_reader_get_checkpoint (self->node->reader)->log_size;
  self->fetched_log_end = self->next_log_index;
  way_store_reader_end (self->node->reader);
}

WayFollower *
way_follower_start (WayNode *node)
{
  WayFollower *self = g_new0 (WayFollower, 1);
  const char *address = node->config->follow;
  g_autoptr (GSocketAddress) socket = NULL;

  self->node = node;
  self->cancellable = g_cancellable_new ();
  self->base = g_strdup (address);
  if (g_str_has_prefix (address, "unix:"))
    {
      socket = g_unix_socket_address_new (address + strlen ("unix:"));
      g_free (self->base);
      self->base = g_strdup ("http://localhost");
    }
  self->session =
      soup_session_new_with_options ("remote-connectable", socket, "timeout", 30, NULL);
  find_start (self);
  fetch_blocks (self);
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
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_queue_clear_full (&self->blocks, (GDestroyNotify) g_bytes_unref);
  g_queue_clear_full (&self->statements, (GDestroyNotify) g_bytes_unref);
  g_clear_object (&self->session);
  g_clear_object (&self->cancellable);
  g_free (self->base);
  g_free (self);
}
