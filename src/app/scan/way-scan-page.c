/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-scan-page.h"

#include <glib/gi18n.h>

#include "way-camera-words.h"
#include "way-code-chooser.h"
#include "way-picture-reader.h"
#include "way-recent-group.h"
#include "way-viewfinder.h"
#include "way-window.h"

struct _WayScanPage
{
  WayPage parent;

  GSettings *settings;
  WayCamera *camera;         /* made when the page comes into view first */
  GCancellable *cancellable; /* (nullable): of the picture that is being read */
  GtkEventController *keys;  /* (nullable): on the window, while the page is in view */

  GtkMenuButton *device_button;
  GtkListBox *device_list;
  GtkStack *stack;
  AdwStatusPage *status;
  GtkLabel *status_label;
  GtkButton *status_button;
  WayViewfinder *viewfinder;
  GtkLabel *hint_label;
  AdwEntryRow *code_row;
  WayRecentGroup *recent;
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

/* ---- The camera ---------------------------------------------------------------------------- */

static void
picture_came (WayScanPage *self)
{
  WayCameraPicture picture;

  if (way_camera_get_picture (self->camera, &picture))
    way_viewfinder_set_picture (self->viewfinder, &picture,
                                way_camera_is_front (self->camera));
}

static void
code_found (WayScanPage *self, const WayCode *code, int width, int height)
{
  way_viewfinder_outline (self->viewfinder, code->corners, width, height);
  take (self, code->text, code->format);
}

/* Seen at once, and told to who does not see it. */
static void
say (GtkLabel *label, const char *text)
{
  if (g_strcmp0 (gtk_label_get_text (label), text) == 0)
    return;
  gtk_label_set_text (label, text);
  gtk_accessible_announce (GTK_ACCESSIBLE (label), text,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_LOW);
}

static void
show_state (WayScanPage *self)
{
  WayCameraState state = way_camera_get_state (self->camera);
  gboolean can_retry = state == WAY_CAMERA_DENIED || state == WAY_CAMERA_FAILED;
  gboolean is_running = state == WAY_CAMERA_RUNNING;

  say (self->status_label, way_camera_words_of_state (state));
  gtk_widget_set_visible (GTK_WIDGET (self->status_button), can_retry);
  gtk_stack_set_visible_child_name (self->stack, is_running ? "camera" : "status");
  if (!is_running)
    way_viewfinder_clear (self->viewfinder);
}

static void
show_hint (WayScanPage *self)
{
  say (self->hint_label, way_camera_words_of_hint (way_camera_get_hint (self->camera)));
}

static void
devices_changed (WayScanPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->device_button),
                          g_list_model_get_n_items (way_camera_get_devices (self->camera))
                              > 1);
}

static GtkWidget *
make_device_row (gpointer object, gpointer data)
{
  GtkWidget *label = gtk_label_new (way_camera_device_get_name (object));
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  g_object_set_data_full (G_OBJECT (row), "device", g_object_ref (object),
                          g_object_unref);
  return row;
}

static void
choose_device (WayScanPage *self, GtkListBoxRow *row)
{
  const char *id =
      way_camera_device_get_id (g_object_get_data (G_OBJECT (row), "device"));

  gtk_menu_button_popdown (self->device_button);
  way_camera_set_device (self->camera, id);
  g_settings_set_string (self->settings, "camera", id);
}

