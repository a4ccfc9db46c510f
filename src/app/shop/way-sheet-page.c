/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-sheet-page.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#include "way-label-job.h"
#include "way-state-view.h"
#include "way-window.h"

/* Where the display does not know its own size. */
#define USUAL_DOTS_PER_MM (96 / 25.4)

enum
{
  KINDS_BOTH,
  KINDS_OUTSIDE,
  KINDS_INSIDE,
};

struct _WaySheetPage
{
  WayPage parent;

  char *gtin14;
  char *lot;
  WayLabelJob *job;
  gboolean is_loaded;
  guint64 page;
  GCancellable *loading;
  GCancellable *rendering; /* (nullable) */
  GCancellable *saving;    /* (nullable): while a file is written, or a list sent */
  GFile *file;             /* (nullable): that is written, or was last */

  GtkButton *save_button;
  GtkStack *stack;
  GtkLabel *locked_label;
  AdwPasswordEntryRow *passphrase_row;
  WayStateView *state;
  AdwComboRow *layout_row;
  AdwComboRow *kinds_row;
  GtkSpinButton *first_row;
  GtkSpinButton *count_row;
  GtkSpinButton *skip_row;
  AdwActionRow *skip_action_row;
  AdwSwitchRow *marks_row;
  GtkLabel *secret_label;
  AdwButtonRow *publish_row;
  GtkButton *previous_button;
  GtkLabel *page_label;
  GtkButton *next_button;
  GtkPicture *picture;
  GtkLabel *preview_error;
  GtkRevealer *progress_revealer;
  GtkProgressBar *progress_bar;
};

G_DEFINE_FINAL_TYPE (WaySheetPage, way_sheet_page, WAY_TYPE_PAGE)

/* ---- What is chosen ----------------------------------------------------------------------- */

static WayLabelChoice
get_choice (WaySheetPage *self)
{
  guint kinds = adw_combo_row_get_selected (self->kinds_row);

  return (WayLabelChoice) {
    .layout = adw_combo_row_get_selected (self->layout_row),
    .has_outside = kinds != KINDS_INSIDE,
    .has_inside = kinds != KINDS_OUTSIDE,
    .has_crop_marks = adw_switch_row_get_active (self->marks_row),
    .n_skip = (guint) gtk_spin_button_get_value (self->skip_row),
    .first = (guint64) gtk_spin_button_get_value (self->first_row) - 1,
    .n = (guint64) gtk_spin_button_get_value (self->count_row),
  };
}

/* Texture pixels for one millimetre of the screen, and how many of those are one of the app's. */
static double
get_dots_per_mm (WaySheetPage *self, double *out_scale)
{
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (self));
  GdkSurface *surface = native != NULL ? gtk_native_get_surface (native) : NULL;
  GdkMonitor *monitor = surface != NULL ? gdk_display_get_monitor_at_surface (
                                              gdk_surface_get_display (surface), surface)
                                        : NULL;
  GdkRectangle geometry = { 0 };
  double dots = USUAL_DOTS_PER_MM;

  *out_scale = surface != NULL ? gdk_surface_get_scale (surface) : 1;
  if (monitor != NULL && gdk_monitor_get_width_mm (monitor) > 0)
    {
      gdk_monitor_get_geometry (monitor, &geometry);
      dots = (double) geometry.width / gdk_monitor_get_width_mm (monitor);
    }
  /* projectors and virtual displays tell what can't be */
  return CLAMP (dots, 2, 12) * *out_scale;
}

/* ---- The preview ------------------------------------------------------------------------------- */

static void
show_page (WaySheetPage *self, WayLabelPage *page)
{
  guint width = way_label_page_get_width (page),
        height = way_label_page_get_height (page);
  g_autoptr (GdkTexture) texture =
      gdk_memory_texture_new ((int) width, (int) height, GDK_MEMORY_DEFAULT,
                              way_label_page_get_pixels (page), (gsize) width * 4);
  double scale;

  get_dots_per_mm (self, &scale);
  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
  gtk_picture_set_can_shrink (self->picture, scale > 1);
  if (scale > 1)
    gtk_widget_set_size_request (GTK_WIDGET (self->picture), (int) (width / scale),
                                 (int) (height / scale));
}

