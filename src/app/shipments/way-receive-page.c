/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-receive-page.h"

#include <glib/gi18n.h>

#include "way-arrival-row.h"
#include "way-scan-bar.h"
#include "way-window.h"

struct _WayReceivePage
{
  WayPage parent;

  WayReceipt *receipt;

  WayScanBar *scan_bar;
  AdwEntryRow *note_row;
  GtkListBox *arrivals;
  GtkLabel *difference;
  GtkButton *sign_button;
};

G_DEFINE_FINAL_TYPE (WayReceivePage, way_receive_page, WAY_TYPE_PAGE)

static void
show_receipt (WayReceivePage *self)
{
  g_autofree char *difference = way_receipt_dup_difference (self->receipt);
  gboolean is_complete = way_receipt_count (self->receipt, WAY_ARRIVAL_MISSING) == 0
                         && way_receipt_count (self->receipt, WAY_ARRIVAL_PARTLY) == 0
                         && way_receipt_count (self->receipt, WAY_ARRIVAL_UNEXPECTED)
                                == 0;
  const char *classes[] = { is_complete ? "success" : "warning", NULL };

  gtk_label_set_text (self->difference, difference);
  gtk_widget_set_css_classes (GTK_WIDGET (self->difference), classes);
  gtk_widget_set_sensitive (GTK_WIDGET (self->sign_button),
                            way_receipt_can_sign (self->receipt));
}

static void
code_scanned (WayReceivePage *self, const char *text, const char *format)
{
  g_autofree char *told = NULL;
  WayArrival *arrival;
  WayScanOutcome outcome =
      way_receipt_take (self->receipt, text, format, &told, &arrival);

  if (outcome == WAY_SCAN_ADDED)
    /* TRANSLATORS: %s is a thing that arrived */
    told = g_strdup_printf (_ ("%s is here."), way_arrival_get_title (arrival));
  way_scan_bar_say (self->scan_bar, told, outcome != WAY_SCAN_ADDED);
}

static void
arrived (WayReceivePage *self, guint64 n, WayArrivalRow *row)
{
  way_receipt_set_arrived (self->receipt, way_arrival_row_get_arrival (row), n);
}

static GtkWidget *
make_row (gpointer item, gpointer data)
{
  GtkWidget *row = way_arrival_row_new (item);

  g_signal_connect_object (row, "arrived", G_CALLBACK (arrived), data, G_CONNECT_SWAPPED);
  return row;
}

static void
take_all (WayReceivePage *self)
{
  way_receipt_take_all (self->receipt);
  gtk_widget_grab_focus (GTK_WIDGET (self->sign_button));
}

static void
act_changed (WayReceivePage *self, GParamSpec *spec, WayAct *act)
{
  if (way_act_get_state (act) == WAY_ACT_FINAL
      && gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_activate_action (GTK_WIDGET (self), "navigation.pop", NULL);
}

static void
sign (WayReceivePage *self)
{
  WayAct *act = way_receipt_sign (self->receipt,
                                  gtk_editable_get_text (GTK_EDITABLE (self->note_row)));

  g_signal_connect_object (act, "notify::state", G_CALLBACK (act_changed), self,
                           G_CONNECT_SWAPPED);
  way_window_sign (way_window_of (GTK_WIDGET (self)), act);
}

static void
way_receive_page_shown (AdwNavigationPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (WAY_RECEIVE_PAGE (page)->scan_bar));
}

static void
way_receive_page_dispose (GObject *object)
{
  WayReceivePage *self = WAY_RECEIVE_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), WAY_TYPE_RECEIVE_PAGE);
  g_clear_object (&self->receipt);
  G_OBJECT_CLASS (way_receive_page_parent_class)->dispose (object);
}

static void
way_receive_page_class_init (WayReceivePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_receive_page_dispose;
  ADW_NAVIGATION_PAGE_CLASS (klass)->shown = way_receive_page_shown;
  g_type_ensure (WAY_TYPE_SCAN_BAR);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/waymark/Waymark/shipments/way-receive-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WayReceivePage, scan_bar);
  gtk_widget_class_bind_template_child (widget_class, WayReceivePage, note_row);
  gtk_widget_class_bind_template_child (widget_class, WayReceivePage, arrivals);
  gtk_widget_class_bind_template_child (widget_class, WayReceivePage, difference);
  gtk_widget_class_bind_template_child (widget_class, WayReceivePage, sign_button);
  gtk_widget_class_bind_template_callback (widget_class, code_scanned);
  gtk_widget_class_bind_template_callback (widget_class, take_all);
  gtk_widget_class_bind_template_callback (widget_class, sign);
}

static void
way_receive_page_init (WayReceivePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwNavigationPage *
way_receive_page_new (WayDesk *desk, WayShipmentView *view)
{
  WayReceivePage *self = g_object_new (WAY_TYPE_RECEIVE_PAGE, "desk", desk, NULL);

  self->receipt = way_receipt_new (desk, view);
  g_signal_connect_object (self->receipt, "changed", G_CALLBACK (show_receipt), self,
                           G_CONNECT_SWAPPED);
  gtk_list_box_bind_model (self->arrivals, G_LIST_MODEL (self->receipt), make_row, self,
                           NULL);
  show_receipt (self);
  return ADW_NAVIGATION_PAGE (self);
}
