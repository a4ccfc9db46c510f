/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-label-sheet.h"

#include <cairo-pdf.h>

#include "way-label-draw.h"
#include "way-label-output.h"
#include "way-result.h"

#define POINTS_PER_MM (72 / 25.4)

struct _WayLabelSheet
{
  WayLabelOptions options;
  WayLabelLayout layout;
  WayLabelOutput *output; /* NULL where @write is somebody else's */
  WayLabelWriteFunc write;
  gpointer write_data;
  GError *write_error;
  cairo_surface_t *surface;
  cairo_t *cr;
  WayLabelDraw draw;
  GPtrArray *waiting; /* labels of this page whose in-pack codes come next */
  guint n_on_page;    /* places used, skipped ones too */
  guint n_pages;
  gboolean is_failed;
};

static cairo_status_t
on_write (void *data, const unsigned char *bytes, unsigned int len)
{
  WayLabelSheet *sheet = data;

  if (sheet->write_error == NULL
      && sheet->write (sheet->write_data, bytes, len, &sheet->write_error))
    return CAIRO_STATUS_SUCCESS;
  return CAIRO_STATUS_WRITE_ERROR;
}

/* Returns: FALSE, once something went wrong on the way to the file. */
static gboolean
check_status (WayLabelSheet *sheet, GError **error)
{
  cairo_status_t status = cairo_status (sheet->cr);

  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (sheet->surface);
  if (sheet->write_error == NULL && status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  sheet->is_failed = TRUE;
  if (sheet->write_error == NULL)
    return way_error_set (error, WAY_RESULT_IO, cairo_status_to_string (status));
  g_propagate_error (error, g_error_copy (sheet->write_error));
  return FALSE;
}

static gboolean
check_options (const WayLabelOptions *options, GError **error)
{
  const WayLabelKinds all = WAY_LABEL_OUTSIDE | WAY_LABEL_INSIDE;

  if ((options->kinds & all) == 0 || (options->kinds & ~all) != 0)
    return way_error_format (
        error, WAY_RESULT_OUT_OF_RANGE,
        "There is no kind of code to print; choose outside codes, in-pack codes or both");
  if (options->n_skip >= way_label_layout_get_count (options->layout))
    return way_error_format (error, WAY_RESULT_OUT_OF_RANGE,
                             "A sheet has only %u labels; skip fewer of them",
                             way_label_layout_get_count (options->layout));
  return TRUE;
}

WayLabelSheet *
way_label_sheet_new_for_func (WayLabelWriteFunc func,
                              gpointer data,
                              const WayLabelOptions *options,
                              GError **error)
{
  WayLabelSheet *sheet;

  if (!check_options (options, error))
    return NULL;
  sheet = g_new0 (WayLabelSheet, 1);
  sheet->options = *options;
  sheet->layout = *options->layout;
  sheet->options.layout = &sheet->layout;
  sheet->write = func;
  sheet->write_data = data;
  sheet->surface = cairo_pdf_surface_create_for_stream (
      on_write, sheet, sheet->layout.page_width * POINTS_PER_MM,
      sheet->layout.page_height * POINTS_PER_MM);
  if (options->title != NULL)
    cairo_pdf_surface_set_metadata (sheet->surface, CAIRO_PDF_METADATA_TITLE,
                                    options->title);
  sheet->options.title = NULL;
  sheet->cr = cairo_create (sheet->surface);
  way_label_draw_init (&sheet->draw, sheet->cr, POINTS_PER_MM,
                       WAY_LABEL_GRID_MM * POINTS_PER_MM, FALSE);
  sheet->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) way_label_free);
  sheet->n_on_page = options->n_skip;
  return sheet;
}

WayLabelSheet *
way_label_sheet_new_for_file (const char *path,
                              const WayLabelOptions *options,
                              GError **error)
{
  g_autoptr (WayLabelOutput) output = NULL;
  WayLabelSheet *sheet;

  if (!check_options (options, error))
    return NULL;
  output = way_label_output_new (path, error);
  if (output == NULL)
    return NULL;
  sheet = way_label_sheet_new_for_func (way_label_output_write, output, options, error);
  sheet->output = g_steal_pointer (&output);
  return sheet;
}

static gboolean
draw_at (WayLabelSheet *sheet,
         const WayLabel *label,
         WayLabelKinds kind,
         guint place,
         GError **error)
{
  const WayLabelLayout *layout = &sheet->layout;
  double x, y;

  way_label_layout_get_place (layout, place, &x, &y);
  x *= POINTS_PER_MM;
  y *= POINTS_PER_MM;
  if (!way_label_draw (&sheet->draw, label, kind, layout, x, y, error))
    {
      sheet->is_failed = TRUE;
      return FALSE;
    }
  if (sheet->options.has_crop_marks)
    way_label_draw_crop_marks (&sheet->draw, layout, x, y);
  return TRUE;
}

