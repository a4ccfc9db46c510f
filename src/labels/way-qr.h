/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

/** Light modules that must surround a code (ISO/IEC 18004, 5.3.8). */
#define WAY_QR_QUIET_MODULES 4

/** How much of a code may be damaged: about 7, 15, 25, 30 %. */
typedef enum
{
  WAY_QR_LEVEL_L,
  WAY_QR_LEVEL_M,
  WAY_QR_LEVEL_Q,
  WAY_QR_LEVEL_H,
} WayQrLevel;

/**
 * WayQr:
 *
 * The modules of one QR code: immutable.
 */
typedef struct _WayQr WayQr;

/**
 * The smallest code that holds @text, in the cheapest mix of numeric, alphanumeric and
 * byte segments, of at least @level: a higher one where that makes it no bigger. Text
 * outside ASCII is announced as UTF-8 (ECI 26).
 *
 * Errors: WAY_RESULT_INVALID_TEXT: empty or not UTF-8; WAY_RESULT_TOO_LARGE: more than a
 * code can hold.
 */
WayQr *
way_qr_new (const char *text, WayQrLevel level, GError **error);
void
way_qr_free (WayQr *qr);

/** Returns: modules per side, 21 … 177, without the quiet zone. */
guint
way_qr_get_size (const WayQr *qr);
WayQrLevel
way_qr_get_level (const WayQr *qr);
/** @x, @y: from the top left; outside the code everything is light. */
gboolean
way_qr_is_dark (const WayQr *qr, int x, int y);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayQr, way_qr_free)
