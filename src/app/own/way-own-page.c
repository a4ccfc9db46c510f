/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-own-page.h"

#include "way-item-calls.h"
#include "way-own-row.h"
#include "way-same-rows.h"
#include "way-state-view.h"

struct _WayOwnPage
{
  WayPage parent;

  GCancellable *cancellable;
  GListModel *items;  /* (nullable): WayMyItem */
  GListModel *unsent; /* (nullable): WayDraftItem */
  GPtrArray *rows;    /* borrowed */

  WayStateView *state;
  AdwPreferencesGroup *recalled;
  AdwPreferencesGroup *acts;
  AdwPreferencesGroup *drafts;
  AdwPreferencesGroup *owned;
  AdwPreferencesGroup *followed;
};

G_DEFINE_FINAL_TYPE (WayOwnPage, way_own_page, WAY_TYPE_PAGE)

/* ---- Showing ------------------------------------------------------------------------------ */

static void
add (WayOwnPage *self, AdwPreferencesGroup *group, GtkWidget *row)
{
  adw_preferences_group_add (group, row);
  gtk_widget_set_visible (GTK_WIDGET (group), TRUE);
  g_ptr_array_add (self->rows, row);
}

static void
clear (WayOwnPage *self)
{
  AdwPreferencesGroup *groups[] = { self->recalled, self->acts, self->drafts, self->owned,
                                    self->followed };

  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = self->rows->pdata[i];
      GtkWidget *group = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);

      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), row);
    }
  g_ptr_array_set_size (self->rows, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
    gtk_widget_set_visible (GTK_WIDGET (groups[i]), FALSE);
}

static void
add_items (WayOwnPage *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->items); i++)
    {
      g_autoptr (WayMyItem) item = g_list_model_get_item (self->items, i);
      AdwPreferencesGroup *group = self->followed;

      if (way_my_item_get_recall (item) != NULL)
        group = self->recalled;
      else if (way_my_item_is_owned (item))
        group = self->owned;
      add (self, group, way_own_row_new_item (way_page_get_desk (WAY_PAGE (self)), item));
    }
}

static void
add_acts (WayOwnPage *self)
{
  GListModel *acts = way_desk_get_acts (way_page_get_desk (WAY_PAGE (self)));

  for (guint i = 0; i < g_list_model_get_n_items (acts); i++)
    {
      g_autoptr (WayAct) act = g_list_model_get_item (acts, i);

      add (self, self->acts, way_own_row_new_act (act));
    }
}

/* What is on its way is a draft as long as it is: it is shown once. */
static gboolean
is_under_way (WayOwnPage *self, WayDraftItem *draft)
{
  GListModel *acts = way_desk_get_acts (way_page_get_desk (WAY_PAGE (self)));

  for (guint i = 0; i < g_list_model_get_n_items (acts); i++)
    {
      g_autoptr (WayAct) act = g_list_model_get_item (acts, i);

      if (g_strcmp0 (way_act_get_statement_id (act), way_draft_item_get_id (draft)) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
add_drafts (WayOwnPage *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->unsent); i++)
    {
      g_autoptr (WayDraftItem) draft = g_list_model_get_item (self->unsent, i);

      if (!is_under_way (self, draft))
        add (self, self->drafts,
             way_own_row_new_draft (way_page_get_desk (WAY_PAGE (self)), draft));
    }
}

static void
show (WayOwnPage *self)
{
  if (self->items == NULL || self->unsent == NULL)
    return;
  clear (self);
  add_acts (self);
  add_drafts (self);
  add_items (self);
  if (self->rows->len > 0)
    way_state_view_show_content (self->state);
  else
    way_state_view_show_empty (self->state);
}

/* ---- Asking ---------------------------------------------------------------------------------- */

static void
fail (WayOwnPage *self, const GError *error)
{
  g_autofree char *text = way_desk_describe_error (error);

  if (!way_desk_is_cancelled (error))
    way_state_view_show_error (self->state, text);
}

static void
items_listed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayOwnPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel)
      items = way_desk_list_my_items_finish (WAY_DESK (source), result, &error);
  gboolean is_same;

  if (items == NULL)
    {
      fail (self, error);
      return;
    }
  is_same = self->items != NULL
            && way_rows_are_same (self->items, items, way_my_item_is_equal);
  g_set_object (&self->items, items);
  if (!is_same)
    show (self);
}

static void
drafts_listed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayOwnPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel)
      drafts = way_desk_list_drafts_finish (WAY_DESK (source), result, &error);
  gboolean is_same;

  if (drafts == NULL)
    {
      fail (self, error);
      return;
    }
  is_same = self->unsent != NULL
            && way_rows_are_same (self->unsent, drafts, way_draft_item_is_equal);
  g_set_object (&self->unsent, drafts);
  if (!is_same)
    show (self);
}

static void
way_own_page_refresh (WayPage *page)
{
  WayOwnPage *self = WAY_OWN_PAGE (page);
  WayDesk *desk = way_page_get_desk (page);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  way_state_view_show_loading (self->state);
  way_desk_list_my_items_async (desk, self->cancellable, items_listed,
                                g_object_ref (self));
  way_desk_list_drafts_async (desk, self->cancellable, drafts_listed,
                              g_object_ref (self));
}

/* ---- The page --------------------------------------------------------------------------------- */

/* An act that failed leaves a draft behind; one that began takes it up. */
static void
acts_changed (WayOwnPage *self)
{
  show (self);
  way_page_refresh (WAY_PAGE (self));
}

static void
way_own_page_constructed (GObject *object)
{
  WayOwnPage *self = WAY_OWN_PAGE (object);

  G_OBJECT_CLASS (way_own_page_parent_class)->constructed (object);
  g_signal_connect_object (way_desk_get_acts (way_page_get_desk (WAY_PAGE (self))),
                           "items-changed", G_CALLBACK (acts_changed), self,
                           G_CONNECT_SWAPPED);
}

static void
way_own_page_dispose (GObject *object)
{
  WayOwnPage *self = WAY_OWN_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), WAY_TYPE_OWN_PAGE);
  g_clear_object (&self->items);
  g_clear_object (&self->unsent);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (way_own_page_parent_class)->dispose (object);
}

static void
way_own_page_class_init (WayOwnPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = way_own_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = way_own_page_dispose;
  WAY_PAGE_CLASS (klass)->refresh = way_own_page_refresh;
  g_type_ensure (WAY_TYPE_STATE_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/waymark/Waymark/own/way-own-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WayOwnPage, state);
  gtk_widget_class_bind_template_child (widget_class, WayOwnPage, recalled);
  gtk_widget_class_bind_template_child (widget_class, WayOwnPage, acts);
  gtk_widget_class_bind_template_child (widget_class, WayOwnPage, drafts);
  gtk_widget_class_bind_template_child (widget_class, WayOwnPage, owned);
  gtk_widget_class_bind_template_child (widget_class, WayOwnPage, followed);
  gtk_widget_class_bind_template_callback (widget_class, way_page_refresh);
}

static void
way_own_page_init (WayOwnPage *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
