/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-product-editor.h"

#include <glib/gi18n.h>

#include "way-blob-picture.h"
#include "way-country.h"
#include "way-form-preview.h"
#include "way-product-form.h"
#include "way-state-view.h"
#include "way-window.h"

struct _WayProductEditor
{
  WayPage parent;

  WayProductForm *form;
  gboolean is_loaded;
  gboolean is_done; /* signed: the ledger has it */
  GCancellable *cancellable;
  GPtrArray *file_rows; /* borrowed */

  GtkButton *sign_button;
  AdwBanner *draft_banner;
  WayStateView *state;
  GtkLabel *problem_label;
  AdwPreferencesGroup *gtin_group;
  AdwEntryRow *gtin_row;
  AdwActionRow *gtin_hint_row;
  GtkImage *gtin_hint_icon;
  GtkBox *languages_box;
  GtkMenuButton *language_button;
  AdwEntryRow *brand_row;
  AdwEntryRow *category_row;
  AdwComboRow *origin_row;
  AdwEntryRow *warranty_row;
  AdwPreferencesGroup *pictures_group;
  GtkButton *picture_button;
  AdwPreferencesGroup *documents_group;
  GtkMenuButton *document_button;
  WayFormPreview *preview;
};

G_DEFINE_FINAL_TYPE (WayProductEditor, way_product_editor, WAY_TYPE_PAGE)

/* ---- What is typed --------------------------------------------------------------------------- */

static void
show_gtin_hint (WayProductEditor *self)
{
  static const char *const icons[] = { [WAY_GTIN_HINT_EMPTY] = "way-code-symbolic",
                                       [WAY_GTIN_HINT_MORE] = "way-code-symbolic",
                                       [WAY_GTIN_HINT_WRONG] = "dialog-warning-symbolic",
                                       [WAY_GTIN_HINT_RIGHT] = "object-select-symbolic" };
  g_autofree char *sentence = NULL;
  WayGtinHint hint = way_product_form_get_gtin_hint (self->form, &sentence);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->gtin_hint_row), sentence);
  gtk_image_set_from_icon_name (self->gtin_hint_icon, icons[hint]);
  if (hint == WAY_GTIN_HINT_WRONG)
    gtk_widget_add_css_class (GTK_WIDGET (self->gtin_row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->gtin_row), "error");
}

static void
show_problem (WayProductEditor *self)
{
  const char *problem = way_product_form_get_problem (self->form);

  gtk_widget_set_sensitive (GTK_WIDGET (self->sign_button), problem == NULL);
  gtk_label_set_text (self->problem_label,
                      problem != NULL ? problem : _ ("Ready to be signed"));
}

static void
form_changed (WayProductEditor *self)
{
  show_gtin_hint (self);
  show_problem (self);
}

static void
bind_row (WayProductEditor *self, AdwEntryRow *row, const char *property)
{
  g_object_bind_property (self->form, property, row, "text",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
}

static gboolean
place_of_code (GBinding *binding, const GValue *code, GValue *place, gpointer countries)
{
  const char *text = g_value_get_string (code);
  guint found = way_countries_find (countries, text != NULL ? text : "");

  g_value_set_uint (place, found);
  return found != G_MAXUINT; /* what a draft has stays there until another is chosen */
}

static gboolean
code_of_place (GBinding *binding, const GValue *place, GValue *code, gpointer countries)
{
  g_autoptr (WayCountry)
      country = g_list_model_get_item (countries, g_value_get_uint (place));

  g_value_set_string (code, country != NULL ? way_country_get_code (country) : "");
  return TRUE;
}

static void
bind_origin (WayProductEditor *self)
{
  g_autoptr (GListModel) countries = way_countries_new ();

  adw_combo_row_set_model (self->origin_row, countries);
  g_object_bind_property_full (self->form, "origin", self->origin_row, "selected",
                               G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL,
                               place_of_code, code_of_place, g_object_ref (countries),
                               g_object_unref);
}

/* ---- Languages ----------------------------------------------------------------------------------- */

static void
remove_language (GtkButton *button, WayProductEditor *self)
{
  way_product_form_remove_language (self->form,
                                    g_object_get_data (G_OBJECT (button), "texts"));
}

static void
add_text_row (AdwPreferencesGroup *group,
              WayFormTexts *texts,
              const char *property,
              const char *title)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_entry_row_set_max_length (ADW_ENTRY_ROW (row), 1300); /* of 4,000 bytes */
  g_object_bind_property (texts, property, row, "text",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  adw_preferences_group_add (group, row);
}

static GtkWidget *
make_language (WayProductEditor *self, WayFormTexts *texts, gboolean may_go)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  const char *name =
      way_product_form_get_language_name (way_form_texts_get_language (texts));
  g_autofree char *title = g_markup_escape_text (name, -1);
  g_autofree char *remove = g_strdup_printf (_ ("Remove %s"), name);
  GtkWidget *button;

  adw_preferences_group_set_title (group, title);
  add_text_row (group, texts, "name", _ ("Name"));
  add_text_row (group, texts, "description", _ ("Description"));
  add_text_row (group, texts, "materials", _ ("Materials or Ingredients"));
  if (!may_go)
    return GTK_WIDGET (group);
  button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, remove);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  remove, -1);
  g_object_set_data_full (G_OBJECT (button), "texts", g_object_ref (texts),
                          g_object_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_language), self,
                           G_CONNECT_DEFAULT);
  adw_preferences_group_set_header_suffix (group, button);
  return GTK_WIDGET (group);
}

