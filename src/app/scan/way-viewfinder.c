/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-viewfinder.h"

#include <adwaita.h>

/* The outline of a code stays this long, and grows this much at first. */
#define PULSE_MS      450
#define PULSE_GROWTH  0.12

#define CORNER_RADIUS 12

struct _WayViewfinder
{
  GtkWidget parent;

  GdkTexture *texture; /* (nullable) */
  gboolean is_mirrored;

  graphene_point_t corners[4]; /* from 0 to 1, of the frame */
  gboolean has_outline;
  double pulse; /* from 1 to 0 */
  AdwAnimation *animation;
};

G_DEFINE_FINAL_TYPE (WayViewfinder, way_viewfinder, GTK_TYPE_WIDGET)

/* ---- What is shown ------------------------------------------------------------------------ */

void
way_viewfinder_set_picture (WayViewfinder *self,
                            const WayCameraPicture *picture,
                            gboolean is_mirrored)
{
  g_clear_object (&self->texture);
  self->texture = gdk_memory_texture_new (picture->width, picture->height,
                                          GDK_MEMORY_B8G8R8X8, picture->pixels,
                                          (gsize) picture->stride);
  self->is_mirrored = is_mirrored;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
way_viewfinder_clear (WayViewfinder *self)
{
  g_clear_object (&self->texture);
  self->has_outline = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
set_pulse (double value, gpointer data)
{
  WayViewfinder *self = data;

  self->pulse = value;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
pulse_done (WayViewfinder *self)
{
  self->has_outline = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
way_viewfinder_outline (WayViewfinder *self,
                        const WayCodePoint corners[4],
                        int width,
                        int height)
{
  for (int i = 0; i < 4; i++)
    graphene_point_init (&self->corners[i], (float) corners[i].x / (float) width,
                         (float) corners[i].y / (float) height);
  self->has_outline = TRUE;
  adw_animation_reset (self->animation);
  adw_animation_play (self->animation);
}

/* ---- Drawing --------------------------------------------------------------------------------- */

/* The frame fills the widget; what doesn't fit is cut off on both sides alike. */
static graphene_rect_t
place_frame (WayViewfinder *self, float width, float height)
{
  float ratio = (float) gdk_texture_get_width (self->texture)
                / (float) gdk_texture_get_height (self->texture);
  float w = MAX (width, height * ratio);
  float h = w / ratio;

  return GRAPHENE_RECT_INIT ((width - w) / 2, (height - h) / 2, w, h);
}

static void
draw_outline (WayViewfinder *self, GtkSnapshot *snapshot, const graphene_rect_t *frame)
{
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr (GskPath) path = NULL;
  g_autoptr (GskStroke) stroke = gsk_stroke_new (4);
  AdwStyleManager *style = adw_style_manager_get_default ();
  g_autoptr (GdkRGBA) colour = adw_style_manager_get_accent_color_rgba (style);
  float middle_x = 0, middle_y = 0;
  float scale = 1 + (float) (self->pulse * PULSE_GROWTH);

  for (int i = 0; i < 4; i++)
    {
      middle_x += self->corners[i].x / 4;
      middle_y += self->corners[i].y / 4;
    }
  for (int i = 0; i < 4; i++)
    {
      float x = middle_x + (self->corners[i].x - middle_x) * scale;
      float y = middle_y + (self->corners[i].y - middle_y) * scale;

      x = frame->origin.x + x * frame->size.width;
      y = frame->origin.y + y * frame->size.height;
      if (i == 0)
        gsk_path_builder_move_to (builder, x, y);
      else
        gsk_path_builder_line_to (builder, x, y);
    }
  gsk_path_builder_close (builder);
  path = gsk_path_builder_to_path (builder);
  gsk_stroke_set_line_join (stroke, GSK_LINE_JOIN_ROUND);
  gtk_snapshot_append_stroke (snapshot, path, stroke, colour);
}

static void
way_viewfinder_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  WayViewfinder *self = WAY_VIEWFINDER (widget);
  float width = (float) gtk_widget_get_width (widget);
  float height = (float) gtk_widget_get_height (widget);
  graphene_rect_t frame;
  GskRoundedRect clip;

  if (self->texture == NULL || width <= 0 || height <= 0)
    return;
  frame = place_frame (self, width, height);
  gsk_rounded_rect_init_from_rect (&clip, &GRAPHENE_RECT_INIT (0, 0, width, height),
                                   CORNER_RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &clip);
  gtk_snapshot_save (snapshot);
  if (self->is_mirrored)
    {
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (width, 0));
      gtk_snapshot_scale (snapshot, -1, 1);
    }
  gtk_snapshot_append_scaled_texture (snapshot, self->texture, GSK_SCALING_FILTER_LINEAR,
                                      &frame);
  if (self->has_outline)
    draw_outline (self, snapshot, &frame);
  gtk_snapshot_restore (snapshot);
  gtk_snapshot_pop (snapshot);
}

/* ---- The widget ---------------------------------------------------------------------------------- */

static void
way_viewfinder_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 200 : 150;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 640 : 400;
}

static void
way_viewfinder_dispose (GObject *object)
{
  WayViewfinder *self = WAY_VIEWFINDER (object);

  g_clear_object (&self->texture);
  g_clear_object (&self->animation);
  G_OBJECT_CLASS (way_viewfinder_parent_class)->dispose (object);
}

static void
way_viewfinder_class_init (WayViewfinderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_viewfinder_dispose;
  widget_class->snapshot = way_viewfinder_snapshot;
  widget_class->measure = way_viewfinder_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "viewfinder");
}

static void
way_viewfinder_init (WayViewfinder *self)
{
  AdwAnimationTarget *target = adw_callback_animation_target_new (set_pulse, self, NULL);

  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  self->animation = adw_timed_animation_new (GTK_WIDGET (self), 1, 0, PULSE_MS, target);
  g_signal_connect_object (self->animation, "done", G_CALLBACK (pulse_done), self,
                           G_CONNECT_SWAPPED);
}
