/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-products-filter.h"

#include <glib/gi18n.h>

/* Who wants more of them searches. */
#define MAX_BRANDS 500

/* A drop-down: "all", and rows with a hash each. */
typedef struct
{
  GtkDropDown *drop_down;
  GtkStringList *names;
  GPtrArray *hashes; /* char *; of row i + 1 */
} Choice;

struct _WayProductsFilter
{
  AdwBin parent;

  WayDesk *desk;
  Choice network;
  Choice brand;
  GHashTable *accounts; /* set of those that are offered; borrowed from brand.hashes */
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (WayProductsFilter, way_products_filter, ADW_TYPE_BIN)

/* ---- One choice ------------------------------------------------------------------------------- */

static const char *
get_chosen (const Choice *choice)
{
  guint row = gtk_drop_down_get_selected (choice->drop_down);

  return row == 0 || row == GTK_INVALID_LIST_POSITION ? NULL
                                                      : choice->hashes->pdata[row - 1];
}

static void
add_row (Choice *choice, const char *name, const char *hash)
{
  gtk_string_list_append (choice->names, name);
  g_ptr_array_add (choice->hashes, g_strdup (hash));
}

static gboolean
is_offered (const Choice *choice, const char *name)
{
  return gtk_string_list_find (choice->names, name) != G_MAXUINT;
}

/* With one row nothing can be chosen. */
static void
show_choices (WayProductsFilter *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->network.drop_down),
                          self->network.hashes->len > 1);
  gtk_widget_set_visible (GTK_WIDGET (self->brand.drop_down),
                          self->brand.hashes->len > 1);
  gtk_widget_set_visible (GTK_WIDGET (self),
                          self->network.hashes->len > 1 || self->brand.hashes->len > 1);
}

static void
chosen (WayProductsFilter *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static GtkWidget *
make_choice (WayProductsFilter *self, Choice *choice, const char *all, const char *label)
{
  g_autoptr (GtkExpression)
      name = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  choice->names = gtk_string_list_new ((const char *[]) { all, NULL });
  choice->hashes = g_ptr_array_new_with_free_func (g_free);
  choice->drop_down = GTK_DROP_DOWN (
      gtk_drop_down_new (g_object_ref (G_LIST_MODEL (choice->names)), NULL));
  gtk_drop_down_set_expression (choice->drop_down, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice->drop_down),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (choice->drop_down), label);
  g_signal_connect_swapped (choice->drop_down, "notify::selected", G_CALLBACK (chosen),
                            self);
  return GTK_WIDGET (choice->drop_down);
}

static void
choice_clear (Choice *choice)
{
  g_clear_object (&choice->names);
  g_clear_pointer (&choice->hashes, g_ptr_array_unref);
}

/* ---- Networks and brands ------------------------------------------------------------------------- */

static void
networks_changed (WayProductsFilter *self)
{
  GListModel *networks = way_desk_get_networks (self->desk);
  g_autofree char *before = g_strdup (get_chosen (&self->network));
  guint selected = 0;

  g_signal_handlers_block_by_func (self->network.drop_down, chosen, self);
  gtk_string_list_splice (self->network.names, 1, self->network.hashes->len, NULL);
  g_ptr_array_set_size (self->network.hashes, 0);
  for (guint i = 0; i < g_list_model_get_n_items (networks); i++)
    {
      g_autoptr (WayNetworkItem) item = g_list_model_get_item (networks, i);
      const char *hash = way_network_item_get_hash (item);

      add_row (&self->network, way_network_item_get_name (item), hash);
      if (g_strcmp0 (hash, before) == 0)
        selected = i + 1;
    }
  gtk_drop_down_set_selected (self->network.drop_down, selected);
  g_signal_handlers_unblock_by_func (self->network.drop_down, chosen, self);
  if (selected == 0 && before != NULL)
    chosen (self);
  show_choices (self);
}

void
way_products_filter_set_desk (WayProductsFilter *self, WayDesk *desk)
{
  self->desk = g_object_ref (desk);
  g_signal_connect_object (way_desk_get_networks (desk), "items-changed",
                           G_CALLBACK (networks_changed), self, G_CONNECT_SWAPPED);
  networks_changed (self);
}

void
way_products_filter_add_brand (WayProductsFilter *self,
                               const char *account,
                               const char *name)
{
  g_autofree char *distinct = NULL;

  if (self->brand.hashes->len >= MAX_BRANDS
      || g_hash_table_contains (self->accounts, account))
    return;
  /* anybody can say that a brand's name is theirs */
  if (is_offered (&self->brand, name))
    distinct = g_strdup_printf ("%s (%.8s)", name, account);
  add_row (&self->brand, distinct != NULL ? distinct : name, account);
  g_hash_table_add (self->accounts,
                    self->brand.hashes->pdata[self->brand.hashes->len - 1]);
  /* a long menu wants a search of its own */
  gtk_drop_down_set_enable_search (self->brand.drop_down, self->brand.hashes->len > 10);
  show_choices (self);
}

const char *
way_products_filter_get_network (WayProductsFilter *self)
{
  return get_chosen (&self->network);
}

const char *
way_products_filter_get_account (WayProductsFilter *self)
{
  return get_chosen (&self->brand);
}

/* ---- The widget ---------------------------------------------------------------------------------- */

static void
way_products_filter_finalize (GObject *object)
{
  WayProductsFilter *self = WAY_PRODUCTS_FILTER (object);

  g_clear_pointer (&self->accounts, g_hash_table_unref);
  choice_clear (&self->network);
  choice_clear (&self->brand);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (way_products_filter_parent_class)->finalize (object);
}

static void
way_products_filter_class_init (WayProductsFilterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_products_filter_finalize;
  changed_signal = g_signal_new ("changed", WAY_TYPE_PRODUCTS_FILTER, G_SIGNAL_RUN_LAST,
                                 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
way_products_filter_init (WayProductsFilter *self)
{
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->accounts = g_hash_table_new (g_str_hash, g_str_equal);
  gtk_box_set_homogeneous (GTK_BOX (box), TRUE);
  gtk_widget_add_css_class (box, "toolbar");
  gtk_box_append (GTK_BOX (box),
                  make_choice (self, &self->network, _ ("All Networks"), _ ("Network")));
  gtk_box_append (GTK_BOX (box),
                  make_choice (self, &self->brand, _ ("All Brands"), _ ("Brand")));
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 400);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  adw_bin_set_child (ADW_BIN (self), clamp);
  show_choices (self);
}
