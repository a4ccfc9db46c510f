/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-sign-dialog.h"

#include <glib/gi18n.h>

struct _WaySignDialog
{
  AdwDialog parent;

  WayAct *act;
  gboolean has_sentences;

  GtkButton *cancel_button;
  GtkButton *sign_button;
  GtkStack *stack;
  GtkLabel *working_label;
  GtkProgressBar *working_bar;
  AdwPreferencesGroup *sentences;
  AdwActionRow *identity_row;
  AdwActionRow *network_row;
  GtkLabel *details;
  AdwPasswordEntryRow *passphrase_row;
  GtkLabel *locked_label;
  AdwStatusPage *failed_page;
  GtkLabel *failed_label;
};

G_DEFINE_FINAL_TYPE (WaySignDialog, way_sign_dialog, ADW_TYPE_DIALOG)

/* ---- States -------------------------------------------------------------------------------- */

static void
progress_changed (WaySignDialog *self)
{
  double progress = way_act_get_progress (self->act);

  gtk_progress_bar_set_fraction (self->working_bar, progress);
  gtk_widget_set_visible (GTK_WIDGET (self->working_bar), progress > 0 && progress < 1);
}

static void
show_working (WaySignDialog *self, const char *text)
{
  gtk_label_set_text (self->working_label, text);
  gtk_stack_set_visible_child_name (self->stack, "working");
  gtk_widget_set_sensitive (GTK_WIDGET (self->sign_button), FALSE);
}

static void
add_sentence (WaySignDialog *self, const char *text)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  adw_preferences_group_add (self->sentences, GTK_WIDGET (row));
}

static void
show_asking (WaySignDialog *self)
{
  const char *const *sentences = way_act_get_sentences (self->act);

  for (gsize i = 0; !self->has_sentences && sentences[i] != NULL; i++)
    add_sentence (self, sentences[i]);
  self->has_sentences = TRUE;
  adw_action_row_set_subtitle (self->identity_row, way_act_get_identity_name (self->act));
  adw_action_row_set_subtitle (self->network_row, way_act_get_network_name (self->act));
  gtk_label_set_text (self->details, way_act_get_details (self->act));
  gtk_stack_set_visible_child_name (self->stack, "asking");
  gtk_widget_set_sensitive (GTK_WIDGET (self->sign_button), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->sign_button));
}

static void
show_locked (WaySignDialog *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->passphrase_row), "");
  gtk_label_set_text (self->locked_label, way_act_get_error_text (self->act));
  gtk_stack_set_visible_child_name (self->stack, "locked");
  gtk_widget_set_sensitive (GTK_WIDGET (self->sign_button), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->passphrase_row));
}

static void
show_failed (WaySignDialog *self)
{
  gboolean has_draft = way_act_has_draft (self->act);
  const char *why = way_act_get_error_text (self->act);
  g_autofree char *text =
      has_draft ? g_strdup_printf (
                      /* TRANSLATORS: %s is a sentence: why it could not be sent */
                      _ ("%s\n\nIt is kept under My Items, to be sent again."), why)
                : g_strdup (why);

  adw_status_page_set_title (self->failed_page,
                             has_draft ? _ ("Signed, but Not Sent") : _ ("Not Signed"));
  gtk_label_set_text (self->failed_label, text);
  gtk_stack_set_visible_child_name (self->stack, "failed");
  gtk_widget_set_visible (GTK_WIDGET (self->sign_button), FALSE);
  gtk_button_set_label (self->cancel_button, _ ("_Close"));
  gtk_widget_grab_focus (GTK_WIDGET (self->cancel_button));
}

