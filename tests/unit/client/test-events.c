/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <gio/gio.h>
#include <string.h>

#include "way-client.h"

/* The event stream as servers send it that are no node of ours, or one that means harm. */

#define HEAD "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"

typedef struct
{
  const char *answer;
  gboolean stays_open;
  GSocketService *service;
  WayClient *client;
  GArray *heights; /* guint64 */
} Fixture;

static gboolean
answer (GThreadedSocketService *service,
        GSocketConnection *connection,
        GObject *source,
        gpointer data)
{
  Fixture *fixture = data;
  GInputStream *in = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  char question[4096];

  g_input_stream_read (in, question, sizeof question, NULL, NULL);
  g_output_stream_write_all (out, fixture->answer, strlen (fixture->answer), NULL, NULL,
                             NULL);
  while (fixture->stays_open
         && g_input_stream_read (in, question, sizeof question, NULL, NULL) > 0)
    ;
  return TRUE;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;
  guint16 port;

  fixture->answer = data;
  fixture->service = g_threaded_socket_service_new (4);
  g_signal_connect (fixture->service, "run", G_CALLBACK (answer), fixture);
  port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (fixture->service), NULL,
                                              &error);
  g_assert_no_error (error);
  address = g_strdup_printf ("http://127.0.0.1:%u", port);
  fixture->client = way_client_new (address, &error);
  g_assert_no_error (error);
  fixture->heights = g_array_new (FALSE, FALSE, sizeof (guint64));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_socket_service_stop (fixture->service);
  g_socket_listener_close (G_SOCKET_LISTENER (fixture->service));
  g_object_unref (fixture->service);
  g_object_unref (fixture->client);
  g_array_unref (fixture->heights);
}

static void
take_height (gpointer data, guint64 height)
{
  g_array_append_val (((Fixture *) data)->heights, height);
}

/* The accepting end is in the main context, the call in a thread. */
typedef struct
{
  Fixture *fixture;
  GCancellable *cancellable;
  GError *error;
  gboolean had_stream;
  gint is_done;
} Call;

static gpointer
run_call (gpointer data)
{
  Call *call = data;

  call->had_stream = way_call_events (call->fixture->client, 3, take_height,
                                      call->fixture, call->cancellable, &call->error);
  g_atomic_int_set (&call->is_done, TRUE);
  g_main_context_wakeup (NULL);
  return NULL;
}

static gboolean
listen (Fixture *fixture, GCancellable *cancellable, GError **error)
{
  Call call = { .fixture = fixture, .cancellable = cancellable };
  GThread *thread = g_thread_new ("call", run_call, &call);

  while (!g_atomic_int_get (&call.is_done))
    g_main_context_iteration (NULL, TRUE);
  g_thread_join (thread);
  if (call.error != NULL)
    g_propagate_error (error, call.error);
  return call.had_stream;
}

/* ---- Tests -------------------------------------------------------------------------------- */

static void
test_blocks (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (listen (fixture, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->heights->len, ==, 2);
  g_assert_cmpuint (g_array_index (fixture->heights, guint64, 0), ==, 4);
  g_assert_cmpuint (g_array_index (fixture->heights, guint64, 1), ==, 70000000000);
}

static void
assert_refused (Fixture *fixture, WayResult result)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (listen (fixture, NULL, &error));
  g_assert_error (error, WAY_ERROR, (int) result);
  g_assert_cmpuint (fixture->heights->len, ==, 0);
}

static void
test_endless_line (Fixture *fixture, gconstpointer data)
{
  g_autofree char *line = g_strnfill (100000, 'x');
  g_autofree char *text = g_strconcat (HEAD, "data: ", line, NULL);

  fixture->answer = text;
  fixture->stays_open = TRUE; /* it would go on for ever */
  assert_refused (fixture, WAY_RESULT_TOO_LARGE);
}

static void
test_not_understood (Fixture *fixture, gconstpointer data)
{
  assert_refused (fixture, WAY_RESULT_UNVERIFIED);
}

static void
test_no_stream (Fixture *fixture, gconstpointer data)
{
  assert_refused (fixture, WAY_RESULT_UNAVAILABLE);
}

static gpointer
cancel (gpointer data)
{
  Call *call = data;

  while (call->fixture->heights->len == 0)
    g_usleep (1000);
  g_cancellable_cancel (call->cancellable);
  return NULL;
}

/* A silent stream stays open until nobody wants it any more. */
static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Call call = { .fixture = fixture, .cancellable = cancellable };
  GThread *thread = g_thread_new ("cancel", cancel, &call);

  fixture->stays_open = TRUE;
  g_assert_true (listen (fixture, cancellable, NULL));
  g_assert_cmpuint (fixture->heights->len, ==, 1);
  g_thread_join (thread);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/events/blocks", Fixture,
              HEAD "retry: 2000\n\n: a comment\r\nevent: block\r\nid: 4\r\ndata: {}\r\n"
                   "\r\nevent: other\n\nid:70000000000\n\nid: 70000000001\n",
              set_up, test_blocks, tear_down);
  g_test_add ("/events/endless-line", Fixture, HEAD, set_up, test_endless_line,
              tear_down);
  g_test_add ("/events/bad-number", Fixture, HEAD "id: 12x\n\n", set_up,
              test_not_understood, tear_down);
  g_test_add ("/events/negative-number", Fixture, HEAD "id: -1\n\n", set_up,
              test_not_understood, tear_down);
  g_test_add ("/events/another-page", Fixture,
              "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\nid: 5\n\n", set_up,
              test_no_stream, tear_down);
  g_test_add ("/events/not-found", Fixture, "HTTP/1.1 404 Not Found\r\n\r\n", set_up,
              test_no_stream, tear_down);
  g_test_add ("/events/cancelled", Fixture, HEAD "id: 4\n\n", set_up, test_cancelled,
              tear_down);
  return g_test_run ();
}
