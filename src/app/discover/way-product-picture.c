/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-product-picture.h"

#include <glib/gi18n.h>

#include "way-picture-header.h"
#include "way-result.h"

/* A picture of a stranger's must not take the computer's memory. */
#define MAX_PIXELS (G_GUINT64_CONSTANT (40) * 1000 * 1000)
#define SIZE       144

struct _WayProductPicture
{
  AdwBin parent;

  WayFindingDocument *document;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (WayProductPicture, way_product_picture, ADW_TYPE_BIN)

/* ---- Decoding, in a thread -------------------------------------------------------------- */

static void
decode (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GBytes *bytes = data;
  gsize size;
  const guint8 *start = g_bytes_get_data (bytes, &size);
  WayPictureHeader header;
  GError *error = NULL;
  GdkTexture *texture = NULL;

  if (way_picture_header_parse (start, size, &header, &error)
      && (guint64) header.width * header.height > MAX_PIXELS)
    g_set_error_literal (&error, WAY_ERROR, WAY_RESULT_TOO_LARGE,
                         _ ("The picture is too large to be shown"));
  if (error == NULL)
    texture = gdk_texture_new_from_bytes (bytes, &error);
  if (texture == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, texture, g_object_unref);
}

/* ---- Showing ------------------------------------------------------------------------------- */

static void
show_failure (WayProductPicture *self, const GError *error)
{
  g_autofree char *text = way_desk_describe_error (error);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *label = gtk_label_new (_ ("No picture"));

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("image-missing-symbolic"));
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_set_tooltip_text (box, text);
  adw_bin_set_child (ADW_BIN (self), box);
}

static void
show_large (GtkButton *button, gpointer data)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  WayProductPicture *self = WAY_PRODUCT_PICTURE (
      gtk_widget_get_ancestor (GTK_WIDGET (button), WAY_TYPE_PRODUCT_PICTURE));
  GtkWidget *picture = gtk_picture_new_for_paintable (data);

  gtk_picture_set_alternative_text (GTK_PICTURE (picture),
                                    way_finding_document_get_title (self->document));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), picture);
  adw_dialog_set_child (dialog, view);
  adw_dialog_set_title (dialog, way_finding_document_get_title (self->document));
  adw_dialog_set_content_width (dialog, 640);
  adw_dialog_set_content_height (dialog, 560);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
show_texture (WayProductPicture *self, GdkTexture *texture)
{
  GtkWidget *picture = gtk_picture_new_for_paintable (GDK_PAINTABLE (texture));
  GtkWidget *button = gtk_button_new ();
  g_autofree char *label =
      /* TRANSLATORS: %s is the title of a picture */
      g_strdup_printf (_ ("Show %s large"),
                       way_finding_document_get_title (self->document));

  gtk_picture_set_content_fit (GTK_PICTURE (picture), GTK_CONTENT_FIT_CONTAIN);
  gtk_picture_set_alternative_text (GTK_PICTURE (picture),
                                    way_finding_document_get_title (self->document));
  gtk_button_set_child (GTK_BUTTON (button), picture);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "product-picture");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (show_large), texture, 0);
  adw_bin_set_child (ADW_BIN (self), button);
}

static void
decoded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayProductPicture) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), &error);

  if (texture != NULL)
    show_texture (self, texture);
  else if (!way_desk_is_cancelled (error))
    show_failure (self, error);
}

static void
loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayProductPicture) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes)
      bytes = way_desk_load_document_finish (WAY_DESK (source), result, &error);
  g_autoptr (GTask) task = NULL;

  if (bytes == NULL)
    {
      if (!way_desk_is_cancelled (error))
        show_failure (self, error);
      return;
    }
  task = g_task_new (NULL, self->cancellable, decoded, g_object_ref (self));
  g_task_set_task_data (task, g_steal_pointer (&bytes), (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (task, decode);
}

/* ---- The widget ------------------------------------------------------------------------------- */

static void
way_product_picture_dispose (GObject *object)
{
  WayProductPicture *self = WAY_PRODUCT_PICTURE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (way_product_picture_parent_class)->dispose (object);
}

static void
way_product_picture_class_init (WayProductPictureClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = way_product_picture_dispose;
}

static void
way_product_picture_init (WayProductPicture *self)
{
  self->cancellable = g_cancellable_new ();
}

GtkWidget *
way_product_picture_new (WayDesk *desk, WayFindingDocument *document)
{
  WayProductPicture *self = g_object_new (WAY_TYPE_PRODUCT_PICTURE, "width-request", SIZE,
                                          "height-request", SIZE, NULL);

  self->document = g_object_ref (document);
  adw_bin_set_child (ADW_BIN (self), adw_spinner_new ());
  way_desk_load_document_async (desk, document, self->cancellable, loaded,
                                g_object_ref (self));
  return GTK_WIDGET (self);
}
