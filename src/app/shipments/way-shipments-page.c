/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-shipments-page.h"

#include <glib/gi18n.h>

#include "way-new-shipment-page.h"
#include "way-same-rows.h"
#include "way-recall-dialog.h"
#include "way-shipment-page.h"
#include "way-shipment-row.h"
#include "way-shipments.h"
#include "way-state-view.h"
#include "way-window.h"

struct _WayShipmentsPage
{
  WayPage parent;

  GCancellable *cancellable;
  GListStore *entries; /* WayShipmentEntry */
  GtkFilterListModel *filtered;
  GtkCustomFilter *filter;

  AdwToggleGroup *stages;
  GtkSearchBar *search_bar;
  GtkSearchEntry *search_entry;
  WayStateView *state;
  GtkStack *stack;
  GtkListView *list_view;
  AdwStatusPage *nothing;
};

G_DEFINE_FINAL_TYPE (WayShipmentsPage, way_shipments_page, WAY_TYPE_PAGE)

static const char *const stage_names[WAY_N_STAGES] = { "to-send", "on-the-way",
                                                       "to-receive", "done" };

/* ---- Which rows ------------------------------------------------------------------------- */

static WayShipmentStage
get_stage (WayShipmentsPage *self)
{
  const char *name = adw_toggle_group_get_active_name (self->stages);

  for (guint i = 0; i < WAY_N_STAGES; i++)
    if (g_strcmp0 (name, stage_names[i]) == 0)
      return (WayShipmentStage) i;
  return WAY_STAGE_ON_THE_WAY;
}

static gboolean
is_shown (gpointer item, gpointer data)
{
  WayShipmentsPage *self = data;

  return way_shipment_entry_get_stage (item) == get_stage (self)
         && way_shipment_entry_matches (
             item, gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
}

static void
describe_nothing (WayShipmentsPage *self)
{
  static const char *const titles[WAY_N_STAGES] = { N_ ("Nothing to Send"),
                                                    N_ ("Nothing on the Way"),
                                                    N_ ("Nothing to Receive"),
                                                    N_ ("Nothing Done Yet") };
  static const char *const texts[WAY_N_STAGES] = {
    N_ ("Shipments that you prepare and have not signed yet stand here."),
    N_ ("Shipments that you signed stand here until the receiver confirms them."),
    N_ ("Shipments that others sent to you stand here until you confirm them."),
    N_ ("Shipments that were received stand here, with what was missing."),
  };
  gboolean is_search = *gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) != '\0';
  WayShipmentStage stage = get_stage (self);

  adw_status_page_set_title (self->nothing,
                             is_search ? _ ("No Results Found") : _ (titles[stage]));
  adw_status_page_set_description (
      self->nothing, is_search ? _ ("Try a different search.") : _ (texts[stage]));
}

static void
show_rows (WayShipmentsPage *self)
{
  gboolean has_rows = g_list_model_get_n_items (G_LIST_MODEL (self->filtered)) > 0;

  describe_nothing (self);
  gtk_stack_set_visible_child_name (self->stack, has_rows ? "rows" : "nothing");
}

static void
filter_changed (WayShipmentsPage *self)
{
  if (self->filter == NULL)
    return;
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  show_rows (self);
}

/* ---- Asking --------------------------------------------------------------------------------- */

static void
listed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayShipmentsPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel)
      rows = way_desk_list_shipments_finish (WAY_DESK (source), result, &error);
  g_autofree char *text = NULL;

  if (rows == NULL)
    {
      if (way_desk_is_cancelled (error))
        return;
      text = way_desk_describe_error (error);
      way_state_view_show_error (self->state, text);
      return;
    }
  way_rows_take (self->entries, rows, way_shipment_entry_is_equal);
  show_rows (self);
  if (g_list_model_get_n_items (rows) > 0)
    way_state_view_show_content (self->state);
  else
    way_state_view_show_empty (self->state);
}

static void
way_shipments_page_refresh (WayPage *page)
{
  WayShipmentsPage *self = WAY_SHIPMENTS_PAGE (page);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  way_state_view_show_loading (self->state);
  way_desk_list_shipments_async (way_page_get_desk (page), self->cancellable, listed,
                                 g_object_ref (self));
}

static gboolean
way_shipments_page_search (WayPage *page)
{
  WayShipmentsPage *self = WAY_SHIPMENTS_PAGE (page);

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
  return TRUE;
}

