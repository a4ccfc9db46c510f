/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-page.h"

typedef struct
{
  WayDesk *desk;
  gboolean is_stale;
} WayPagePrivate;

enum
{
  PROP_0,
  PROP_DESK,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (WayPage, way_page, ADW_TYPE_NAVIGATION_PAGE)

WayDesk *
way_page_get_desk (WayPage *self)
{
  WayPagePrivate *private = way_page_get_instance_private (self);

  return private->desk;
}

void
way_page_refresh (WayPage *self)
{
  WayPagePrivate *private = way_page_get_instance_private (self);

  private->is_stale = FALSE;
  if (WAY_PAGE_GET_CLASS (self)->refresh != NULL)
    WAY_PAGE_GET_CLASS (self)->refresh (self);
}

gboolean
way_page_search (WayPage *self)
{
  return WAY_PAGE_GET_CLASS (self)->search != NULL
         && WAY_PAGE_GET_CLASS (self)->search (self);
}

static void
desk_changed (WayPage *self)
{
  WayPagePrivate *private = way_page_get_instance_private (self);

  private->is_stale = TRUE;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    way_page_refresh (self);
}

static void
way_page_map (GtkWidget *widget)
{
  WayPage *self = WAY_PAGE (widget);
  WayPagePrivate *private = way_page_get_instance_private (self);

  GTK_WIDGET_CLASS (way_page_parent_class)->map (widget);
  if (private->is_stale)
    way_page_refresh (self);
}

static void
way_page_constructed (GObject *object)
{
  WayPage *self = WAY_PAGE (object);
  WayPagePrivate *private = way_page_get_instance_private (self);

  G_OBJECT_CLASS (way_page_parent_class)->constructed (object);
  private->is_stale = TRUE;
  g_signal_connect_object (private->desk, "changed", G_CALLBACK (desk_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (private->desk, "notify::identity", G_CALLBACK (desk_changed),
                           self, G_CONNECT_SWAPPED);
}

static void
way_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  if (id == PROP_DESK)
    g_value_set_object (value, way_page_get_desk (WAY_PAGE (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
way_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  WayPagePrivate *private = way_page_get_instance_private (WAY_PAGE (object));

  if (id == PROP_DESK)
  private->desk = g_value_dup_object (value);
  else G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
way_page_finalize (GObject *object)
{
  WayPagePrivate *private = way_page_get_instance_private (WAY_PAGE (object));

  g_clear_object (&private->desk);
  G_OBJECT_CLASS (way_page_parent_class)->finalize (object);
}

static void
way_page_class_init (WayPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = way_page_constructed;
  object_class->get_property = way_page_get_property;
  object_class->set_property = way_page_set_property;
  object_class->finalize = way_page_finalize;
  GTK_WIDGET_CLASS (klass)->map = way_page_map;
  properties[PROP_DESK] = g_param_spec_object ("desk", NULL, NULL, WAY_TYPE_DESK,
                                               G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY
                                                   | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
way_page_init (WayPage *self)
{
}
