/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-code-reader-private.h"

#include <string.h>

#include <ZXing/ZXingC.h>

#include "way-zxing-bridge.h"

struct _WayCodeReader
{
  ZXing_ReaderOptions *options;
};

/* Scan lines that must agree on a bar code. One digit of check in EAN-13 lets two lines
 * across the modules of a QR code pass now and then. */
#define MIN_LINES         3
#define MIN_LINES_DATABAR 4

#define MATRIX_FORMATS    (ZXing_BarcodeFormat_QRCode | ZXing_BarcodeFormat_DataMatrix)
#define ALL_FORMATS                                                                      \
  (MATRIX_FORMATS | ZXing_BarcodeFormat_MicroQRCode | ZXing_BarcodeFormat_RMQRCode       \
   | ZXing_BarcodeFormat_EAN8 | ZXing_BarcodeFormat_EAN13 | ZXing_BarcodeFormat_UPCA     \
   | ZXing_BarcodeFormat_UPCE | ZXing_BarcodeFormat_Code128 | ZXing_BarcodeFormat_ITF    \
   | ZXing_BarcodeFormat_DataBar | ZXing_BarcodeFormat_DataBarExpanded                   \
   | ZXing_BarcodeFormat_DataBarLimited)

WayCodeReader *
way_code_reader_new_full (WayCodeReaderMode mode,
                          WayCodeSet set,
                          WayCodeBinarizer binarizer)
{
  static const ZXing_Binarizer binarizers[] = {
    [WAY_CODE_BINARIZER_LOCAL] = ZXing_Binarizer_LocalAverage,
    [WAY_CODE_BINARIZER_GLOBAL] = ZXing_Binarizer_GlobalHistogram,
    [WAY_CODE_BINARIZER_FIXED] = ZXing_Binarizer_FixedThreshold,
  };
  WayCodeReader *reader = g_new0 (WayCodeReader, 1);
  gboolean harder = mode == WAY_CODE_READER_TRY_HARDER;
  ZXing_ReaderOptions *options = ZXing_ReaderOptions_new ();

  ZXing_ReaderOptions_setFormats (options,
                                  set == WAY_CODE_SET_ALL ? ALL_FORMATS : MATRIX_FORMATS);
  ZXing_ReaderOptions_setTryHarder (options, harder);
  ZXing_ReaderOptions_setTryRotate (options, harder);
  ZXing_ReaderOptions_setTryInvert (options, harder);
  ZXing_ReaderOptions_setTryDownscale (options, harder);
  ZXing_ReaderOptions_setReturnErrors (options, harder && set == WAY_CODE_SET_SAFE);
  ZXing_ReaderOptions_setBinarizer (options, binarizers[binarizer]);
  ZXing_ReaderOptions_setMinLineCount (options, MIN_LINES);
  ZXing_ReaderOptions_setTextMode (options, ZXing_TextMode_Plain);
  reader->options = options;
  return reader;
}

WayCodeReader *
way_code_reader_new (WayCodeReaderMode mode)
{
  return way_code_reader_new_full (mode, WAY_CODE_SET_ALL, WAY_CODE_BINARIZER_LOCAL);
}

void
way_code_reader_free (WayCodeReader *reader)
{
  if (reader == NULL)
    return;
  ZXing_ReaderOptions_delete (reader->options);
  g_free (reader);
}

void
way_code_reader_report_failed (WayCodeReader *reader)
{
  ZXing_ReaderOptions_setReturnErrors (reader->options, TRUE);
}

static const char *
get_format_name (const ZXing_Barcode *barcode)
{
  char *name = ZXing_BarcodeFormatToString (ZXing_Barcode_format (barcode));
  const char *interned = g_intern_string (name);

  ZXing_free (name);
  return interned;
}

