/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-result.h"
#include "way-slice.h"

/* Money is a type: a count of minor units (cents) of one asset. No sign, no fraction, no
 * float; every operation says when it can't be done, and then stores nothing. */

#define WAY_ASSET_MIN_LEN 3
#define WAY_ASSET_MAX_LEN 12
/** The greatest amount, in minor units: ten trillion euros. */
#define WAY_AMOUNT_MAX G_GUINT64_CONSTANT (1000000000000000)
/** The greatest number of decimals that an asset may have. */
#define WAY_EXPONENT_MAX 12

/** A currency of ISO 4217 ("EUR") or an asset of a network: 3 to 12 capital letters and
 * digits, a letter first. NUL-terminated. */
typedef struct
{
  char code[WAY_ASSET_MAX_LEN + 1];
} WayAsset;

typedef struct
{
  WayAsset asset;
  guint64 minor;
} WayAmount;

/** So many units of the one asset for so many of the other; both are at least 1. */
typedef struct
{
  guint64 numerator;
  guint64 denominator;
} WayRate;

typedef enum
{
  WAY_ROUND_DOWN,
  WAY_ROUND_UP,
  WAY_ROUND_HALF_UP,
  WAY_ROUND_HALF_EVEN,
} WayRounding;

/** Returns: FALSE where @code is no asset. */
gboolean
way_asset_init (WayAsset *asset, WaySlice code);
gboolean
way_asset_equal (const WayAsset *a, const WayAsset *b);

/** Returns: WAY_RESULT_OUT_OF_RANGE above WAY_AMOUNT_MAX. */
WayResult
way_amount_init (WayAmount *amount, const WayAsset *asset, guint64 minor);
/** Returns: WAY_RESULT_UNIT_MISMATCH for two assets, WAY_RESULT_OUT_OF_RANGE above
 * WAY_AMOUNT_MAX. @out may be @a or @b, here and below. */
WayResult
way_amount_add (const WayAmount *a, const WayAmount *b, WayAmount *out);
/** Returns: WAY_RESULT_TOO_MUCH where @b is more than @a. */
WayResult
way_amount_subtract (const WayAmount *a, const WayAmount *b, WayAmount *out);
WayResult
way_amount_multiply (const WayAmount *a, guint64 count, WayAmount *out);
/** Returns: WAY_RESULT_UNIT_MISMATCH for two assets; @order is < 0, 0 or > 0. */
WayResult
way_amount_compare (const WayAmount *a, const WayAmount *b, int *order);

/** @a × numerator ÷ denominator in minor units of @asset (which may be that of @a, for a
 * percentage). */
WayResult
way_amount_convert (const WayAmount *a,
                    const WayRate *rate,
                    WayRounding rounding,
                    const WayAsset *asset,
                    WayAmount *out);
/** Shares @a out by @weights (@n of them, not all zero), so that nothing is lost or made:
 * the shares add up to @a, none is a unit or more away from its exact part. What rounding
 * leaves goes to the greatest remainders, the first of equals.
 * @out: @n amounts, not @a. */
WayResult
way_amount_share (const WayAmount *a, const guint64 *weights, gsize n, WayAmount *out);

/** Reads "1234.5" with a point, at most @exponent decimals, no sign, no groups, no more
 * zeros in front than needed. @error: a sentence. */
gboolean
way_minor_parse (WaySlice text, guint exponent, guint64 *out_minor, GError **error);
/** Returns: (transfer full): with exactly @exponent decimals, like "1234.50"; the reverse
 * of way_minor_parse(). For people a locale's own form belongs in the user interface. */
char *
way_minor_format (guint64 minor, guint exponent);
