/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

/* A scanned text that is no product code: named for what it is, shown so that it can't deceive, never opened. */

typedef enum
{
  WAY_PLAIN_TEXT_OTHER,
  WAY_PLAIN_TEXT_LINK,    /* of the web */
  WAY_PLAIN_TEXT_WIFI,    /* WIFI:… */
  WAY_PLAIN_TEXT_CONTACT, /* vCard, MECARD */
  WAY_PLAIN_TEXT_MESSAGE, /* mailto:, tel:, sms: */
  WAY_PLAIN_TEXT_PLACE,   /* geo: */
  WAY_PLAIN_TEXT_ADDRESS, /* any other scheme:… */
  WAY_PLAIN_TEXT_CODE,    /* a code of GS1's, but damaged or of nothing that is traced */
} WayPlainTextKind;

/** Looks only at the text. */
WayPlainTextKind
way_plain_text_get_kind (const char *text);
/** "A web link", "The password of a Wi-Fi network", … Static, translated. */
const char *
way_plain_text_describe (WayPlainTextKind kind);
/** Whether it has characters that are invisible or turn the direction of writing: then it is not what it looks like. */
gboolean
way_plain_text_is_deceptive (const char *text);
/** @text with such characters, and all control characters but the end of a line, replaced by ⟨U+XXXX⟩; what is not UTF-8 by U+FFFD;
 * at most 4,000 characters, then "…". Returns: (transfer full) */
char *
way_plain_text_make_visible (const char *text);
