/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-welcome-view.h"

#include <glib/gi18n.h>

#include "way-desk-keys.h"
#include "way-desk-networks.h"
#include "way-phrase-page.h"
#include "way-result.h"

struct _WayWelcomeView
{
  AdwBin parent;

  WayDesk *desk;
  GCancellable *cancellable;
  gboolean is_seller;
  gboolean is_first; /* a phrase is made with this identity */

  AdwNavigationView *navigation;
  AdwToastOverlay *toasts;
  GtkButton *start_button;
  GtkButton *skip_button;
  AdwActionRow *buy_row;
  AdwEntryRow *name_row;
  AdwComboRow *kind_row;
  AdwPreferencesGroup *key_group;
  AdwExpanderRow *file_row;
  AdwPasswordEntryRow *passphrase_row;
  AdwPasswordEntryRow *again_row;
  GtkLabel *name_error;
  GtkButton *create_button;
  GtkTextView *phrase_view;
  GtkLabel *restore_error;
  GtkButton *restore_button;
  GtkProgressBar *demo_progress;
  GtkLabel *demo_error;
};

static guint done_signal;

G_DEFINE_FINAL_TYPE (WayWelcomeView, way_welcome_view, ADW_TYPE_BIN)

static void
finish (WayWelcomeView *self)
{
  g_signal_emit (self, done_signal, 0);
}

/* Seen, and told to who does not see it. */
static void
complain (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text);
  gtk_accessible_announce (GTK_ACCESSIBLE (label), text,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
tell_error (GtkLabel *label, const GError *error)
{
  g_autofree char *text = way_desk_describe_error (error);

  if (!way_desk_is_cancelled (error))
    complain (label, text);
}

/* ---- Who she is --------------------------------------------------------------------------------- */

static void
ask_role (WayWelcomeView *self)
{
  adw_navigation_view_push_by_tag (self->navigation, "role");
  gtk_widget_grab_focus (GTK_WIDGET (self->buy_row));
}

static gboolean
needs_passphrase (WayWelcomeView *self)
{
  if (way_desk_has_phrase (self->desk))
    return way_desk_uses_key_file (self->desk);
  return adw_expander_row_get_enable_expansion (self->file_row);
}

/* Where there is a phrase already, it decides where keys are. */
static void
prepare_keys (WayWelcomeView *self)
{
  gboolean has_phrase = way_desk_has_phrase (self->desk);
  gboolean in_file = has_phrase && way_desk_uses_key_file (self->desk);

  gtk_widget_set_visible (GTK_WIDGET (self->key_group), !has_phrase || in_file);
  adw_expander_row_set_enable_expansion (self->file_row, in_file);
  adw_expander_row_set_expanded (self->file_row, in_file);
  adw_expander_row_set_show_enable_switch (self->file_row, !has_phrase);
  gtk_widget_set_visible (GTK_WIDGET (self->again_row), !has_phrase);
  if (has_phrase)
    {
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->file_row),
                                     _ ("In Your Key File"));
      adw_expander_row_set_subtitle (self->file_row, "");
      adw_preferences_group_set_description (self->key_group, NULL);
    }
}

static void
ask_name (WayWelcomeView *self, gboolean is_seller)
{
  self->is_seller = is_seller;
  gtk_widget_set_visible (GTK_WIDGET (self->kind_row), is_seller);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->name_row),
                                 is_seller ? _ ("Name of the Business")
                                           : _ ("Your Name"));
  gtk_label_set_text (self->name_error, "");
  prepare_keys (self);
  adw_navigation_view_push_by_tag (self->navigation, "name");
  gtk_widget_grab_focus (GTK_WIDGET (self->name_row));
}

static void
choose_buy (WayWelcomeView *self)
{
  ask_name (self, FALSE);
}

static void
choose_sell (WayWelcomeView *self)
{
  ask_name (self, TRUE);
}

static void
skip (WayWelcomeView *self)
{
  finish (self);
}

static void
name_changed (WayWelcomeView *self)
{
  g_autofree char *name =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_row))));

  gtk_widget_set_sensitive (GTK_WIDGET (self->create_button), name[0] != '\0');
}

/* ---- Making the identity ---------------------------------------------------------------------------- */

