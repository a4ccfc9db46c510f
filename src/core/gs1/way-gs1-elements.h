/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-result.h"
#include "way-slice.h"

/** The longest value of any application identifier. */
#define WAY_GS1_MAX_VALUE 90
/** The most application identifiers in one message. */
#define WAY_GS1_MAX_ELEMENTS 64
/** The longest text that any parser here looks at, in bytes. */
#define WAY_GS1_MAX_TEXT 8192

/** One application identifier (two to four digits) and its value, both NUL-terminated. */
typedef struct
{
  char ai[5];
  guint8 value_len;
  char value[WAY_GS1_MAX_VALUE + 1];
} WayGs1Element;

/**
 * WayGs1Elements:
 *
 * A valid GS1 message: application identifiers in the order in which they were read, each
 * value checked, required partners there and excluded ones absent (GS1 General
 * Specifications 3 and 4.13; GS1 Barcode Syntax Dictionary). Immutable.
 */
typedef struct _WayGs1Elements WayGs1Elements;

void
way_gs1_elements_free (WayGs1Elements *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayGs1Elements, way_gs1_elements_free)

guint
way_gs1_elements_get_n (const WayGs1Elements *self);
/** @index: below the number of elements. Returns: (transfer none) */
const WayGs1Element *
way_gs1_elements_get (const WayGs1Elements *self, guint index);
/** Returns: (transfer none) (nullable): the first element of that identifier. */
const WayGs1Element *
way_gs1_elements_lookup (const WayGs1Elements *self, const char *ai);

/** Reads "(01)09520123456788(21)ABC"; a `(` inside a value is written `\(`.
 * @error: WAY_RESULT_MALFORMED and its neighbours, with a sentence that says what is wrong
 * and where; so for all parsers here. Returns: (transfer full) (nullable) */
WayGs1Elements *
way_gs1_parse_bracketed (WaySlice text, GError **error);
/** Reads "^010952012345678821ABC": a leading separator is taken but not needed.
 * @separator: what stands for FNC1: '^', or 0x1D as readers send it. */
WayGs1Elements *
way_gs1_parse_element_string (WaySlice text, char separator, GError **error);

/** The format of a code whose reader saw FNC1 in first place (ZXing: content type GS1):
 * an element string, whatever it looks like. */
#define WAY_GS1_FORMAT_GS1 "GS1"

/** Reads what a code reader delivers: an AIM prefix ("]d2", "]Q3", "]C1", "]e0", "]E0" …)
 * decides, else @format, else the look of @text: a Digital Link URI, bracketed, with
 * separators (0x1D or ^), or a bare GTIN (8, 12, 13 or 14 digits) or SSCC (18 digits).
 * @format: (nullable): WAY_GS1_FORMAT_GS1, or by ZXing's names, like "EAN-13", "UPCE". */
WayGs1Elements *
way_gs1_parse_scan (WaySlice text, const char *format, GError **error);

/** Returns: (transfer full): with `^` for FNC1, the leading one included, and one behind
 * each value that is not of predefined length and not the last. */
char *
way_gs1_to_element_string (const WayGs1Elements *self);
/** Returns: (transfer full): "(01)…(21)…", a `(` in a value as `\(`. */
char *
way_gs1_to_bracketed (const WayGs1Elements *self);

/** Returns: (nullable): the data title, like "USE BY or EXPIRY". */
const char *
way_gs1_get_title (const char *ai);
