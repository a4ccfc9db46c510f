/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-recall-dialog.h"

#include <glib/gi18n.h>

#include "way-shipment-acts.h"
#include "way-window.h"
#include "way-choice-list.h"

struct _WayRecallDialog
{
  AdwDialog parent;

  WayDesk *desk;
  gboolean is_end; /* of a recall */

  GtkLabel *intro;
  AdwEntryRow *code_row;
  AdwEntryRow *serials_row;
  AdwComboRow *level_row;
  AdwEntryRow *reason_row;
  AdwEntryRow *advice_row;
  GtkButton *sign_button;
};

G_DEFINE_FINAL_TYPE (WayRecallDialog, way_recall_dialog, ADW_TYPE_DIALOG)

static char *
dup_text (AdwEntryRow *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

static void
text_changed (WayRecallDialog *self)
{
  g_autofree char *code = dup_text (self->code_row);
  g_autofree char *reason = dup_text (self->reason_row);

  gtk_widget_set_sensitive (GTK_WIDGET (self->sign_button),
                            *code != '\0' && (self->is_end || *reason != '\0'));
}

/* Serial numbers with spaces or commas between them. */
static GStrv
split_serials (const char *text)
{
  g_auto (GStrv) parts = g_strsplit_set (text, " ,;\t", -1);
  g_autoptr (GStrvBuilder) serials = g_strv_builder_new ();

  for (gsize i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      g_strv_builder_add (serials, parts[i]);
  return g_strv_builder_end (serials);
}

static void
act_changed (WayRecallDialog *self, GParamSpec *spec, WayAct *act)
{
  if (way_act_get_state (act) == WAY_ACT_FINAL)
    adw_dialog_force_close (ADW_DIALOG (self));
}

static void
sign (WayRecallDialog *self)
{
  g_autofree char *code = dup_text (self->code_row);
  g_autofree char *typed = dup_text (self->serials_row);
  g_autofree char *reason = dup_text (self->reason_row);
  g_autofree char *advice = dup_text (self->advice_row);
  g_auto (GStrv) serials = split_serials (typed);
  WayRecallWish wish = { .code = code,
                         .serials = (const char *const *) serials,
                         .level = adw_combo_row_get_selected (self->level_row),
                         .reason = reason,
                         .advice = advice };
  WayAct *act = self->is_end ? way_desk_end_recall (self->desk, &wish)
                             : way_desk_recall (self->desk, &wish);

  g_signal_connect_object (act, "notify::state", G_CALLBACK (act_changed), self,
                           G_CONNECT_SWAPPED);
  way_window_sign (way_window_of (GTK_WIDGET (self)), act);
}

static void
cancel (WayRecallDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

/* ---- The dialog -------------------------------------------------------------------------- */

static void
way_recall_dialog_dispose (GObject *object)
{
  WayRecallDialog *self = WAY_RECALL_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), WAY_TYPE_RECALL_DIALOG);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (way_recall_dialog_parent_class)->dispose (object);
}

static void
way_recall_dialog_class_init (WayRecallDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_recall_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/waymark/Waymark/shipments/way-recall-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, WayRecallDialog, intro);
  gtk_widget_class_bind_template_child (widget_class, WayRecallDialog, code_row);
  gtk_widget_class_bind_template_child (widget_class, WayRecallDialog, serials_row);
  gtk_widget_class_bind_template_child (widget_class, WayRecallDialog, level_row);
  gtk_widget_class_bind_template_child (widget_class, WayRecallDialog, reason_row);
  gtk_widget_class_bind_template_child (widget_class, WayRecallDialog, advice_row);
  gtk_widget_class_bind_template_child (widget_class, WayRecallDialog, sign_button);
  gtk_widget_class_bind_template_callback (widget_class, text_changed);
  gtk_widget_class_bind_template_callback (widget_class, sign);
  gtk_widget_class_bind_template_callback (widget_class, cancel);
}

static void
way_recall_dialog_init (WayRecallDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
way_recall_dialog_new (WayDesk *desk, const char *code)
{
  WayRecallDialog *self = g_object_new (WAY_TYPE_RECALL_DIALOG, NULL);
  g_autoptr (GtkStringList) levels = way_choice_list_new (way_recall_level_words ());

  self->desk = g_object_ref (desk);
  adw_combo_row_set_model (self->level_row, G_LIST_MODEL (levels));
  gtk_editable_set_text (GTK_EDITABLE (self->code_row), code != NULL ? code : "");
  gtk_editable_set_editable (GTK_EDITABLE (self->code_row), code == NULL);
  adw_dialog_set_focus (ADW_DIALOG (self),
                        GTK_WIDGET (code == NULL ? self->code_row : self->reason_row));
  text_changed (self);
  return ADW_DIALOG (self);
}

AdwDialog *
way_recall_dialog_new_end (WayDesk *desk)
{
  WayRecallDialog *self = WAY_RECALL_DIALOG (way_recall_dialog_new (desk, NULL));

  self->is_end = TRUE;
  adw_dialog_set_title (ADW_DIALOG (self), _ ("End Recall"));
  gtk_label_set_text (self->intro,
                      _ ("Whoever scans one of these goods from now on sees that there "
                         "was a recall, and that you ended it."));
  gtk_widget_set_visible (GTK_WIDGET (self->level_row), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->advice_row), FALSE);
  gtk_widget_remove_css_class (GTK_WIDGET (self->sign_button), "destructive-action");
  gtk_widget_add_css_class (GTK_WIDGET (self->sign_button), "suggested-action");
  text_changed (self);
  return ADW_DIALOG (self);
}
