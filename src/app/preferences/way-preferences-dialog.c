/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-preferences-dialog.h"

#include <glib/gi18n.h>

#include "way-desk-networks.h"

struct _WayPreferencesDialog
{
  AdwPreferencesDialog parent;

  WayDesk *desk;
  GCancellable *cancellable;

  GtkListBox *list;
  AdwEntryRow *address_row;
  AdwEntryRow *hash_row;
  AdwButtonRow *join_row;
  AdwButtonRow *demo_add_row;
  AdwButtonRow *demo_remove_row;
  GtkProgressBar *demo_progress;
};

G_DEFINE_FINAL_TYPE (WayPreferencesDialog,
                     way_preferences_dialog,
                     ADW_TYPE_PREFERENCES_DIALOG)

static void
add_toast (WayPreferencesDialog *self, const char *text)
{
  AdwToast *toast = adw_toast_new ("");

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_title (toast, text);
  adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (self), toast);
}

static void
show_busy (WayPreferencesDialog *self, gboolean is_busy)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->join_row), !is_busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->demo_add_row), !is_busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->demo_remove_row), !is_busy);
}

static void
update_demo (WayPreferencesDialog *self)
{
  gboolean is_there = way_desk_get_demo (self->desk) != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->demo_add_row), !is_there);
  gtk_widget_set_visible (GTK_WIDGET (self->demo_remove_row), is_there);
  gtk_widget_set_visible (GTK_WIDGET (self->demo_progress), FALSE);
}

/* Ends joining, leaving, making and removing alike. */
static gboolean
finish (WayPreferencesDialog *self, GObject *source, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gboolean is_done = way_desk_networks_finish (WAY_DESK (source), result, &error);

  if (self->desk == NULL)
    return is_done; /* the dialog was closed */
  show_busy (self, FALSE);
  update_demo (self);
  if (is_done || way_desk_is_cancelled (error))
    return is_done;
  text = way_desk_describe_error_fully (error);
  add_toast (self, text);
  return FALSE;
}

/* ---- Networks -------------------------------------------------------------------------------- */

static void
joined (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayPreferencesDialog) self = data;

  if (!finish (self, source, result) || self->desk == NULL)
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->address_row), "");
  gtk_editable_set_text (GTK_EDITABLE (self->hash_row), "");
  add_toast (self, _ ("Network joined"));
}

static gboolean
can_join (WayPreferencesDialog *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->address_row))[0] != '\0'
         && gtk_editable_get_text (GTK_EDITABLE (self->hash_row))[0] != '\0';
}

static void
join_changed (WayPreferencesDialog *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->join_row), can_join (self));
}

static void
join (WayPreferencesDialog *self)
{
  if (!can_join (self))
    return;
  show_busy (self, TRUE);
  way_desk_add_network_async (self->desk,
                              gtk_editable_get_text (GTK_EDITABLE (self->address_row)),
                              gtk_editable_get_text (GTK_EDITABLE (self->hash_row)),
                              self->cancellable, joined, g_object_ref (self));
}

static void
left (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayPreferencesDialog) self = data;

  finish (self, source, result);
}

static void
leave_chosen (AdwAlertDialog *dialog, const char *response, gpointer data)
{
  WayPreferencesDialog *self = data;

  if (g_strcmp0 (response, "leave") == 0 && self->desk != NULL)
    way_desk_remove_network_async (self->desk,
                                   g_object_get_data (G_OBJECT (dialog), "item"), NULL,
                                   left, g_object_ref (self));
}

static void
leave (GtkButton *button, gpointer data)
{
  WayNetworkItem *item = data;
  GtkWidget *self =
      gtk_widget_get_ancestor (GTK_WIDGET (button), WAY_TYPE_PREFERENCES_DIALOG);
  AdwDialog *dialog = adw_alert_dialog_new (_ ("Leave This Network?"), NULL);

  adw_alert_dialog_set_body (ADW_ALERT_DIALOG (dialog),
                             _ ("Codes are no longer looked up there. What this computer "
                                "remembers of it is removed."));
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"),
                                  "leave", _ ("_Leave"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "leave",
                                            ADW_RESPONSE_DESTRUCTIVE);
  g_object_set_data_full (G_OBJECT (dialog), "item", g_object_ref (item), g_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (leave_chosen), self, 0);
  adw_dialog_present (dialog, self);
}