static void
languages_changed (WayProductEditor *self)
{
  GListModel *model = way_product_form_get_texts (self->form);
  guint n = g_list_model_get_n_items (model);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->languages_box))) != NULL)
    gtk_box_remove (self->languages_box, child);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (WayFormTexts) texts = g_list_model_get_item (model, i);

      gtk_box_append (self->languages_box, make_language (self, texts, n > 1));
    }
}

static void
add_language (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WayProductEditor *self = WAY_PRODUCT_EDITOR (widget);
  const char *language = g_variant_get_string (parameter, NULL);
  GtkWidget *last;

  if (!way_product_form_add_language (self->form, language))
    return;
  last = gtk_widget_get_last_child (GTK_WIDGET (self->languages_box));
  gtk_widget_child_focus (last, GTK_DIR_TAB_FORWARD);
}

static GMenuModel *
make_languages_menu (void)
{
  const char *const *languages = way_product_form_get_languages ();
  GMenu *menu = g_menu_new ();

  for (gsize i = 0; languages[i] != NULL; i++)
    {
      g_autoptr (GMenuItem) item =
          g_menu_item_new (way_product_form_get_language_name (languages[i]), NULL);

      g_menu_item_set_action_and_target (item, "editor.add-language", "s", languages[i]);
      g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (menu);
}

/* ---- Pictures and documents ------------------------------------------------------------------------ */

static void
remove_file (GtkButton *button, WayProductEditor *self)
{
  way_product_form_remove_file (self->form,
                                g_object_get_data (G_OBJECT (button), "file"));
}

static void
add_file_row (WayProductEditor *self, AdwPreferencesGroup *group, WayFormFile *file)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *remove =
      g_strdup_printf (_ ("Remove %s"), way_form_file_get_title (file));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 way_form_file_get_title (file));
  adw_action_row_set_subtitle (row, way_form_file_get_text (file));
  if (group == self->pictures_group)
    {
      GtkWidget *picture = way_blob_picture_new (48);

      way_blob_picture_show (WAY_BLOB_PICTURE (picture),
                             way_page_get_desk (WAY_PAGE (self)),
                             way_form_file_get_hash (file), NULL);
      adw_action_row_add_prefix (row, picture);
    }
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, remove);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  remove, -1);
  g_object_set_data_full (G_OBJECT (button), "file", g_object_ref (file), g_object_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_file), self,
                           G_CONNECT_DEFAULT);
  adw_action_row_add_suffix (row, button);
  adw_preferences_group_add (group, GTK_WIDGET (row));
  g_ptr_array_add (self->file_rows, row);
}

static void
add_file_rows (WayProductEditor *self, AdwPreferencesGroup *group, GListModel *files)
{
  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (WayFormFile) file = g_list_model_get_item (files, i);

      add_file_row (self, group, file);
    }
}

static void
files_changed (WayProductEditor *self)
{
  for (guint i = 0; i < self->file_rows->len; i++)
    {
      GtkWidget *row = self->file_rows->pdata[i];
      GtkWidget *group = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);

      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), row);
    }
  g_ptr_array_set_size (self->file_rows, 0);
  add_file_rows (self, self->pictures_group, way_product_form_get_pictures (self->form));
  add_file_rows (self, self->documents_group,
                 way_product_form_get_documents (self->form));
}

static void
set_uploading (WayProductEditor *self, gboolean is_uploading)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->picture_button), !is_uploading);
  gtk_widget_set_sensitive (GTK_WIDGET (self->document_button), !is_uploading);
}

static void
file_added (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayProductEditor) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  WayWindow *window = way_window_of (GTK_WIDGET (self));

  set_uploading (self, FALSE);
  if (way_product_form_add_file_finish (WAY_PRODUCT_FORM (source), result, &error)
      || way_desk_is_cancelled (error) || window == NULL)
    return;
  text = way_desk_describe_error (error);
  way_window_add_toast (window, text);
}

