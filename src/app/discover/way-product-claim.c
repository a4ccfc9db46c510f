/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-product-claim.h"

#include <glib/gi18n.h>

#include "way-item-acts.h"
#include "way-picture-reader.h"
#include "way-window.h"

struct _WayProductClaim
{
  AdwDialog parent;

  WayDesk *desk;
  WayFinding *finding;
  GCancellable *cancellable;

  AdwEntryRow *code_row;
  GtkWidget *picture_row;
  GtkWidget *continue_button;
  GtkLabel *error_label;
};

G_DEFINE_FINAL_TYPE (WayProductClaim, way_product_claim, ADW_TYPE_DIALOG)

static void
complain (WayProductClaim *self, const char *text)
{
  gtk_label_set_text (self->error_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), text != NULL);
  if (text != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), text,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* The dialog goes before the next one comes: two on top of each other confuse. */
static void
take (WayProductClaim *self, const char *link)
{
  WayWindow *window = way_window_of (GTK_WIDGET (self));
  WayAct *act = way_desk_claim (self->desk, link, way_finding_get_code (self->finding),
                                way_finding_get_network (self->finding));

  adw_dialog_force_close (ADW_DIALOG (self));
  way_window_sign (window, act);
}

static void
take_typed (WayProductClaim *self)
{
  g_autofree char *text =
      g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->code_row)));

  if (*g_strstrip (text) != '\0')
    take (self, text);
}

static void
code_changed (WayProductClaim *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->code_row));

  gtk_widget_set_sensitive (self->continue_button, text[0] != '\0');
  complain (self, NULL);
}

/* ---- A picture -------------------------------------------------------------------------- */

static void
picture_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayProductClaim) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) codes = way_picture_scan_finish (result, &error);
  g_autofree char *text = NULL;

  gtk_widget_set_sensitive (self->picture_row, TRUE);
  if (codes != NULL && codes->len > 0)
    {
      take (self, ((const WayCode *) codes->pdata[0])->text);
      return;
    }
  if (codes != NULL)
    complain (self, _ ("There is no code in this picture that can be read"));
  else if (!way_desk_is_cancelled (error))
    {
      text = way_desk_describe_error (error);
      complain (self, text);
    }
}

static void
picture_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayProductClaim) self = data;
  g_autoptr (GFile)
      file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (file == NULL)
    return;
  if (path == NULL)
    {
      complain (self, _ ("This picture is not on this computer; save it here first"));
      return;
    }
  gtk_widget_set_sensitive (self->picture_row, FALSE);
  complain (self, NULL);
  way_picture_scan_file_async (path, 0, self->cancellable, picture_read,
                               g_object_ref (self));
}

static void
open_picture (WayProductClaim *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_dialog_set_title (dialog, _ ("Open Picture"));
  gtk_file_filter_set_name (filter, _ ("Pictures"));
  gtk_file_filter_add_mime_type (filter, "image/*");
  gtk_file_dialog_set_default_filter (dialog, filter);
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                        self->cancellable, picture_chosen, g_object_ref (self));
}

/* ---- The dialog ---------------------------------------------------------------------------- */

static void
way_product_claim_closed (AdwDialog *dialog)
{
  g_cancellable_cancel (WAY_PRODUCT_CLAIM (dialog)->cancellable);
}

static void
way_product_claim_dispose (GObject *object)
{
  WayProductClaim *self = WAY_PRODUCT_CLAIM (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), WAY_TYPE_PRODUCT_CLAIM);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->finding);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (way_product_claim_parent_class)->dispose (object);
}

static void
way_product_claim_class_init (WayProductClaimClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_product_claim_dispose;
  ADW_DIALOG_CLASS (klass)->closed = way_product_claim_closed;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/waymark/Waymark/discover/way-product-claim.ui");
  gtk_widget_class_bind_template_child (widget_class, WayProductClaim, code_row);
  gtk_widget_class_bind_template_child (widget_class, WayProductClaim, picture_row);
  gtk_widget_class_bind_template_child (widget_class, WayProductClaim, continue_button);
  gtk_widget_class_bind_template_child (widget_class, WayProductClaim, error_label);
  gtk_widget_class_bind_template_callback (widget_class, adw_dialog_close);
  gtk_widget_class_bind_template_callback (widget_class, code_changed);
  gtk_widget_class_bind_template_callback (widget_class, open_picture);
  gtk_widget_class_bind_template_callback (widget_class, take_typed);
}

static void
way_product_claim_init (WayProductClaim *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
way_product_claim_new (WayDesk *desk, WayFinding *finding)
{
  WayProductClaim *self = g_object_new (WAY_TYPE_PRODUCT_CLAIM, NULL);

  self->desk = g_object_ref (desk);
  self->finding = g_object_ref (finding);
  return ADW_DIALOG (self);
}
