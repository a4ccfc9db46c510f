/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-product-rail.h"

#define WIDTH  32
#define NODE_Y 22 /* centre of the node */
#define NODE_R 14

struct _WayProductRail
{
  GtkWidget parent;

  GtkWidget *image; /* (nullable) */
  WayRailLine above;
  WayRailLine below;
};

G_DEFINE_FINAL_TYPE (WayProductRail, way_product_rail, GTK_TYPE_WIDGET)

static void
draw_line (GtkSnapshot *snapshot,
           WayRailLine line,
           const GdkRGBA *colour,
           float from,
           float to)
{
  static const float dash[] = { 4, 4 };
  g_autoptr (GskPathBuilder) builder = NULL;
  g_autoptr (GskPath) path = NULL;
  GskStroke *stroke;

  if (line == WAY_RAIL_NONE || to <= from)
    return;
  builder = gsk_path_builder_new ();
  gsk_path_builder_move_to (builder, WIDTH / 2.0f, from);
  gsk_path_builder_line_to (builder, WIDTH / 2.0f, to);
  path = gsk_path_builder_to_path (builder);
  stroke = gsk_stroke_new (2);
  if (line == WAY_RAIL_DASHED)
    gsk_stroke_set_dash (stroke, dash, G_N_ELEMENTS (dash));
  gtk_snapshot_append_stroke (snapshot, path, stroke, colour);
  gsk_stroke_free (stroke);
}

static void
draw_node (GtkSnapshot *snapshot, const GdkRGBA *colour)
{
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr (GskPath) path = NULL;
  GskStroke *stroke = gsk_stroke_new (2);

  gsk_path_builder_add_circle (builder, &GRAPHENE_POINT_INIT (WIDTH / 2.0f, NODE_Y),
                               NODE_R);
  path = gsk_path_builder_to_path (builder);
  gtk_snapshot_append_stroke (snapshot, path, stroke, colour);
  gsk_stroke_free (stroke);
}

static void
way_product_rail_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  WayProductRail *self = WAY_PRODUCT_RAIL (widget);
  float height = (float) gtk_widget_get_height (widget);
  float room = self->image != NULL ? NODE_R : 0;
  GdkRGBA colour;

  gtk_widget_get_color (widget, &colour);
  colour.alpha *= 0.45f;
  draw_line (snapshot, self->above, &colour, 0, NODE_Y - room);
  draw_line (snapshot, self->below, &colour, NODE_Y + room, height);
  if (self->image == NULL)
    return;
  draw_node (snapshot, &colour);
  gtk_widget_snapshot_child (widget, self->image, snapshot);
}

static void
way_product_rail_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  WayProductRail *self = WAY_PRODUCT_RAIL (widget);
  int unused;

  /* a child must be measured before it is placed */
  if (self->image != NULL)
    gtk_widget_measure (self->image, orientation, -1, &unused, NULL, NULL, NULL);
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH
                                                                  : NODE_Y + NODE_R;
}

static void
way_product_rail_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  WayProductRail *self = WAY_PRODUCT_RAIL (widget);
  GtkAllocation box = { WIDTH / 2 - 8, NODE_Y - 8, 16, 16 };

  if (self->image != NULL)
    gtk_widget_size_allocate (self->image, &box, -1);
}

static void
way_product_rail_dispose (GObject *object)
{
  g_clear_pointer (&WAY_PRODUCT_RAIL (object)->image, gtk_widget_unparent);
  G_OBJECT_CLASS (way_product_rail_parent_class)->dispose (object);
}

static void
way_product_rail_class_init (WayProductRailClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_product_rail_dispose;
  widget_class->snapshot = way_product_rail_snapshot;
  widget_class->measure = way_product_rail_measure;
  widget_class->size_allocate = way_product_rail_size_allocate;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
way_product_rail_init (WayProductRail *self)
{
}

GtkWidget *
way_product_rail_new (GIcon *icon, WayRailLine above, WayRailLine below)
{
  WayProductRail *self = g_object_new (WAY_TYPE_PRODUCT_RAIL, NULL);

  self->above = above;
  self->below = below;
  if (icon != NULL)
    {
      self->image = g_object_new (GTK_TYPE_IMAGE, "gicon", icon, "pixel-size", 16,
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                  NULL);
      gtk_widget_set_parent (self->image, GTK_WIDGET (self));
    }
  return GTK_WIDGET (self);
}