static gboolean
show_page (WayLabelSheet *sheet, GError **error)
{
  way_label_draw_finish_page (&sheet->draw);
  cairo_show_page (sheet->cr);
  sheet->n_pages++;
  return check_status (sheet, error);
}

/* Ends the page, and makes that of its in-pack codes, at the same places. */
static gboolean
end_page (WayLabelSheet *sheet, GError **error)
{
  guint first = sheet->n_on_page - sheet->waiting->len;

  if (!show_page (sheet, error))
    return FALSE;
  sheet->n_on_page = 0;
  if (sheet->waiting->len == 0)
    return TRUE;
  for (guint i = 0; i < sheet->waiting->len; i++)
    if (!draw_at (sheet, g_ptr_array_index (sheet->waiting, i), WAY_LABEL_INSIDE,
                  first + i, error))
      return FALSE;
  g_ptr_array_set_size (sheet->waiting, 0);
  return show_page (sheet, error);
}

gboolean
way_label_sheet_add (WayLabelSheet *sheet, const WayLabel *label, GError **error)
{
  gboolean has_outside = (sheet->options.kinds & WAY_LABEL_OUTSIDE) != 0;
  gboolean has_inside = (sheet->options.kinds & WAY_LABEL_INSIDE) != 0;

  if (sheet->is_failed)
    return way_error_format (
        error, WAY_RESULT_IO,
        "The labels before this one could not be written; print all of them anew");
  if (has_inside && label->inside_uri == NULL)
    {
      sheet->is_failed = TRUE;
      return way_error_format (
          error, WAY_RESULT_MISSING_MEMBER,
          "There is no in-pack code to print for this item; print outside codes only");
    }
  if (!draw_at (sheet, label, has_outside ? WAY_LABEL_OUTSIDE : WAY_LABEL_INSIDE,
                sheet->n_on_page, error))
    return FALSE;
  if (has_outside && has_inside)
    g_ptr_array_add (sheet->waiting, way_label_copy (label));
  sheet->n_on_page++;
  if (sheet->n_on_page < way_label_layout_get_count (&sheet->layout))
    return TRUE;
  return end_page (sheet, error);
}

gboolean
way_label_sheet_finish (WayLabelSheet *sheet, GError **error)
{
  if (sheet->is_failed)
    return way_error_format (
        error, WAY_RESULT_IO,
        "The labels before this one could not be written; print all of them anew");
  if ((sheet->n_on_page > 0 || sheet->n_pages == 0) && !end_page (sheet, error))
    return FALSE;
  cairo_surface_finish (sheet->surface);
  if (sheet->write_error != NULL
      || cairo_surface_status (sheet->surface) != CAIRO_STATUS_SUCCESS)
    return check_status (sheet, error);
  return sheet->output == NULL || way_label_output_finish (sheet->output, error);
}

guint
way_label_sheet_get_n_pages (const WayLabelSheet *sheet)
{
  return sheet->n_pages;
}

static gboolean
discard (gpointer data, const guint8 *bytes, gsize len, GError **error)
{
  return TRUE;
}

void
way_label_sheet_free (WayLabelSheet *sheet)
{
  if (sheet == NULL)
    return;
  /* cairo writes the end of an unfinished file when it lets go of it */
  sheet->write = discard;
  way_label_draw_clear (&sheet->draw);
  cairo_destroy (sheet->cr);
  cairo_surface_destroy (sheet->surface);
  g_clear_pointer (&sheet->output, way_label_output_free);
  g_clear_error (&sheet->write_error);
  g_ptr_array_unref (sheet->waiting);
  g_free (sheet);
}

gboolean
way_label_sheet_write_file (const char *path,
                            const WayLabelOptions *options,
                            guint64 n,
                            WayLabelNextFunc next,
                            WayLabelProgressFunc progress,
                            gpointer data,
                            GError **error)
{
  g_autoptr (WayLabelSheet) sheet = way_label_sheet_new_for_file (path, options, error);
  guint n_pages = 0;

  if (sheet == NULL)
    return FALSE;
  for (guint64 i = 0; i < n; i++)
    {
      WayLabel label = { NULL };

      if (!next (data, i, &label, error) || !way_label_sheet_add (sheet, &label, error))
        return FALSE;
      if (progress != NULL && sheet->n_pages != n_pages && !progress (data, i + 1, n))
        return way_error_set (error, WAY_RESULT_CANCELLED, NULL);
      n_pages = sheet->n_pages;
    }
  return way_label_sheet_finish (sheet, error);
}
