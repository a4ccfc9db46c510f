/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-picture-rescue.h"

#include <math.h>

#include "way-code-reader-private.h"
#include "way-grey-filter.h"
#include "way-picture-region.h"
#include "way-picture-unbend.h"

/* The longer side that variants start from: enlarged twice it is still cheap, and a code
 * that needs more pixels than that was found before. */
#define WORK_SIDE 800

/* Bigger ones than that gain nothing from being enlarged further. */
#define MAX_VARIANT_PIXELS (2.6e6)

/* The busiest parts of a big picture are tried by themselves, with the first variants. */
#define MAX_REGIONS       2
#define N_REGION_VARIANTS 4

/* Codes that were located, but not read, are taken for bent ones: so many of them. */
#define MAX_UNBENT 4

/**
 * Variant: what is done to the picture, in this order; 0 leaves a step out.
 * @scale: of the sides
 * @calm: radius of a box; against noise and JPEG's blocks
 * @blur: radius; against more noise and halftone dots
 * @sharpen, @percent: radius and strength; against lenses out of focus
 * @flatten: radius; against shadows and reflections
 * @degrees: turned; the decoder looks for its patterns along rows
 * @threshold: radius; black and white by the average nearby
 * @smooth: radius; rounds off what the threshold made of noise
 */
typedef struct
{
  double scale;
  int calm;
  int blur;
  int sharpen;
  int percent;
  int flatten;
  double degrees;
  int threshold;
  int smooth;
} Variant;

/* Found by trying 60 of them on rendered scenes (perspective, curved, blurred, noisy,
 * shadowed, glossy, inverted) and keeping, one after another, the one that reads most of
 * what those before it didn't. */
static const Variant variants[] = {
  { .scale = 2, .degrees = 30 },
  { .scale = 4, .calm = 2, .sharpen = 8, .percent = 300, .degrees = 30 },
  { .scale = 2, .sharpen = 4, .percent = 300, .threshold = 20 },
  { .scale = 2, .blur = 1, .threshold = 20 },
  { .scale = 3, .calm = 1, .sharpen = 6, .percent = 300, .threshold = 30, .smooth = 2 },
  { .scale = 4, .sharpen = 6, .percent = 300 },
  { .scale = 2, .sharpen = 3, .percent = 200, .flatten = 40 },
  { .scale = 3,
    .calm = 1,
    .sharpen = 6,
    .percent = 400,
    .degrees = 30,
    .threshold = 30,
    .smooth = 2 },
  { .scale = 0.5, .threshold = 10 },
  { .scale = 0.4, .calm = 1, .degrees = 20 },
};

static void
replace (WayGrey **grey, WayGrey *next)
{
  way_grey_free (*grey);
  *grey = next;
}

static WayGrey *
apply (const WayGrey *grey, const Variant *variant, double scale)
{
  WayGrey *result = way_grey_scale (grey, MAX ((int) (grey->width * scale), 1),
                                    MAX ((int) (grey->height * scale), 1));

  if (variant->calm > 0)
    replace (&result, way_grey_blur_box (result, variant->calm));
  if (variant->blur > 0)
    replace (&result, way_grey_blur (result, variant->blur));
  if (variant->sharpen > 0)
    replace (&result, way_grey_sharpen (result, variant->sharpen, variant->percent));
  if (variant->flatten > 0)
    replace (&result, way_grey_flatten (result, variant->flatten));
  if (variant->degrees > 0)
    replace (&result, way_grey_rotate (result, variant->degrees, 255));
  if (variant->threshold > 0)
    replace (&result, way_grey_threshold (result, variant->threshold, 0));
  if (variant->smooth > 0)
    replace (&result, way_grey_blur (result, variant->smooth));
  return result;
}

/* From a place in the variant's picture to one in the picture that it was made of. */
typedef struct
{
  double scale;
  double cos;
  double sin;
  double from_x;
  double from_y;
  double to_x;
  double to_y;
} Mapping;

static Mapping
get_mapping (const WayGrey *from, const WayGrey *to, double scale, double degrees)
{
  return (Mapping) {
    .scale = scale,
    .cos = cos (degrees * G_PI / 180),
    .sin = sin (degrees * G_PI / 180),
    .from_x = (from->width - 1) / 2.0,
    .from_y = (from->height - 1) / 2.0,
    .to_x = (to->width - 1) / 2.0,
    .to_y = (to->height - 1) / 2.0,
  };
}

