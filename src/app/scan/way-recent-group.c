/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-recent-group.h"

#include <glib/gi18n.h>

#include "way-product-icons.h"
#include "way-recent.h"
#include "way-window.h"

struct _WayRecentGroup
{
  AdwPreferencesGroup parent;

  WayDesk *desk;

  GtkButton *clear_button;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (WayRecentGroup, way_recent_group, ADW_TYPE_PREFERENCES_GROUP)

static GtkWidget *
make_row (gpointer object, gpointer data)
{
  WayRecentItem *item = object;
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());
  g_autofree char *subtitle = g_strdup_printf ("%s · %s",
                                               way_recent_item_get_verdict_title (item),
                                               way_recent_item_get_when (item));
  g_autoptr (GIcon)
      icon = way_product_icon_of_verdict (way_recent_item_get_verdict (item));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 way_recent_item_get_name (item));
  adw_action_row_set_title_lines (row, 1);
  adw_action_row_set_subtitle (row, subtitle);
  adw_action_row_add_prefix (row, gtk_image_new_from_gicon (icon));
  adw_action_row_add_suffix (row, gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "item", g_object_ref (item), g_object_unref);
  return GTK_WIDGET (row);
}

static void
open_row (WayRecentGroup *self, GtkListBoxRow *row)
{
  WayWindow *window = way_window_of (GTK_WIDGET (self));
  WayRecentItem *item = g_object_get_data (G_OBJECT (row), "item");

  if (window != NULL)
    way_window_take_text (window, way_recent_item_get_code (item), NULL);
}

static void
loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayRecentGroup) self = data;
  g_autoptr (GListModel)
      recent = way_desk_load_recent_finish (WAY_DESK (source), result, NULL);

  if (recent == NULL || self->desk == NULL)
    return;
  gtk_list_box_bind_model (self->list, recent, make_row, NULL, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), g_list_model_get_n_items (recent) > 0);
}

void
way_recent_group_load (WayRecentGroup *self, WayDesk *desk)
{
  g_set_object (&self->desk, desk);
  way_desk_load_recent_async (desk, NULL, loaded, g_object_ref (self));
}

static void
cleared (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayRecentGroup) self = data;

  way_desk_clear_recent_finish (WAY_DESK (source), result, NULL);
  if (self->desk != NULL)
    way_recent_group_load (self, self->desk);
}

static void
clear (WayRecentGroup *self)
{
  way_desk_clear_recent_async (self->desk, NULL, cleared, g_object_ref (self));
}

static void
way_recent_group_dispose (GObject *object)
{
  g_clear_object (&WAY_RECENT_GROUP (object)->desk);
  G_OBJECT_CLASS (way_recent_group_parent_class)->dispose (object);
}

static void
way_recent_group_class_init (WayRecentGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_recent_group_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/waymark/Waymark/scan/way-recent-group.ui");
  gtk_widget_class_bind_template_child (widget_class, WayRecentGroup, clear_button);
  gtk_widget_class_bind_template_child (widget_class, WayRecentGroup, list);
  gtk_widget_class_bind_template_callback (widget_class, open_row);
  gtk_widget_class_bind_template_callback (widget_class, clear);
}

static void
way_recent_group_init (WayRecentGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