static void
show_phrase (WayWelcomeView *self)
{
  const char *passphrase =
      needs_passphrase (self)
          ? gtk_editable_get_text (GTK_EDITABLE (self->passphrase_row))
          : NULL;
  WayPhrasePage *page = way_phrase_page_new (self->desk, passphrase, TRUE);

  g_signal_connect_object (page, "done", G_CALLBACK (finish), self, G_CONNECT_SWAPPED);
  adw_navigation_page_set_can_pop (ADW_NAVIGATION_PAGE (page), FALSE);
  adw_navigation_view_push (self->navigation, ADW_NAVIGATION_PAGE (page));
  gtk_editable_set_text (GTK_EDITABLE (self->passphrase_row), "");
  gtk_editable_set_text (GTK_EDITABLE (self->again_row), "");
}

static void
created (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayWelcomeView) self = data;
  g_autoptr (GError) error = NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (self->create_button), TRUE);
  if (way_desk_create_identity_finish (WAY_DESK (source), result, &error))
    {
      if (self->is_first)
        show_phrase (self);
      else
        finish (self);
      return;
    }
  tell_error (self->name_error, error);
  /* no keyring: the other way is at hand */
  if (g_error_matches (error, WAY_ERROR, WAY_RESULT_NO_KEYRING))
    {
      adw_expander_row_set_enable_expansion (self->file_row, TRUE);
      adw_expander_row_set_expanded (self->file_row, TRUE);
      gtk_widget_grab_focus (GTK_WIDGET (self->passphrase_row));
    }
}

static guint
get_kind (WayWelcomeView *self)
{
  guint selected = adw_combo_row_get_selected (self->kind_row);

  /* the first one is the person, whom the list leaves out */
  return way_desk_get_kinds ()[self->is_seller ? selected + 1 : 0].kind;
}

static gboolean
is_passphrase_typed_twice (WayWelcomeView *self)
{
  const char *one = gtk_editable_get_text (GTK_EDITABLE (self->passphrase_row));
  const char *other = gtk_editable_get_text (GTK_EDITABLE (self->again_row));

  if (!needs_passphrase (self) || way_desk_has_phrase (self->desk)
      || g_str_equal (one, other))
    return TRUE;
  complain (self->name_error, _ ("The two passphrases are not the same"));
  gtk_widget_grab_focus (GTK_WIDGET (self->again_row));
  return FALSE;
}

static void
create (WayWelcomeView *self)
{
  g_autofree char *name =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_row))));
  WayDeskKeep keep = {
    .in_key_file = needs_passphrase (self),
    .passphrase = gtk_editable_get_text (GTK_EDITABLE (self->passphrase_row)),
  };

  if (name[0] == '\0' || !is_passphrase_typed_twice (self)
      || !gtk_widget_get_sensitive (GTK_WIDGET (self->create_button)))
    return;
  self->is_first = !way_desk_has_phrase (self->desk);
  gtk_label_set_text (self->name_error, "");
  gtk_widget_set_sensitive (GTK_WIDGET (self->create_button), FALSE);
  way_desk_create_identity_async (self->desk, name, get_kind (self), &keep,
                                  self->cancellable, created, g_object_ref (self));
}

/* ---- Restoring ------------------------------------------------------------------------------------- */

static void
ask_phrase (WayWelcomeView *self)
{
  adw_navigation_view_push_by_tag (self->navigation, "restore");
  gtk_widget_grab_focus (GTK_WIDGET (self->phrase_view));
}

static void
restored (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayWelcomeView) self = data;
  g_autoptr (GError) error = NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (self->restore_button), TRUE);
  if (way_desk_restore_finish (WAY_DESK (source), result, &error))
    {
      gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->phrase_view), "", 0);
      finish (self);
    }
  else
    tell_error (self->restore_error, error);
}

static void
restore (WayWelcomeView *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->phrase_view);
  g_autofree char *text = NULL;

  g_object_get (buffer, "text", &text, NULL);
  gtk_label_set_text (self->restore_error, "");
  gtk_widget_set_sensitive (GTK_WIDGET (self->restore_button), FALSE);
  way_desk_restore_async (self->desk, text, NULL, self->cancellable, restored,
                          g_object_ref (self));
}

/* ---- The demo market --------------------------------------------------------------------------------- */

static void
demo_step (gpointer data, double fraction)
{
  gtk_progress_bar_set_fraction (WAY_WELCOME_VIEW (data)->demo_progress, fraction);
}

static void
demo_made (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayWelcomeView) self = data;
  g_autoptr (GError) error = NULL;

  if (way_desk_networks_finish (WAY_DESK (source), result, &error))
    finish (self);
  else
    tell_error (self->demo_error, error);
}

