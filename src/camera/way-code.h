/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

/** What a code's content is, as its mode indicators say (ISO/IEC 18004, 16022, 15424). */
typedef enum
{
  WAY_CODE_CONTENT_TEXT,
  WAY_CODE_CONTENT_BINARY,
  WAY_CODE_CONTENT_MIXED,
  WAY_CODE_CONTENT_GS1, /* FNC1 in first place: an element string */
  WAY_CODE_CONTENT_ISO15434,
  WAY_CODE_CONTENT_UNKNOWN_ECI,
} WayCodeContent;

typedef struct
{
  int x;
  int y;
} WayCodePoint;

/**
 * WayCode:
 * @format: ZXing's name, like "QRCode", "DataMatrix", "EAN-13"; static
 * @text: valid UTF-8 (what can't be is U+FFFD), NUL-terminated; GS1 separators are U+001D
 * @text_len: bytes of @text, which may hold NULs of its own
 * @bytes: the content before any conversion of characters
 * @symbology: the AIM symbology identifier, like "]Q3"
 * @corners: top left, top right, bottom right, bottom left of the symbol as it is meant
 *   to be read, in pixels of the picture as it is meant to be seen
 * @index: place in a structured-append sequence from 0; -1 where it is not a part of one
 * @count: parts of that sequence, 0 if the symbol doesn't say; -1 as above
 * @sequence_id: (nullable): what parts of one sequence have in common
 */
typedef struct
{
  const char *format;
  char *text;
  gsize text_len;
  GBytes *bytes;
  WayCodeContent content;
  char symbology[4];
  WayCodePoint corners[4];
  int index;
  int count;
  char *sequence_id;
  gboolean is_inverted;
} WayCode;

void
way_code_free (WayCode *code);

/** Returns: whether both are readings of the same symbol at about the same place. */
gboolean
way_code_is_same_symbol (const WayCode *a, const WayCode *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayCode, way_code_free)
