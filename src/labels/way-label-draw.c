/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-label-draw.h"

#include <math.h>

#include "way-qr-path.h"
#include "way-result.h"

/* Millimetres */
#define PADDING          1.2
#define GAP              1.5
#define MAX_MODULE       0.75
#define TITLE_SIZE       2.9
#define OTHER_TITLE_SIZE 2.5
#define LINE_SIZE        2.2
#define MIN_LINE_SIZE    1.5
#define NOTE_SIZE        1.9
#define CROP_MARK        2.0
#define HAIRLINE         0.1

/* Serials are typed by hand where a code can't be scanned: zero and O, one, l and I must
 * not look alike. Chinese falls to the second one. */
#define TEXT_FONT "Cantarell, Noto Sans CJK SC"
#define CODE_FONT "DejaVu Sans Mono, Noto Sans Mono CJK SC"

/* A printed thing is read by whoever holds it, so it speaks both languages at once. */
#define INSIDE_NOTE "Inside the pack, under the scratch layer\n置于包装内，刮开涂层可见"

void
way_label_draw_init (WayLabelDraw *draw,
                     cairo_t *cr,
                     double units_per_mm,
                     double grid,
                     gboolean is_raster)
{
  cairo_font_options_t *options = cairo_font_options_create ();

  /* the same on every computer, whatever its user prefers on the screen */
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  *draw = (WayLabelDraw) {
    .cr = cr, .units_per_mm = units_per_mm, .grid = grid, .is_raster = is_raster
  };
  draw->fonts = pango_cairo_create_context (cr);
  pango_cairo_context_set_font_options (draw->fonts, options);
  pango_context_set_language (draw->fonts, pango_language_from_string ("zh-cn"));
  pango_context_set_round_glyph_positions (draw->fonts, FALSE);
  cairo_font_options_destroy (options);
  way_label_text_init (&draw->text);
}

void
way_label_draw_clear (WayLabelDraw *draw)
{
  way_label_text_clear (&draw->text);
  g_clear_object (&draw->fonts);
}

/* Where text goes: the cursor moves down. */
typedef struct
{
  double x;
  double y;
  double width;
  double bottom;
} Column;

static PangoLayout *
create_text (WayLabelDraw *draw,
             const char *text,
             const char *font,
             double size,
             gboolean is_bold)
{
  PangoLayout *layout = pango_layout_new (draw->fonts);
  PangoFontDescription *description = pango_font_description_from_string (font);

  pango_font_description_set_absolute_size (description,
                                            size * draw->units_per_mm * PANGO_SCALE);
  pango_font_description_set_weight (description,
                                     is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, description);
  pango_font_description_free (description);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

/* Draws what still fits into the column's height; else nothing. */
static void
put_text (WayLabelDraw *draw, Column *column, PangoLayout *layout)
{
  int width;
  int height;

  pango_layout_get_size (layout, &width, &height);
  if (column->y + (double) height / PANGO_SCALE > column->bottom)
    return;
  way_label_text_add (&draw->text, layout, column->x, column->y);
  column->y += (double) height / PANGO_SCALE;
}

static void
put_title (WayLabelDraw *draw,
           Column *column,
           const char *text,
           double size,
           gboolean is_bold)
{
  g_autoptr (PangoLayout) layout = NULL;

  if (text == NULL || *text == '\0')
    return;
  layout = create_text (draw, text, TEXT_FONT, size, is_bold);
  pango_layout_set_width (layout, (int) (column->width * PANGO_SCALE));
  pango_layout_set_height (layout, -2);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  put_text (draw, column, layout);
}

/* On one line in a smaller size if need be, never cut short: a serial without its end is
 * worse than none. What does not even fit small is wrapped. */
static void
put_line (WayLabelDraw *draw, Column *column, const char *text)
{
  g_autoptr (PangoLayout) layout = NULL;
  double size = LINE_SIZE;
  int width = 0;

  if (text == NULL || *text == '\0')
    return;
  layout = create_text (draw, text, CODE_FONT, size, FALSE);
  pango_layout_get_size (layout, &width, NULL);
  if ((double) width / PANGO_SCALE > column->width)
    {
      size = MAX (size * column->width * PANGO_SCALE / width * 0.99, MIN_LINE_SIZE);
      g_object_unref (layout);
      layout = create_text (draw, text, CODE_FONT, size, FALSE);
      pango_layout_set_width (layout, (int) (column->width * PANGO_SCALE));
      pango_layout_set_wrap (layout, PANGO_WRAP_CHAR);
    }
  put_text (draw, column, layout);
}

/* A pair of scissors @size wide, open to the right. */
static void
draw_scissors (cairo_t *cr, double x, double y, double size)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x + size * 0.18, y + size * 0.22, size * 0.15, 0, 2 * G_PI);
  cairo_new_sub_path (cr);
  cairo_arc (cr, x + size * 0.18, y + size * 0.78, size * 0.15, 0, 2 * G_PI);
  cairo_move_to (cr, x + size * 0.30, y + size * 0.31);
  cairo_line_to (cr, x + size, y + size * 0.75);
  cairo_move_to (cr, x + size * 0.30, y + size * 0.69);
  cairo_line_to (cr, x + size, y + size * 0.25);
  cairo_stroke (cr);
}

