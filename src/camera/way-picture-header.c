/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-picture-header.h"

#include <string.h>

#include "way-result.h"

/* A reader that yields zeros behind the end: a size of zero is an error anyway. */
typedef struct
{
  const guint8 *data;
  gsize len;
  gboolean is_big_endian;
} Source;

static guint32
get_number (const Source *source, gsize at, guint n_bytes)
{
  guint32 value = 0;

  if (at > source->len || source->len - at < n_bytes)
    return 0;
  for (guint i = 0; i < n_bytes; i++)
    {
      guint place = source->is_big_endian ? i : n_bytes - 1 - i;

      value = value << 8 | source->data[at + place];
    }
  return value;
}

static gboolean
has (const Source *source, gsize at, const char *bytes, gsize n_bytes)
{
  return at <= source->len && source->len - at >= n_bytes
         && memcmp (source->data + at, bytes, n_bytes) == 0;
}

typedef void (*Measure) (Source *source, WayPictureHeader *header);

/* PNG, third edition, 5.3 and 11.2: an interlaced one that was cut off has rows down to
 * the bottom, and only the missing end chunk gives it away. */
static void
measure_png (Source *source, WayPictureHeader *header)
{
  guint64 at = 8;

  source->is_big_endian = TRUE;
  while (at < source->len && !has (source, at + 4, "IEND", 4))
    at += (guint64) get_number (source, at, 4) + 12;
  if (at >= source->len)
    return;
  header->width = get_number (source, 16, 4);
  header->height = get_number (source, 20, 4);
}

/* ITU-T T.81, B.1.1: the first marker at or behind @at that is neither part of coded data
 * (a stuffed zero, a restart) nor a fill byte; @len where there is none. */
static gsize
find_marker (const Source *source, gsize at)
{
  for (; at + 1 < source->len; at++)
    {
      guint8 marker = source->data[at + 1];

      if (source->data[at] == 0xff && marker > 0x01 && marker != 0xff
          && !(marker >= 0xd0 && marker <= 0xd7))
        return at;
    }
  return source->len;
}

static gboolean
is_jpeg_frame (guint8 marker)
{
  return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8
         && marker != 0xcc;
}

/* B.2.2: the first frame header. A file that was cut off has no end marker (an embedded
 * thumbnail's stands inside a segment); libjpeg would make up what is missing. */
static void
measure_jpeg (Source *source, WayPictureHeader *header)
{
  WayPictureHeader found = *header;
  gsize at = find_marker (source, 2);

  source->is_big_endian = TRUE;
  while (at < source->len && source->data[at + 1] != 0xd9)
    {
      if (is_jpeg_frame (source->data[at + 1]) && found.width == 0)
        {
          found.height = get_number (source, at + 5, 2);
          found.width = get_number (source, at + 7, 2);
        }
      at = find_marker (source, at + 2 + get_number (source, at + 2, 2));
    }
  if (at < source->len)
    *header = found;
}

static void
grow (WayPictureHeader *header, guint32 width, guint32 height)
{
  header->width = MAX (header->width, width);
  header->height = MAX (header->height, height);
}

/* GIF89a, 15: a chain of blocks, each with its length before it, ended by an empty one. */
static gsize
skip_sub_blocks (const Source *source, gsize at)
{
  while (at < source->len && source->data[at] != 0)
    at += 1 + (gsize) source->data[at];
  return at + 1;
}

/* GIF89a, 18 and 20: the logical screen, and frames that may be bigger than it. */
static void
measure_gif (Source *source, WayPictureHeader *header)
{
  guint32 flags = get_number (source, 10, 1);
  gsize at = 13 + (flags & 0x80 ? (gsize) 3 << ((flags & 7) + 1) : 0);

  grow (header, get_number (source, 6, 2), get_number (source, 8, 2));
  while (at < source->len && (source->data[at] == '!' || source->data[at] == ','))
    {
      if (source->data[at] == ',')
        {
          grow (header, get_number (source, at + 5, 2), get_number (source, at + 7, 2));
          flags = get_number (source, at + 9, 1);
          at += 11 + (flags & 0x80 ? (gsize) 3 << ((flags & 7) + 1) : 0);
        }
      else
        at += 2;
      at = skip_sub_blocks (source, at);
    }
}

/* BITMAPCOREHEADER has 12 bytes and short sizes; a negative height is top-down */
static void
measure_bmp (Source *source, WayPictureHeader *header)
{
  if (get_number (source, 14, 4) == 12)
    {
      header->width = get_number (source, 18, 2);
      header->height = get_number (source, 20, 2);
      return;
    }
  header->width = get_number (source, 18, 4);
  header->height = get_number (source, 22, 4);
  if (header->height > G_MAXINT32)
    header->height = -header->height;
}

