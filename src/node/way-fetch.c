/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-fetch.h"

#include "way-result.h"

#define CHUNK_SIZE ((gsize) 64 * 1024)

typedef struct
{
  SoupMessage *message;
  GByteArray *body;
  gsize max_bytes;
} Fetch;

static void
fetch_free (gpointer data)
{
  Fetch *self = data;

  g_clear_object (&self->message);
  g_byte_array_unref (self->body);
  g_free (self);
}

static void
on_chunk (GObject *source, GAsyncResult *result, gpointer data);

/* @task: (transfer full) */
static void
read_on (GInputStream *stream, GTask *task)
{
  g_input_stream_read_bytes_async (stream, CHUNK_SIZE, G_PRIORITY_DEFAULT,
                                   g_task_get_cancellable (task), on_chunk, task);
}

static void
on_chunk (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Fetch *self = g_task_get_task_data (task);
  GInputStream *stream = G_INPUT_STREAM (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) chunk = g_input_stream_read_bytes_finish (stream, result, &error);

  if (chunk == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (g_bytes_get_size (chunk) == 0)
    {
      g_task_return_pointer (task, g_bytes_new (self->body->data, self->body->len),
                             (GDestroyNotify) g_bytes_unref);
      return;
    }
  if (g_bytes_get_size (chunk) > self->max_bytes - self->body->len)
    {
      g_task_return_new_error (task, WAY_ERROR, WAY_RESULT_TOO_LARGE,
                               "The answer is too large");
      return;
    }
  g_byte_array_append (self->body, g_bytes_get_data (chunk, NULL),
                       (guint) g_bytes_get_size (chunk));
  read_on (stream, g_steal_pointer (&task));
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Fetch *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream)
      stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);

  if (stream == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (soup_message_get_status (self->message) != SOUP_STATUS_OK)
    g_task_return_new_error (task, WAY_ERROR, WAY_RESULT_UNAVAILABLE, "It answers %u",
                             soup_message_get_status (self->message));
  else
    read_on (stream, g_steal_pointer (&task));
}

void
way_fetch_async (SoupSession *session,
                 const char *uri,
                 gsize max_bytes,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer data)
{
  GTask *task = g_task_new (session, cancellable, callback, data);
  Fetch *self = g_new0 (Fetch, 1);

  g_task_set_source_tag (task, way_fetch_async);
  self->message = soup_message_new ("GET", uri);
  self->body = g_byte_array_new ();
  self->max_bytes = max_bytes;
  g_task_set_task_data (task, self, fetch_free);
  if (self->message == NULL)
    {
      g_task_return_new_error (task, WAY_ERROR, WAY_RESULT_USAGE, "%s is no address",
                               uri);
      g_object_unref (task);
      return;
    }
  soup_session_send_async (session, self->message, G_PRIORITY_DEFAULT, cancellable,
                           on_sent, task);
}

GBytes *
way_fetch_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