/* What makes an in-pack code one: where it belongs, and a line to cut along. */
static void
put_note (WayLabelDraw *draw, Column *column)
{
  g_autoptr (PangoLayout)
      layout = create_text (draw, INSIDE_NOTE, TEXT_FONT, NOTE_SIZE, FALSE);
  double mm = draw->units_per_mm;
  double y = column->y + 1.4 * mm;

  cairo_save (draw->cr);
  cairo_set_line_width (draw->cr, 0.15 * mm);
  draw_scissors (draw->cr, column->x, column->y, 2.4 * mm);
  cairo_set_dash (draw->cr, (const double[]) { 0.8 * mm, 0.6 * mm }, 2, 0);
  cairo_move_to (draw->cr, column->x + 2.8 * mm, y);
  cairo_line_to (draw->cr, column->x + column->width, y);
  cairo_stroke (draw->cr);
  cairo_restore (draw->cr);
  column->y += 2.8 * mm;
  pango_layout_set_width (layout, (int) (column->width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  put_text (draw, column, layout);
}

/* Returns: the side of a module in units, on the grid where that leaves it big enough; 0
 * where the label has no room. */
static double
choose_module (const WayLabelDraw *draw, const WayQr *qr, const WayLabelLayout *layout)
{
  guint n_modules = way_qr_get_size (qr) + 2 * WAY_QR_QUIET_MODULES;
  double side = MIN (layout->label_height, layout->label_width * 0.6);
  double module = MIN (side / n_modules, MAX_MODULE);
  double on_grid = floor (module * draw->units_per_mm / draw->grid + 1e-6) * draw->grid;

  if (module < WAY_LABEL_MIN_MODULE)
    return 0;
  /* whole pixels are worth more than a tenth of a millimetre; on paper it is the reverse */
  if (draw->is_raster || on_grid >= WAY_LABEL_MIN_MODULE * draw->units_per_mm)
    return on_grid;
  return WAY_LABEL_MIN_MODULE * draw->units_per_mm;
}

static void
draw_text (WayLabelDraw *draw, const WayLabel *label, WayLabelKinds kind, Column *column)
{
  put_title (draw, column, label->titles[0], TITLE_SIZE, TRUE);
  put_title (draw, column, label->titles[1], OTHER_TITLE_SIZE, FALSE);
  column->y += 0.6 * draw->units_per_mm;
  for (guint i = 0; i < WAY_LABEL_N_LINES; i++)
    put_line (draw, column, label->lines[i]);
  if (kind == WAY_LABEL_INSIDE)
    {
      column->y += 0.6 * draw->units_per_mm;
      put_note (draw, column);
    }
}

static gboolean
refuse_size (const WayLabelLayout *layout, GError **error)
{
  g_autofree char *width = g_strdup_printf ("%g", layout->label_width);
  g_autofree char *height = g_strdup_printf ("%g", layout->label_height);

  return way_error_format (error, WAY_RESULT_OUT_OF_RANGE,
                           "The code does not fit on a label of %s × %s mm; choose "
                           "bigger labels or a shorter link",
                           width, height);
}

gboolean
way_label_draw (WayLabelDraw *draw,
                const WayLabel *label,
                WayLabelKinds kind,
                const WayLabelLayout *layout,
                double x,
                double y,
                GError **error)
{
  double mm = draw->units_per_mm;
  const char *uri = kind == WAY_LABEL_INSIDE ? label->inside_uri : label->outside_uri;
  g_autoptr (WayQr) qr = way_qr_new (uri, WAY_QR_LEVEL_M, error);
  double module = qr ? choose_module (draw, qr, layout) : 0;
  double side;
  double left;
  double top;
  Column column;

  if (qr == NULL)
    return FALSE;
  if (module == 0)
    return refuse_size (layout, error);
  side = module * (way_qr_get_size (qr) + 2 * WAY_QR_QUIET_MODULES);
  left = ceil (x / draw->grid) * draw->grid;
  top = round ((y + (layout->label_height * mm - side) / 2) / draw->grid) * draw->grid;
  cairo_set_source_rgb (draw->cr, 0, 0, 0);
  cairo_new_path (draw->cr);
  way_qr_add_to_path (qr, draw->cr, left + WAY_QR_QUIET_MODULES * module,
                      top + WAY_QR_QUIET_MODULES * module, module);
  cairo_fill (draw->cr);
  column.x = left + side + MAX (GAP * mm - WAY_QR_QUIET_MODULES * module, 0);
  column.y = y + PADDING * mm;
  column.width = x + (layout->label_width - PADDING) * mm - column.x;
  column.bottom = y + (layout->label_height - PADDING / 2) * mm;
  draw_text (draw, label, kind, &column);
  return TRUE;
}

void
way_label_draw_finish_page (WayLabelDraw *draw)
{
  way_label_text_draw (&draw->text, draw->cr);
}

void
way_label_draw_crop_marks (WayLabelDraw *draw,
                           const WayLabelLayout *layout,
                           double x,
                           double y)
{
  double mm = draw->units_per_mm;
  double reach = CROP_MARK / 2 * mm;

  cairo_save (draw->cr);
  cairo_set_source_rgb (draw->cr, 0.5, 0.5, 0.5);
  cairo_set_line_width (draw->cr, HAIRLINE * mm);
  for (int corner = 0; corner < 4; corner++)
    {
      double cx = x + (corner % 2 ? layout->label_width * mm : 0);
      double cy = y + (corner / 2 ? layout->label_height * mm : 0);

      cairo_move_to (draw->cr, cx - reach, cy);
      cairo_line_to (draw->cr, cx + reach, cy);
      cairo_move_to (draw->cr, cx, cy - reach);
      cairo_line_to (draw->cr, cx, cy + reach);
    }
  cairo_stroke (draw->cr);
  cairo_restore (draw->cr);
}
