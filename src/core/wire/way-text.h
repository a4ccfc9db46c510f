/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-slice.h"

/** TRUE where @text is well-formed UTF-8 (Unicode 16 table 3-7): no overlong forms, no
 * surrogates, nothing above U+10FFFF. */
gboolean
way_text_is_utf8 (WaySlice text);

/** TRUE where @text is well-formed UTF-8 without characters that could deceive a reader
 * or leave their line: C0 and C1 controls, DEL, U+2028, U+2029, bidirectional embeddings,
 * overrides and isolates (U+202A–202E, U+2066–2069), U+FEFF, noncharacters. */
gboolean
way_text_is_plain (WaySlice text);

/** The rule of way_text_is_plain() for one code point. */
gboolean
way_text_is_plain_character (guint32 character);

/** The character at the front of well-formed, non-empty @text, which it then leaves. */
guint32
way_text_next (WaySlice *text);
