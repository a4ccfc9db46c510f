/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-product-document.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-window.h"

struct _WayProductDocument
{
  AdwActionRow parent;

  WayDesk *desk;
  WayFindingDocument *document;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (WayProductDocument, way_product_document, ADW_TYPE_ACTION_ROW)

static void
tell (WayProductDocument *self, const char *text)
{
  WayWindow *window = way_window_of (GTK_WIDGET (self));

  if (window != NULL)
    way_window_add_toast (window, text);
}

static void
complain (WayProductDocument *self, const GError *error)
{
  g_autofree char *text = way_desk_describe_error (error);

  if (!way_desk_is_cancelled (error))
    tell (self, text);
}

/* ---- Saving --------------------------------------------------------------------------------- */

static void
saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayProductDocument) self = data;
  g_autoptr (GError) error = NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
  if (way_desk_save_document_finish (WAY_DESK (source), result, &error))
    tell (self, _ ("Saved. Its hash is the one that was signed."));
  else
    complain (self, error);
}

static void
file_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayProductDocument) self = data;
  g_autoptr (GFile)
      file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
  way_desk_save_document_async (self->desk, self->document, file, self->cancellable,
                                saved, g_object_ref (self));
}

/* A title comes from the ledger: what a file system might take for a path is left out. */
static char *
make_file_name (WayFindingDocument *document)
{
  static const struct
  {
    const char *type;
    const char *ending;
  } endings[] = {
    { "application/pdf", ".pdf" }, { "image/png", ".png" },
    { "image/jpeg", ".jpg" },      { "image/webp", ".webp" },
    { "text/plain", ".txt" },      { "application/json", ".json" },
  };
  g_autofree char *name = g_strdup (way_finding_document_get_title (document));
  const char *ending = ".bin";

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_equal (way_finding_document_get_media_type (document), endings[i].type))
      ending = endings[i].ending;
  g_strdelimit (g_strstrip (name), "/\\:*?\"<>|\n\r\t", '_');
  if (name[0] == '.')
    name[0] = '_';
  return g_str_has_suffix (name, ending) ? g_steal_pointer (&name)
                                         : g_strconcat (name, ending, NULL);
}

static void
save (WayProductDocument *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *name = make_file_name (self->document);

  gtk_file_dialog_set_title (dialog, _ ("Save Document"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                        self->cancellable, file_chosen, g_object_ref (self));
}

/* ---- The row ----------------------------------------------------------------------------------- */

static char *
make_subtitle (WayFindingDocument *document)
{
  const char *validity = way_finding_document_get_validity (document);
  g_autofree char *what =
      g_strdup_printf (/* TRANSLATORS: “certificate” or the like, who put it there, and its size */
                       _ ("%s by %s, %s"), way_finding_document_get_kind (document),
                       way_finding_document_get_issuer (document),
                       way_finding_document_get_size (document));

  return validity != NULL ? g_strdup_printf ("%s\n%s", what, validity)
                          : g_steal_pointer (&what);
}

static void
way_product_document_dispose (GObject *object)
{
  WayProductDocument *self = WAY_PRODUCT_DOCUMENT (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->document);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (way_product_document_parent_class)->dispose (object);
}

static void
way_product_document_class_init (WayProductDocumentClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = way_product_document_dispose;
}

static void
way_product_document_init (WayProductDocument *self)
{
  self->cancellable = g_cancellable_new ();
  g_signal_connect (self, "activated", G_CALLBACK (save), NULL);
}

static const char *
get_icon (WayFindingDocument *document)
{
  if (way_finding_document_is_expired (document))
    return "dialog-warning-symbolic";
  return way_finding_document_is_certificate (document)
             ? "application-certificate-symbolic"
             : "text-x-generic-symbolic";
}

GtkWidget *
way_product_document_new (WayDesk *desk, WayFindingDocument *document)
{
  WayProductDocument *self = g_object_new (WAY_TYPE_PRODUCT_DOCUMENT, NULL);
  AdwActionRow *row = ADW_ACTION_ROW (self);
  g_autofree char *subtitle = make_subtitle (document);

  self->desk = g_object_ref (desk);
  self->document = g_object_ref (document);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 way_finding_document_get_title (document));
  adw_action_row_set_subtitle (row, subtitle);
  adw_action_row_set_subtitle_lines (row, 0);
  adw_action_row_add_prefix (row, gtk_image_new_from_icon_name (get_icon (document)));
  adw_action_row_add_suffix (row,
                             gtk_image_new_from_icon_name ("document-save-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_tooltip_text (GTK_WIDGET (row), _ ("Save this document"));
  return GTK_WIDGET (self);
}
