/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-code.h"

/**
 * WayCodeReader:
 *
 * Finds codes in one grey picture: QR, Micro QR and rMQR, DataMatrix, EAN-8/13, UPC-A/E,
 * and the carton codes Code 128, ITF-14 and GS1 DataBar; upright, turned, mirrored or
 * light on dark. An ITF counts only with 14 digits and a right check digit, a bar code
 * only where several scan lines agree and not across a matrix code: else they are read out
 * of thin air.
 *
 * Immutable: one reader may serve several threads at once.
 */
typedef struct _WayCodeReader WayCodeReader;

/**
 * WayCodeReaderMode:
 * @WAY_CODE_READER_FAST: for every frame of a camera
 * @WAY_CODE_READER_TRY_HARDER: about six times slower; finds turned, small, inverted codes
 */
typedef enum
{
  WAY_CODE_READER_FAST,
  WAY_CODE_READER_TRY_HARDER,
} WayCodeReaderMode;

/**
 * WayFrame:
 * @pixels: @height rows of @width bytes, 0 black to 255 white, borrowed
 * @stride: bytes from one row to the next, at least @width
 */
typedef struct
{
  const guint8 *pixels;
  int width;
  int height;
  int stride;
} WayFrame;

WayCodeReader *
way_code_reader_new (WayCodeReaderMode mode);
void
way_code_reader_free (WayCodeReader *reader);

/** Returns: (transfer full) (element-type WayCode): the codes in @frame, none for a frame
 * that is empty or malformed. It takes as long as it takes: see way-picture-reader.h for
 * limits. */
GPtrArray *
way_code_reader_read (const WayCodeReader *reader, const WayFrame *frame);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayCodeReader, way_code_reader_free)