static void
show_preview_error (WaySheetPage *self, const char *text)
{
  gtk_label_set_text (self->preview_error, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->preview_error), text != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->picture), text == NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button),
                            text == NULL && self->saving == NULL);
}

static void
page_rendered (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WaySheetPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (WayLabelPage)
      page = way_label_job_render_finish (WAY_LABEL_JOB (source), result, &error);
  g_autofree char *text = NULL;

  if (page != NULL)
    {
      show_preview_error (self, NULL);
      show_page (self, page);
      return;
    }
  if (way_desk_is_cancelled (error))
    return;
  text = way_desk_describe_error (error);
  show_preview_error (self, text);
}

static void
render (WaySheetPage *self)
{
  WayLabelChoice choice = get_choice (self);
  guint64 n_pages = way_label_job_get_n_pages (&choice);
  g_autofree char *text = NULL;
  double scale;

  if (!self->is_loaded)
    return;
  self->page = MIN (self->page, n_pages - 1);
  /* TRANSLATORS: the page that is shown, and how many there are */
  text = g_strdup_printf (_ ("Page %" PRIu64 " of %" PRIu64), self->page + 1, n_pages);
  gtk_label_set_text (self->page_label, text);
  gtk_widget_set_sensitive (GTK_WIDGET (self->previous_button), self->page > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->next_button), self->page + 1 < n_pages);
  gtk_widget_set_visible (GTK_WIDGET (self->secret_label), choice.has_inside);
  g_cancellable_cancel (self->rendering);
  g_clear_object (&self->rendering);
  self->rendering = g_cancellable_new ();
  way_label_job_render_async (self->job, &choice, self->page,
                              get_dots_per_mm (self, &scale), self->rendering,
                              page_rendered, g_object_ref (self));
}

static void
choice_changed (WaySheetPage *self)
{
  render (self);
}

static void
layout_changed (WaySheetPage *self)
{
  guint per_sheet =
      way_label_job_get_labels_per_sheet (adw_combo_row_get_selected (self->layout_row));

  gtk_spin_button_set_range (self->skip_row, 0, per_sheet - 1);
  gtk_widget_set_visible (GTK_WIDGET (self->skip_action_row), per_sheet > 1);
  render (self);
}

static void
range_changed (WaySheetPage *self)
{
  guint64 quantity = way_label_job_get_quantity (self->job);
  guint64 first = (guint64) gtk_spin_button_get_value (self->first_row);

  gtk_spin_button_set_range (self->count_row, 1, (double) MAX (quantity + 1 - first, 1));
  render (self);
}

static void
go_previous (WaySheetPage *self)
{
  self->page -= self->page > 0;
  render (self);
}

static void
go_next (WaySheetPage *self)
{
  self->page++;
  render (self);
}

/* ---- Saving --------------------------------------------------------------------------------------- */

static void
open_folder (WaySheetPage *self)
{
  g_autoptr (GtkFileLauncher) launcher = gtk_file_launcher_new (self->file);

  gtk_file_launcher_open_containing_folder (
      launcher, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL, NULL, NULL);
}

static void
begin_work (WaySheetPage *self)
{
  self->saving = g_cancellable_new ();
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->publish_row), FALSE);
  gtk_revealer_set_reveal_child (self->progress_revealer, TRUE);
}

static void
end_work (WaySheetPage *self)
{
  g_clear_object (&self->saving);
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), TRUE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->publish_row), TRUE);
  gtk_revealer_set_reveal_child (self->progress_revealer, FALSE);
}

static void
tell_saved (WaySheetPage *self, const char *text)
{
  WayWindow *window = way_window_of (GTK_WIDGET (self));
  AdwToast *toast;

  if (window == NULL)
    return;
  toast = way_window_add_toast (window, text != NULL ? text : _ ("Labels saved"));
  if (text != NULL)
    return;
  adw_toast_set_button_label (toast, _ ("_Open Folder"));
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (open_folder), self,
                           G_CONNECT_SWAPPED);
}

static void
saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WaySheetPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  end_work (self);
  if (way_label_job_save_finish (WAY_LABEL_JOB (source), result, &error))
    {
      tell_saved (self, NULL);
      return;
    }
  text = way_desk_is_cancelled (error) ? g_strdup (_ ("Nothing was saved"))
                                       : way_desk_describe_error (error);
  tell_saved (self, text);
}

