/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-shop-product-page.h"

#include <glib/gi18n.h>

#include "way-blob-picture.h"
#include "way-catalogue.h"
#include "way-lot-editor.h"
#include "way-own-product-view.h"
#include "way-paged-view.h"
#include "way-product-editor.h"
#include "way-sheet-page.h"
#include "way-state-view.h"
#include "way-window.h"

struct _WayShopProductPage
{
  WayPage parent;

  char *gtin14;
  GCancellable *cancellable;
  GPtrArray *rows; /* borrowed */

  GtkWidget *add_button;
  GtkWidget *edit_button;
  AdwViewStack *stack;
  WayStateView *state;
  WayBlobPicture *picture;
  GtkLabel *name_label;
  GtkLabel *description_label;
  AdwPreferencesGroup *facts;
  GtkLabel *age_label;
  WayPagedView *lots;
};

G_DEFINE_FINAL_TYPE (WayShopProductPage, way_shop_product_page, WAY_TYPE_PAGE)

/* ---- Showing ------------------------------------------------------------------------------ */

static AdwActionRow *
add_fact (WayShopProductPage *self, const char *title, const char *text)
{
  AdwActionRow *row;

  if (text == NULL)
    return NULL;
  row = ADW_ACTION_ROW (adw_action_row_new ());
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (row, text);
  adw_action_row_set_subtitle_selectable (row, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (row), "property");
  adw_preferences_group_add (self->facts, GTK_WIDGET (row));
  g_ptr_array_add (self->rows, row);
  return row;
}

static void
show_facts (WayShopProductPage *self, WayOwnProduct *product)
{
  AdwActionRow *prefix;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->facts, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  add_fact (self, _ ("GTIN"), self->gtin14);
  add_fact (self, _ ("Brand"), way_own_product_get (product, WAY_OWN_BRAND));
  add_fact (self, _ ("Materials"), way_own_product_get (product, WAY_OWN_MATERIALS));
  add_fact (self, _ ("Category"), way_own_product_get (product, WAY_OWN_CATEGORY));
  add_fact (self, _ ("Country of Origin"), way_own_product_get (product, WAY_OWN_ORIGIN));
  add_fact (self, _ ("Warranty"), way_own_product_get (product, WAY_OWN_WARRANTY));
  prefix = add_fact (self, _ ("Company Prefix"),
                     way_own_product_get (product, WAY_OWN_PREFIX));
  if (!way_own_product_is_attested (product))
    adw_action_row_add_suffix (prefix,
                               gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
}

static void
show_product (WayShopProductPage *self, WayOwnProduct *product)
{
  const char *name = way_own_product_get (product, WAY_OWN_NAME);
  const char *description = way_own_product_get (product, WAY_OWN_DESCRIPTION);
  const char *picture = way_own_product_get (product, WAY_OWN_PICTURE);
  const char *age = way_own_product_get (product, WAY_OWN_AGE);

  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), name);
  gtk_label_set_text (self->name_label, name);
  gtk_label_set_text (self->description_label, description != NULL ? description : "");
  gtk_widget_set_visible (GTK_WIDGET (self->description_label), description != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->picture), picture != NULL);
  way_blob_picture_show (self->picture, way_page_get_desk (WAY_PAGE (self)), picture,
                         name);
  gtk_label_set_text (self->age_label, age != NULL ? age : "");
  show_facts (self, product);
  way_state_view_show_content (self->state);
}

static void
loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayShopProductPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (WayOwnProduct)
      product = way_desk_load_own_product_finish (WAY_DESK (source), result, &error);
  g_autofree char *text = NULL;

  if (product != NULL)
    show_product (self, product);
  if (product != NULL || way_desk_is_cancelled (error))
    return;
  text = way_desk_describe_error (error);
  way_state_view_show_error (self->state, text);
}

static void
way_shop_product_page_refresh (WayPage *page)
{
  WayShopProductPage *self = WAY_SHOP_PRODUCT_PAGE (page);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  way_state_view_show_loading (self->state);
  way_desk_load_own_product_async (way_page_get_desk (page), self->gtin14,
                                   self->cancellable, loaded, g_object_ref (self));
  way_paged_view_renew (self->lots);
}

static void
bind_lot (WayListRow *row, gpointer item, gpointer data)
{
  way_list_row_show (row, way_lot_item_get_lot (item), way_lot_item_get_text (item),
                     way_lot_item_has_serials (item) ? _ ("Labels") : NULL);
}

/* ---- What the merchant does ------------------------------------------------------------------ */

static void
edit (WayShopProductPage *self)
{
  way_window_push (
      way_window_of (GTK_WIDGET (self)),
      way_product_editor_new (way_page_get_desk (WAY_PAGE (self)), self->gtin14));
}