static void
make_camera (WayScanPage *self)
{
  g_autofree char *id = g_settings_get_string (self->settings, "camera");
  GListModel *devices;

  self->camera = way_camera_new (WAY_APPLICATION_ID);
  if (id[0] != '\0')
    way_camera_set_device (self->camera, id);
  devices = way_camera_get_devices (self->camera);
  gtk_list_box_bind_model (self->device_list, devices, make_device_row, NULL, NULL);
  g_signal_connect_object (devices, "items-changed", G_CALLBACK (devices_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->camera, "notify::state", G_CALLBACK (show_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->camera, "notify::hint", G_CALLBACK (show_hint), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->camera, "picture", G_CALLBACK (picture_came), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->camera, "found", G_CALLBACK (code_found), self,
                           G_CONNECT_SWAPPED);
  show_hint (self);
}

static void
start_camera (WayScanPage *self)
{
  way_camera_start (self->camera);
  show_state (self);
}

/* ---- Pictures -------------------------------------------------------------------------- */

static void
code_chosen (gpointer data, const char *text, const char *format)
{
  take (data, text, format);
}

/* An item says more than the product's bar code beside it. */
static void
take_codes (WayScanPage *self, GPtrArray *codes)
{
  g_autoptr (GPtrArray) best = way_code_chooser_rank (codes);
  const WayCode *first = best->pdata[0];

  if (best->len == 1)
    {
      take (self, first->text, first->format);
      return;
    }
  adw_dialog_present (way_code_chooser_new (codes, best, code_chosen, G_OBJECT (self)),
                      GTK_WIDGET (self));
}

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
    take_codes (self, codes);
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

/* Encoding and decoding again costs less than a second way to read pictures. */
static void
read_texture (GTask *task, gpointer source, gpointer texture, GCancellable *cancellable)
{
  g_task_return_pointer (task, gdk_texture_save_to_png_bytes (texture),
                         (GDestroyNotify) g_bytes_unref);
}

static void
texture_encoded (GObject *source, GAsyncResult *result, gpointer data)
{
  WayScanPage *self = WAY_SCAN_PAGE (source);
  g_autoptr (GBytes) bytes = g_task_propagate_pointer (G_TASK (result), NULL);

  if (bytes != NULL)
    way_picture_scan_bytes_async (bytes, 0, begin_picture (self), picture_read,
                                  g_object_ref (self));
}

static void
take_texture (WayScanPage *self, GdkTexture *texture)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, texture_encoded, NULL);

  g_task_set_task_data (task, g_object_ref (texture), g_object_unref);
  g_task_run_in_thread (task, read_texture);
}

static gboolean
dropped (GtkDropTarget *target, const GValue *value, double x, double y, gpointer data)
{
  WayScanPage *self = data;

  if (G_VALUE_HOLDS (value, G_TYPE_FILE))
    way_scan_page_open_file (self, g_value_get_object (value));
  else if (G_VALUE_HOLDS (value, GDK_TYPE_TEXTURE))
    take_texture (self, g_value_get_object (value));
  else if (G_VALUE_HOLDS (value, G_TYPE_STRING))
    take (self, g_value_get_string (value), NULL);
  else
    return FALSE;
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

static void
texture_pasted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayScanPage) self = data;
  g_autoptr (GdkTexture)
      texture = gdk_clipboard_read_texture_finish (GDK_CLIPBOARD (source), result, NULL);

  if (texture != NULL)
    take_texture (self, texture);
  else
    complain (self, _ ("The clipboard holds no code"));
}

void
way_scan_page_paste (WayScanPage *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));

  if (gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (clipboard),
                                         GDK_TYPE_TEXTURE))
    gdk_clipboard_read_texture_async (clipboard, NULL, texture_pasted,
                                      g_object_ref (self));
  else
    gdk_clipboard_read_text_async (clipboard, NULL, text_pasted, g_object_ref (self));
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
  gtk_editable_set_text (GTK_EDITABLE (self->code_row), "");
  take (self, text, NULL);
}

