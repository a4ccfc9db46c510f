/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-window.h"

#include <glib/gi18n.h>

#include "way-identities-dialog.h"
#include "way-identity-button.h"
#include "way-phrase-page.h"
#include "way-preferences-dialog.h"
#include "way-product-evidence.h"
#include "way-product-page.h"
#include "way-scan-page.h"
#include "way-section.h"
#include "way-sign-dialog.h"
#include "way-welcome-view.h"

struct _WayWindow
{
  AdwApplicationWindow parent;

  WayDesk *desk;
  GSettings *settings;
  GHashTable *pages; /* name of section -> WayPage, built on first visit */
  const WaySection *section;

  GtkWidget *welcome; /* (nullable): the first run */
  AdwToastOverlay *toasts;
  GtkStack *root;
  AdwNavigationSplitView *split_view;
  AdwNavigationView *navigation;
  GtkListBox *section_list;
  GtkMenuButton *menu_button;
  AdwBin *identity_bin;
};

G_DEFINE_FINAL_TYPE (WayWindow, way_window, ADW_TYPE_APPLICATION_WINDOW)

WayWindow *
way_window_of (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  return WAY_IS_WINDOW (root) ? WAY_WINDOW (root) : NULL;
}

gboolean
way_window_has_dialog (WayWindow *self)
{
  return self != NULL
         && adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self))
                != NULL;
}

AdwToast *
way_window_add_toast (WayWindow *self, const char *title)
{
  AdwToast *toast = adw_toast_new ("");

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_title (toast, title);
  adw_toast_overlay_add_toast (self->toasts, toast);
  return toast;
}

/* ---- Sections ------------------------------------------------------------------------------- */

static GtkWidget *
make_row (const WaySection *section)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (_ (section->title));
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (section->icon));
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (section->title), -1);
  g_object_set_data (G_OBJECT (row), "section", (gpointer) section);
  return row;
}

static gboolean
is_shop_shown (WayWindow *self)
{
  WayIdentityItem *identity = way_desk_get_identity (self->desk);

  return identity != NULL && way_identity_item_is_business (identity);
}

static void
select_row (WayWindow *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->section_list, i)) != NULL;
       i++)
    if (g_object_get_data (G_OBJECT (row), "section") == self->section)
      gtk_list_box_select_row (self->section_list, row);
}

static void
fill_sections (WayWindow *self)
{
  gsize n;
  const WaySection *sections = way_sections_get (&n);
  gboolean has_shop = is_shop_shown (self);

  gtk_list_box_remove_all (self->section_list);
  for (gsize i = 0; i < n; i++)
    if (!sections[i].is_shop || has_shop)
      gtk_list_box_append (self->section_list, make_row (&sections[i]));
  select_row (self);
}

static void
add_heading (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  const WaySection *section = g_object_get_data (G_OBJECT (row), "section");
  const WaySection *previous =
      before != NULL ? g_object_get_data (G_OBJECT (before), "section") : NULL;
  GtkWidget *label;

  if (!section->is_shop || (previous != NULL && previous->is_shop))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = gtk_label_new (_ ("Shop"));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "section-heading");
  gtk_list_box_row_set_header (row, label);
}

static AdwNavigationPage *
get_page (WayWindow *self, const WaySection *section)
{
  AdwNavigationPage *page = g_hash_table_lookup (self->pages, section->name);

  if (page == NULL)
    {
      page = g_object_new (section->get_type (), "desk", self->desk, "title",
                           _ (section->title), NULL);
      g_hash_table_insert (self->pages, (gpointer) section->name,
                           g_object_ref_sink (page));
      /* It stays in the window while others are shown: GTK 4.18 complains of a widget that leaves and comes again while
       * somebody watches through the accessibility bus. */
      adw_navigation_view_add (self->navigation, page);
    }
  return page;
}

static void
show_section (WayWindow *self, const WaySection *section)
{
  AdwNavigationPage *page = get_page (self, section);

  self->section = section;
  adw_navigation_view_replace (self->navigation, &page, 1);
  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
  select_row (self);
}

/* What was shown last; only now it is known whether there is a shop. A page that asks for something, like the camera,
 * asks nobody before that. */
