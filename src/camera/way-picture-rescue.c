/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-picture-rescue.h"

#include <math.h>

#include "way-code-reader-private.h"
#include "way-grey-filter.h"

/* The longer side that variants start from: enlarged twice it is still cheap, and a code
 * that needs more pixels than that was found before. */
#define WORK_SIDE 800

/* Bigger ones than that gain nothing from being enlarged further. */
#define MAX_VARIANT_PIXELS (2.6e6)

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
  { .scale = 2, .sharpen = 4, .percent = 300, .threshold = 20 },
  { .scale = 3, .calm = 1, .sharpen = 6, .percent = 300, .threshold = 30, .smooth = 2 },
  { .scale = 4, .calm = 2, .sharpen = 8, .percent = 300, .degrees = 30 },
  { .scale = 2, .blur = 1, .threshold = 20 },
  { .scale = 4, .sharpen = 6, .percent = 300 },
  { .scale = 2, .sharpen = 3, .percent = 200, .flatten = 40 },
  { .scale = 3 },
  { .scale = 1, .sharpen = 1, .percent = 100 },
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

/* From the variant's picture, @width × @height, back to the one it was made of. */
static void
map_corners (GPtrArray *codes,
             const WayGrey *from,
             const WayGrey *to,
             double scale,
             double degrees)
{
  double c = cos (degrees * G_PI / 180);
  double s = sin (degrees * G_PI / 180);

  for (guint i = 0; i < codes->len; i++)
    {
      WayCode *code = g_ptr_array_index (codes, i);

      for (guint k = 0; k < G_N_ELEMENTS (code->corners); k++)
        {
          double dx = code->corners[k].x - (from->width - 1) / 2.0;
          double dy = code->corners[k].y - (from->height - 1) / 2.0;

          code->corners[k].x =
              (int) lround ((c * dx + s * dy) / scale + (to->width - 1) / 2.0);
          code->corners[k].y =
              (int) lround ((c * dy - s * dx) / scale + (to->height - 1) / 2.0);
        }
    }
}

static GPtrArray *
try_variant (const WayGrey *grey, const Variant *variant)
{
  double limit = sqrt (MAX_VARIANT_PIXELS / ((double) grey->width * grey->height));
  double scale = MIN (variant->scale, limit);
  g_autoptr (WayGrey) altered = apply (grey, variant, scale);
  g_autoptr (WayCodeReader) reader = way_code_reader_new_full (
      WAY_CODE_READER_TRY_HARDER, WAY_CODE_SET_SAFE,
      variant->threshold > 0 ? WAY_CODE_BINARIZER_FIXED : WAY_CODE_BINARIZER_LOCAL);
  WayFrame frame = way_grey_get_frame (altered);
  GPtrArray *codes = way_code_reader_read (reader, &frame);

  map_corners (codes, altered, grey, scale, variant->degrees);
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

static void
scale_corners (GPtrArray *codes, double scale)
{
  for (guint i = 0; i < codes->len; i++)
    {
      WayCode *code = g_ptr_array_index (codes, i);

      for (guint k = 0; k < G_N_ELEMENTS (code->corners); k++)
        {
          code->corners[k].x = (int) lround (code->corners[k].x / scale);
          code->corners[k].y = (int) lround (code->corners[k].y / scale);
        }
    }
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

GPtrArray *
way_picture_rescue (const WayPicture *picture,
                    const WayGrey *grey,
                    GCancellable *cancellable)
{
  double scale = 1;
  g_autoptr (WayGrey) work = scale_to_work (grey, &scale);
  GPtrArray *codes = try_colours (picture, cancellable);

  if (codes->len > 0)
    return codes;

  for (guint i = 0; codes->len == 0 && i < G_N_ELEMENTS (variants)
                    && !g_cancellable_is_cancelled (cancellable);
       i++)
    {
      g_ptr_array_unref (codes);
      codes = try_variant (work, &variants[i]);
    }
  scale_corners (codes, scale);
  return codes;
}