/* A scanner that types: what comes while no entry has the focus goes into the code's row. */
static gboolean
key_pressed (GtkEventControllerKey *controller,
             guint key,
             guint code,
             GdkModifierType modifiers,
             gpointer data)
{
  WayScanPage *self = data;
  gunichar character = gdk_keyval_to_unicode (key);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  char text[8] = { 0 };
  int position = -1;

  if (way_window_has_dialog (way_window_of (GTK_WIDGET (self)))
      || (modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0
      || !g_unichar_isgraph (character) || GTK_IS_EDITABLE (focus))
    return FALSE;
  g_unichar_to_utf8 (character, text);
  gtk_widget_grab_focus (GTK_WIDGET (self->code_row));
  gtk_editable_insert_text (GTK_EDITABLE (self->code_row), text, -1, &position);
  gtk_editable_set_position (GTK_EDITABLE (self->code_row), -1);
  return TRUE;
}

static void
listen_for_keys (WayScanPage *self)
{
  self->keys = gtk_event_controller_key_new ();
  g_signal_connect (self->keys, "key-pressed", G_CALLBACK (key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))),
                             self->keys);
}

static void
stop_listening (WayScanPage *self)
{
  GtkWidget *listening = gtk_event_controller_get_widget (self->keys);

  if (listening != NULL)
    gtk_widget_remove_controller (listening, self->keys);
  self->keys = NULL;
}

/* ---- The page --------------------------------------------------------------------------------- */

static void
way_scan_page_map (GtkWidget *widget)
{
  WayScanPage *self = WAY_SCAN_PAGE (widget);

  GTK_WIDGET_CLASS (way_scan_page_parent_class)->map (widget);
  if (self->camera == NULL)
    make_camera (self);
  start_camera (self);
  listen_for_keys (self);
  way_recent_group_load (self->recent, way_page_get_desk (WAY_PAGE (self)));
}

/* Its light goes out when nobody looks. */
static void
way_scan_page_unmap (GtkWidget *widget)
{
  WayScanPage *self = WAY_SCAN_PAGE (widget);

  stop_listening (self);
  way_camera_stop (self->camera);
  way_viewfinder_clear (self->viewfinder);
  GTK_WIDGET_CLASS (way_scan_page_parent_class)->unmap (widget);
}

static void
way_scan_page_dispose (GObject *object)
{
  WayScanPage *self = WAY_SCAN_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->camera);
  g_clear_object (&self->settings);
  gtk_widget_dispose_template (GTK_WIDGET (self), WAY_TYPE_SCAN_PAGE);
  G_OBJECT_CLASS (way_scan_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_child (klass, WayScanPage, device_button);
  gtk_widget_class_bind_template_child (klass, WayScanPage, device_list);
  gtk_widget_class_bind_template_child (klass, WayScanPage, stack);
  gtk_widget_class_bind_template_child (klass, WayScanPage, status);
  gtk_widget_class_bind_template_child (klass, WayScanPage, status_label);
  gtk_widget_class_bind_template_child (klass, WayScanPage, status_button);
  gtk_widget_class_bind_template_child (klass, WayScanPage, viewfinder);
  gtk_widget_class_bind_template_child (klass, WayScanPage, hint_label);
  gtk_widget_class_bind_template_child (klass, WayScanPage, code_row);
  gtk_widget_class_bind_template_child (klass, WayScanPage, recent);
  gtk_widget_class_bind_template_callback (klass, take_typed);
  gtk_widget_class_bind_template_callback (klass, choose_device);
  gtk_widget_class_bind_template_callback (klass, start_camera);
}

static void
way_scan_page_class_init (WayScanPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_scan_page_dispose;
  widget_class->map = way_scan_page_map;
  widget_class->unmap = way_scan_page_unmap;
  g_type_ensure (WAY_TYPE_VIEWFINDER);
  g_type_ensure (WAY_TYPE_RECENT_GROUP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/waymark/Waymark/scan/way-scan-page.ui");
  bind_template (widget_class);
}

static void
way_scan_page_init (WayScanPage *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);
  GType types[] = { G_TYPE_FILE, GDK_TYPE_TEXTURE, G_TYPE_STRING };

  self->settings = g_settings_new (WAY_APPLICATION_ID);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  g_signal_connect (target, "drop", G_CALLBACK (dropped), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