/* Each view has what can be done with it in the header bar. */
static void
view_changed (WayShopProductPage *self)
{
  gboolean at_lots;

  if (self->stack == NULL) /* while the template is made, or taken apart */
    return;
  at_lots = g_strcmp0 (adw_view_stack_get_visible_child_name (self->stack), "lots") == 0;
  gtk_widget_set_visible (self->add_button, at_lots);
  gtk_widget_set_visible (self->edit_button, !at_lots);
}

static void
add_lot (WayShopProductPage *self)
{
  way_window_push (
      way_window_of (GTK_WIDGET (self)),
      way_lot_editor_new (way_page_get_desk (WAY_PAGE (self)), self->gtin14));
}

/* Its labels; a lot without serial numbers has none, and is shown as a customer sees it. */
static void
lot_activated (WayShopProductPage *self, GObject *item)
{
  WayLotItem *lot = WAY_LOT_ITEM (item);
  g_autofree char *code =
      g_strdup_printf ("(01)%s(10)%s", self->gtin14, way_lot_item_get_lot (lot));

  if (*way_lot_item_get_lot (lot) == '\0')
    return;
  if (way_lot_item_has_serials (lot))
    way_window_push (way_window_of (GTK_WIDGET (self)),
                     way_sheet_page_new (way_page_get_desk (WAY_PAGE (self)),
                                         self->gtin14, way_lot_item_get_lot (lot)));
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-code", "s", code);
}

static void
see_as_customer (WayShopProductPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-code", "s", self->gtin14);
}

/* ---- The page ------------------------------------------------------------------------------------ */

static void
way_shop_product_page_dispose (GObject *object)
{
  WayShopProductPage *self = WAY_SHOP_PRODUCT_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), WAY_TYPE_SHOP_PRODUCT_PAGE);
  G_OBJECT_CLASS (way_shop_product_page_parent_class)->dispose (object);
}

static void
way_shop_product_page_finalize (GObject *object)
{
  WayShopProductPage *self = WAY_SHOP_PRODUCT_PAGE (object);

  g_free (self->gtin14);
  g_ptr_array_unref (self->rows);
  G_OBJECT_CLASS (way_shop_product_page_parent_class)->finalize (object);
}

static void
way_shop_product_page_class_init (WayShopProductPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_shop_product_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_shop_product_page_finalize;
  WAY_PAGE_CLASS (klass)->refresh = way_shop_product_page_refresh;
  g_type_ensure (WAY_TYPE_BLOB_PICTURE);
  g_type_ensure (WAY_TYPE_PAGED_VIEW);
  g_type_ensure (WAY_TYPE_STATE_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/waymark/Waymark/shop/way-shop-product-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WayShopProductPage, add_button);
  gtk_widget_class_bind_template_child (widget_class, WayShopProductPage, edit_button);
  gtk_widget_class_bind_template_child (widget_class, WayShopProductPage, stack);
  gtk_widget_class_bind_template_child (widget_class, WayShopProductPage, state);
  gtk_widget_class_bind_template_child (widget_class, WayShopProductPage, picture);
  gtk_widget_class_bind_template_child (widget_class, WayShopProductPage, name_label);
  gtk_widget_class_bind_template_child (widget_class, WayShopProductPage,
                                        description_label);
  gtk_widget_class_bind_template_child (widget_class, WayShopProductPage, facts);
  gtk_widget_class_bind_template_child (widget_class, WayShopProductPage, age_label);
  gtk_widget_class_bind_template_child (widget_class, WayShopProductPage, lots);
  gtk_widget_class_bind_template_callback (widget_class, way_page_refresh);
  gtk_widget_class_bind_template_callback (widget_class, edit);
  gtk_widget_class_bind_template_callback (widget_class, add_lot);
  gtk_widget_class_bind_template_callback (widget_class, view_changed);
  gtk_widget_class_bind_template_callback (widget_class, lot_activated);
  gtk_widget_class_bind_template_callback (widget_class, see_as_customer);
}

static void
way_shop_product_page_init (WayShopProductPage *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwNavigationPage *
way_shop_product_page_new (WayDesk *desk,
                           const char *gtin14,
                           const char *name,
                           gboolean at_lots)
{
  WayShopProductPage *self =
      g_object_new (WAY_TYPE_SHOP_PRODUCT_PAGE, "desk", desk, "title", name, NULL);
  g_autoptr (WayPagedList) lots = way_lot_list_new (desk, gtin14);

  self->gtin14 = g_strdup (gtin14);
  way_paged_view_set_list (self->lots, lots, _ ("Lots"), bind_lot, self);
  adw_view_stack_set_visible_child_name (self->stack, at_lots ? "lots" : "product");
  return ADW_NAVIGATION_PAGE (self);
}
