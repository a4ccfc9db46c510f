/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-product-report.h"

#include <glib/gi18n.h>

#include "way-item-acts.h"
#include "way-window.h"
#include "way-choice-list.h"

struct _WayProductReport
{
  AdwDialog parent;

  WayDesk *desk;
  WayFinding *finding;
  char *evidence; /* (nullable): a path */

  AdwComboRow *kind_row;
  AdwEntryRow *text_row;
  AdwActionRow *evidence_row;
};

G_DEFINE_FINAL_TYPE (WayProductReport, way_product_report, ADW_TYPE_DIALOG)

static void
report (WayProductReport *self)
{
  WayWindow *window = way_window_of (GTK_WIDGET (self));
  g_autofree char *text =
      g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->text_row)));
  WayComplaint complaint = { .code = way_finding_get_code (self->finding),
                             .network = way_finding_get_network (self->finding),
                             .account = way_finding_get_account (self->finding),
                             .kind = adw_combo_row_get_selected (self->kind_row),
                             .text = g_strstrip (text),
                             .evidence = self->evidence };
  WayAct *act = way_desk_report (self->desk, &complaint);

  adw_dialog_force_close (ADW_DIALOG (self));
  way_window_sign (window, act);
}

static void
evidence_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayProductReport) self = data;
  g_autoptr (GFile)
      file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);
  g_autofree char *name = NULL;

  if (file == NULL)
    return;
  g_free (self->evidence);
  self->evidence = g_file_get_path (file);
  name = self->evidence != NULL
             ? g_filename_display_basename (self->evidence)
             : g_strdup (_ ("This file is not on this computer; save it here first"));
  adw_action_row_set_subtitle (self->evidence_row, name);
}

static void
choose_evidence (WayProductReport *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _ ("Choose a Picture or Paper"));
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                        NULL, evidence_chosen, g_object_ref (self));
}

static void
way_product_report_dispose (GObject *object)
{
  WayProductReport *self = WAY_PRODUCT_REPORT (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), WAY_TYPE_PRODUCT_REPORT);
  g_clear_object (&self->finding);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->evidence, g_free);
  G_OBJECT_CLASS (way_product_report_parent_class)->dispose (object);
}

static void
way_product_report_class_init (WayProductReportClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_product_report_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/waymark/Waymark/discover/way-product-report.ui");
  gtk_widget_class_bind_template_child (widget_class, WayProductReport, kind_row);
  gtk_widget_class_bind_template_child (widget_class, WayProductReport, text_row);
  gtk_widget_class_bind_template_child (widget_class, WayProductReport, evidence_row);
  gtk_widget_class_bind_template_callback (widget_class, adw_dialog_close);
  gtk_widget_class_bind_template_callback (widget_class, choose_evidence);
  gtk_widget_class_bind_template_callback (widget_class, report);
}

static void
way_product_report_init (WayProductReport *self)
{
  g_autoptr (GtkStringList) kinds = way_choice_list_new (way_report_kind_words ());

  gtk_widget_init_template (GTK_WIDGET (self));
  adw_combo_row_set_model (self->kind_row, G_LIST_MODEL (kinds));
}

AdwDialog *
way_product_report_new (WayDesk *desk, WayFinding *finding)
{
  WayProductReport *self = g_object_new (WAY_TYPE_PRODUCT_REPORT, NULL);

  self->desk = g_object_ref (desk);
  self->finding = g_object_ref (finding);
  return ADW_DIALOG (self);
}
