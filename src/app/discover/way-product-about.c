/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-product-about.h"

#include <glib/gi18n.h>

#include "way-fact-row.h"
#include "way-product-document.h"
#include "way-product-picture.h"

struct _WayProductAbout
{
  GtkWidget parent;

  WayDesk *desk;
  WayFinding *finding;

  GtkWidget *picture_view;
  GtkBox *pictures;
  GtkLabel *description;
  GtkListBox *facts;
  GtkWidget *documents_group;
  GtkListBox *documents;
};

G_DEFINE_FINAL_TYPE (WayProductAbout, way_product_about, GTK_TYPE_WIDGET)

static GtkWidget *
make_fact (gpointer data, guint i)
{
  WayProductAbout *self = data;
  g_autoptr (WayDetail)
      fact = g_list_model_get_item (way_finding_get_facts (self->finding), i);

  return way_fact_row_new (fact);
}

static GtkWidget *
make_document (gpointer data, guint i)
{
  WayProductAbout *self = data;
  g_autoptr (WayFindingDocument)
      document = g_list_model_get_item (way_finding_get_documents (self->finding), i);

  return way_product_document_new (self->desk, document);
}

static void
show_pictures (WayProductAbout *self)
{
  GListModel *pictures = way_finding_get_pictures (self->finding);
  guint n = g_list_model_get_n_items (pictures);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->pictures))) != NULL)
    gtk_box_remove (self->pictures, child);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (WayFindingDocument) picture = g_list_model_get_item (pictures, i);

      gtk_box_append (self->pictures, way_product_picture_new (self->desk, picture));
    }
  gtk_widget_set_visible (self->picture_view, n > 0);
}

void
way_product_about_set_finding (WayProductAbout *self,
                               WayRowFiller *filler,
                               WayDesk *desk,
                               WayFinding *finding)
{
  const char *description = way_finding_get_description (finding);
  guint n_facts = g_list_model_get_n_items (way_finding_get_facts (finding));
  guint n_documents = g_list_model_get_n_items (way_finding_get_documents (finding));

  g_set_object (&self->desk, desk);
  g_set_object (&self->finding, finding);
  show_pictures (self);
  gtk_label_set_text (self->description, description != NULL ? description : "");
  gtk_widget_set_visible (GTK_WIDGET (self->description), description != NULL);
  way_row_filler_fill (filler, self->facts, 0, n_facts, make_fact, self);
  gtk_widget_set_visible (GTK_WIDGET (self->facts), n_facts > 0);
  way_row_filler_fill (filler, self->documents, 0, n_documents, make_document, self);
  gtk_widget_set_visible (self->documents_group, n_documents > 0);
  gtk_widget_set_visible (
      GTK_WIDGET (self),
      description != NULL || n_facts > 0 || n_documents > 0
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
  g_clear_object (&self->desk);
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
  gtk_widget_class_bind_template_child (widget_class, WayProductAbout, documents_group);
  gtk_widget_class_bind_template_child (widget_class, WayProductAbout, documents);
}

static void
way_product_about_init (WayProductAbout *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
