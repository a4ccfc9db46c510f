/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-result.h"

/* GS1 identification numbers that end with a check digit. Source: GS1 General
 * Specifications 7.9.1. */

/** @digits: without the check digit, at least one, digits alone. Returns: '0' to '9'. */
char
way_gs1_check_digit (const char *digits);
/** Returns: TRUE where @number is digits alone, at least two, and its last one is right. */
gboolean
way_gs1_has_check_digit (const char *number);

/** Checks a GTIN-8, -12, -13 or -14 and writes it with leading zeros.
 * @out_gtin14: 14 digits and a NUL, untouched on an error.
 * @error: WAY_RESULT_MALFORMED or WAY_RESULT_BAD_CHECK_DIGIT (with the right digit). */
gboolean
way_gtin_to_gtin14 (const char *text, char out_gtin14[15], GError **error);
/** Undoes zero suppression: eight digits of a UPC-E symbol become a GTIN-12.
 * Source: General Specifications 5.2.2.4.2. */
gboolean
way_gtin_expand_upce (const char *upce8, char out_gtin12[13], GError **error);
/** Checks that @text is exactly 18 digits with the right check digit. */
gboolean
way_sscc_check (const char *text, GError **error);
/** The same for the 13 digits of a GLN. */
gboolean
way_gln_check (const char *text, GError **error);
/** The same for the 17 digits of a GSIN. */
gboolean
way_gsin_check (const char *text, GError **error);