static void
save (WaySheetPage *self, const char *path)
{
  WayLabelChoice choice = get_choice (self);

  begin_work (self);
  way_label_job_save_async (self->job, &choice, path, self->saving, saved,
                            g_object_ref (self));
}

static void
file_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WaySheetPage) self = data;
  g_autoptr (GFile)
      file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path == NULL || self->saving != NULL)
    return;
  g_set_object (&self->file, file);
  save (self, path);
}

static void
published (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WaySheetPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  WayWindow *window = way_window_of (GTK_WIDGET (self));

  end_work (self);
  if (way_label_job_publish_finish (WAY_LABEL_JOB (source), result, &error))
    text = g_strdup (_ ("The node has the list of serial numbers"));
  else if (way_desk_is_cancelled (error))
    text = g_strdup (_ ("Nothing was sent"));
  else
    text = way_desk_describe_error (error);
  if (window != NULL)
    way_window_add_toast (window, text);
}

static void
publish (WaySheetPage *self)
{
  begin_work (self);
  way_label_job_publish_async (self->job, self->saving, published, g_object_ref (self));
}

static void
choose_file (WaySheetPage *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *lot = g_strdelimit (g_strdup (self->lot), "/\\", '-');
  /* TRANSLATORS: name of a file; %s is the number of a lot */
  g_autofree char *name = g_strdup_printf (_ ("labels-%s.pdf"), lot);

  gtk_file_dialog_set_title (dialog, _ ("Save PDF"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                        NULL, file_chosen, g_object_ref (self));
}

static void
cancel_saving (WaySheetPage *self)
{
  g_cancellable_cancel (self->saving);
}

/* ---- Loading ---------------------------------------------------------------------------------------- */

static void
show_open (WaySheetPage *self)
{
  guint64 quantity = way_label_job_get_quantity (self->job);

  self->is_loaded = TRUE;
  gtk_spin_button_set_range (self->first_row, 1, (double) quantity);
  gtk_spin_button_set_range (self->count_row, 1, (double) quantity);
  gtk_spin_button_set_value (self->count_row, (double) quantity);
  gtk_stack_set_visible_child_name (self->stack, "open");
  way_state_view_show_content (self->state);
  layout_changed (self);
}

static void
loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WaySheetPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gboolean is_locked;

  if (way_label_job_load_finish (WAY_LABEL_JOB (source), result, &is_locked, &error))
    {
      show_open (self);
      return;
    }
  if (way_desk_is_cancelled (error))
    return;
  text = way_desk_describe_error (error);
  if (!is_locked)
    {
      gtk_stack_set_visible_child_name (self->stack, "open");
      way_state_view_show_error (self->state, text);
      return;
    }
  gtk_label_set_text (self->locked_label, text);
  gtk_stack_set_visible_child_name (self->stack, "locked");
  gtk_widget_grab_focus (GTK_WIDGET (self->passphrase_row));
}

static void
load (WaySheetPage *self, const char *passphrase)
{
  gtk_stack_set_visible_child_name (self->stack, "open");
  way_state_view_show_loading (self->state);
  way_label_job_load_async (self->job, passphrase, self->loading, loaded,
                            g_object_ref (self));
}

static void
unlock (WaySheetPage *self)
{
  GtkEditable *entry = GTK_EDITABLE (self->passphrase_row);

  load (self, gtk_editable_get_text (entry));
  gtk_editable_set_text (entry, "");
}

/* A sealed lot never changes: what is shown stays. */
static void
way_sheet_page_refresh (WayPage *page)
{
  if (!WAY_SHEET_PAGE (page)->is_loaded)
    load (WAY_SHEET_PAGE (page), NULL);
}

/* ---- The page ------------------------------------------------------------------------------------------ */

static void
way_sheet_page_dispose (GObject *object)
{
  WaySheetPage *self = WAY_SHEET_PAGE (object);

  g_cancellable_cancel (self->loading);
  g_cancellable_cancel (self->rendering);
  g_cancellable_cancel (self->saving);
  g_clear_object (&self->loading);
  g_clear_object (&self->rendering);
  gtk_widget_dispose_template (GTK_WIDGET (self), WAY_TYPE_SHEET_PAGE);
  g_clear_object (&self->job);
  g_clear_object (&self->file);
  G_OBJECT_CLASS (way_sheet_page_parent_class)->dispose (object);
}

