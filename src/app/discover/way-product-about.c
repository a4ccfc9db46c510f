/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-product-about.h"

#include <glib/gi18n.h>

#include "way-product-document.h"
#include "way-product-picture.h"

struct _WayProductAbout
{
  GtkWidget parent;

  WayFinding *finding;
  GPtrArray *rows; /* borrowed: of facts and documents */

  GtkWidget *picture_view;
  GtkBox *pictures;
  GtkLabel *description;
  AdwPreferencesGroup *facts;
  AdwPreferencesGroup *documents;
};

G_DEFINE_FINAL_TYPE (WayProductAbout, way_product_about, GTK_TYPE_WIDGET)

static void
add (WayProductAbout *self, AdwPreferencesGroup *group, GtkWidget *row)
{
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->rows, row);
}

static void
clear (WayProductAbout *self)
{
  GtkWidget *child;

  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = self->rows->pdata[i];

      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (gtk_widget_get_ancestor (
                                        row, ADW_TYPE_PREFERENCES_GROUP)),
                                    row);
    }
  g_ptr_array_set_size (self->rows, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->pictures))) != NULL)
    gtk_box_remove (self->pictures, child);
}

static GtkWidget *
make_fact (WayDetail *fact)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), way_detail_get_label (fact));
  adw_action_row_set_subtitle (row, way_detail_get_value (fact));
  adw_action_row_set_subtitle_lines (row, 0);
  adw_action_row_set_subtitle_selectable (row, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (row), "property");
  return GTK_WIDGET (row);
}

static void
show_facts (WayProductAbout *self)
{
  GListModel *facts = way_finding_get_facts (self->finding);
  guint n = g_list_model_get_n_items (facts);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (WayDetail) fact = g_list_model_get_item (facts, i);

      add (self, self->facts, make_fact (fact));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->facts), n > 0);
}

static void
show_documents (WayProductAbout *self, WayDesk *desk)
{
  GListModel *documents = way_finding_get_documents (self->finding);
  guint n = g_list_model_get_n_items (documents);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (WayFindingDocument) document = g_list_model_get_item (documents, i);

      add (self, self->documents, way_product_document_new (desk, document));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->documents), n > 0);
}

static void
show_pictures (WayProductAbout *self, WayDesk *desk)
{
  GListModel *pictures = way_finding_get_pictures (self->finding);
  guint n = g_list_model_get_n_items (pictures);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (WayFindingDocument) picture = g_list_model_get_item (pictures, i);

      gtk_box_append (self->pictures, way_product_picture_new (desk, picture));
    }
  gtk_widget_set_visible (self->picture_view, n > 0);
}

void
way_product_about_set_finding (WayProductAbout *self, WayDesk *desk, WayFinding *finding)
{
  const char *description = way_finding_get_description (finding);

  clear (self);
  g_set_object (&self->finding, finding);
  show_pictures (self, desk);
  gtk_label_set_text (self->description, description != NULL ? description : "");
  gtk_widget_set_visible (GTK_WIDGET (self->description), description != NULL);
  show_facts (self);
  show_documents (self, desk);
  gtk_widget_set_visible (
      GTK_WIDGET (self),
      description != NULL || self->rows->len > 0
          || g_list_model_get_n_items (way_finding_get_pictures (finding)) > 0);
}

static void
way_product_about_dispose (GObject *object)
{
  WayProductAbout *self = WAY_PRODUCT_ABOUT (object);
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (self), WAY_TYPE_PRODUCT_ABOUT);
  /* the template forgets those that have no name */
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->finding);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (way_product_about_parent_class)->dispose (object);
}

static void
way_product_about_class_init (WayProductAboutClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_product_about_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/waymark/Waymark/discover/way-product-about.ui");
  gtk_widget_class_bind_template_child (widget_class, WayProductAbout, picture_view);
  gtk_widget_class_bind_template_child (widget_class, WayProductAbout, pictures);
  gtk_widget_class_bind_template_child (widget_class, WayProductAbout, description);
  gtk_widget_class_bind_template_child (widget_class, WayProductAbout, facts);
  gtk_widget_class_bind_template_child (widget_class, WayProductAbout, documents);
}

static void
way_product_about_init (WayProductAbout *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
