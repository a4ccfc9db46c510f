/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-shipment-row.h"

#include "way-shipments.h"

#define WAY_TYPE_SHIPMENT_ROW (way_shipment_row_get_type ())
G_DECLARE_FINAL_TYPE (WayShipmentRow, way_shipment_row, WAY, SHIPMENT_ROW, GtkBox)

struct _WayShipmentRow
{
  GtkBox parent;

  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkLabel *state_label;
};

G_DEFINE_FINAL_TYPE (WayShipmentRow, way_shipment_row, GTK_TYPE_BOX)

static void
way_shipment_row_show (WayShipmentRow *self, WayShipmentEntry *entry)
{
  static const char *const icons[WAY_N_STAGES] = { "document-edit-symbolic",
                                                   "way-event-ship-symbolic",
                                                   "way-event-receive-symbolic",
                                                   "object-select-symbolic" };

  gtk_image_set_from_icon_name (self->icon, icons[way_shipment_entry_get_stage (entry)]);
  gtk_label_set_text (self->title, way_shipment_entry_get_title (entry));
  gtk_label_set_text (self->subtitle, way_shipment_entry_get_subtitle (entry));
  gtk_label_set_text (self->state_label, way_shipment_entry_get_state_text (entry));
  if (way_shipment_entry_is_alarming (entry))
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->state_label), "warning");
      gtk_widget_remove_css_class (GTK_WIDGET (self->state_label), "dim-label");
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->state_label), "warning");
      gtk_widget_add_css_class (GTK_WIDGET (self->state_label), "dim-label");
    }
}

static void
way_shipment_row_class_init (WayShipmentRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/waymark/Waymark/shipments/way-shipment-row.ui");
  gtk_widget_class_bind_template_child (widget_class, WayShipmentRow, icon);
  gtk_widget_class_bind_template_child (widget_class, WayShipmentRow, title);
  gtk_widget_class_bind_template_child (widget_class, WayShipmentRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, WayShipmentRow, state_label);
}

static void
way_shipment_row_init (WayShipmentRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* ---- The factory --------------------------------------------------------------------------- */

static void
setup (gpointer data, GtkListItem *item)
{
  gtk_list_item_set_child (item, g_object_new (WAY_TYPE_SHIPMENT_ROW, NULL));
}

static void
bind (gpointer data, GtkListItem *item)
{
  WayShipmentEntry *entry = gtk_list_item_get_item (item);
  g_autofree char *description =
      g_strdup_printf ("%s, %s", way_shipment_entry_get_subtitle (entry),
                       way_shipment_entry_get_state_text (entry));

  way_shipment_row_show (WAY_SHIPMENT_ROW (gtk_list_item_get_child (item)), entry);
  gtk_list_item_set_accessible_label (item, way_shipment_entry_get_title (entry));
  gtk_list_item_set_accessible_description (item, description);
}

GtkListItemFactory *
way_shipment_row_factory_new (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_swapped (factory, "setup", G_CALLBACK (setup), NULL);
  g_signal_connect_swapped (factory, "bind", G_CALLBACK (bind), NULL);
  return factory;
}
