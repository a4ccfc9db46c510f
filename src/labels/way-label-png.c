/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-label-png.h"

#include <math.h>

#include "way-label-draw.h"
#include "way-result.h"

static cairo_status_t
on_write (void *data, const unsigned char *bytes, unsigned int len)
{
  g_byte_array_append (data, bytes, len);
  return CAIRO_STATUS_SUCCESS;
}

static GBytes *
encode (cairo_surface_t *surface, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_status_t status = cairo_surface_write_to_png_stream (surface, on_write, bytes);

  if (status == CAIRO_STATUS_SUCCESS)
    return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  way_error_set (error, WAY_RESULT_NO_SPACE, cairo_status_to_string (status));
  return NULL;
}

GBytes *
way_label_render_png (const WayLabel *label,
                      WayLabelKinds kind,
                      const WayLabelLayout *layout,
                      guint dots_per_mm,
                      GError **error)
{
  cairo_surface_t *surface;
  cairo_t *cr;
  WayLabelDraw draw;
  GBytes *bytes = NULL;

  if (dots_per_mm < 4 || dots_per_mm > 48
      || (kind != WAY_LABEL_OUTSIDE && kind != WAY_LABEL_INSIDE))
    {
      way_error_set (error, WAY_RESULT_OUT_OF_RANGE, NULL);
      return NULL;
    }
  if (kind == WAY_LABEL_INSIDE && label->inside_uri == NULL)
    {
      way_error_format (
          error, WAY_RESULT_MISSING_MEMBER,
          "There is no in-pack code to print for this item; print outside codes only");
      return NULL;
    }
  surface = cairo_image_surface_create (
      CAIRO_FORMAT_RGB24, (int) lround (layout->label_width * dots_per_mm),
      (int) lround (layout->label_height * dots_per_mm));
  cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  way_label_draw_init (&draw, cr, dots_per_mm, 1, TRUE);
  if (way_label_draw (&draw, label, kind, layout, 0, 0, error))
    {
      way_label_draw_finish_page (&draw);
      bytes = encode (surface, error);
    }
  way_label_draw_clear (&draw);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return bytes;
}
