/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-label-text.h"

/* The glyphs of one font, and the text they stand for, so that it can be searched for and
 * copied: each cluster is so many bytes of text and so many glyphs. */
typedef struct
{
  cairo_scaled_font_t *font;
  GArray *glyphs;   /* cairo_glyph_t */
  GArray *clusters; /* cairo_text_cluster_t */
  GString *text;
} Run;

static void
run_free (gpointer data)
{
  Run *run = data;

  cairo_scaled_font_destroy (run->font);
  g_array_unref (run->glyphs);
  g_array_unref (run->clusters);
  g_string_free (run->text, TRUE);
  g_free (run);
}

void
way_label_text_init (WayLabelText *text)
{
  text->runs = g_ptr_array_new_with_free_func (run_free);
}

void
way_label_text_clear (WayLabelText *text)
{
  g_clear_pointer (&text->runs, g_ptr_array_unref);
}

static Run *
get_run (WayLabelText *text, PangoFont *font)
{
  cairo_scaled_font_t *scaled =
      pango_cairo_font_get_scaled_font (PANGO_CAIRO_FONT (font));
  Run *run;

  for (guint i = 0; i < text->runs->len; i++)
    {
      run = g_ptr_array_index (text->runs, i);
      if (run->font == scaled)
        return run;
    }
  run = g_new (Run, 1);
  run->font = cairo_scaled_font_reference (scaled);
  run->glyphs = g_array_new (FALSE, FALSE, sizeof (cairo_glyph_t));
  run->clusters = g_array_new (FALSE, FALSE, sizeof (cairo_text_cluster_t));
  run->text = g_string_new (NULL);
  g_ptr_array_add (text->runs, run);
  return run;
}

/* A character that no font has leaves its space empty. Returns: how many were added. */
static int
add_glyphs (Run *run,
            const PangoGlyphString *string,
            int from,
            int to,
            double *inout_x,
            double y)
{
  int n = 0;

  for (int i = from; i < to; i++)
    {
      const PangoGlyphInfo *info = &string->glyphs[i];
      cairo_glyph_t glyph = {
        info->glyph,
        *inout_x + pango_units_to_double (info->geometry.x_offset),
        y + pango_units_to_double (info->geometry.y_offset),
      };

      *inout_x += pango_units_to_double (info->geometry.width);
      if (info->glyph == PANGO_GLYPH_EMPTY || (info->glyph & PANGO_GLYPH_UNKNOWN_FLAG))
        continue;
      g_array_append_val (run->glyphs, glyph);
      n++;
    }
  return n;
}

/* Cluster by cluster from left to right, whichever way the script runs. */
static void
add_item (WayLabelText *text,
          PangoGlyphItem *item,
          const char *content,
          double x,
          double y)
{
  Run *run = get_run (text, item->item->analysis.font);
  gboolean is_rtl = item->item->analysis.level % 2 == 1;
  PangoGlyphItemIter iter;
  gboolean has_more = is_rtl ? pango_glyph_item_iter_init_end (&iter, item, content)
                             : pango_glyph_item_iter_init_start (&iter, item, content);

  while (has_more)
    {
      int from = is_rtl ? iter.end_glyph + 1 : iter.start_glyph;
      int to = is_rtl ? iter.start_glyph + 1 : iter.end_glyph;
      cairo_text_cluster_t cluster = { .num_bytes = iter.end_index - iter.start_index };

      cluster.num_glyphs = add_glyphs (run, item->glyphs, from, to, &x, y);
      g_array_append_val (run->clusters, cluster);
      g_string_append_len (run->text, content + iter.start_index, cluster.num_bytes);
      has_more = is_rtl ? pango_glyph_item_iter_prev_cluster (&iter)
                        : pango_glyph_item_iter_next_cluster (&iter);
    }
}

void
way_label_text_add (WayLabelText *text, PangoLayout *layout, double x, double y)
{
  PangoLayoutIter *iter = pango_layout_get_iter (layout);

  do
    {
      PangoLayoutRun *run = pango_layout_iter_get_run_readonly (iter);
      PangoRectangle logical;

      if (run == NULL)
        continue;
      pango_layout_iter_get_run_extents (iter, NULL, &logical);
      add_item (text, run, pango_layout_get_text (layout),
                x + pango_units_to_double (logical.x),
                y + pango_units_to_double (pango_layout_iter_get_run_baseline (iter)));
    }
  while (pango_layout_iter_next_run (iter));
  pango_layout_iter_free (iter);
}

void
way_label_text_draw (WayLabelText *text, cairo_t *cr)
{
  cairo_save (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  for (guint i = 0; i < text->runs->len; i++)
    {
      const Run *run = g_ptr_array_index (text->runs, i);

      cairo_set_scaled_font (cr, run->font);
      cairo_show_text_glyphs (cr, run->text->str, (int) run->text->len,
                              (const cairo_glyph_t *) run->glyphs->data,
                              (int) run->glyphs->len,
                              (const cairo_text_cluster_t *) run->clusters->data,
                              (int) run->clusters->len, 0);
    }
  cairo_restore (cr);
  g_ptr_array_set_size (text->runs, 0);
}