typedef struct
{
  WayProductEditor *self;
  int kind;
} Choosing;

static void
file_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Choosing *choosing = data;
  g_autoptr (WayProductEditor) self = choosing->self;
  g_autoptr (GFile)
      file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path == NULL)
    return;
  set_uploading (self, TRUE);
  way_product_form_add_file_async (self->form, path, choosing->kind, self->cancellable,
                                   file_added, g_object_ref (self));
}

static void
choose_file (WayProductEditor *self, int kind)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  Choosing *choosing = g_new (Choosing, 1);

  *choosing = (Choosing) { g_object_ref (self), kind };
  gtk_file_dialog_set_title (dialog, kind == WAY_FORM_PICTURE ? _ ("Add Picture")
                                                              : _ ("Add Document"));
  if (kind == WAY_FORM_PICTURE)
    {
      gtk_file_filter_set_name (filter, _ ("Pictures"));
      gtk_file_filter_add_mime_type (filter, "image/png");
      gtk_file_filter_add_mime_type (filter, "image/jpeg");
      gtk_file_filter_add_mime_type (filter, "image/webp");
      gtk_file_dialog_set_default_filter (dialog, filter);
    }
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                        self->cancellable, file_chosen, choosing);
}

static void
add_picture (WayProductEditor *self)
{
  choose_file (self, WAY_FORM_PICTURE);
}

static void
add_document (GtkWidget *widget, const char *name, GVariant *parameter)
{
  choose_file (WAY_PRODUCT_EDITOR (widget), g_variant_get_int32 (parameter));
}

static GMenuModel *
make_documents_menu (void)
{
  g_autofree const char **kinds = way_product_form_list_document_kinds ();
  GMenu *menu = g_menu_new ();

  for (int i = 0; kinds[i] != NULL; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (kinds[i], NULL);

      g_menu_item_set_action_and_target (item, "editor.add-document", "i", i);
      g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (menu);
}

/* ---- Signing ------------------------------------------------------------------------------------------- */

static void
act_changed (WayProductEditor *self, GParamSpec *spec, WayAct *act)
{
  AdwNavigationView *navigation;

  if (way_act_get_state (act) != WAY_ACT_FINAL || self->is_done)
    return;
  self->is_done = TRUE;
  navigation = ADW_NAVIGATION_VIEW (
      gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_VIEW));
  if (navigation != NULL
      && adw_navigation_view_get_visible_page (navigation) == ADW_NAVIGATION_PAGE (self))
    adw_navigation_view_pop (navigation);
}

static void
sign (WayProductEditor *self)
{
  WayAct *act = way_product_form_sign (self->form);

  if (act == NULL)
    return;
  g_signal_connect_object (act, "notify::state", G_CALLBACK (act_changed), self,
                           G_CONNECT_SWAPPED);
  way_window_sign (way_window_of (GTK_WIDGET (self)), act);
}

/* ---- Loading --------------------------------------------------------------------------------------------- */

static void
loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayProductEditor) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gboolean was_draft;

  if (way_product_form_load_finish (WAY_PRODUCT_FORM (source), result, &was_draft,
                                    &error))
    {
      self->is_loaded = TRUE;
      adw_banner_set_revealed (self->draft_banner, was_draft);
      form_changed (self);
      way_state_view_show_content (self->state);
      if (!way_product_form_is_update (self->form))
        gtk_widget_grab_focus (GTK_WIDGET (self->gtin_row));
      return;
    }
  if (way_desk_is_cancelled (error))
    return;
  text = way_desk_describe_error (error);
  way_state_view_show_error (self->state, text);
}

static void
load (WayProductEditor *self)
{
  way_state_view_show_loading (self->state);
  way_product_form_load_async (self->form, self->cancellable, loaded,
                               g_object_ref (self));
}

/* What is typed stays, whatever changes elsewhere. */
static void
way_product_editor_refresh (WayPage *page)
{
  if (!WAY_PRODUCT_EDITOR (page)->is_loaded)
    load (WAY_PRODUCT_EDITOR (page));
}

static void
discard (WayProductEditor *self)
{
  way_product_form_discard (self->form);
  adw_banner_set_revealed (self->draft_banner, FALSE);
  load (self);
}

/* ---- The page ---------------------------------------------------------------------------------------------- */

static void
way_product_editor_hidden (AdwNavigationPage *page)
{
  WayProductEditor *self = WAY_PRODUCT_EDITOR (page);

  if (!self->is_done)
    way_product_form_flush (self->form);
}

static void
way_product_editor_dispose (GObject *object)
{
  WayProductEditor *self = WAY_PRODUCT_EDITOR (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), WAY_TYPE_PRODUCT_EDITOR);
  g_clear_object (&self->form);
  G_OBJECT_CLASS (way_product_editor_parent_class)->dispose (object);
}

