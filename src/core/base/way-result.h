/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

/**
 * WayResult:
 *
 * What came of something: one stable number and one stable name, shared by the
 * ledger (where the number is part of a log leaf), HTTP, the command line and
 * the app. Numbers are never reused. The table is `way-result.def`; the
 * groups are: 0 done, 1–29 malformed bytes, 30–59 not admitted to the ledger,
 * 60–149 refused by a ledger module, 150–255 of this machine or the network.
 */
typedef enum
{
#define WAY_RESULT(number, symbol, name, text) WAY_RESULT_##symbol = number,
#include "way-result.def"
#undef WAY_RESULT
} WayResult;

/** The domain of every GError of Waymark; its codes are WayResult. */
#define WAY_ERROR (way_error_quark ())
GQuark
way_error_quark (void);

/** Returns: TRUE where a statement with @result uses up its sequence number and stands in the log. */
static inline gboolean
way_result_is_logged (WayResult result)
{
  return result == WAY_RESULT_OK || (result >= 60 && result < 150);
}

/** Returns: the stable name, like "not-custodian"; "unknown" for a number that is not in
 * the table. */
const char *
way_result_get_name (WayResult result);

/** Returns: one plain English sentence for logs and API replies. */
const char *
way_result_get_text (WayResult result);

/** Returns: FALSE where no result has that name. */
gboolean
way_result_from_name (const char *name, WayResult *out_result);

/** Returns: the WayResult that @error carries; WAY_RESULT_IO for an error of another
 * domain. */
WayResult
way_result_from_error (const GError *error);

/** Sets @error to @result with its own sentence, followed by `: detail` where @detail is
 * not NULL. @detail is a name: a path, a member, what a library said; it is never translated.
 * Returns: FALSE, so that a function can `return way_error_set (…)`. */
gboolean
way_error_set (GError **error, WayResult result, const char *detail);

/** As way_error_set() with a reason that is a text of ours: a literal, or marked with
 * WAY_TEXT() where it stands. Returns: FALSE. */
gboolean
way_error_set_reason (GError **error, WayResult result, const char *reason);

/** As way_error_set() with a printf format for the whole sentence. The message is English;
 * way_error_dup_text() words it in other languages, so that po/ has to know @format: a
 * literal, with PRIu64, %zu or %d for numbers. An argument that is a text of ours, marked
 * with WAY_TEXT() where it stands, is written `%-s` and worded as well.
 * @format: lives as long as the program. Returns: FALSE. */
gboolean
way_error_format (GError **error, WayResult result, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

/** As way_error_format() where the message of @cause is one of the arguments: it is worded with the rest.
 * @cause: copied. Returns: FALSE. */
gboolean
way_error_wrap (GError **error,
                WayResult result,
                const GError *cause,
                const char *format,
                ...) G_GNUC_PRINTF (4, 5);

/** Sets @error to @result with somebody else's whole sentence, such as a node's.
 * Returns: FALSE. */
gboolean
way_error_set_foreign (GError **error, WayResult result, const char *sentence);

/** Returns: what the C library says of @code, an errno, in English: an argument for `%-s`, which readers see in the C
 * library's own translation. */
const char *
way_errno_get_text (int code);

/** Marks a text for people in a room that speaks no language, for po/. */
#define WAY_TEXT(text) text

/** Returns: @text in the reader's language, or @text itself. */
typedef const char *(*WayTranslateFunc) (const char *text);

/** Returns: (transfer full): the message of @error in the language of @translate: its format
 * translated, with its arguments put in. What was set in front of the message
 * (g_prefix_error()) stays as it is, and so do messages of other domains. A foreign sentence
 * is led in by the result's own one, where that is translated. */
char *
way_error_dup_text (const GError *error, WayTranslateFunc translate);
