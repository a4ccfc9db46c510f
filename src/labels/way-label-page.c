/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-label-page.h"

#include <math.h>

#include "way-label-draw.h"
#include "way-result.h"

/* Which labels a page has, and where they begin. */
typedef struct
{
  WayLabelKinds kind;
  guint64 first; /* label */
  guint64 n;
  guint place; /* of the first label */
} PageRange;

static gboolean
has_both (const WayLabelOptions *options)
{
  return (options->kinds & WAY_LABEL_OUTSIDE) != 0
         && (options->kinds & WAY_LABEL_INSIDE) != 0;
}

guint64
way_label_page_count (const WayLabelOptions *options, guint64 n)
{
  guint64 per_sheet = way_label_layout_get_count (options->layout);
  guint64 sheets = MAX ((n + options->n_skip + per_sheet - 1) / per_sheet, 1);

  return sheets * (has_both (options) ? 2 : 1);
}

static gboolean
find_range (const WayLabelOptions *options, guint64 n, guint64 page, PageRange *out)
{
  guint64 per_sheet = way_label_layout_get_count (options->layout);
  guint64 sheet = has_both (options) ? page / 2 : page;
  guint64 end;

  if (options->n_skip >= per_sheet || page >= way_label_page_count (options, n))
    return FALSE;
  out->kind = has_both (options) ? (page % 2 == 0 ? WAY_LABEL_OUTSIDE : WAY_LABEL_INSIDE)
                                 : options->kinds;
  out->first = sheet == 0 ? 0 : sheet * per_sheet - options->n_skip;
  end = MIN ((sheet + 1) * per_sheet - options->n_skip, n);
  out->n = end > out->first ? end - out->first : 0;
  out->place = sheet == 0 ? options->n_skip : 0;
  return TRUE;
}

static gboolean
draw_labels (WayLabelDraw *draw,
             const WayLabelOptions *options,
             const PageRange *range,
             WayLabelNextFunc next,
             gpointer data,
             GError **error)
{
  for (guint64 i = 0; i < range->n; i++)
    {
      WayLabel label = { NULL };
      double x, y;

      way_label_layout_get_place (options->layout, range->place + (guint) i, &x, &y);
      x *= draw->units_per_mm;
      y *= draw->units_per_mm;
      if (!next (data, range->first + i, &label, error)
          || !way_label_draw (draw, &label, range->kind, options->layout, x, y, error))
        return FALSE;
      if (options->has_crop_marks)
        way_label_draw_crop_marks (draw, options->layout, x, y);
    }
  way_label_draw_finish_page (draw);
  return TRUE;
}

static GBytes *
take_pixels (cairo_surface_t *surface, guint width, guint height)
{
  guint8 *pixels = g_malloc ((gsize) width * height * 4);

  cairo_surface_flush (surface);
  for (guint row = 0; row < height; row++)
    memcpy (pixels + (gsize) row * width * 4,
            cairo_image_surface_get_data (surface)
                + (gsize) row * (gsize) cairo_image_surface_get_stride (surface),
            (gsize) width * 4);
  return g_bytes_new_take (pixels, (gsize) width * height * 4);
}

GBytes *
way_label_page_render (const WayLabelOptions *options,
                       guint64 n,
                       guint64 page,
                       double dots_per_mm,
                       WayLabelNextFunc next,
                       gpointer data,
                       guint *out_width,
                       guint *out_height,
                       GError **error)
{
  cairo_surface_t *surface;
  cairo_t *cr;
  WayLabelDraw draw;
  PageRange range;
  GBytes *pixels = NULL;

  if (dots_per_mm < 1 || dots_per_mm > 48 || !find_range (options, n, page, &range))
    {
      way_error_set (error, WAY_RESULT_OUT_OF_RANGE, "no such page");
      return NULL;
    }
  *out_width = (guint) lround (options->layout->page_width * dots_per_mm);
  *out_height = (guint) lround (options->layout->page_height * dots_per_mm);
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) *out_width,
                                        (int) *out_height);
  cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  way_label_draw_init (&draw, cr, dots_per_mm, WAY_LABEL_GRID_MM * dots_per_mm, FALSE);
  if (draw_labels (&draw, options, &range, next, data, error))
    pixels = take_pixels (surface, *out_width, *out_height);
  way_label_draw_clear (&draw);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return pixels;
}
