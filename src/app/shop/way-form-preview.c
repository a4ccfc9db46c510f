/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-form-preview.h"

#include <glib/gi18n.h>

#include "way-blob-picture.h"

struct _WayFormPreview
{
  AdwBin parent;

  WayDesk *desk;
  WayProductForm *form;

  GtkDropDown *language_drop;
  WayBlobPicture *picture;
  GtkLabel *name_label;
  GtkLabel *brand_label;
  GtkLabel *description_label;
  GtkLabel *facts_label;
};

G_DEFINE_FINAL_TYPE (WayFormPreview, way_form_preview, ADW_TYPE_BIN)

static void
show_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static void
add_fact (GString *facts, const char *format, const char *text)
{
  if (text == NULL)
    return;
  if (facts->len > 0)
    g_string_append_c (facts, '\n');
  g_string_append_printf (facts, "%s: %s", format, text);
}

static void
show_facts (WayFormPreview *self, const WayProductPreview *preview)
{
  g_autoptr (GString) facts = g_string_new (NULL);

  add_fact (facts, _ ("Materials"), preview->materials);
  add_fact (facts, _ ("Country of Origin"), preview->origin);
  add_fact (facts, _ ("Warranty"), preview->warranty);
  show_text (self->facts_label, facts->str);
}

/* (nullable): whose language the preview is in. */
static char *
dup_language (WayFormPreview *self)
{
  g_autoptr (WayFormTexts)
      texts = g_list_model_get_item (way_product_form_get_texts (self->form),
                                     gtk_drop_down_get_selected (self->language_drop));

  return texts != NULL ? g_strdup (way_form_texts_get_language (texts)) : NULL;
}

static void
form_changed (WayFormPreview *self)
{
  g_autoptr (WayProductPreview) preview = NULL;
  g_autofree char *language = NULL;

  if (self->form == NULL)
    return;
  language = dup_language (self);
  preview = way_product_form_preview (self->form, language);
  gtk_label_set_text (self->name_label,
                      preview->name != NULL ? preview->name : _ ("Name of the product"));
  if (preview->name == NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->name_label), "dim-label");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->name_label), "dim-label");
  show_text (self->brand_label, preview->brand);
  show_text (self->description_label, preview->description);
  show_facts (self, preview);
  way_blob_picture_show (self->picture, self->desk, preview->picture,
                         _ ("First picture of the product"));
  gtk_widget_set_visible (GTK_WIDGET (self->picture), preview->picture != NULL);
}

static void
languages_changed (WayFormPreview *self)
{
  GListModel *model = way_product_form_get_texts (self->form);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint n = g_list_model_get_n_items (model);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (WayFormTexts) texts = g_list_model_get_item (model, i);

      gtk_string_list_append (names, way_product_form_get_language_name (
                                         way_form_texts_get_language (texts)));
    }
  gtk_drop_down_set_model (self->language_drop, G_LIST_MODEL (names));
  gtk_widget_set_visible (GTK_WIDGET (self->language_drop), n > 1);
  form_changed (self);
}

void
way_form_preview_set_form (WayFormPreview *self, WayDesk *desk, WayProductForm *form)
{
  g_set_object (&self->desk, desk);
  g_set_object (&self->form, form);
  g_signal_connect_object (form, "changed", G_CALLBACK (form_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (way_product_form_get_texts (form), "items-changed",
                           G_CALLBACK (languages_changed), self, G_CONNECT_SWAPPED);
  languages_changed (self);
}

static void
way_form_preview_dispose (GObject *object)
{
  WayFormPreview *self = WAY_FORM_PREVIEW (object);

  g_clear_object (&self->form);
  gtk_widget_dispose_template (GTK_WIDGET (self), WAY_TYPE_FORM_PREVIEW);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (way_form_preview_parent_class)->dispose (object);
}

static void
way_form_preview_class_init (WayFormPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_form_preview_dispose;
  g_type_ensure (WAY_TYPE_BLOB_PICTURE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/waymark/Waymark/shop/way-form-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, WayFormPreview, language_drop);
  gtk_widget_class_bind_template_child (widget_class, WayFormPreview, picture);
  gtk_widget_class_bind_template_child (widget_class, WayFormPreview, name_label);
  gtk_widget_class_bind_template_child (widget_class, WayFormPreview, brand_label);
  gtk_widget_class_bind_template_child (widget_class, WayFormPreview, description_label);
  gtk_widget_class_bind_template_child (widget_class, WayFormPreview, facts_label);
  gtk_widget_class_bind_template_callback (widget_class, form_changed);
}

static void
way_form_preview_init (WayFormPreview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
