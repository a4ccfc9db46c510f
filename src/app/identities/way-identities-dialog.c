/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-identities-dialog.h"

#include <glib/gi18n.h>

#include "way-desk-keys.h"

struct _WayIdentitiesDialog
{
  AdwDialog parent;

  WayDesk *desk;

  AdwToastOverlay *toasts;
  GtkListBox *list;
  AdwButtonRow *phrase_row;
};

G_DEFINE_FINAL_TYPE (WayIdentitiesDialog, way_identities_dialog, ADW_TYPE_DIALOG)

static void
copy_account (GtkButton *button, gpointer data)
{
  WayIdentitiesDialog *self = WAY_IDENTITIES_DIALOG (
      gtk_widget_get_ancestor (GTK_WIDGET (button), WAY_TYPE_IDENTITIES_DIALOG));
  WayIdentityItem *item = data;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (button)),
                          way_identity_item_get_account (item));
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_ ("Account copied")));
}

/* The first and the last digits of an account: enough to tell one's own apart. */
static char *
shorten (const char *account)
{
  return g_strdup_printf ("%.8s…%s", account, account + 56);
}

static GtkWidget *
make_row (gpointer object, gpointer data)
{
  WayIdentitiesDialog *self = data;
  WayIdentityItem *item = object;
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());
  g_autofree char *account = shorten (way_identity_item_get_account (item));
  g_autofree char *subtitle = g_strdup_printf (
      "%s · %s",
      way_identity_item_is_demo (item)
          ? _ ("Demo market")
          : (way_identity_item_is_business (item) ? _ ("Business") : _ ("Person")),
      account);
  GtkWidget *avatar = adw_avatar_new (32, way_identity_item_get_name (item), TRUE);
  GtkWidget *copy = gtk_button_new_from_icon_name ("edit-copy-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 way_identity_item_get_name (item));
  adw_action_row_set_subtitle (row, subtitle);
  adw_action_row_add_prefix (row, avatar);
  if (item == way_desk_get_identity (self->desk))
    {
      GtkWidget *check = gtk_image_new_from_icon_name ("object-select-symbolic");

      gtk_accessible_update_property (GTK_ACCESSIBLE (check),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _ ("Current identity"), -1);
      adw_action_row_add_suffix (row, check);
    }
  gtk_widget_set_valign (copy, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (copy, "flat");
  gtk_widget_set_tooltip_text (copy, _ ("Copy Account"));
  g_signal_connect_object (copy, "clicked", G_CALLBACK (copy_account), item, 0);
  adw_action_row_add_suffix (row, copy);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "item", g_object_ref (item), g_object_unref);
  return GTK_WIDGET (row);
}

static void
default_set (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  /* it acts until the program ends all the same */
  if (!way_desk_set_default_identity_finish (WAY_DESK (source), result, &error))
    g_warning ("%s", error->message);
}

static void
choose (WayIdentitiesDialog *self, GtkListBoxRow *row)
{
  WayIdentityItem *item = g_object_get_data (G_OBJECT (row), "item");

  way_desk_set_identity (self->desk, item);
  if (!way_identity_item_is_demo (item))
    way_desk_set_default_identity_async (self->desk, item, NULL, default_set, NULL);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
make_new (WayIdentitiesDialog *self)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));

  adw_dialog_close (ADW_DIALOG (self));
  gtk_widget_activate_action (root, "win.new-identity", NULL);
}

static void
show_phrase (WayIdentitiesDialog *self)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));

  adw_dialog_close (ADW_DIALOG (self));
  gtk_widget_activate_action (root, "win.recovery-phrase", NULL);
}

static void
way_identities_dialog_dispose (GObject *object)
{
  WayIdentitiesDialog *self = WAY_IDENTITIES_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), WAY_TYPE_IDENTITIES_DIALOG);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (way_identities_dialog_parent_class)->dispose (object);
}

static void
way_identities_dialog_class_init (WayIdentitiesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_identities_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/waymark/Waymark/identities/way-identities-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, WayIdentitiesDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, WayIdentitiesDialog, list);
  gtk_widget_class_bind_template_child (widget_class, WayIdentitiesDialog, phrase_row);
  gtk_widget_class_bind_template_callback (widget_class, choose);
  gtk_widget_class_bind_template_callback (widget_class, make_new);
  gtk_widget_class_bind_template_callback (widget_class, show_phrase);
}

static void
way_identities_dialog_init (WayIdentitiesDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
way_identities_dialog_new (WayDesk *desk)
{
  WayIdentitiesDialog *self = g_object_new (WAY_TYPE_IDENTITIES_DIALOG, NULL);

  self->desk = g_object_ref (desk);
  gtk_widget_set_visible (GTK_WIDGET (self->phrase_row), way_desk_has_phrase (desk));
  gtk_list_box_bind_model (self->list, way_desk_get_identities (desk), make_row, self,
                           NULL);
  return ADW_DIALOG (self);
}
