/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-receiver-dialog.h"

#include <glib/gi18n.h>

#include "way-partners.h"
#include "way-state-view.h"

struct _WayReceiverDialog
{
  AdwDialog parent;

  WayDesk *desk;
  GCancellable *cancellable;

  AdwEntryRow *account_row;
  GtkLabel *told;
  WayStateView *state;
  GtkListBox *partners;
};

G_DEFINE_FINAL_TYPE (WayReceiverDialog, way_receiver_dialog, ADW_TYPE_DIALOG)

static guint chosen_signal;

static void
choose (WayReceiverDialog *self, const char *account, const char *name)
{
  g_signal_emit (self, chosen_signal, 0, account, name);
  adw_dialog_close (ADW_DIALOG (self));
}

/* ---- Whom one knows ------------------------------------------------------------------------ */

static GtkWidget *
make_row (gpointer item, gpointer data)
{
  WayPartner *partner = item;
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 way_partner_get_name (partner));
  adw_action_row_set_subtitle (row, way_partner_is_own (partner)
                                        ? _ ("One of your own identities")
                                        : way_partner_get_account (partner));
  adw_action_row_set_subtitle_lines (row, 2);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "partner", g_object_ref (partner),
                          g_object_unref);
  return GTK_WIDGET (row);
}

static void
row_activated (WayReceiverDialog *self, GtkListBoxRow *row)
{
  WayPartner *partner = g_object_get_data (G_OBJECT (row), "partner");

  choose (self, way_partner_get_account (partner), way_partner_get_name (partner));
}

static void
listed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayReceiverDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel)
      partners = way_desk_list_partners_finish (WAY_DESK (source), result, &error);
  g_autofree char *text = NULL;

  if (way_desk_is_cancelled (error))
    return;
  if (partners == NULL)
    {
      text = way_desk_describe_error (error);
      way_state_view_show_error (self->state, text);
      return;
    }
  gtk_list_box_bind_model (self->partners, partners, make_row, NULL, NULL);
  if (g_list_model_get_n_items (partners) > 0)
    way_state_view_show_content (self->state);
  else
    way_state_view_show_empty (self->state);
}

static void
list (WayReceiverDialog *self)
{
  way_state_view_show_loading (self->state);
  way_desk_list_partners_async (self->desk, self->cancellable, listed,
                                g_object_ref (self));
}

/* ---- Whom one does not know yet ---------------------------------------------------------------- */

static void
take_account (WayReceiverDialog *self)
{
  g_autofree char *text =
      g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->account_row)));

  g_strstrip (text);
  if (*text != '\0' && way_partner_text_is_account (text))
    {
      choose (self, text, text);
      return;
    }
  gtk_label_set_text (self->told, _ ("This is no account: 64 hexadecimal digits, or "
                                     "did:key:… Ask the receiver for it."));
  gtk_widget_set_visible (GTK_WIDGET (self->told), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->account_row), "error");
  gtk_accessible_announce (GTK_ACCESSIBLE (self->told), gtk_label_get_text (self->told),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
account_changed (WayReceiverDialog *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->told), FALSE);
  gtk_widget_remove_css_class (GTK_WIDGET (self->account_row), "error");
}

/* ---- The dialog ------------------------------------------------------------------------------------ */

static void
way_receiver_dialog_dispose (GObject *object)
{
  WayReceiverDialog *self = WAY_RECEIVER_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), WAY_TYPE_RECEIVER_DIALOG);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (way_receiver_dialog_parent_class)->dispose (object);
}

static void
way_receiver_dialog_class_init (WayReceiverDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_receiver_dialog_dispose;
  chosen_signal = g_signal_new ("chosen", WAY_TYPE_RECEIVER_DIALOG, G_SIGNAL_RUN_LAST, 0,
                                NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING,
                                G_TYPE_STRING);
  g_type_ensure (WAY_TYPE_STATE_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/waymark/Waymark/shipments/way-receiver-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, WayReceiverDialog, account_row);
  gtk_widget_class_bind_template_child (widget_class, WayReceiverDialog, told);
  gtk_widget_class_bind_template_child (widget_class, WayReceiverDialog, state);
  gtk_widget_class_bind_template_child (widget_class, WayReceiverDialog, partners);
  gtk_widget_class_bind_template_callback (widget_class, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated);
  gtk_widget_class_bind_template_callback (widget_class, take_account);
  gtk_widget_class_bind_template_callback (widget_class, account_changed);
}

static void
way_receiver_dialog_init (WayReceiverDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
way_receiver_dialog_new (WayDesk *desk)
{
  WayReceiverDialog *self = g_object_new (WAY_TYPE_RECEIVER_DIALOG, NULL);

  self->desk = g_object_ref (desk);
  list (self);
  return ADW_DIALOG (self);
}