static GtkWidget *
make_row (gpointer object, gpointer data)
{
  WayNetworkItem *item = object;
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());
  const char *hash = way_network_item_get_hash (item);
  g_autofree char *subtitle = g_strdup_printf ("%s · %.8s…%s",
                                               way_network_item_is_embedded (item)
                                                   ? _ ("On this computer")
                                                   : way_network_item_get_address (item),
                                               hash, hash + 56);
  GtkWidget *button;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 way_network_item_get_name (item));
  adw_action_row_set_subtitle (row, subtitle);
  adw_action_row_set_subtitle_selectable (row, TRUE);
  if (way_network_item_is_embedded (item))
    return GTK_WIDGET (row);
  button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Leave Network"));
  g_signal_connect_object (button, "clicked", G_CALLBACK (leave), item, 0);
  adw_action_row_add_suffix (row, button);
  return GTK_WIDGET (row);
}

/* ---- Demo market --------------------------------------------------------------------------------- */

static void
demo_step (gpointer data, double fraction)
{
  gtk_progress_bar_set_fraction (WAY_PREFERENCES_DIALOG (data)->demo_progress, fraction);
}

static void
demo_done (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayPreferencesDialog) self = data;

  finish (self, source, result);
}

static void
add_demo (WayPreferencesDialog *self)
{
  show_busy (self, TRUE);
  gtk_progress_bar_set_fraction (self->demo_progress, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->demo_progress), TRUE);
  way_desk_create_demo_async (self->desk, demo_step, self, self->cancellable, demo_done,
                              g_object_ref (self));
}

static void
remove_demo (WayPreferencesDialog *self)
{
  show_busy (self, TRUE);
  way_desk_remove_demo_async (self->desk, self->cancellable, demo_done,
                              g_object_ref (self));
}

/* ---- The dialog -------------------------------------------------------------------------------------- */

static void
way_preferences_dialog_dispose (GObject *object)
{
  WayPreferencesDialog *self = WAY_PREFERENCES_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), WAY_TYPE_PREFERENCES_DIALOG);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (way_preferences_dialog_parent_class)->dispose (object);
}

static void
way_preferences_dialog_class_init (WayPreferencesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_preferences_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/waymark/Waymark/preferences/way-preferences-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, WayPreferencesDialog, list);
  gtk_widget_class_bind_template_child (widget_class, WayPreferencesDialog, address_row);
  gtk_widget_class_bind_template_child (widget_class, WayPreferencesDialog, hash_row);
  gtk_widget_class_bind_template_child (widget_class, WayPreferencesDialog, join_row);
  gtk_widget_class_bind_template_child (widget_class, WayPreferencesDialog, demo_add_row);
  gtk_widget_class_bind_template_child (widget_class, WayPreferencesDialog,
                                        demo_remove_row);
  gtk_widget_class_bind_template_child (widget_class, WayPreferencesDialog,
                                        demo_progress);
  gtk_widget_class_bind_template_callback (widget_class, join_changed);
  gtk_widget_class_bind_template_callback (widget_class, join);
  gtk_widget_class_bind_template_callback (widget_class, add_demo);
  gtk_widget_class_bind_template_callback (widget_class, remove_demo);
}

static void
way_preferences_dialog_init (WayPreferencesDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
way_preferences_dialog_new (WayDesk *desk)
{
  WayPreferencesDialog *self = g_object_new (WAY_TYPE_PREFERENCES_DIALOG, NULL);

  self->desk = g_object_ref (desk);
  gtk_list_box_bind_model (self->list, way_desk_get_networks (desk), make_row, NULL,
                           NULL);
  update_demo (self);
  return ADW_DIALOG (self);
}