/* RFC 9649, 2.4 to 2.7. An animation that is shorter than it says was cut off: the loader would stumble over it. */
static void
measure_webp (Source *source, WayPictureHeader *header)
{
  gboolean is_animated = has (source, 12, "VP8X", 4) && get_number (source, 20, 1) & 2;

  if (is_animated && get_number (source, 4, 4) > source->len - 8)
    return;
  if (has (source, 12, "VP8 ", 4))
    {
      header->width = get_number (source, 26, 2) & 0x3fff;
      header->height = get_number (source, 28, 2) & 0x3fff;
    }
  else if (has (source, 12, "VP8L", 4))
    {
      guint32 bits = get_number (source, 21, 4);

      header->width = (bits & 0x3fff) + 1;
      header->height = (bits >> 14 & 0x3fff) + 1;
    }
  else if (has (source, 12, "VP8X", 4))
    {
      header->width = get_number (source, 24, 3) + 1;
      header->height = get_number (source, 27, 3) + 1;
    }
}

/* TIFF 6.0, section 2: ImageWidth and ImageLength of the first directory */
static void
measure_tiff (Source *source, WayPictureHeader *header)
{
  gsize at;
  guint32 n;

  source->is_big_endian = source->data[0] == 'M';
  at = get_number (source, 4, 4);
  n = get_number (source, at, 2);
  for (guint32 i = 0; i < n; i++)
    {
      gsize entry = at + 2 + (gsize) i * 12;
      guint32 tag = get_number (source, entry, 2);
      guint32 value =
          get_number (source, entry + 8, get_number (source, entry + 2, 2) == 3 ? 2 : 4);

      if (tag == 256)
        header->width = value;
      else if (tag == 257)
        header->height = value;
    }
}

/* ISO/IEC 23008-12, 6.5.3: every picture in the file has an `ispe`, that of a grid of
 * tiles too; the biggest is the one that costs memory. */
static void
measure_heif (Source *source, WayPictureHeader *header)
{
  const gsize reach = MIN (source->len, 1024 * 1024);

  source->is_big_endian = TRUE;
  for (gsize at = 4; at + 16 <= reach; at++)
    if (source->data[at] == 'i' && has (source, at, "ispe", 4)
        && get_number (source, at - 4, 4) == 20)
      {
        guint32 width = get_number (source, at + 8, 4);
        guint32 height = get_number (source, at + 12, 4);

        if ((guint64) width * height > (guint64) header->width * header->height)
          {
            header->width = width;
            header->height = height;
          }
      }
}

static const struct
{
  const char *mime;
  gsize at;
  const char *magic;
  gsize n_magic;
  Measure measure;
} kinds[] = {
  { "image/png", 0, "\x89PNG\r\n\x1a\n", 8, measure_png },
  { "image/jpeg", 0, "\xff\xd8\xff", 3, measure_jpeg },
  { "image/gif", 0, "GIF87a", 6, measure_gif },
  { "image/gif", 0, "GIF89a", 6, measure_gif },
  { "image/webp", 8, "WEBP", 4, measure_webp },
  { "image/tiff", 0, "II*\0", 4, measure_tiff },
  { "image/tiff", 0, "MM\0*", 4, measure_tiff },
  { "image/heif", 4, "ftypheic", 8, measure_heif },
  { "image/heif", 4, "ftypheix", 8, measure_heif },
  { "image/heif", 4, "ftypmif1", 8, measure_heif },
  { "image/heif", 4, "ftypmsf1", 8, measure_heif },
  { "image/avif", 4, "ftypavif", 8, measure_heif },
  { "image/bmp", 0, "BM", 2, measure_bmp },
};

gboolean
way_picture_header_parse (const guint8 *data,
                          gsize len,
                          WayPictureHeader *out_header,
                          GError **error)
{
  Source source = { data, len, FALSE };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (has (&source, kinds[i].at, kinds[i].magic, kinds[i].n_magic))
      {
        *out_header = (WayPictureHeader) { .mime = kinds[i].mime };
        kinds[i].measure (&source, out_header);
        if (out_header->width > 0 && out_header->height > 0)
          return TRUE;
        return way_error_format (
            error, WAY_RESULT_MALFORMED,
            "The picture is cut off or damaged; take or save it anew");
      }
  if (len == 0)
    return way_error_format (error, WAY_RESULT_MALFORMED,
                             "The file is empty; choose another one");
  return way_error_format (error, WAY_RESULT_UNSUPPORTED,
                           "This is not a picture that can be scanned; use PNG, JPEG, "
                           "WebP, HEIF, GIF, BMP or TIFF");
}
