/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-shipment-page.h"

#include <glib/gi18n.h>

#include "way-receive-page.h"
#include "way-shipments.h"
#include "way-state-view.h"
#include "way-window.h"

struct _WayShipmentPage
{
  WayPage parent;

  char *id;
  GCancellable *cancellable;
  WayShipmentView *view; /* (nullable): not loaded yet */

  GtkButton *receive_button;
  AdwBanner *difference;
  WayStateView *state;
  AdwActionRow *sender_row;
  AdwActionRow *receiver_row;
  AdwActionRow *when_row;
  AdwActionRow *expected_row;
  AdwActionRow *state_row;
  AdwActionRow *note_row;
  AdwActionRow *id_row;
  GtkListBox *things;
};

G_DEFINE_FINAL_TYPE (WayShipmentPage, way_shipment_page, WAY_TYPE_PAGE)

/* ---- Showing ------------------------------------------------------------------------------ */

static void
show_text (AdwActionRow *row, const char *text)
{
  gtk_widget_set_visible (GTK_WIDGET (row), text != NULL);
  adw_action_row_set_subtitle (row, text != NULL ? text : "");
}

static GtkWidget *
make_thing_row (gpointer item, gpointer data)
{
  WayShipmentThing *thing = item;
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());
  GtkWidget *state = gtk_label_new (way_shipment_thing_get_state_text (thing));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 way_shipment_thing_get_title (thing));
  adw_action_row_set_subtitle (row, way_shipment_thing_get_subtitle (thing));
  gtk_widget_add_css_class (state, way_shipment_thing_is_missing (thing) ? "warning"
                                                                         : "dim-label");
  gtk_widget_add_css_class (state, "caption");
  adw_action_row_add_suffix (row, state);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.show-code");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s",
                                    way_shipment_thing_get_code_text (thing));
  return GTK_WIDGET (row);
}

static void
show_view (WayShipmentPage *self, WayShipmentView *view)
{
  const char *difference = way_shipment_view_get_difference (view);

  g_set_object (&self->view, view);
  gtk_widget_set_visible (GTK_WIDGET (self->receive_button),
                          way_shipment_view_can_receive (view));
  show_text (self->sender_row, way_shipment_view_get_sender (view));
  show_text (self->receiver_row, way_shipment_view_get_receiver (view));
  show_text (self->when_row, way_shipment_view_get_when (view));
  show_text (self->expected_row, way_shipment_view_get_expected (view));
  show_text (self->state_row, way_shipment_view_get_state_text (view));
  show_text (self->note_row, way_shipment_view_get_note (view));
  show_text (self->id_row, way_shipment_view_get_id (view));
  adw_banner_set_title (self->difference, difference != NULL ? difference : "");
  adw_banner_set_revealed (self->difference, difference != NULL);
  gtk_list_box_bind_model (self->things, way_shipment_view_get_things (view),
                           make_thing_row, NULL, NULL);
  way_state_view_show_content (self->state);
}

static void
loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayShipmentPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (WayShipmentView)
      view = way_desk_load_shipment_finish (WAY_DESK (source), result, &error);
  g_autofree char *text = NULL;

  if (view != NULL)
    show_view (self, view);
  if (view != NULL || way_desk_is_cancelled (error))
    return;
  text = way_desk_describe_error (error);
  way_state_view_show_error (self->state, text);
}

static void
way_shipment_page_refresh (WayPage *page)
{
  WayShipmentPage *self = WAY_SHIPMENT_PAGE (page);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  way_state_view_show_loading (self->state);
  way_desk_load_shipment_async (way_page_get_desk (page), self->id, self->cancellable,
                                loaded, g_object_ref (self));
}

static void
receive (WayShipmentPage *self)
{
  WayDesk *desk = way_page_get_desk (WAY_PAGE (self));

  way_window_push (way_window_of (GTK_WIDGET (self)),
                   way_receive_page_new (desk, self->view));
}

static void
copy_id (WayShipmentPage *self)
{
  WayWindow *window = way_window_of (GTK_WIDGET (self));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->id);
  if (window != NULL)
    way_window_add_toast (window, _ ("Copied"));
}

/* ---- The page -------------------------------------------------------------------------------- */

static void
way_shipment_page_dispose (GObject *object)
{
  WayShipmentPage *self = WAY_SHIPMENT_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->view);
  gtk_widget_dispose_template (GTK_WIDGET (self), WAY_TYPE_SHIPMENT_PAGE);
  G_OBJECT_CLASS (way_shipment_page_parent_class)->dispose (object);
}

static void
way_shipment_page_finalize (GObject *object)
{
  g_free (WAY_SHIPMENT_PAGE (object)->id);
  G_OBJECT_CLASS (way_shipment_page_parent_class)->finalize (object);
}

static void
way_shipment_page_class_init (WayShipmentPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_shipment_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_shipment_page_finalize;
  WAY_PAGE_CLASS (klass)->refresh = way_shipment_page_refresh;
  g_type_ensure (WAY_TYPE_STATE_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/waymark/Waymark/shipments/way-shipment-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WayShipmentPage, receive_button);
  gtk_widget_class_bind_template_child (widget_class, WayShipmentPage, difference);
  gtk_widget_class_bind_template_child (widget_class, WayShipmentPage, state);
  gtk_widget_class_bind_template_child (widget_class, WayShipmentPage, sender_row);
  gtk_widget_class_bind_template_child (widget_class, WayShipmentPage, receiver_row);
  gtk_widget_class_bind_template_child (widget_class, WayShipmentPage, when_row);
  gtk_widget_class_bind_template_child (widget_class, WayShipmentPage, expected_row);
  gtk_widget_class_bind_template_child (widget_class, WayShipmentPage, state_row);
  gtk_widget_class_bind_template_child (widget_class, WayShipmentPage, note_row);
  gtk_widget_class_bind_template_child (widget_class, WayShipmentPage, id_row);
  gtk_widget_class_bind_template_child (widget_class, WayShipmentPage, things);
  gtk_widget_class_bind_template_callback (widget_class, way_page_refresh);
  gtk_widget_class_bind_template_callback (widget_class, copy_id);
  gtk_widget_class_bind_template_callback (widget_class, receive);
}

static void
way_shipment_page_init (WayShipmentPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwNavigationPage *
way_shipment_page_new (WayDesk *desk, const char *id)
{
  WayShipmentPage *self = g_object_new (WAY_TYPE_SHIPMENT_PAGE, "desk", desk, NULL);

  self->id = g_strdup (id);
  return ADW_NAVIGATION_PAGE (self);
}
