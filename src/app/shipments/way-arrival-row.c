/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-arrival-row.h"

#include <glib/gi18n.h>

struct _WayArrivalRow
{
  AdwActionRow parent;

  WayArrival *arrival;
  gboolean is_showing;
  GtkImage *icon;
  GtkLabel *state_label;
  GtkSpinButton *quantity;
  GtkButton *undo_button;
};

G_DEFINE_FINAL_TYPE (WayArrivalRow, way_arrival_row, ADW_TYPE_ACTION_ROW)

static guint arrived_signal;

static void
show_state (WayArrivalRow *self)
{
  static const char *const icons[] = {
    [WAY_ARRIVAL_MISSING] = "checkbox-symbolic",
    [WAY_ARRIVAL_PARTLY] = "dialog-warning-symbolic",
    [WAY_ARRIVAL_COMPLETE] = "checkbox-checked-symbolic",
    [WAY_ARRIVAL_UNEXPECTED] = "dialog-warning-symbolic",
  };
  static const char *const styles[] = {
    [WAY_ARRIVAL_MISSING] = "dim-label",
    [WAY_ARRIVAL_PARTLY] = "warning",
    [WAY_ARRIVAL_COMPLETE] = "success",
    [WAY_ARRIVAL_UNEXPECTED] = "warning",
  };
  WayArrivalState state = way_arrival_get_state (self->arrival);
  const char *classes[] = { styles[state], NULL };
  const char *label_classes[] = { "caption", styles[state], NULL };

  gtk_image_set_from_icon_name (self->icon, icons[state]);
  gtk_widget_set_css_classes (GTK_WIDGET (self->icon), classes);
  gtk_label_set_text (self->state_label, way_arrival_get_state_text (self->arrival));
  gtk_widget_set_css_classes (GTK_WIDGET (self->state_label), label_classes);
}

static void
show_arrival (WayArrivalRow *self)
{
  guint64 arrived = way_arrival_get_arrived (self->arrival);
  gboolean is_lot = way_arrival_is_lot (self->arrival);
  g_autofree char *undo = g_strdup_printf (
      /* TRANSLATORS: %s is a thing that was scanned */
      _ ("%s Is Not Here"), way_arrival_get_title (self->arrival));

  self->is_showing = TRUE;
  show_state (self);
  gtk_widget_set_visible (GTK_WIDGET (self->quantity), is_lot);
  if (is_lot)
    {
      gtk_spin_button_set_range (self->quantity, 0,
                                 (double) way_arrival_get_expected (self->arrival));
      gtk_spin_button_set_value (self->quantity, (double) arrived);
    }
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->undo_button), undo);
  gtk_widget_set_visible (GTK_WIDGET (self->undo_button), arrived > 0);
  self->is_showing = FALSE;
}

static void
undo (WayArrivalRow *self)
{
  g_signal_emit (self, arrived_signal, 0, (guint64) 0);
}

static void
quantity_chosen (WayArrivalRow *self)
{
  if (!self->is_showing)
    g_signal_emit (self, arrived_signal, 0,
                   (guint64) gtk_spin_button_get_value (self->quantity));
}

static void
way_arrival_row_dispose (GObject *object)
{
  WayArrivalRow *self = WAY_ARRIVAL_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), WAY_TYPE_ARRIVAL_ROW);
  g_clear_object (&self->arrival);
  G_OBJECT_CLASS (way_arrival_row_parent_class)->dispose (object);
}

static void
way_arrival_row_class_init (WayArrivalRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_arrival_row_dispose;
  arrived_signal = g_signal_new ("arrived", WAY_TYPE_ARRIVAL_ROW, G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT64);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/waymark/Waymark/shipments/way-arrival-row.ui");
  gtk_widget_class_bind_template_child (widget_class, WayArrivalRow, icon);
  gtk_widget_class_bind_template_child (widget_class, WayArrivalRow, state_label);
  gtk_widget_class_bind_template_child (widget_class, WayArrivalRow, quantity);
  gtk_widget_class_bind_template_child (widget_class, WayArrivalRow, undo_button);
  gtk_widget_class_bind_template_callback (widget_class, undo);
  gtk_widget_class_bind_template_callback (widget_class, quantity_chosen);
}

static void
way_arrival_row_init (WayArrivalRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
way_arrival_row_new (WayArrival *arrival)
{
  WayArrivalRow *self = g_object_new (WAY_TYPE_ARRIVAL_ROW, NULL);

  self->arrival = g_object_ref (arrival);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self),
                                 way_arrival_get_title (arrival));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), way_arrival_get_subtitle (arrival));
  g_signal_connect_object (arrival, "changed", G_CALLBACK (show_arrival), self,
                           G_CONNECT_SWAPPED);
  show_arrival (self);
  return GTK_WIDGET (self);
}

WayArrival *
way_arrival_row_get_arrival (WayArrivalRow *self)
{
  return self->arrival;
}
