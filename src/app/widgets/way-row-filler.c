/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-row-filler.h"

/* Of the 16 ms of a frame: laying out and drawing what was made takes more than making it. */
#define BUDGET_US 2000

/* A list that is being filled. */
typedef struct
{
  GtkListBox *list; /* borrowed */
  guint next;
  guint end;
  WayMakeRow make_row;
  gpointer data;
} Job;

struct _WayRowFiller
{
  GtkWidget *widget; /* borrowed */
  GQueue jobs;
  guint tick_id; /* 0: nothing to do */
};

static gboolean
has_focus (GtkWidget *row)
{
  GtkRoot *root = gtk_widget_get_root (row);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (focus == row || gtk_widget_is_ancestor (focus, row));
}

static void
put_row (GtkListBox *list, GtkWidget *row, guint position)
{
  GtkWidget *old = GTK_WIDGET (gtk_list_box_get_row_at_index (list, (int) position));
  gboolean had_focus = old != NULL && has_focus (old);

  gtk_list_box_insert (list, row, (int) position);
  if (had_focus)
    gtk_widget_grab_focus (row);
  if (old != NULL)
    gtk_list_box_remove (list, old);
}

static void
remove_rest (Job *job)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (job->list, (int) job->end)) != NULL)
    gtk_list_box_remove (job->list, GTK_WIDGET (row));
}

/* Returns: whether the list wants more */
static gboolean
fill_one (Job *job)
{
  if (job->next < job->end)
    {
      put_row (job->list, job->make_row (job->data, job->next), job->next);
      job->next++;
    }
  if (job->next < job->end)
    return TRUE;
  remove_rest (job);
  return FALSE;
}

static gboolean
fill_some (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  WayRowFiller *self = data;
  gint64 end_us = g_get_monotonic_time () + BUDGET_US;

  do
    {
      Job *job = g_queue_peek_head (&self->jobs);

      if (job == NULL)
        {
          self->tick_id = 0;
          return G_SOURCE_REMOVE;
        }
      if (!fill_one (job))
        g_free (g_queue_pop_head (&self->jobs));
    }
  while (g_get_monotonic_time () < end_us);
  return G_SOURCE_CONTINUE;
}

static void
forget_list (WayRowFiller *self, GtkListBox *list)
{
  for (GList *link = self->jobs.head; link != NULL; link = link->next)
    if (((Job *) link->data)->list == list)
      {
        g_free (link->data);
        g_queue_delete_link (&self->jobs, link);
        return;
      }
}

void
way_row_filler_fill (WayRowFiller *self,
                     GtkListBox *list,
                     guint from,
                     guint n,
                     WayMakeRow make_row,
                     gpointer data)
{
  Job *job = g_new (Job, 1);

  g_assert (from <= n);
  *job =
      (Job) { .list = list, .next = from, .end = n, .make_row = make_row, .data = data };
  forget_list (self, list);
  g_queue_push_tail (&self->jobs, job);
  if (self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (self->widget, fill_some, self, NULL);
}

WayRowFiller *
way_row_filler_new (GtkWidget *widget)
{
  WayRowFiller *self = g_new0 (WayRowFiller, 1);

  self->widget = widget;
  g_queue_init (&self->jobs);
  return self;
}

void
way_row_filler_free (WayRowFiller *self)
{
  if (self == NULL)
    return;
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (self->widget, self->tick_id);
  g_queue_clear_full (&self->jobs, g_free);
  g_free (self);
}
