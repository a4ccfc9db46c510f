/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-catalogue-page.h"

#include <glib/gi18n.h>

#include "way-catalogue.h"
#include "way-paged-view.h"
#include "way-product-editor.h"
#include "way-shop-product-page.h"
#include "way-window.h"

typedef struct
{
  WayPagedView *view;
} WayCataloguePagePrivate;

struct _WayLabelsPage
{
  WayCataloguePage parent;
};

G_DEFINE_TYPE_WITH_PRIVATE (WayCataloguePage, way_catalogue_page, WAY_TYPE_PAGE)
G_DEFINE_FINAL_TYPE (WayLabelsPage, way_labels_page, WAY_TYPE_CATALOGUE_PAGE)

static WayPagedView *
get_view (gpointer self)
{
  WayCataloguePagePrivate *private = way_catalogue_page_get_instance_private (self);

  return private->view;
}

static void
bind_row (WayListRow *row, gpointer item, gpointer desk)
{
  WayCatalogueItem *product = WAY_CATALOGUE_ITEM (item);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s",
                                               way_catalogue_item_get_brand (product),
                                               way_catalogue_item_get_gtin (product));
  gboolean is_there = *way_catalogue_item_get_gtin (product) != '\0';

  way_list_row_show (
      row, is_there ? way_catalogue_item_get_name (product) : _ ("Loading…"),
      is_there ? subtitle : "", way_catalogue_item_get_lots_text (product));
  way_list_row_show_picture (row, desk, way_catalogue_item_get_picture (product));
}

static void
product_activated (WayCataloguePage *self, GObject *item)
{
  const char *gtin = way_catalogue_item_get_gtin (WAY_CATALOGUE_ITEM (item));

  if (*gtin != '\0')
    way_window_push (way_window_of (GTK_WIDGET (self)),
                     way_shop_product_page_new (
                         way_page_get_desk (WAY_PAGE (self)), gtin,
                         way_catalogue_item_get_name (WAY_CATALOGUE_ITEM (item)),
                         WAY_CATALOGUE_PAGE_GET_CLASS (self)->opens_lots));
}

static void
add_product (WayCataloguePage *self)
{
  way_window_push (way_window_of (GTK_WIDGET (self)),
                   way_product_editor_new (way_page_get_desk (WAY_PAGE (self)), NULL));
}

static void
way_catalogue_page_refresh (WayPage *page)
{
  way_paged_view_renew (get_view (page));
}

static gboolean
way_catalogue_page_search (WayPage *page)
{
  way_paged_view_search (get_view (page));
  return TRUE;
}

static void
way_catalogue_page_constructed (GObject *object)
{
  WayCataloguePage *self = WAY_CATALOGUE_PAGE (object);
  WayDesk *desk = way_page_get_desk (WAY_PAGE (object));
  g_autoptr (WayPagedList) list = way_catalogue_new (desk);

  G_OBJECT_CLASS (way_catalogue_page_parent_class)->constructed (object);
  way_paged_view_set_list (get_view (self), list, _ ("Products"), bind_row, desk);
}

static void
way_catalogue_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_CATALOGUE_PAGE);
  G_OBJECT_CLASS (way_catalogue_page_parent_class)->dispose (object);
}

static void
way_catalogue_page_class_init (WayCataloguePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = way_catalogue_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = way_catalogue_page_dispose;
  WAY_PAGE_CLASS (klass)->refresh = way_catalogue_page_refresh;
  WAY_PAGE_CLASS (klass)->search = way_catalogue_page_search;
  g_type_ensure (WAY_TYPE_PAGED_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/waymark/Waymark/shop/way-catalogue-page.ui");
  gtk_widget_class_bind_template_child_private (widget_class, WayCataloguePage, view);
  gtk_widget_class_bind_template_callback (widget_class, add_product);
  gtk_widget_class_bind_template_callback (widget_class, product_activated);
}

static void
way_catalogue_page_init (WayCataloguePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
way_labels_page_class_init (WayLabelsPageClass *klass)
{
  WAY_CATALOGUE_PAGE_CLASS (klass)->opens_lots = TRUE;
}

static void
way_labels_page_init (WayLabelsPage *self)
{
}