static WayCodeContent
get_content (const ZXing_Barcode *barcode)
{
  switch (ZXing_Barcode_contentType (barcode))
    {
    case ZXing_ContentType_Text:
      return WAY_CODE_CONTENT_TEXT;
    case ZXing_ContentType_Binary:
      return WAY_CODE_CONTENT_BINARY;
    case ZXing_ContentType_Mixed:
      return WAY_CODE_CONTENT_MIXED;
    case ZXing_ContentType_GS1:
      return WAY_CODE_CONTENT_GS1;
    case ZXing_ContentType_ISO15434:
      return WAY_CODE_CONTENT_ISO15434;
    case ZXing_ContentType_UnknownECI:
    default:
      return WAY_CODE_CONTENT_UNKNOWN_ECI;
    }
}

/* Makes of @text, which may hold NULs, valid UTF-8 that may hold them too. */
static char *
take_valid_text (char *text, gsize *inout_len)
{
  g_autoptr (GString) valid = NULL;
  const char *at = text;
  const char *end = text + *inout_len;

  if (g_utf8_validate_len (text, *inout_len, NULL))
    return text;
  valid = g_string_sized_new (*inout_len + 16);
  while (at < end)
    {
      const char *bad = NULL;

      g_utf8_validate_len (at, end - at, &bad);
      g_string_append_len (valid, at, bad - at);
      if (bad < end)
        {
          if (*bad == '\0')
            g_string_append_c (valid, '\0');
          else
            g_string_append (valid, "\xef\xbf\xbd");
          bad++;
        }
      at = bad;
    }
  g_free (text);
  *inout_len = valid->len;
  return g_string_free (g_steal_pointer (&valid), FALSE);
}

static void
copy_corners (const ZXing_Barcode *barcode, WayCode *code)
{
  ZXing_Position position = ZXing_Barcode_position (barcode);
  const ZXing_PointI points[] = { position.topLeft, position.topRight,
                                  position.bottomRight, position.bottomLeft };

  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    code->corners[i] = (WayCodePoint) { points[i].x, points[i].y };
}

/* ITF has no start and stop pattern worth the name: a part of a longer code, or a row of
 * bars in any photograph, reads as one. Cartons carry 14 digits with a check digit.
 * DataBar is read out of noise on two scan lines in one picture out of eight. */
static gboolean
is_plausible (const WayCode *code, int n_lines)
{
  guint sum = 0;

  if (g_str_has_prefix (code->format, "DataBar"))
    return n_lines >= MIN_LINES_DATABAR;
  if (!g_str_equal (code->format, "ITF"))
    return TRUE;
  if (code->text_len != 14)
    return FALSE;
  for (guint i = 0; i < 14; i++)
    sum += (guint) g_ascii_digit_value (code->text[i]) * (i % 2 == 0 ? 3 : 1);
  return sum % 10 == 0;
}

static WayCode *
code_new (const ZXing_Barcode *barcode)
{
  g_autoptr (WayCode) code = g_new0 (WayCode, 1);
  WayZxingExtra extra = { 0 };
  char *symbology = NULL;
  guint8 *bytes = NULL;
  int n_bytes = 0;

  if (!way_zxing_get_extra (barcode, &extra))
    return NULL;
  code->format = get_format_name (barcode);
  code->text_len = extra.text_len;
  code->text = take_valid_text (extra.text, &code->text_len);
  code->sequence_id = extra.sequence_id;
  code->index = extra.index;
  code->count = extra.count;
  bytes = ZXing_Barcode_bytes (barcode, &n_bytes);
  code->bytes = g_bytes_new (bytes, bytes ? (gsize) n_bytes : 0);
  ZXing_free (bytes);
  symbology = ZXing_Barcode_symbologyIdentifier (barcode);
  g_strlcpy (code->symbology, symbology ? symbology : "", sizeof code->symbology);
  ZXing_free (symbology);
  code->content = get_content (barcode);
  code->is_inverted = ZXing_Barcode_isInverted (barcode);
  copy_corners (barcode, code);
  return is_plausible (code, ZXing_Barcode_lineCount (barcode)) ? g_steal_pointer (&code)
                                                                : NULL;
}

static gboolean
is_matrix (const WayCode *code)
{
  return strstr (code->format, "QRCode") != NULL
         || g_str_equal (code->format, "DataMatrix");
}