static void
show_first (WayWindow *self)
{
  g_autofree char *name = g_settings_get_string (self->settings, "section");
  const WaySection *section = way_section_find (name);

  if (self->section != NULL)
    return;
  if (section == NULL || (section->is_shop && !is_shop_shown (self)))
    section = way_section_find ("scan");
  show_section (self, section);
}

static void
section_activated (WayWindow *self, GtkListBoxRow *row)
{
  show_section (self, g_object_get_data (G_OBJECT (row), "section"));
}

static void
identity_changed (WayWindow *self)
{
  fill_sections (self);
  if (self->section != NULL && self->section->is_shop && !is_shop_shown (self))
    show_section (self, way_section_find ("scan"));
}

void
way_window_push (WayWindow *self, AdwNavigationPage *page)
{
  /* a code on the command line may come before the first page */
  show_first (self);
  adw_navigation_view_push (self->navigation, page);
  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
}

/* ---- Codes -------------------------------------------------------------------------------------- */

/* `waymark:` in front of a code or link, as other programs hand it over. */
#define SCHEME "waymark:"

void
way_window_take_text (WayWindow *self, const char *text, const char *format)
{
  g_autofree char *plain = NULL;

  if (g_ascii_strncasecmp (text, SCHEME, strlen (SCHEME)) == 0)
    plain = g_uri_unescape_string (text + strlen (SCHEME), NULL);
  way_window_push (
      self, way_product_page_new (self->desk, plain != NULL ? plain : text, format));
}

static void
picture_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayWindow) self = data;
  g_autoptr (GFile)
      file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file == NULL)
    return;
  show_section (self, way_section_find ("scan"));
  way_scan_page_open_file (WAY_SCAN_PAGE (get_page (self, self->section)), file);
}

static void
open_picture (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_dialog_set_title (dialog, _ ("Open Picture"));
  gtk_file_filter_set_name (filter, _ ("Pictures"));
  gtk_file_filter_add_mime_type (filter, "image/*");
  gtk_file_dialog_set_default_filter (dialog, filter);
  gtk_file_dialog_open (dialog, GTK_WINDOW (widget), NULL, picture_chosen,
                        g_object_ref (widget));
}

static void
paste (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WayWindow *self = WAY_WINDOW (widget);

  show_section (self, way_section_find ("scan"));
  way_scan_page_paste (WAY_SCAN_PAGE (get_page (self, self->section)));
}

static void
type_code (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WayWindow *self = WAY_WINDOW (widget);

  show_section (self, way_section_find ("scan"));
  way_scan_page_type (WAY_SCAN_PAGE (get_page (self, self->section)));
}

static void
show_code (GtkWidget *widget, const char *name, GVariant *parameter)
{
  way_window_take_text (WAY_WINDOW (widget), g_variant_get_string (parameter, NULL),
                        NULL);
}

/* ---- Signing ---------------------------------------------------------------------------------------- */

static void
show_signed (AdwToast *toast, gpointer data)
{
  WayAct *act = data;
  g_autoptr (GListModel) details = way_act_make_details (act);
  WayWindow *self = g_object_get_data (G_OBJECT (toast), "window");

  adw_dialog_present (way_product_evidence_new (_ ("Signed"), NULL, details),
                      GTK_WIDGET (self));
}

/* How it ends is told wherever the person is by then. */
static void
tell_act (WayWindow *self, GParamSpec *spec, WayAct *act)
{
  const char *const *sentences = way_act_get_sentences (act);
  AdwToast *toast;

  if (way_act_get_state (act) != WAY_ACT_FINAL)
    return;
  toast = way_window_add_toast (self, sentences[0] != NULL && sentences[1] == NULL
                                          ? sentences[0]
                                          : _ ("Signed, and in the ledger"));
  adw_toast_set_button_label (toast, _ ("_View"));
  g_object_set_data (G_OBJECT (toast), "window", self);
  /* nobody else keeps it until then */
  g_object_set_data_full (G_OBJECT (toast), "act", g_object_ref (act), g_object_unref);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (show_signed), act, 0);
}