static void
sent (WayShipmentsPage *self)
{
  adw_toggle_group_set_active_name (self->stages, stage_names[WAY_STAGE_ON_THE_WAY]);
}

static void
prepare (WayShipmentsPage *self)
{
  AdwNavigationPage *page =
      way_new_shipment_page_new (way_page_get_desk (WAY_PAGE (self)));

  g_signal_connect_object (page, "sent", G_CALLBACK (sent), self, G_CONNECT_SWAPPED);
  way_window_push (way_window_of (GTK_WIDGET (self)), page);
}

static void
recall (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WayDesk *desk = way_page_get_desk (WAY_PAGE (widget));

  adw_dialog_present (way_recall_dialog_new (desk, NULL), widget);
}

static void
end_recall (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WayDesk *desk = way_page_get_desk (WAY_PAGE (widget));

  adw_dialog_present (way_recall_dialog_new_end (desk), widget);
}

static void
row_activated (WayShipmentsPage *self, guint position)
{
  g_autoptr (WayShipmentEntry)
      entry = g_list_model_get_item (G_LIST_MODEL (self->filtered), position);
  WayDesk *desk = way_page_get_desk (WAY_PAGE (self));
  WayWindow *window = way_window_of (GTK_WIDGET (self));

  if (entry != NULL && way_shipment_entry_get_id (entry) == NULL)
    prepare (self);
  else if (entry != NULL && window != NULL)
    way_window_push (window,
                     way_shipment_page_new (desk, way_shipment_entry_get_id (entry)));
}

/* ---- The page ----------------------------------------------------------------------------------- */

static void
way_shipments_page_dispose (GObject *object)
{
  WayShipmentsPage *self = WAY_SHIPMENTS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), WAY_TYPE_SHIPMENTS_PAGE);
  g_clear_object (&self->filtered);
  g_clear_object (&self->entries);
  G_OBJECT_CLASS (way_shipments_page_parent_class)->dispose (object);
}

/* What is being prepared is kept without telling anybody: look whenever the list comes into view. */
static void
way_shipments_page_map (GtkWidget *widget)
{
  WayShipmentsPage *self = WAY_SHIPMENTS_PAGE (widget);
  gboolean was_shown = self->cancellable != NULL;

  GTK_WIDGET_CLASS (way_shipments_page_parent_class)->map (widget);
  if (was_shown)
    way_page_refresh (WAY_PAGE (self));
}

static void
way_shipments_page_class_init (WayShipmentsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_shipments_page_dispose;
  widget_class->map = way_shipments_page_map;
  WAY_PAGE_CLASS (klass)->refresh = way_shipments_page_refresh;
  WAY_PAGE_CLASS (klass)->search = way_shipments_page_search;
  g_type_ensure (WAY_TYPE_STATE_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/waymark/Waymark/shipments/way-shipments-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WayShipmentsPage, stages);
  gtk_widget_class_bind_template_child (widget_class, WayShipmentsPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, WayShipmentsPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, WayShipmentsPage, state);
  gtk_widget_class_bind_template_child (widget_class, WayShipmentsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, WayShipmentsPage, list_view);
  gtk_widget_class_bind_template_child (widget_class, WayShipmentsPage, nothing);
  gtk_widget_class_bind_template_callback (widget_class, way_page_refresh);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed);
  gtk_widget_class_bind_template_callback (widget_class, row_activated);
  gtk_widget_class_bind_template_callback (widget_class, prepare);
  gtk_widget_class_install_action (widget_class, "shipments.recall", NULL, recall);
  gtk_widget_class_install_action (widget_class, "shipments.end-recall", NULL,
                                   end_recall);
}

static void
way_shipments_page_init (WayShipmentsPage *self)
{
  g_autoptr (GtkListItemFactory) factory = way_shipment_row_factory_new ();
  g_autoptr (GtkNoSelection) selection = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
  self->filter = gtk_custom_filter_new (is_shown, self, NULL);
  /* the model takes the filter, which the page goes on borrowing */
  self->entries = g_list_store_new (WAY_TYPE_SHIPMENT_ENTRY);
  self->filtered = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->entries)),
                                              GTK_FILTER (self->filter));
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->filtered)));
  gtk_list_view_set_factory (self->list_view, factory);
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (selection));
}
