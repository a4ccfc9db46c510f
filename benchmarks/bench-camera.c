/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A decoded 8-bit grey frame of a camera, 1280 × 720, with a label in it: our reader, which
 * hands out texts, corners and the like, against the bare decoder call on that frame. */

#include <string.h>

#include <ZXing/ZXingC.h>

#include "way-bench-frame.h"
#include "way-bench.h"
#include "way-code-reader.h"

#define WIDTH  WAY_BENCH_FRAME_WIDTH
#define HEIGHT WAY_BENCH_FRAME_HEIGHT
#define LINK   "https://id.gs1.org/01/09520123456788/10/LOT-7/21/AB2CD3EF4GH5JK6M"

#define FORMATS                                                                          \
  (ZXing_BarcodeFormat_QRCode | ZXing_BarcodeFormat_DataMatrix                           \
   | ZXing_BarcodeFormat_MicroQRCode | ZXing_BarcodeFormat_RMQRCode                      \
   | ZXing_BarcodeFormat_EAN8 | ZXing_BarcodeFormat_EAN13 | ZXing_BarcodeFormat_UPCA     \
   | ZXing_BarcodeFormat_UPCE | ZXing_BarcodeFormat_Code128 | ZXing_BarcodeFormat_ITF    \
   | ZXing_BarcodeFormat_DataBar | ZXing_BarcodeFormat_DataBarExpanded                   \
   | ZXing_BarcodeFormat_DataBarLimited)

typedef struct
{
  guint8 *pixels;
  WayCodeReader *reader;
  ZXing_ReaderOptions *options;
  char *ours;
  char *theirs;
} Scene;

static void
run_ours (gpointer data, guint call)
{
  Scene *scene = data;
  WayFrame frame = { scene->pixels, WIDTH, HEIGHT, WIDTH };
  g_autoptr (GPtrArray) codes = way_code_reader_read (scene->reader, &frame);

  g_free (scene->ours);
  scene->ours = codes->len == 1
                    ? g_strdup (((WayCode *) g_ptr_array_index (codes, 0))->text)
                    : NULL;
}

static void
run_bare (gpointer data, guint call)
{
  Scene *scene = data;
  ZXing_ImageView *view =
      ZXing_ImageView_new (scene->pixels, WIDTH, HEIGHT, ZXing_ImageFormat_Lum, WIDTH, 1);
  ZXing_Barcodes *codes = ZXing_ReadBarcodes (view, scene->options);

  ZXing_free (scene->theirs);
  scene->theirs = ZXing_Barcodes_size (codes) == 1
                      ? ZXing_Barcode_text (ZXing_Barcodes_at (codes, 0))
                      : NULL;
  ZXing_Barcodes_delete (codes);
  ZXing_ImageView_delete (view);
}

static const char *
check (gpointer data)
{
  const Scene *scene = data;

  if (g_strcmp0 (scene->ours, LINK) != 0)
    return "our reader did not read the label";
  if (scene->theirs != NULL && strcmp (scene->theirs, LINK) != 0)
    return "the decoder read something else";
  return NULL;
}

static void
measure (const char *name, WayCodeReaderMode mode, guint calls)
{
  gboolean is_harder = mode == WAY_CODE_READER_TRY_HARDER;
  Scene scene = { .pixels = way_bench_draw_frame (LINK),
                  .reader = way_code_reader_new (mode),
                  .options = ZXing_ReaderOptions_new () };

  ZXing_ReaderOptions_setFormats (scene.options, FORMATS);
  ZXing_ReaderOptions_setTryHarder (scene.options, is_harder);
  ZXing_ReaderOptions_setTryRotate (scene.options, is_harder);
  ZXing_ReaderOptions_setTryInvert (scene.options, is_harder);
  ZXing_ReaderOptions_setTryDownscale (scene.options, is_harder);
  way_bench_line (&(WayBenchLine) {
      .name = name,
      .sense = WAY_BENCH_AT_MOST,
      .goal = 1.1,
      .ours = { .run = run_ours, .clock = WAY_BENCH_THREAD_CPU, .calls = calls },
      .limit = { .run = run_bare, .clock = WAY_BENCH_THREAD_CPU, .calls = calls },
      .data = &scene,
      .oracle = check,
  });
  g_free (scene.ours);
  ZXing_free (scene.theirs);
  ZXing_ReaderOptions_delete (scene.options);
  way_code_reader_free (scene.reader);
  g_free (scene.pixels);
}

int
main (int argc, char **argv)
{
  way_bench_init (&argc, &argv);
  measure ("frame-to-text-fast", WAY_CODE_READER_FAST, 20);
  measure ("frame-to-text-harder", WAY_CODE_READER_TRY_HARDER, 3);
  return way_bench_finish ();
}