void
way_window_sign (WayWindow *self, WayAct *act)
{
  g_signal_connect_object (act, "notify::state", G_CALLBACK (tell_act), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (way_sign_dialog_new (act)), GTK_WIDGET (self));
  g_object_unref (act);
}

/* ---- The person ----------------------------------------------------------------------------------------- */

static void
remove_welcome (gpointer data)
{
  g_autoptr (WayWindow) self = data;

  if (self->welcome != NULL && self->root != NULL)
    gtk_stack_remove (self->root, g_steal_pointer (&self->welcome));
}

static void
welcomed (WayWindow *self)
{
  g_settings_set_boolean (self->settings, "was-welcomed", TRUE);
  show_first (self);
  gtk_stack_set_visible_child (self->root, GTK_WIDGET (self->split_view));
  gtk_widget_child_focus (GTK_WIDGET (self->navigation), GTK_DIR_TAB_FORWARD);
  /* the button that was pressed is still at work */
  g_idle_add_once (remove_welcome, g_object_ref (self));
}

void
way_window_begin (WayWindow *self)
{
  gboolean is_new = !way_desk_has_phrase (self->desk)
                    && !g_settings_get_boolean (self->settings, "was-welcomed")
                    && g_list_model_get_n_items (way_desk_get_networks (self->desk)) == 0;

  if (!is_new)
    show_first (self);
  if (!is_new || self->welcome != NULL)
    return;
  self->welcome = way_welcome_view_new (self->desk);
  g_signal_connect_object (self->welcome, "done", G_CALLBACK (welcomed), self,
                           G_CONNECT_SWAPPED);
  gtk_stack_add_child (self->root, self->welcome);
  gtk_stack_set_visible_child (self->root, self->welcome);
}

static void
show_identities (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_dialog_present (way_identities_dialog_new (WAY_WINDOW (widget)->desk), widget);
}

static void
make_identity (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_dialog_present (way_new_identity_dialog_new (WAY_WINDOW (widget)->desk), widget);
}

static void
show_phrase (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_dialog_present (way_phrase_dialog_new (WAY_WINDOW (widget)->desk), widget);
}

static void
show_preferences (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_dialog_present (way_preferences_dialog_new (WAY_WINDOW (widget)->desk), widget);
}

/* ---- Other actions ------------------------------------------------------------------------------------ */

static void
go_to_section (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const WaySection *section = way_section_find (g_variant_get_string (parameter, NULL));

  if (section != NULL)
    show_section (WAY_WINDOW (widget), section);
}

static void
go_to_number (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WayWindow *self = WAY_WINDOW (widget);
  GtkListBoxRow *row =
      gtk_list_box_get_row_at_index (self->section_list, g_variant_get_int32 (parameter));

  if (row == NULL)
    return;
  section_activated (self, row);
  gtk_widget_child_focus (GTK_WIDGET (self->navigation), GTK_DIR_TAB_FORWARD);
}

static void
search (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WayWindow *self = WAY_WINDOW (widget);
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (self->navigation);

  if (WAY_IS_PAGE (page))
    way_page_search (WAY_PAGE (page));
}

static void
go_back (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WayWindow *self = WAY_WINDOW (widget);

  if (!adw_navigation_view_pop (self->navigation))
    adw_navigation_split_view_set_show_content (self->split_view, FALSE);
}

static void
show_menu (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_menu_button_popup (WAY_WINDOW (widget)->menu_button);
}

void
way_window_show_fatal (WayWindow *self, const GError *error)
{
  AdwDialog *dialog =
      ADW_DIALOG (adw_alert_dialog_new (_ ("Waymark Can't Read Its Data"), NULL));
  g_autofree char *text = way_desk_describe_error (error);

  adw_alert_dialog_set_body (ADW_ALERT_DIALOG (dialog), text);
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _ ("_Close"));
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/* ---- The window ------------------------------------------------------------------------------------------ */

void
way_window_remember (WayWindow *self)
{
  if (self->section != NULL)
    g_settings_set_string (self->settings, "section", self->section->name);
}

