/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <stdarg.h>

#include "way-result.h"

/* A sentence that still knows how it was put together: docs/decisions/0031. */

#define WAY_TEMPLATE_MAX_ARGS 8

/** Where an argument stands in the sentence, counted from its end, so that nothing that is
 * set in front moves it. In bytes. */
typedef struct
{
  guint from_end;
  guint len;
} WayTemplateArg;

/** @format: (nullable): a literal or what gettext answered; NULL: nothing is known.
 * @words: bit i says that argument i is a text of ours. Owns nothing. */
typedef struct
{
  const char *format;
  guint8 n_args;
  guint8 words;
  WayTemplateArg args[WAY_TEMPLATE_MAX_ARGS];
} WayTemplate;

/** Returns: (transfer full): what g_strdup_vprintf() does. @self gets no format where that is
 * beyond it: with positions, widths of strings, fractions, pointers, or more arguments than its limit. */
char *
way_template_format (WayTemplate *self, const char *format, va_list args)
    G_GNUC_PRINTF (2, 0);

/** Returns: (transfer full): @text, which ends with the sentence of @self, with that sentence
 * in another language; @text itself where it does not end so, or its translation asks for
 * an argument that is not there. */
char *
way_template_translate (const WayTemplate *self,
                        const char *text,
                        WayTranslateFunc translate);