typedef struct
{
  int left;
  int top;
  int right;
  int bottom;
} Box;

static Box
get_box (const WayCode *code)
{
  Box box = { G_MAXINT, G_MAXINT, G_MININT, G_MININT };

  for (guint i = 0; i < G_N_ELEMENTS (code->corners); i++)
    {
      box.left = MIN (box.left, code->corners[i].x);
      box.right = MAX (box.right, code->corners[i].x);
      box.top = MIN (box.top, code->corners[i].y);
      box.bottom = MAX (box.bottom, code->corners[i].y);
    }
  return box;
}

/* Whether a bar code was read across the middle of a matrix code. */
static gboolean
crosses (const WayCode *bars, const WayCode *matrix)
{
  Box a = get_box (bars);
  Box b = get_box (matrix);
  int edge_x = (b.right - b.left) / 5;
  int edge_y = (b.bottom - b.top) / 5;

  return a.left < b.right - edge_x && a.right > b.left + edge_x
         && a.top < b.bottom - edge_y && a.bottom > b.top + edge_y;
}

/* Nothing is printed across a matrix code: such bars are its own modules. */
static void
drop_crossing_bars (GPtrArray *codes)
{
  for (guint i = codes->len; i-- > 0;)
    {
      const WayCode *bars = g_ptr_array_index (codes, i);
      gboolean is_crossing = FALSE;

      for (guint k = 0; k < codes->len && !is_matrix (bars); k++)
        is_crossing |= is_matrix (g_ptr_array_index (codes, k))
                       && crosses (bars, g_ptr_array_index (codes, k));
      if (is_crossing)
        g_ptr_array_remove_index (codes, i);
    }
}

static void
add_failed (const ZXing_Barcode *barcode, GArray *failed)
{
  ZXing_Position p = ZXing_Barcode_position (barcode);
  WayQuad quad = { { p.topLeft.x, p.topRight.x, p.bottomRight.x, p.bottomLeft.x },
                   { p.topLeft.y, p.topRight.y, p.bottomRight.y, p.bottomLeft.y } };

  if (ZXing_Barcode_format (barcode) == ZXing_BarcodeFormat_QRCode)
    g_array_append_val (failed, quad);
}

static void
sort_out (const ZXing_Barcodes *found, GPtrArray *codes, GArray *failed)
{
  for (int i = 0; i < ZXing_Barcodes_size (found); i++)
    {
      const ZXing_Barcode *barcode = ZXing_Barcodes_at (found, i);
      gboolean is_valid = ZXing_Barcode_isValid (barcode);
      WayCode *code = is_valid ? code_new (barcode) : NULL;

      if (code != NULL)
        g_ptr_array_add (codes, code);
      if (!is_valid && failed != NULL)
        add_failed (barcode, failed);
    }
}

GPtrArray *
way_code_reader_read_full (const WayCodeReader *reader,
                           const WayFrame *frame,
                           GArray *out_failed)
{
  GPtrArray *codes = g_ptr_array_new_with_free_func ((GDestroyNotify) way_code_free);
  ZXing_ImageView *view = NULL;
  ZXing_Barcodes *found = NULL;

  if (frame->width <= 0 || frame->height <= 0 || frame->stride < frame->width)
    return codes;
  view = ZXing_ImageView_new (frame->pixels, frame->width, frame->height,
                              ZXing_ImageFormat_Lum, frame->stride, 1);
  if (view != NULL)
    found = ZXing_ReadBarcodes (view, reader->options);
  if (found != NULL)
    sort_out (found, codes, out_failed);
  else
    ZXing_free (ZXing_LastErrorMsg ());
  drop_crossing_bars (codes);
  g_clear_pointer (&found, ZXing_Barcodes_delete);
  g_clear_pointer (&view, ZXing_ImageView_delete);
  return codes;
}

GPtrArray *
way_code_reader_read (const WayCodeReader *reader, const WayFrame *frame)
{
  return way_code_reader_read_full (reader, frame, NULL);
}