static void
way_product_editor_finalize (GObject *object)
{
  g_ptr_array_unref (WAY_PRODUCT_EDITOR (object)->file_rows);
  G_OBJECT_CLASS (way_product_editor_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, WayProductEditor, sign_button);
  gtk_widget_class_bind_template_child (widget_class, WayProductEditor, draft_banner);
  gtk_widget_class_bind_template_child (widget_class, WayProductEditor, state);
  gtk_widget_class_bind_template_child (widget_class, WayProductEditor, problem_label);
  gtk_widget_class_bind_template_child (widget_class, WayProductEditor, gtin_group);
  gtk_widget_class_bind_template_child (widget_class, WayProductEditor, gtin_row);
  gtk_widget_class_bind_template_child (widget_class, WayProductEditor, gtin_hint_row);
  gtk_widget_class_bind_template_child (widget_class, WayProductEditor, gtin_hint_icon);
  gtk_widget_class_bind_template_child (widget_class, WayProductEditor, languages_box);
  gtk_widget_class_bind_template_child (widget_class, WayProductEditor, language_button);
  gtk_widget_class_bind_template_child (widget_class, WayProductEditor, brand_row);
  gtk_widget_class_bind_template_child (widget_class, WayProductEditor, category_row);
  gtk_widget_class_bind_template_child (widget_class, WayProductEditor, origin_row);
  gtk_widget_class_bind_template_child (widget_class, WayProductEditor, warranty_row);
  gtk_widget_class_bind_template_child (widget_class, WayProductEditor, pictures_group);
  gtk_widget_class_bind_template_child (widget_class, WayProductEditor, picture_button);
  gtk_widget_class_bind_template_child (widget_class, WayProductEditor, documents_group);
  gtk_widget_class_bind_template_child (widget_class, WayProductEditor, document_button);
  gtk_widget_class_bind_template_child (widget_class, WayProductEditor, preview);
  gtk_widget_class_bind_template_callback (widget_class, way_page_refresh);
  gtk_widget_class_bind_template_callback (widget_class, sign);
  gtk_widget_class_bind_template_callback (widget_class, discard);
  gtk_widget_class_bind_template_callback (widget_class, add_picture);
}

static void
way_product_editor_class_init (WayProductEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_product_editor_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_product_editor_finalize;
  ADW_NAVIGATION_PAGE_CLASS (klass)->hidden = way_product_editor_hidden;
  WAY_PAGE_CLASS (klass)->refresh = way_product_editor_refresh;
  g_type_ensure (WAY_TYPE_COUNTRY);
  g_type_ensure (WAY_TYPE_FORM_PREVIEW);
  g_type_ensure (WAY_TYPE_STATE_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/waymark/Waymark/shop/way-product-editor.ui");
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "editor.add-language", "s",
                                   add_language);
  gtk_widget_class_install_action (widget_class, "editor.add-document", "i",
                                   add_document);
}

static void
way_product_editor_init (WayProductEditor *self)
{
  g_autoptr (GMenuModel) languages = make_languages_menu ();
  g_autoptr (GMenuModel) documents = make_documents_menu ();

  self->cancellable = g_cancellable_new ();
  self->file_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_menu_model (self->language_button, languages);
  gtk_menu_button_set_menu_model (self->document_button, documents);
}

static void
set_form (WayProductEditor *self)
{
  bind_row (self, self->gtin_row, "gtin");
  bind_row (self, self->brand_row, "brand");
  bind_row (self, self->category_row, "category");
  bind_origin (self);
  bind_row (self, self->warranty_row, "warranty");
  gtk_widget_set_visible (GTK_WIDGET (self->gtin_group),
                          !way_product_form_is_update (self->form));
  g_signal_connect_object (self->form, "changed", G_CALLBACK (form_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (way_product_form_get_texts (self->form), "items-changed",
                           G_CALLBACK (languages_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (way_product_form_get_pictures (self->form), "items-changed",
                           G_CALLBACK (files_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (way_product_form_get_documents (self->form), "items-changed",
                           G_CALLBACK (files_changed), self, G_CONNECT_SWAPPED);
  way_form_preview_set_form (self->preview, way_page_get_desk (WAY_PAGE (self)),
                             self->form);
}

AdwNavigationPage *
way_product_editor_new (WayDesk *desk, const char *gtin14)
{
  WayProductEditor *self =
      g_object_new (WAY_TYPE_PRODUCT_EDITOR, "desk", desk, "title",
                    gtin14 != NULL ? _ ("Edit Product") : _ ("New Product"), NULL);

  self->form = way_product_form_new (desk, gtin14);
  set_form (self);
  return ADW_NAVIGATION_PAGE (self);
}
