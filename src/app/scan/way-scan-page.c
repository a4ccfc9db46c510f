/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-scan-page.h"

#include <glib/gi18n.h>

#include "way-picture-reader.h"
#include "way-window.h"

struct _WayScanPage
{
  WayPage parent;

  GCancellable *cancellable; /* (nullable): of the picture that is being read */
  AdwStatusPage *status;
  AdwEntryRow *code_row;
};

G_DEFINE_FINAL_TYPE (WayScanPage, way_scan_page, WAY_TYPE_PAGE)

static void
take (WayScanPage *self, const char *text, const char *format)
{
  WayWindow *window = way_window_of (GTK_WIDGET (self));

  if (window != NULL)
    way_window_take_text (window, text, format);
}

static void
complain (WayScanPage *self, const char *text)
{
  WayWindow *window = way_window_of (GTK_WIDGET (self));

  if (window != NULL)
    way_window_add_toast (window, text);
}

/* ---- Pictures -------------------------------------------------------------------------- */

static void
picture_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayScanPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) codes = way_picture_scan_finish (result, &error);

  if (codes == NULL)
    {
      g_autofree char *text = way_desk_describe_error (error);

      if (!way_desk_is_cancelled (error))
        complain (self, text);
    }
  else if (codes->len == 0)
    complain (self, _ ("There is no code in this picture that can be read"));
  else
    {
      const WayCode *code = codes->pdata[0];

      take (self, code->text, code->format);
    }
}

static GCancellable *
begin_picture (WayScanPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  return self->cancellable;
}

void
way_scan_page_open_file (WayScanPage *self, GFile *file)
{
  g_autofree char *path = g_file_get_path (file);

  if (path == NULL)
    complain (self, _ ("This picture is not on this computer; save it here first"));
  else
    way_picture_scan_file_async (path, 0, begin_picture (self), picture_read,
                                 g_object_ref (self));
}

static gboolean
dropped (GtkDropTarget *target, const GValue *value, double x, double y, gpointer data)
{
  if (!G_VALUE_HOLDS (value, G_TYPE_FILE))
    return FALSE;
  way_scan_page_open_file (WAY_SCAN_PAGE (data), g_value_get_object (value));
  return TRUE;
}

/* ---- Texts --------------------------------------------------------------------------------- */

static void
text_pasted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayScanPage) self = data;
  g_autofree char *text =
      gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  if (text == NULL || *g_strstrip (text) == '\0')
    complain (self, _ ("The clipboard holds no code"));
  else
    take (self, text, NULL);
}

void
way_scan_page_paste (WayScanPage *self)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), NULL,
                                 text_pasted, g_object_ref (self));
}

void
way_scan_page_type (WayScanPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->code_row));
}

static void
take_typed (WayScanPage *self)
{
  g_autofree char *text =
      g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->code_row)));

  if (*g_strstrip (text) == '\0')
    return;
  take (self, text, NULL);
}

/* ---- The page --------------------------------------------------------------------------------- */

static void
way_scan_page_dispose (GObject *object)
{
  WayScanPage *self = WAY_SCAN_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), WAY_TYPE_SCAN_PAGE);
  G_OBJECT_CLASS (way_scan_page_parent_class)->dispose (object);
}

static void
way_scan_page_class_init (WayScanPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_scan_page_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/waymark/Waymark/scan/way-scan-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WayScanPage, status);
  gtk_widget_class_bind_template_child (widget_class, WayScanPage, code_row);
  gtk_widget_class_bind_template_callback (widget_class, take_typed);
}

static void
way_scan_page_init (WayScanPage *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (target, "drop", G_CALLBACK (dropped), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
