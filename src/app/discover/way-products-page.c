/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-products-page.h"

#include <glib/gi18n.h>

#include "way-paged-view.h"
#include "way-product-list.h"
#include "way-product-page.h"
#include "way-products-filter.h"
#include "way-window.h"

struct _WayProductsPage
{
  WayPage parent;

  WayPagedList *list;
  WayPagedView *view;
  WayProductsFilter *filter;
};

G_DEFINE_FINAL_TYPE (WayProductsPage, way_products_page, WAY_TYPE_PAGE)

static void
bind_row (WayListRow *row, gpointer item, gpointer data)
{
  WayProductsPage *self = data;
  const char *brand = way_product_item_get_brand (item);
  gboolean is_there = *way_product_item_get_gtin (item) != '\0';
  g_autofree char *subtitle = NULL;

  if (!is_there)
    {
      way_list_row_show (row, _ ("Loading…"), "", NULL);
      way_list_row_show_badge (row, NULL);
      way_list_row_show_picture (row, way_page_get_desk (WAY_PAGE (self)), NULL);
      return;
    }
  subtitle = g_strdup_printf ("%s · %s", brand, way_product_item_get_network_name (item));
  way_list_row_show (row, way_product_item_get_name (item), subtitle, NULL);
  way_list_row_show_badge (row, way_product_item_is_demo (item) ? _ ("Demo") : NULL);
  way_list_row_show_picture_of (row, way_page_get_desk (WAY_PAGE (self)),
                                way_product_item_get_network (item),
                                way_product_item_get_picture (item));
  way_products_filter_add_brand (self->filter, way_product_item_get_account (item),
                                 brand);
}

static void
product_activated (WayProductsPage *self, GObject *item)
{
  const char *gtin = way_product_item_get_gtin (WAY_PRODUCT_ITEM (item));
  g_autofree char *code = g_strconcat ("(01)", gtin, NULL);

  /* another account may have registered the same number */
  if (*gtin != '\0')
    way_window_push (
        way_window_of (GTK_WIDGET (self)),
        way_product_page_new_of (way_page_get_desk (WAY_PAGE (self)), code,
                                 way_product_item_get_network (WAY_PRODUCT_ITEM (item)),
                                 way_product_item_get_account (WAY_PRODUCT_ITEM (item))));
}

static void
filter_changed (WayProductsPage *self)
{
  way_product_list_set_filter (self->list, way_products_filter_get_network (self->filter),
                               way_products_filter_get_account (self->filter));
}

static void
way_products_page_refresh (WayPage *page)
{
  way_paged_view_renew (WAY_PRODUCTS_PAGE (page)->view);
}

static gboolean
way_products_page_search (WayPage *page)
{
  way_paged_view_search (WAY_PRODUCTS_PAGE (page)->view);
  return TRUE;
}

static void
way_products_page_constructed (GObject *object)
{
  WayProductsPage *self = WAY_PRODUCTS_PAGE (object);
  WayDesk *desk = way_page_get_desk (WAY_PAGE (object));

  G_OBJECT_CLASS (way_products_page_parent_class)->constructed (object);
  self->list = way_product_list_new (desk);
  way_paged_view_set_list (self->view, self->list, _ ("Products"), bind_row, self);
  way_products_filter_set_desk (self->filter, desk);
}

static void
way_products_page_dispose (GObject *object)
{
  WayProductsPage *self = WAY_PRODUCTS_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_PRODUCTS_PAGE);
  g_clear_object (&self->list);
  G_OBJECT_CLASS (way_products_page_parent_class)->dispose (object);
}

static void
way_products_page_class_init (WayProductsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = way_products_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = way_products_page_dispose;
  WAY_PAGE_CLASS (klass)->refresh = way_products_page_refresh;
  WAY_PAGE_CLASS (klass)->search = way_products_page_search;
  g_type_ensure (WAY_TYPE_PAGED_VIEW);
  g_type_ensure (WAY_TYPE_PRODUCTS_FILTER);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/waymark/Waymark/discover/way-products-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WayProductsPage, view);
  gtk_widget_class_bind_template_child (widget_class, WayProductsPage, filter);
  gtk_widget_class_bind_template_callback (widget_class, product_activated);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed);
}

static void
way_products_page_init (WayProductsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
