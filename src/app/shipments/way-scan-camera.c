/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-scan-camera.h"

#include "way-camera-words.h"
#include "way-viewfinder.h"

struct _WayScanCamera
{
  GtkWidget parent;

  WayCamera *camera; /* made when it comes into view first */

  GtkStack *stack;
  WayViewfinder *viewfinder;
  GtkLabel *hint_label;
  GtkLabel *status_label;
  GtkButton *retry_button;
};

G_DEFINE_FINAL_TYPE (WayScanCamera, way_scan_camera, GTK_TYPE_WIDGET)

static guint code_signal;

/* ---- The camera -------------------------------------------------------------------------- */

static void
picture_came (WayScanCamera *self)
{
  WayCameraPicture picture;

  if (way_camera_get_picture (self->camera, &picture))
    way_viewfinder_set_picture (self->viewfinder, &picture,
                                way_camera_is_front (self->camera));
}

static void
code_found (WayScanCamera *self, const WayCode *code, int width, int height)
{
  way_viewfinder_outline (self->viewfinder, code->corners, width, height);
  g_signal_emit (self, code_signal, 0, code->text, code->format);
}

static void
show_state (WayScanCamera *self)
{
  WayCameraState state = way_camera_get_state (self->camera);
  gboolean is_running = state == WAY_CAMERA_RUNNING;

  gtk_label_set_text (self->status_label, way_camera_words_of_state (state));
  gtk_widget_set_visible (GTK_WIDGET (self->retry_button),
                          state == WAY_CAMERA_DENIED || state == WAY_CAMERA_FAILED);
  gtk_stack_set_visible_child_name (self->stack, is_running ? "camera" : "status");
  if (!is_running)
    way_viewfinder_clear (self->viewfinder);
}

static void
show_hint (WayScanCamera *self)
{
  gtk_label_set_text (self->hint_label,
                      way_camera_words_of_hint (way_camera_get_hint (self->camera)));
}

/* The camera that was chosen on the scan page. */
static void
make_camera (WayScanCamera *self)
{
  g_autoptr (GSettings) settings = g_settings_new (WAY_APPLICATION_ID);
  g_autofree char *id = g_settings_get_string (settings, "camera");

  self->camera = way_camera_new (WAY_APPLICATION_ID);
  if (id[0] != '\0')
    way_camera_set_device (self->camera, id);
  g_signal_connect_object (self->camera, "notify::state", G_CALLBACK (show_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->camera, "notify::hint", G_CALLBACK (show_hint), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->camera, "picture", G_CALLBACK (picture_came), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->camera, "found", G_CALLBACK (code_found), self,
                           G_CONNECT_SWAPPED);
}

static void
start (WayScanCamera *self)
{
  way_camera_start (self->camera);
  show_state (self);
  show_hint (self);
}

/* ---- The widget -------------------------------------------------------------------------------- */

static void
way_scan_camera_map (GtkWidget *widget)
{
  WayScanCamera *self = WAY_SCAN_CAMERA (widget);

  GTK_WIDGET_CLASS (way_scan_camera_parent_class)->map (widget);
  if (self->camera == NULL)
    make_camera (self);
  start (self);
}

/* Its light goes out when nobody looks. */
static void
way_scan_camera_unmap (GtkWidget *widget)
{
  WayScanCamera *self = WAY_SCAN_CAMERA (widget);

  way_camera_stop (self->camera);
  way_viewfinder_clear (self->viewfinder);
  GTK_WIDGET_CLASS (way_scan_camera_parent_class)->unmap (widget);
}

static void
way_scan_camera_dispose (GObject *object)
{
  WayScanCamera *self = WAY_SCAN_CAMERA (object);
  GtkWidget *child;

  g_clear_object (&self->camera);
  gtk_widget_dispose_template (GTK_WIDGET (self), WAY_TYPE_SCAN_CAMERA);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (way_scan_camera_parent_class)->dispose (object);
}

static void
way_scan_camera_class_init (WayScanCameraClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_scan_camera_dispose;
  widget_class->map = way_scan_camera_map;
  widget_class->unmap = way_scan_camera_unmap;
  code_signal = g_signal_new ("code", WAY_TYPE_SCAN_CAMERA, G_SIGNAL_RUN_LAST, 0, NULL,
                              NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  g_type_ensure (WAY_TYPE_VIEWFINDER);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/waymark/Waymark/shipments/way-scan-camera.ui");
  gtk_widget_class_bind_template_child (widget_class, WayScanCamera, stack);
  gtk_widget_class_bind_template_child (widget_class, WayScanCamera, viewfinder);
  gtk_widget_class_bind_template_child (widget_class, WayScanCamera, hint_label);
  gtk_widget_class_bind_template_child (widget_class, WayScanCamera, status_label);
  gtk_widget_class_bind_template_child (widget_class, WayScanCamera, retry_button);
  gtk_widget_class_bind_template_callback (widget_class, start);
}

static void
way_scan_camera_init (WayScanCamera *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
