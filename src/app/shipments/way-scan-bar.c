/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-scan-bar.h"

#include <glib/gi18n.h>

#include "way-desk.h"
#include "way-picture-reader.h"
#include "way-scan-camera.h"

struct _WayScanBar
{
  GtkBox parent;

  GCancellable *cancellable; /* of the pictures */
  GQueue pictures;           /* GFile, still to be read */
  gboolean is_reading;

  GtkEntry *entry;
  GtkToggleButton *camera_button;
  GtkLabel *told;
};

G_DEFINE_FINAL_TYPE (WayScanBar, way_scan_bar, GTK_TYPE_BOX)

static guint code_signal;

/* Whoever holds cartons to a camera looks at the cartons. */
static void
beep (WayScanBar *self)
{
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (self));
  GdkSurface *surface = native != NULL ? gtk_native_get_surface (native) : NULL;

  if (surface != NULL)
    gdk_surface_beep (surface);
}

void
way_scan_bar_say (WayScanBar *self, const char *text, gboolean is_warning)
{
  gtk_label_set_text (self->told, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->told), text != NULL);
  if (is_warning)
    gtk_widget_add_css_class (GTK_WIDGET (self->told), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->told), "warning");
  if (text != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self->told), text,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  if (is_warning)
    gtk_widget_error_bell (GTK_WIDGET (self));
  else if (gtk_toggle_button_get_active (self->camera_button))
    beep (self);
}

static void
tell_code (WayScanBar *self, const char *text, const char *format)
{
  g_signal_emit (self, code_signal, 0, text, format);
}

static void
entered (WayScanBar *self)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  if (*g_strstrip (text) != '\0')
    tell_code (self, text, NULL);
}

/* ---- Pictures, one after another --------------------------------------------------------- */

static void
read_next (WayScanBar *self);

static void
picture_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayScanBar) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) codes = way_picture_scan_finish (result, &error);
  g_autofree char *text = NULL;

  self->is_reading = FALSE;
  if (codes == NULL && way_desk_is_cancelled (error))
    return;
  if (codes == NULL)
    text = way_desk_describe_error (error);
  else if (codes->len == 0)
    text = g_strdup (_ ("There is no code in this picture that can be read"));
  if (text != NULL)
    way_scan_bar_say (self, text, TRUE);
  for (guint i = 0; codes != NULL && i < codes->len; i++)
    {
      const WayCode *code = codes->pdata[i];

      tell_code (self, code->text, code->format);
    }
  read_next (self);
}

static void
read_next (WayScanBar *self)
{
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL;

  if (self->is_reading || g_queue_is_empty (&self->pictures))
    return;
  file = g_queue_pop_head (&self->pictures);
  path = g_file_get_path (file);
  if (path == NULL)
    {
      way_scan_bar_say (
          self, _ ("This picture is not on this computer; save it here first"), TRUE);
      read_next (self);
      return;
    }
  self->is_reading = TRUE;
  way_picture_scan_file_async (path, 0, self->cancellable, picture_read,
                               g_object_ref (self));
}

static void
pictures_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayScanBar) self = data;
  g_autoptr (GListModel) files =
      gtk_file_dialog_open_multiple_finish (GTK_FILE_DIALOG (source), result, NULL);

  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  for (guint i = 0; files != NULL && i < g_list_model_get_n_items (files); i++)
    g_queue_push_tail (&self->pictures, g_list_model_get_item (files, i));
  read_next (self);
}

static gboolean
dropped (GtkDropTarget *target, const GValue *value, double x, double y, gpointer data)
{
  WayScanBar *self = data;
  g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));

  for (GSList *at = files; at != NULL; at = at->next)
    g_queue_push_tail (&self->pictures, g_object_ref (at->data));
  read_next (self);
  return files != NULL;
}

static void
open_pictures (WayScanBar *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_dialog_set_title (dialog, _ ("Open Pictures"));
  gtk_file_filter_set_name (filter, _ ("Pictures"));
  gtk_file_filter_add_mime_type (filter, "image/*");
  gtk_file_dialog_set_default_filter (dialog, filter);
  gtk_file_dialog_open_multiple (dialog,
                                 GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                 NULL, pictures_chosen, g_object_ref (self));
}

/* ---- The widget ------------------------------------------------------------------------------ */

static gboolean
way_scan_bar_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (WAY_SCAN_BAR (widget)->entry));
}

static void
way_scan_bar_dispose (GObject *object)
{
  WayScanBar *self = WAY_SCAN_BAR (object);

  g_cancellable_cancel (self->cancellable);
  g_queue_clear_full (&self->pictures, g_object_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), WAY_TYPE_SCAN_BAR);
  G_OBJECT_CLASS (way_scan_bar_parent_class)->dispose (object);
}

static void
way_scan_bar_finalize (GObject *object)
{
  g_clear_object (&WAY_SCAN_BAR (object)->cancellable);
  G_OBJECT_CLASS (way_scan_bar_parent_class)->finalize (object);
}

static void
way_scan_bar_class_init (WayScanBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_scan_bar_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_scan_bar_finalize;
  widget_class->grab_focus = way_scan_bar_grab_focus;
  code_signal = g_signal_new ("code", WAY_TYPE_SCAN_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  g_type_ensure (WAY_TYPE_SCAN_CAMERA);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/waymark/Waymark/shipments/way-scan-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, WayScanBar, entry);
  gtk_widget_class_bind_template_child (widget_class, WayScanBar, camera_button);
  gtk_widget_class_bind_template_child (widget_class, WayScanBar, told);
  gtk_widget_class_bind_template_callback (widget_class, entered);
  gtk_widget_class_bind_template_callback (widget_class, tell_code);
  gtk_widget_class_bind_template_callback (widget_class, open_pictures);
}

static void
way_scan_bar_init (WayScanBar *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  self->cancellable = g_cancellable_new ();
  g_queue_init (&self->pictures);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (target, "drop", G_CALLBACK (dropped), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