static void
try_demo (WayWelcomeView *self)
{
  gtk_label_set_text (self->demo_error, "");
  adw_navigation_view_push_by_tag (self->navigation, "demo");
  way_desk_create_demo_async (self->desk, demo_step, self, self->cancellable, demo_made,
                              g_object_ref (self));
}

/* ---- The widget ---------------------------------------------------------------------------------------- */

static void
fill_kinds (WayWelcomeView *self)
{
  const WayDeskKind *kinds = way_desk_get_kinds ();
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  for (gsize i = 1; kinds[i].label != NULL; i++)
    gtk_string_list_append (list, _ (kinds[i].label));
  adw_combo_row_set_model (self->kind_row, G_LIST_MODEL (list));
}

static void
way_welcome_view_dispose (GObject *object)
{
  WayWelcomeView *self = WAY_WELCOME_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->desk);
  adw_bin_set_child (ADW_BIN (self), NULL);
  G_OBJECT_CLASS (way_welcome_view_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_child (klass, WayWelcomeView, navigation);
  gtk_widget_class_bind_template_child (klass, WayWelcomeView, toasts);
  gtk_widget_class_bind_template_child (klass, WayWelcomeView, start_button);
  gtk_widget_class_bind_template_child (klass, WayWelcomeView, skip_button);
  gtk_widget_class_bind_template_child (klass, WayWelcomeView, buy_row);
  gtk_widget_class_bind_template_child (klass, WayWelcomeView, name_row);
  gtk_widget_class_bind_template_child (klass, WayWelcomeView, kind_row);
  gtk_widget_class_bind_template_child (klass, WayWelcomeView, key_group);
  gtk_widget_class_bind_template_child (klass, WayWelcomeView, file_row);
  gtk_widget_class_bind_template_child (klass, WayWelcomeView, passphrase_row);
  gtk_widget_class_bind_template_child (klass, WayWelcomeView, again_row);
  gtk_widget_class_bind_template_child (klass, WayWelcomeView, name_error);
  gtk_widget_class_bind_template_child (klass, WayWelcomeView, create_button);
  gtk_widget_class_bind_template_child (klass, WayWelcomeView, phrase_view);
  gtk_widget_class_bind_template_child (klass, WayWelcomeView, restore_error);
  gtk_widget_class_bind_template_child (klass, WayWelcomeView, restore_button);
  gtk_widget_class_bind_template_child (klass, WayWelcomeView, demo_progress);
  gtk_widget_class_bind_template_child (klass, WayWelcomeView, demo_error);
}

static void
way_welcome_view_class_init (WayWelcomeViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_welcome_view_dispose;
  done_signal = g_signal_new ("done", WAY_TYPE_WELCOME_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                              NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/waymark/Waymark/onboarding/way-welcome-view.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, ask_role);
  gtk_widget_class_bind_template_callback (widget_class, try_demo);
  gtk_widget_class_bind_template_callback (widget_class, ask_phrase);
  gtk_widget_class_bind_template_callback (widget_class, choose_buy);
  gtk_widget_class_bind_template_callback (widget_class, choose_sell);
  gtk_widget_class_bind_template_callback (widget_class, skip);
  gtk_widget_class_bind_template_callback (widget_class, name_changed);
  gtk_widget_class_bind_template_callback (widget_class, create);
  gtk_widget_class_bind_template_callback (widget_class, restore);
}

static void
way_welcome_view_init (WayWelcomeView *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_kinds (self);
}

GtkWidget *
way_welcome_view_new (WayDesk *desk)
{
  WayWelcomeView *self = g_object_new (WAY_TYPE_WELCOME_VIEW, NULL);

  self->desk = g_object_ref (desk);
  return GTK_WIDGET (self);
}

static void
close_dialog (AdwDialog *dialog)
{
  adw_dialog_close (dialog);
}

AdwDialog *
way_new_identity_dialog_new (WayDesk *desk)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = way_welcome_view_new (desk);
  WayWelcomeView *self = WAY_WELCOME_VIEW (view);

  gtk_widget_set_visible (GTK_WIDGET (self->skip_button), FALSE);
  adw_navigation_view_replace_with_tags (self->navigation,
                                         (const char *const[]) { "role" }, 1);
  adw_dialog_set_child (dialog, view);
  adw_dialog_set_title (dialog, _ ("New Identity"));
  adw_dialog_set_content_width (dialog, 480);
  adw_dialog_set_content_height (dialog, 560);
  g_signal_connect_object (view, "done", G_CALLBACK (close_dialog), dialog,
                           G_CONNECT_SWAPPED);
  return dialog;
}