static void
way_sheet_page_finalize (GObject *object)
{
  WaySheetPage *self = WAY_SHEET_PAGE (object);

  g_free (self->gtin14);
  g_free (self->lot);
  G_OBJECT_CLASS (way_sheet_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, WaySheetPage, save_button);
  gtk_widget_class_bind_template_child (widget_class, WaySheetPage, stack);
  gtk_widget_class_bind_template_child (widget_class, WaySheetPage, locked_label);
  gtk_widget_class_bind_template_child (widget_class, WaySheetPage, passphrase_row);
  gtk_widget_class_bind_template_child (widget_class, WaySheetPage, state);
  gtk_widget_class_bind_template_child (widget_class, WaySheetPage, layout_row);
  gtk_widget_class_bind_template_child (widget_class, WaySheetPage, kinds_row);
  gtk_widget_class_bind_template_child (widget_class, WaySheetPage, first_row);
  gtk_widget_class_bind_template_child (widget_class, WaySheetPage, count_row);
  gtk_widget_class_bind_template_child (widget_class, WaySheetPage, skip_row);
  gtk_widget_class_bind_template_child (widget_class, WaySheetPage, skip_action_row);
  gtk_widget_class_bind_template_child (widget_class, WaySheetPage, marks_row);
  gtk_widget_class_bind_template_child (widget_class, WaySheetPage, secret_label);
  gtk_widget_class_bind_template_child (widget_class, WaySheetPage, publish_row);
  gtk_widget_class_bind_template_child (widget_class, WaySheetPage, previous_button);
  gtk_widget_class_bind_template_child (widget_class, WaySheetPage, page_label);
  gtk_widget_class_bind_template_child (widget_class, WaySheetPage, next_button);
  gtk_widget_class_bind_template_child (widget_class, WaySheetPage, picture);
  gtk_widget_class_bind_template_child (widget_class, WaySheetPage, preview_error);
  gtk_widget_class_bind_template_child (widget_class, WaySheetPage, progress_revealer);
  gtk_widget_class_bind_template_child (widget_class, WaySheetPage, progress_bar);
}

static void
way_sheet_page_class_init (WaySheetPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_sheet_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_sheet_page_finalize;
  WAY_PAGE_CLASS (klass)->refresh = way_sheet_page_refresh;
  g_type_ensure (WAY_TYPE_STATE_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/waymark/Waymark/shop/way-sheet-page.ui");
  bind_template (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, way_page_refresh);
  gtk_widget_class_bind_template_callback (widget_class, unlock);
  gtk_widget_class_bind_template_callback (widget_class, layout_changed);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed);
  gtk_widget_class_bind_template_callback (widget_class, range_changed);
  gtk_widget_class_bind_template_callback (widget_class, go_previous);
  gtk_widget_class_bind_template_callback (widget_class, go_next);
  gtk_widget_class_bind_template_callback (widget_class, choose_file);
  gtk_widget_class_bind_template_callback (widget_class, cancel_saving);
  gtk_widget_class_bind_template_callback (widget_class, publish);
}

static void
way_sheet_page_init (WaySheetPage *self)
{
  g_auto (GStrv) names = way_label_job_list_layouts ();
  g_autoptr (GtkStringList) layouts = gtk_string_list_new ((const char *const *) names);

  self->loading = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_combo_row_set_model (self->layout_row, G_LIST_MODEL (layouts));
}

AdwNavigationPage *
way_sheet_page_new (WayDesk *desk, const char *gtin14, const char *lot)
{
  /* TRANSLATORS: %s is the number of a lot */
  g_autofree char *title = g_strdup_printf (_ ("Labels of Lot %s"), lot);
  WaySheetPage *self =
      g_object_new (WAY_TYPE_SHEET_PAGE, "desk", desk, "title", title, NULL);

  self->gtin14 = g_strdup (gtin14);
  self->lot = g_strdup (lot);
  self->job = way_label_job_new (desk, gtin14, lot);
  g_object_bind_property (self->job, "progress", self->progress_bar, "fraction",
                          G_BINDING_DEFAULT);
  return ADW_NAVIGATION_PAGE (self);
}
