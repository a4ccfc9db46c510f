/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

/**
 * WayPictureHeader: what the first bytes of a picture file say, before anybody decodes it.
 * @mime: static
 * @width, @height: of the biggest picture in it, before orientation
 */
typedef struct
{
  const char *mime;
  guint32 width;
  guint32 height;
} WayPictureHeader;

/**
 * Knows PNG, JPEG, WebP, HEIF and AVIF, GIF, BMP and TIFF, by content and never by name;
 * everything else, drawings in SVG among it, is refused.
 *
 * Errors: WAY_RESULT_UNSUPPORTED: another kind of file; WAY_RESULT_MALFORMED: its size
 * can't be made out.
 */
gboolean
way_picture_header_parse (const guint8 *data,
                          gsize len,
                          WayPictureHeader *out_header,
                          GError **error);
