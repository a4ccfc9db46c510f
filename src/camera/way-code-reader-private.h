/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-code-reader.h"
#include "way-picture-unbend.h"

/** Which symbologies: all of them, or only those whose error correction makes a reading
 * out of noise practically impossible (QR, DataMatrix), for altered pictures. */
typedef enum
{
  WAY_CODE_SET_ALL,
  WAY_CODE_SET_SAFE,
} WayCodeSet;

/** How grey becomes black and white. */
typedef enum
{
  WAY_CODE_BINARIZER_LOCAL,
  WAY_CODE_BINARIZER_GLOBAL,
  WAY_CODE_BINARIZER_FIXED, /* below 128 is black: for pictures that are binary already */
} WayCodeBinarizer;

/** @out_failed: (transfer none): gets the corners of QR codes that were located, but whose
 * content could not be made out. */
GPtrArray *
way_code_reader_read_full (const WayCodeReader *reader,
                           const WayFrame *frame,
                           GArray *out_failed);

WayCodeReader *
way_code_reader_new_full (WayCodeReaderMode mode,
                          WayCodeSet set,
                          WayCodeBinarizer binarizer);

/** Before its first use: has way_code_reader_read_full() report symbols that failed, as readers
 * of the safe set that try harder do anyway. */
void
way_code_reader_report_failed (WayCodeReader *reader);
