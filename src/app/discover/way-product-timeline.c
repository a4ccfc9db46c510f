/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-product-timeline.h"

#include <glib/gi18n.h>

#include "way-product-evidence.h"
#include "way-product-step.h"

/* Rows are made by pages: a case may have thousands of events, and nobody reads them all at once. */
#define PAGE_SIZE 50

struct _WayProductTimeline
{
  GtkWidget parent;

  GSettings *settings;
  WayRowFiller *filler; /* borrowed: set with the steps */
  GListModel *steps;    /* (nullable) */
  guint n_shown;        /* or wanted: the filler may not have come there yet */

  GtkToggleButton *newest_first;
  GtkListBox *list;
  GtkWidget *more_button;
};

G_DEFINE_FINAL_TYPE (WayProductTimeline, way_product_timeline, GTK_TYPE_WIDGET)

/* ---- Rows ------------------------------------------------------------------------------- */

/* In the order in which it is shown. */
static WayFindingStep *
get_step (WayProductTimeline *self, guint i)
{
  guint n = g_list_model_get_n_items (self->steps);

  return g_list_model_get_item (
      self->steps, gtk_toggle_button_get_active (self->newest_first) ? n - 1 - i : i);
}

static gboolean
is_doubtful (WayFindingStep *step)
{
  return way_finding_step_is_late (step)
         || g_str_equal (way_finding_step_get_kind (step), "gap");
}

static WayRailLine
get_line (WayFindingStep *step, WayFindingStep *other)
{
  if (other == NULL)
    return WAY_RAIL_NONE;
  return is_doubtful (step) || is_doubtful (other) ? WAY_RAIL_DASHED : WAY_RAIL_SOLID;
}

static GtkWidget *
make_row (gpointer data, guint i)
{
  WayProductTimeline *self = data;
  guint n = g_list_model_get_n_items (self->steps);
  g_autoptr (WayFindingStep) before = i > 0 ? get_step (self, i - 1) : NULL;
  g_autoptr (WayFindingStep) step = get_step (self, i);
  g_autoptr (WayFindingStep) after = i + 1 < n ? get_step (self, i + 1) : NULL;

  return way_product_step_new (step, get_line (step, before), get_line (step, after));
}

static void
fill (WayProductTimeline *self, guint from)
{
  guint n = g_list_model_get_n_items (self->steps);

  way_row_filler_fill (self->filler, self->list, from, self->n_shown, make_row, self);
  gtk_widget_set_visible (self->more_button, self->n_shown < n);
}

static void
turn_over (WayProductTimeline *self)
{
  if (self->steps != NULL)
    fill (self, 0);
}

/* The focus goes to the first of those that come: the button may go away. */
static void
show_more (WayProductTimeline *self)
{
  guint first = self->n_shown;
  GtkWidget *row = make_row (self, first);

  gtk_list_box_append (self->list, row);
  gtk_widget_grab_focus (row);
  self->n_shown = MIN (g_list_model_get_n_items (self->steps), first + PAGE_SIZE);
  fill (self, first + 1);
}

static void
row_activated (WayProductTimeline *self, GtkListBoxRow *row)
{
  WayFindingStep *step = way_product_step_get_step (WAY_PRODUCT_STEP (row));
  g_autoptr (GListModel) details = way_finding_step_make_details (step);

  adw_dialog_present (way_product_evidence_new (
                          _ ("Event"), way_finding_step_get_sentence (step), details),
                      GTK_WIDGET (self));
}

void
way_product_timeline_set_steps (WayProductTimeline *self,
                                WayRowFiller *filler,
                                GListModel *steps)
{
  self->filler = filler;
  g_set_object (&self->steps, steps);
  self->n_shown = MIN (g_list_model_get_n_items (steps), MAX (self->n_shown, PAGE_SIZE));
  fill (self, 0);
}

/* ---- The widget ---------------------------------------------------------------------------- */

static void
way_product_timeline_dispose (GObject *object)
{
  WayProductTimeline *self = WAY_PRODUCT_TIMELINE (object);
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (self), WAY_TYPE_PRODUCT_TIMELINE);
  /* the template forgets those that have no name */
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->settings);
  g_clear_object (&self->steps);
  G_OBJECT_CLASS (way_product_timeline_parent_class)->dispose (object);
}

static void
way_product_timeline_class_init (WayProductTimelineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_product_timeline_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/waymark/Waymark/discover/way-product-timeline.ui");
  gtk_widget_class_bind_template_child (widget_class, WayProductTimeline, newest_first);
  gtk_widget_class_bind_template_child (widget_class, WayProductTimeline, list);
  gtk_widget_class_bind_template_child (widget_class, WayProductTimeline, more_button);
  gtk_widget_class_bind_template_callback (widget_class, row_activated);
  gtk_widget_class_bind_template_callback (widget_class, show_more);
}

static void
way_product_timeline_init (WayProductTimeline *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->settings = g_settings_new (WAY_APPLICATION_ID);
  g_settings_bind (self->settings, "timeline-newest-first", self->newest_first, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (self->newest_first, "toggled", G_CALLBACK (turn_over), self,
                           G_CONNECT_SWAPPED);
}
