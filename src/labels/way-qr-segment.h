/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

/** The modes of ISO/IEC 18004 that are used, in ascending cost per character. */
typedef enum
{
  WAY_QR_MODE_NUMERIC,
  WAY_QR_MODE_ALPHANUMERIC,
  WAY_QR_MODE_BYTE,
} WayQrMode;
#define WAY_QR_N_MODES 3

typedef struct
{
  WayQrMode mode;
  gsize start;
  gsize len;
} WayQrSegment;

/** Versions 1–9, 10–26 and 27–40 state a segment's length in differently many bits. */
#define WAY_QR_N_CLASSES 3

/**
 * The segmentation of @len (≥ 1) bytes that takes the fewest bits in a version of that
 * class, 0 … 2.
 *
 * Returns: (transfer full) (element-type WayQrSegment)
 */
GArray *
way_qr_segment (const char *text, gsize len, guint version_class);
/** Returns: the bits that it takes, mode indicators and lengths included. */
gsize
way_qr_segments_get_bits (const GArray *segments, guint version_class);