static void
state_changed (WaySignDialog *self)
{
  switch (way_act_get_state (self->act))
    {
    case WAY_ACT_PREPARING:
      show_working (self, _ ("Preparing…"));
      break;
    case WAY_ACT_ASKING:
      show_asking (self);
      break;
    case WAY_ACT_LOCKED:
      show_locked (self);
      break;
    case WAY_ACT_SENDING:
      show_working (self, _ ("Signed. Waiting for the ledger…"));
      /* it goes on without her watching */
      gtk_button_set_label (self->cancel_button, _ ("_Close"));
      break;
    case WAY_ACT_RECORDED:
      show_working (self, _ ("Recorded. Checking the ledger's proof…"));
      gtk_button_set_label (self->cancel_button, _ ("_Close"));
      break;
    case WAY_ACT_FAILED:
      show_failed (self);
      break;
    case WAY_ACT_FINAL:
    case WAY_ACT_DROPPED:
    default:
      adw_dialog_force_close (ADW_DIALOG (self));
    }
}

/* ---- What the person does ---------------------------------------------------------------------- */

static void
sign (WaySignDialog *self)
{
  if (way_act_get_state (self->act) == WAY_ACT_LOCKED)
    {
      way_act_unlock (self->act,
                      gtk_editable_get_text (GTK_EDITABLE (self->passphrase_row)));
      gtk_editable_set_text (GTK_EDITABLE (self->passphrase_row), "");
      show_working (self, _ ("Preparing…"));
    }
  else
    way_act_confirm (self->act);
}

static void
cancel (WaySignDialog *self)
{
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
way_sign_dialog_closed (AdwDialog *dialog)
{
  WaySignDialog *self = WAY_SIGN_DIALOG (dialog);
  WayActState state = way_act_get_state (self->act);

  if (state != WAY_ACT_FINAL && state != WAY_ACT_FAILED && state != WAY_ACT_SENDING
      && state != WAY_ACT_RECORDED)
    way_act_drop (self->act);
}

/* ---- The dialog ----------------------------------------------------------------------------------- */

static void
way_sign_dialog_dispose (GObject *object)
{
  WaySignDialog *self = WAY_SIGN_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), WAY_TYPE_SIGN_DIALOG);
  g_clear_object (&self->act);
  G_OBJECT_CLASS (way_sign_dialog_parent_class)->dispose (object);
}

static void
way_sign_dialog_class_init (WaySignDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_sign_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = way_sign_dialog_closed;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/waymark/Waymark/sign/way-sign-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, WaySignDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, WaySignDialog, sign_button);
  gtk_widget_class_bind_template_child (widget_class, WaySignDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, WaySignDialog, working_label);
  gtk_widget_class_bind_template_child (widget_class, WaySignDialog, working_bar);
  gtk_widget_class_bind_template_child (widget_class, WaySignDialog, sentences);
  gtk_widget_class_bind_template_child (widget_class, WaySignDialog, identity_row);
  gtk_widget_class_bind_template_child (widget_class, WaySignDialog, network_row);
  gtk_widget_class_bind_template_child (widget_class, WaySignDialog, details);
  gtk_widget_class_bind_template_child (widget_class, WaySignDialog, passphrase_row);
  gtk_widget_class_bind_template_child (widget_class, WaySignDialog, locked_label);
  gtk_widget_class_bind_template_child (widget_class, WaySignDialog, failed_page);
  gtk_widget_class_bind_template_child (widget_class, WaySignDialog, failed_label);
  gtk_widget_class_bind_template_callback (widget_class, sign);
  gtk_widget_class_bind_template_callback (widget_class, cancel);
}

static void
way_sign_dialog_init (WaySignDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

WaySignDialog *
way_sign_dialog_new (WayAct *act)
{
  WaySignDialog *self = g_object_new (WAY_TYPE_SIGN_DIALOG, NULL);

  self->act = g_object_ref (act);
  gtk_button_set_label (self->sign_button, way_act_get_verb (act));
  adw_dialog_set_title (ADW_DIALOG (self), way_act_get_verb (act));
  g_signal_connect_object (act, "notify::progress", G_CALLBACK (progress_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (act, "notify::state", G_CALLBACK (state_changed), self,
                           G_CONNECT_SWAPPED);
  state_changed (self);
  return self;
}
