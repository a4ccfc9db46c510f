/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-deadline.h"

#include <errno.h>
#include <sys/timerfd.h>
#include <unistd.h>

struct _WayDeadline
{
  GCancellable *cancellable;
  GCancellable *parent;
  gulong handler;
  gint64 end_us; /* under the lock, as is what follows */
  gboolean has_passed;
  GList link;
};

/* Setting the timer is a system call and wakes nobody: an exchange that ends in time costs no switch of threads. */
static struct
{
  GMutex mutex;
  GQueue running;  /* WayDeadline */
  gint64 timer_us; /* when the timer rings; 0: not set */
  int timer_fd;
} watch = { .running = G_QUEUE_INIT, .timer_fd = -1 };

/* With the lock held. */
static void
set_timer (gint64 end_us)
{
  struct itimerspec when = { .it_value = { .tv_sec = end_us / G_USEC_PER_SEC,
                                           .tv_nsec = end_us % G_USEC_PER_SEC * 1000 } };

  watch.timer_us = end_us;
  timerfd_settime (watch.timer_fd, TFD_TIMER_ABSTIME, &when, NULL);
}

/* With the lock held: those whose time has come, and the timer for the next. */
static void
look_through (void)
{
  gint64 now_us = g_get_monotonic_time ();
  gint64 next_us = G_MAXINT64;

  watch.timer_us = 0;
  for (GList *link = watch.running.head; link != NULL; link = link->next)
    {
      WayDeadline *self = link->data;

      if (self->has_passed)
        continue;
      if (self->end_us > now_us)
        {
          next_us = MIN (next_us, self->end_us);
          continue;
        }
      self->has_passed = !g_cancellable_is_cancelled (self->cancellable);
      g_cancellable_cancel (self->cancellable);
    }
  if (next_us != G_MAXINT64)
    set_timer (next_us);
}

static gpointer
wait_for_ends (gpointer data)
{
  guint64 n_times;

  for (;;)
    {
      if (read (watch.timer_fd, &n_times, sizeof n_times) < 0 && errno != EINTR)
        g_error ("timer: %s", g_strerror (errno));
      g_mutex_lock (&watch.mutex);
      look_through ();
      g_mutex_unlock (&watch.mutex);
    }
  return NULL;
}

/* With the lock held. */
static gboolean
begin_watch (void)
{
  if (watch.timer_fd >= 0)
    return TRUE;
  watch.timer_fd = timerfd_create (CLOCK_MONOTONIC, TFD_CLOEXEC);
  if (watch.timer_fd < 0)
    return FALSE;
  g_thread_unref (g_thread_new ("deadlines", wait_for_ends, NULL));
  return TRUE;
}

static void
on_parent_cancelled (GCancellable *parent, gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
}

WayDeadline *
way_deadline_new (gint64 end_us, GCancellable *parent)
{
  WayDeadline *self = g_new0 (WayDeadline, 1);

  self->cancellable = g_cancellable_new ();
  self->end_us = end_us;
  self->link.data = self;
  if (parent != NULL)
    {
      self->parent = g_object_ref (parent);
      self->handler = g_cancellable_connect (parent, G_CALLBACK (on_parent_cancelled),
                                             self->cancellable, NULL);
    }
  g_mutex_lock (&watch.mutex);
  g_queue_push_tail_link (&watch.running, &self->link);
  /* without a timer, where no file can be opened any more, each read still has its own limit */
  if (begin_watch () && (watch.timer_us == 0 || end_us < watch.timer_us))
    set_timer (end_us);
  g_mutex_unlock (&watch.mutex);
  return self;
}

void
way_deadline_free (WayDeadline *self)
{
  if (self == NULL)
    return;
  if (self->parent != NULL)
    g_cancellable_disconnect (self->parent, self->handler);
  g_clear_object (&self->parent);
  g_mutex_lock (&watch.mutex);
  g_queue_unlink (&watch.running, &self->link);
  g_mutex_unlock (&watch.mutex);
  g_clear_object (&self->cancellable);
  g_free (self);
}

GCancellable *
way_deadline_get_cancellable (WayDeadline *self)
{
  return self->cancellable;
}

void
way_deadline_extend (WayDeadline *self, gint64 end_us)
{
  g_mutex_lock (&watch.mutex);
  self->end_us = MAX (self->end_us, end_us);
  g_mutex_unlock (&watch.mutex);
}

gboolean
way_deadline_has_passed (WayDeadline *self)
{
  gboolean has_passed;

  g_mutex_lock (&watch.mutex);
  has_passed = self->has_passed;
  g_mutex_unlock (&watch.mutex);
  return has_passed;
}