static gboolean
way_window_close_request (GtkWindow *window)
{
  way_window_remember (WAY_WINDOW (window));
  return GTK_WINDOW_CLASS (way_window_parent_class)->close_request (window);
}

static void
keep_focus (gpointer data)
{
  g_autoptr (WayWindow) self = data;

  if (self->navigation != NULL && gtk_widget_get_mapped (GTK_WIDGET (self->navigation))
      && gtk_window_get_focus (GTK_WINDOW (self)) == NULL
      && !way_window_has_dialog (self))
    gtk_widget_child_focus (GTK_WIDGET (self->navigation), GTK_DIR_TAB_FORWARD);
}

/* What had the focus before may have gone meanwhile, with a page whose work is done: whoever uses keys starts on the page
 * that is shown instead. It may go only after the dialog. */
static void
dialog_changed (WayWindow *self)
{
  g_idle_add_once (keep_focus, g_object_ref (self));
}

static void
restore (WayWindow *self)
{
  g_settings_bind (self->settings, "window-width", self, "default-width",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-height", self, "default-height",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-maximized", self, "maximized",
                   G_SETTINGS_BIND_DEFAULT);
}

static void
way_window_dispose (GObject *object)
{
  WayWindow *self = WAY_WINDOW (object);

  g_clear_object (&self->settings);
  g_clear_pointer (&self->pages, g_hash_table_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), WAY_TYPE_WINDOW);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (way_window_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.section", "s", go_to_section);
  gtk_widget_class_install_action (klass, "win.section-number", "i", go_to_number);
  gtk_widget_class_install_action (klass, "win.show-code", "s", show_code);
  gtk_widget_class_install_action (klass, "win.open-picture", NULL, open_picture);
  gtk_widget_class_install_action (klass, "win.paste", NULL, paste);
  gtk_widget_class_install_action (klass, "win.type-code", NULL, type_code);
  gtk_widget_class_install_action (klass, "win.search", NULL, search);
  gtk_widget_class_install_action (klass, "win.back", NULL, go_back);
  gtk_widget_class_install_action (klass, "win.primary-menu", NULL, show_menu);
  gtk_widget_class_install_action (klass, "win.identities", NULL, show_identities);
  gtk_widget_class_install_action (klass, "win.new-identity", NULL, make_identity);
  gtk_widget_class_install_action (klass, "win.recovery-phrase", NULL, show_phrase);
  gtk_widget_class_install_action (klass, "win.preferences", NULL, show_preferences);
  /* no accelerators of the application: an entry that has the focus comes first */
  gtk_widget_class_add_binding_action (klass, GDK_KEY_v, GDK_CONTROL_MASK, "win.paste",
                                       NULL);
  for (guint i = 0; i < 9; i++)
    gtk_widget_class_add_binding_action (klass, GDK_KEY_1 + i, GDK_CONTROL_MASK,
                                         "win.section-number", "i", (int) i);
}

static void
way_window_class_init (WayWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = way_window_close_request;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/way-window.ui");
  gtk_widget_class_bind_template_child (widget_class, WayWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, WayWindow, root);
  gtk_widget_class_bind_template_child (widget_class, WayWindow, split_view);
  gtk_widget_class_bind_template_child (widget_class, WayWindow, navigation);
  gtk_widget_class_bind_template_child (widget_class, WayWindow, section_list);
  gtk_widget_class_bind_template_child (widget_class, WayWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, WayWindow, identity_bin);
  gtk_widget_class_bind_template_callback (widget_class, section_activated);
  install_actions (widget_class);
}

static void
way_window_init (WayWindow *self)
{
  self->settings = g_settings_new (WAY_APPLICATION_ID);
  self->pages = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->section_list, add_heading, NULL, NULL);
  g_signal_connect (self, "notify::visible-dialog", G_CALLBACK (dialog_changed), NULL);
}

WayWindow *
way_window_new (WayApplication *application, WayDesk *desk)
{
  WayWindow *self = g_object_new (WAY_TYPE_WINDOW, "application", application, NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "notify::identity", G_CALLBACK (identity_changed), self,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (self->identity_bin, way_identity_button_new (desk));
  fill_sections (self);
  restore (self);
  return self;
}
