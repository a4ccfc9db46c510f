/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <gio/gio.h>
#include <string.h>

#include "way-demo-canvas.h"

/* A PNG writer (ISO/IEC 15948) for one kind of picture: which bytes come out is nobody's business but its own and zlib's. */

#define CRC_POLYNOMIAL 0xedb88320u /* annex D */

static guint32
crc32_of (const guint8 *bytes, gsize len)
{
  guint32 crc = 0xffffffffu;

  for (gsize i = 0; i < len; i++)
    {
      crc ^= bytes[i];
      for (guint bit = 0; bit < 8; bit++)
        crc = (crc >> 1) ^ ((crc & 1) != 0 ? CRC_POLYNOMIAL : 0);
    }
  return ~crc;
}

static void
append_be32 (GByteArray *out, guint32 value)
{
  guint32 big = GUINT32_TO_BE (value);

  g_byte_array_append (out, (const guint8 *) &big, sizeof big);
}

static void
append_chunk (GByteArray *out, const char *type, const guint8 *data, gsize len)
{
  guint start;

  append_be32 (out, (guint32) len);
  start = out->len;
  g_byte_array_append (out, (const guint8 *) type, 4);
  if (len > 0)
    g_byte_array_append (out, data, (guint) len);
  append_be32 (out, crc32_of (out->data + start, out->len - start));
}

/* Scan lines without a filter: few greys in long runs compress best as they are. */
static GByteArray *
make_scan_lines (const WayCanvas *canvas)
{
  GByteArray *lines = g_byte_array_new ();
  const guint8 no_filter = 0;

  for (guint row = 0; row < canvas->height; row++)
    {
      g_byte_array_append (lines, &no_filter, 1);
      g_byte_array_append (lines, canvas->pixels + (gsize) row * canvas->width,
                           canvas->width);
    }
  return lines;
}

static GBytes *
deflate_lines (const GByteArray *lines)
{
  g_autoptr (GZlibCompressor)
      compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 9);
  g_autoptr (GBytes) plain = g_bytes_new (lines->data, lines->len);
  g_autoptr (GError) error = NULL;
  GBytes *packed = g_converter_convert_bytes (G_CONVERTER (compressor), plain, &error);

  g_assert_no_error (error);
  return packed;
}

GBytes *
way_canvas_to_png (const WayCanvas *self)
{
  static const guint8 signature[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
  static const guint8 grey8[] = { 8, 0, 0, 0, 0 }; /* depth, colour type, methods */
  GByteArray *png = g_byte_array_new ();
  g_autoptr (GByteArray) header = g_byte_array_new ();
  g_autoptr (GByteArray) lines = make_scan_lines (self);
  g_autoptr (GBytes) packed = deflate_lines (lines);
  gsize len;
  const guint8 *data = g_bytes_get_data (packed, &len);

  append_be32 (header, self->width);
  append_be32 (header, self->height);
  g_byte_array_append (header, grey8, sizeof grey8);
  g_byte_array_append (png, signature, sizeof signature);
  append_chunk (png, "IHDR", header->data, header->len);
  append_chunk (png, "IDAT", data, len);
  append_chunk (png, "IEND", NULL, 0);
  return g_byte_array_free_to_bytes (png);
}