static void
map_place (const Mapping *m, double *inout_x, double *inout_y)
{
  double dx = *inout_x - m->from_x;
  double dy = *inout_y - m->from_y;

  *inout_x = (m->cos * dx + m->sin * dy) / m->scale + m->to_x;
  *inout_y = (m->cos * dy - m->sin * dx) / m->scale + m->to_y;
}

static void
map_codes (const Mapping *mapping, GPtrArray *codes)
{
  for (guint i = 0; i < codes->len; i++)
    {
      WayCode *code = g_ptr_array_index (codes, i);

      for (guint k = 0; k < G_N_ELEMENTS (code->corners); k++)
        {
          double x = code->corners[k].x;
          double y = code->corners[k].y;

          map_place (mapping, &x, &y);
          code->corners[k] = (WayCodePoint) { (int) lround (x), (int) lround (y) };
        }
    }
}

static void
map_quads (const Mapping *mapping, GArray *quads, guint first)
{
  for (guint i = first; i < quads->len; i++)
    for (int k = 0; k < 4; k++)
      map_place (mapping, &g_array_index (quads, WayQuad, i).x[k],
                 &g_array_index (quads, WayQuad, i).y[k]);
}

/* @failed: gets what was located but not read, in the coordinates of @grey. */
static GPtrArray *
try_variant (const WayGrey *grey, const Variant *variant, GArray *failed)
{
  double limit = sqrt (MAX_VARIANT_PIXELS / ((double) grey->width * grey->height));
  double scale = MIN (variant->scale, limit);
  g_autoptr (WayGrey) altered = apply (grey, variant, scale);
  g_autoptr (WayCodeReader) reader = way_code_reader_new_full (
      WAY_CODE_READER_TRY_HARDER, WAY_CODE_SET_SAFE,
      variant->threshold > 0 ? WAY_CODE_BINARIZER_FIXED : WAY_CODE_BINARIZER_LOCAL);
  WayFrame frame = way_grey_get_frame (altered);
  guint n_failed = failed->len;
  GPtrArray *codes = way_code_reader_read_full (reader, &frame, failed);
  Mapping mapping = get_mapping (altered, grey, scale, variant->degrees);

  map_codes (&mapping, codes);
  map_quads (&mapping, failed, n_failed);
  return codes;
}

static WayGrey *
scale_to_work (const WayGrey *grey, double *out_scale)
{
  int side = MAX (grey->width, grey->height);

  *out_scale = MIN (1.0, (double) WORK_SIDE / side);
  return way_grey_scale (grey, MAX ((int) (grey->width * *out_scale), 1),
                         MAX ((int) (grey->height * *out_scale), 1));
}

/* One colour of the picture alone: inks of one brightness differ in another one. */
static GPtrArray *
try_colours (const WayPicture *picture, GCancellable *cancellable)
{
  GPtrArray *codes = g_ptr_array_new_with_free_func ((GDestroyNotify) way_code_free);
  g_autoptr (WayCodeReader) reader = way_code_reader_new_full (
      WAY_CODE_READER_TRY_HARDER, WAY_CODE_SET_SAFE, WAY_CODE_BINARIZER_LOCAL);

  for (guint i = 0; codes->len == 0 && i < 3 && way_picture_is_coloured (picture)
                    && !g_cancellable_is_cancelled (cancellable);
       i++)
    {
      g_autoptr (WayGrey) colour = way_picture_get_channel (picture, i);
      WayFrame frame = way_grey_get_frame (colour);

      g_ptr_array_unref (codes);
      codes = way_code_reader_read (reader, &frame);
    }
  return codes;
}

static GPtrArray *
try_variants (const WayGrey *grey,
              guint n_variants,
              GArray *failed,
              GCancellable *cancellable)
{
  GPtrArray *codes = g_ptr_array_new_with_free_func ((GDestroyNotify) way_code_free);

  for (guint i = 0;
       codes->len == 0 && i < n_variants && !g_cancellable_is_cancelled (cancellable);
       i++)
    {
      g_ptr_array_unref (codes);
      codes = try_variant (grey, &variants[i], failed);
    }
  return codes;
}

static double
get_distance (const WayQuad *a, const WayQuad *b)
{
  double distance = 0;

  for (int k = 0; k < 4; k++)
    distance += hypot (a->x[k] - b->x[k], a->y[k] - b->y[k]);
  return distance / 4;
}

/* How many of the quads lie about where that one lies: several variants that locate a code
 * at one place are hardly wrong. */
