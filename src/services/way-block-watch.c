/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-block-watch.h"

#include "way-client.h"
#include "way-embedded-node.h"

/* Between two attempts to open a stream: longer and longer. */
#define FIRST_WAIT_US (2 * G_USEC_PER_SEC)
#define MAX_WAIT_US   (60 * G_USEC_PER_SEC)
/* A node that just appeared does not answer at once: so long it is tried again soon. */
#define STARTING_WAIT_US (G_USEC_PER_SEC / 10)
#define STARTING_TRIES   50

struct _WayBlockWatch
{
  gatomicrefcount n_refs; /* the owner, the thread, what is on its way between them */

  /* set once */
  char *network;
  char *address;
  char *node_folder; /* (nullable) */
  GCancellable *cancellable;
  GMainContext *context;

  /* main thread */
  WayBlockFunc func; /* (nullable): it ended */
  gpointer data;
  GFileMonitor *monitor; /* (nullable): of the socket in @node_folder */

  /* the thread's */
  gboolean has_height;
  guint64 height;
  guint n_failed; /* attempts to reach the node, in a row */

  GMutex lock; /* of the rest */
  GCond wake;
  gboolean is_awake; /* something changed: try again now */
  gboolean is_told;  /* the main thread will look at the rest */
  guint64 news;
  gboolean is_back;
};

static WayBlockWatch *
watch_ref (WayBlockWatch *self)
{
  g_atomic_ref_count_inc (&self->n_refs);
  return self;
}

static void
watch_unref (gpointer data)
{
  WayBlockWatch *self = data;

  if (!g_atomic_ref_count_dec (&self->n_refs))
    return;
  g_object_unref (self->cancellable);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->wake);
  g_free (self->network);
  g_free (self->address);
  g_free (self->node_folder);
  g_free (self);
}

/* ---- To the main thread ----------------------------------------------------------------------- */

static gboolean
tell (gpointer data)
{
  WayBlockWatch *self = data;
  guint64 height;
  gboolean is_back;

  g_mutex_lock (&self->lock);
  height = self->news;
  is_back = self->is_back;
  self->is_back = FALSE;
  self->is_told = FALSE;
  g_mutex_unlock (&self->lock);
  if (self->func != NULL)
    self->func (self->data, self->network, height, is_back);
  return G_SOURCE_REMOVE;
}

/* However many blocks there are, one message is on its way at a time. */
static void
send_news (WayBlockWatch *self, gboolean is_back)
{
  g_autoptr (GSource) source = NULL;
  gboolean must_tell;

  g_mutex_lock (&self->lock);
  self->news = self->height;
  self->is_back |= is_back;
  must_tell = !self->is_told;
  self->is_told = TRUE;
  g_mutex_unlock (&self->lock);
  if (!must_tell)
    return;
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, tell, watch_ref (self), watch_unref);
  g_source_attach (source, self->context);
}

static void
take_height (gpointer data, guint64 height)
{
  WayBlockWatch *self = data;

  if (self->has_height && height <= self->height)
    return;
  self->has_height = TRUE;
  self->height = height;
  send_news (self, FALSE);
}

/* ---- In the thread ------------------------------------------------------------------------------ */

/* What came of one attempt. */
typedef enum
{
  HEARD_NOTHING, /* the node does not answer */
  HEARD_HEAD,    /* it has no stream for us, but told where it stands */
  HEARD_STREAM,
} Heard;

/* Where it begins, and what is left where there is no stream. */
static gboolean
ask_head (WayBlockWatch *self, WayClient *client)
{
  g_autoptr (WayReply)
      reply = way_call_head (client, (WaySlice) { 0 }, self->cancellable, NULL);
  const WayHeadReply *head = reply != NULL ? reply->record : NULL;

  if (head == NULL)
    return FALSE;
  take_height (self, head->height);
  /* whoever asked a node of this folder has started it */
  if (self->n_failed > 0 && self->node_folder == NULL)
    send_news (self, TRUE);
  self->n_failed = 0;
  return TRUE;
}

