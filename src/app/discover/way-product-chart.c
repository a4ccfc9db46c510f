/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-product-chart.h"

#include <glib/gi18n.h>

#define HEIGHT 96
#define PAD    10.0
#define DOT    3.0
#define CROSS  5.0

struct _WayProductChart
{
  GtkWidget parent;

  WayFindingSeries *series;
  double low, high; /* of values and limits */
  guint64 from_ms, to_ms;
};

G_DEFINE_FINAL_TYPE (WayProductChart, way_product_chart, GTK_TYPE_WIDGET)

/* ---- Drawing ----------------------------------------------------------------------------- */

/* Where a value at a time is. */
typedef struct
{
  const WayProductChart *chart;
  double width, height;
} Scale;

static double
get_x (const Scale *scale, guint64 time_ms)
{
  double span = (double) (scale->chart->to_ms - scale->chart->from_ms);

  return PAD
         + (scale->width - 2 * PAD)
               * (span > 0 ? (double) (time_ms - scale->chart->from_ms) / span : 0.5);
}

static double
get_y (const Scale *scale, double value)
{
  double span = scale->chart->high - scale->chart->low;

  return PAD
         + (scale->height - 2 * PAD)
               * (span > 0 ? (scale->chart->high - value) / span : 0.5);
}

/* Between points I-1 and I, where the limits of the one give way to those of the other. */
static double
find_border (const Scale *scale, const WayFindingPoint *points, gsize n, gsize i)
{
  if (i == 0)
    return PAD / 2;
  if (i == n)
    return scale->width - PAD / 2;
  return (get_x (scale, points[i - 1].time_ms) + get_x (scale, points[i].time_ms)) / 2;
}

static void
draw_limits (cairo_t *cr, const Scale *scale, const WayFindingPoint *points, gsize n)
{
  static const double dash[] = { 5, 4 };

  cairo_set_dash (cr, dash, G_N_ELEMENTS (dash), 0);
  for (gsize i = 0; i < n; i++)
    {
      double left = find_border (scale, points, n, i);
      double right = find_border (scale, points, n, i + 1);

      if (points[i].has_maximum)
        {
          cairo_move_to (cr, left, get_y (scale, points[i].maximum));
          cairo_line_to (cr, right, get_y (scale, points[i].maximum));
        }
      if (points[i].has_minimum)
        {
          cairo_move_to (cr, left, get_y (scale, points[i].minimum));
          cairo_line_to (cr, right, get_y (scale, points[i].minimum));
        }
    }
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
draw_point (cairo_t *cr, const Scale *scale, const WayFindingPoint *point)
{
  double x = get_x (scale, point->time_ms), y = get_y (scale, point->value);

  if (!point->is_outside)
    {
      cairo_arc (cr, x, y, DOT, 0, 2 * G_PI);
      cairo_fill (cr);
      return;
    }
  cairo_move_to (cr, x - CROSS, y - CROSS);
  cairo_line_to (cr, x + CROSS, y + CROSS);
  cairo_move_to (cr, x - CROSS, y + CROSS);
  cairo_line_to (cr, x + CROSS, y - CROSS);
  cairo_stroke (cr);
}

static void
way_product_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  WayProductChart *self = WAY_PRODUCT_CHART (widget);
  gsize n;
  const WayFindingPoint *points = way_finding_series_get_points (self->series, &n);
  Scale scale = { self, gtk_widget_get_width (widget), gtk_widget_get_height (widget) };
  graphene_rect_t bounds =
      GRAPHENE_RECT_INIT (0, 0, (float) scale.width, (float) scale.height);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  GdkRGBA colour;

  gtk_widget_get_color (widget, &colour);
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_set_line_width (cr, 1);
  draw_limits (cr, &scale, points, n);
  cairo_set_line_width (cr, 2);
  for (gsize i = 0; i < n; i++)
    cairo_line_to (cr, get_x (&scale, points[i].time_ms),
                   get_y (&scale, points[i].value));
  cairo_stroke (cr);
  for (gsize i = 0; i < n; i++)
    draw_point (cr, &scale, &points[i]);
  cairo_destroy (cr);
}

static void
way_product_chart_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 120 : HEIGHT;
}

/* ---- What it shows --------------------------------------------------------------------------- */

static void
widen (WayProductChart *self, double value)
{
  self->low = MIN (self->low, value);
  self->high = MAX (self->high, value);
}

static void
find_extent (WayProductChart *self)
{
  gsize n;
  const WayFindingPoint *points = way_finding_series_get_points (self->series, &n);

  self->low = self->high = points[0].value;
  self->from_ms = points[0].time_ms;
  self->to_ms = points[n - 1].time_ms;
  for (gsize i = 0; i < n; i++)
    {
      widen (self, points[i].value);
      if (points[i].has_minimum)
        widen (self, points[i].minimum);
      if (points[i].has_maximum)
        widen (self, points[i].maximum);
    }
}

char *
way_product_chart_describe (WayFindingSeries *series)
{
  gsize n;
  const WayFindingPoint *points = way_finding_series_get_points (series, &n);
  double low = points[0].value, high = points[0].value;

  for (gsize i = 0; i < n; i++)
    {
      low = MIN (low, points[i].value);
      high = MAX (high, points[i].value);
    }
  return g_strdup_printf (
      way_finding_series_is_outside (series)
          /* TRANSLATORS: what was measured (“Temperature”), from what, to what, and the unit */
          ? _ ("%s from %g to %g %s, not always within its limits")
          /* TRANSLATORS: what was measured (“Temperature”), from what, to what, and the unit */
          : _ ("%s from %g to %g %s"),
      way_finding_series_get_title (series), low, high,
      way_finding_series_get_unit (series));
}

static void
way_product_chart_dispose (GObject *object)
{
  g_clear_object (&WAY_PRODUCT_CHART (object)->series);
  G_OBJECT_CLASS (way_product_chart_parent_class)->dispose (object);
}

static void
way_product_chart_class_init (WayProductChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_product_chart_dispose;
  widget_class->snapshot = way_product_chart_snapshot;
  widget_class->measure = way_product_chart_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
way_product_chart_init (WayProductChart *self)
{
}

GtkWidget *
way_product_chart_new (WayFindingSeries *series)
{
  WayProductChart *self = g_object_new (WAY_TYPE_PRODUCT_CHART, NULL);
  g_autofree char *label = way_product_chart_describe (series);

  self->series = g_object_ref (series);
  find_extent (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  return GTK_WIDGET (self);
}