static guint
count_near (const GArray *quads, guint index)
{
  const WayQuad *quad = &g_array_index (quads, WayQuad, index);
  double reach = hypot (quad->x[2] - quad->x[0], quad->y[2] - quad->y[0]) / 12;
  guint n = 0;

  for (guint i = 0; i < quads->len; i++)
    n += get_distance (quad, &g_array_index (quads, WayQuad, i)) <= reach;
  return n;
}

/* Removes from @failed, and returns, the likeliest one; those all but equal to it go too. */
static WayQuad
take_likeliest (GArray *failed)
{
  guint best = 0;
  guint n_best = 0;
  WayQuad quad;

  for (guint i = 0; i < failed->len; i++)
    {
      guint n = count_near (failed, i);

      if (n > n_best)
        {
          best = i;
          n_best = n;
        }
    }
  quad = g_array_index (failed, WayQuad, best);
  for (guint i = failed->len; i-- > 0;)
    if (get_distance (&quad, &g_array_index (failed, WayQuad, i)) < 3)
      g_array_remove_index (failed, i);
  return quad;
}

/* The located codes, as they are and sharpened. */
static GPtrArray *
try_unbending (const WayGrey *grey, GArray *failed, GCancellable *cancellable)
{
  g_autoptr (WayGrey) sharp = way_grey_sharpen (grey, 2, 200);
  const WayGrey *sources[] = { grey, sharp };
  GPtrArray *codes = g_ptr_array_new_with_free_func ((GDestroyNotify) way_code_free);

  for (guint turn = 0; turn < MAX_UNBENT && failed->len > 0 && codes->len == 0; turn++)
    {
      WayQuad quad = take_likeliest (failed);

      for (guint i = 0; codes->len == 0 && i < G_N_ELEMENTS (sources); i++)
        {
          g_ptr_array_unref (codes);
          codes = way_picture_unbend (sources[i], &quad, cancellable);
        }
    }
  return codes;
}

/* @work was made of the part of the picture that begins at (@x, @y) by @scale. */
static void
move_corners (GPtrArray *codes, double scale, int x, int y)
{
  for (guint i = 0; i < codes->len; i++)
    {
      WayCode *code = g_ptr_array_index (codes, i);

      for (guint k = 0; k < G_N_ELEMENTS (code->corners); k++)
        {
          code->corners[k].x = (int) lround (code->corners[k].x / scale) + x;
          code->corners[k].y = (int) lround (code->corners[k].y / scale) + y;
        }
    }
}

/* All the trouble there is, for a picture or a part of one. @n_variants: of the first */
static GPtrArray *
try_hard (const WayGrey *grey, guint n_variants, GCancellable *cancellable)
{
  double scale = 1;
  g_autoptr (WayGrey) work = scale_to_work (grey, &scale);
  g_autoptr (GArray) failed = g_array_new (FALSE, FALSE, sizeof (WayQuad));
  GPtrArray *codes = try_variants (work, n_variants, failed, cancellable);

  if (codes->len == 0)
    {
      g_ptr_array_unref (codes);
      codes = try_unbending (work, failed, cancellable);
    }
  move_corners (codes, scale, 0, 0);
  return codes;
}

/* A big picture has lost what a small code in it needs when it is scaled to work with. */
static GPtrArray *
try_regions (const WayGrey *grey, GCancellable *cancellable)
{
  WayRegion regions[MAX_REGIONS];
  guint n = way_picture_find_regions (grey, WORK_SIDE, regions, MAX_REGIONS);
  GPtrArray *codes = g_ptr_array_new_with_free_func ((GDestroyNotify) way_code_free);

  for (guint i = 0; i < n && codes->len == 0; i++)
    {
      const WayRegion *r = &regions[i];
      g_autoptr (WayGrey) part = way_grey_crop (grey, r->x, r->y, r->width, r->height);

      g_ptr_array_unref (codes);
      codes = try_hard (part, N_REGION_VARIANTS, cancellable);
      move_corners (codes, 1, r->x, r->y);
    }
  return codes;
}

GPtrArray *
way_picture_rescue (const WayPicture *picture,
                    const WayGrey *grey,
                    GCancellable *cancellable)
{
  gboolean is_big = MAX (grey->width, grey->height) > 3 * WORK_SIDE / 2;
  GPtrArray *codes = try_colours (picture, cancellable);

  if (codes->len > 0)
    return codes;
  g_ptr_array_unref (codes);
  codes = try_hard (grey, G_N_ELEMENTS (variants), cancellable);
  if (codes->len > 0 || !is_big)
    return codes;
  g_ptr_array_unref (codes);
  return try_regions (grey, cancellable);
}