static Heard
listen (WayBlockWatch *self)
{
  g_autofree char *address =
      self->node_folder != NULL
          ? way_embedded_node_dup_running_address (self->node_folder)
          : g_strdup (self->address);
  g_autoptr (WayClient) client = NULL;
  g_autoptr (GError) error = NULL;

  if (address != NULL)
    client = way_client_new (address, NULL);
  if (client == NULL
      || ((!self->has_height || self->n_failed > 0) && !ask_head (self, client)))
    return HEARD_NOTHING;
  if (way_call_events (client, self->height, take_height, self, self->cancellable,
                       &error))
    return HEARD_STREAM;
  g_debug ("%s", error->message);
  return ask_head (self, client) ? HEARD_HEAD : HEARD_NOTHING;
}

/* @wait_us: G_MAXINT64: until something happens. Returns: whether something did. */
static gboolean
rest (WayBlockWatch *self, gint64 wait_us)
{
  gint64 end_us = g_get_monotonic_time () + wait_us;
  gboolean in_time = TRUE, was_woken;

  g_mutex_lock (&self->lock);
  while (!self->is_awake && in_time)
    {
      if (wait_us == G_MAXINT64)
        g_cond_wait (&self->wake, &self->lock);
      else
        in_time = g_cond_wait_until (&self->wake, &self->lock, end_us);
    }
  was_woken = self->is_awake;
  self->is_awake = FALSE;
  g_mutex_unlock (&self->lock);
  return was_woken;
}

/* A node of this folder tells when it comes, and until then costs nothing. */
static gint64
get_wait_us (WayBlockWatch *self, Heard heard)
{
  if (heard == HEARD_HEAD)
    return MAX_WAIT_US;
  if (self->node_folder == NULL)
    return MIN (FIRST_WAIT_US << MIN (self->n_failed, 5), MAX_WAIT_US);
  return self->n_failed < STARTING_TRIES ? STARTING_WAIT_US : G_MAXINT64;
}

static gpointer
run (gpointer data)
{
  WayBlockWatch *self = data;

  while (!g_cancellable_is_cancelled (self->cancellable))
    {
      Heard heard = listen (self);

      if (heard == HEARD_NOTHING)
        self->n_failed++;
      if (rest (self, get_wait_us (self, heard)))
        self->n_failed = MIN (self->n_failed, 1);
    }
  watch_unref (self);
  return NULL;
}

/* ---- The owner ------------------------------------------------------------------------------------- */

static void
wake_up (WayBlockWatch *self)
{
  g_mutex_lock (&self->lock);
  self->is_awake = TRUE;
  g_cond_signal (&self->wake);
  g_mutex_unlock (&self->lock);
}

static void
socket_changed (GFileMonitor *monitor,
                GFile *file,
                GFile *other,
                GFileMonitorEvent event,
                gpointer data)
{
  if (event == G_FILE_MONITOR_EVENT_CREATED)
    wake_up (data);
}

static void
watch_socket (WayBlockWatch *self)
{
  g_autofree char *path = way_embedded_node_dup_socket_path (self->node_folder);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect (self->monitor, "changed", G_CALLBACK (socket_changed), self);
}

WayBlockWatch *
way_block_watch_new (const WayBlockPlace *place, WayBlockFunc func, gpointer data)
{
  WayBlockWatch *self = g_new0 (WayBlockWatch, 1);

  g_atomic_ref_count_init (&self->n_refs);
  g_mutex_init (&self->lock);
  g_cond_init (&self->wake);
  self->network = g_strdup (place->network);
  self->address = g_strdup (place->address);
  self->node_folder = g_strdup (place->node_folder);
  self->cancellable = g_cancellable_new ();
  self->context = g_main_context_ref_thread_default ();
  self->func = func;
  self->data = data;
  if (self->node_folder != NULL)
    watch_socket (self);
  g_thread_unref (g_thread_new ("blocks", run, watch_ref (self)));
  return self;
}

void
way_block_watch_free (WayBlockWatch *self)
{
  if (self == NULL)
    return;
  self->func = NULL;
  if (self->monitor != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->monitor, self);
      g_file_monitor_cancel (self->monitor);
      g_clear_object (&self->monitor);
    }
  g_cancellable_cancel (self->cancellable);
  wake_up (self);
  watch_unref (self);
}

gboolean
way_block_watch_is_of (const WayBlockWatch *self, const WayBlockPlace *place)
{
  return g_str_equal (self->network, place->network)
         && g_strcmp0 (self->node_folder, place->node_folder) == 0
         && (self->node_folder != NULL || g_strcmp0 (self->address, place->address) == 0);
}
