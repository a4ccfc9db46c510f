/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-amount.h"

#include <inttypes.h>
#include <string.h>

typedef unsigned __int128 Wide;

gboolean
way_asset_init (WayAsset *asset, WaySlice code)
{
  if (code.len < WAY_ASSET_MIN_LEN || code.len > WAY_ASSET_MAX_LEN
      || !g_ascii_isupper (code.data[0]))
    return FALSE;
  for (gsize i = 1; i < code.len; i++)
    if (!g_ascii_isupper (code.data[i]) && !g_ascii_isdigit (code.data[i]))
      return FALSE;
  memset (asset, 0, sizeof *asset);
  memcpy (asset->code, code.data, code.len);
  return TRUE;
}

gboolean
way_asset_equal (const WayAsset *a, const WayAsset *b)
{
  return strcmp (a->code, b->code) == 0;
}

static WayResult
store (WayAmount *out, const WayAsset *asset, Wide minor)
{
  WayAsset copy = *asset;

  if (minor > WAY_AMOUNT_MAX)
    return WAY_RESULT_OUT_OF_RANGE;
  out->asset = copy;
  out->minor = (guint64) minor;
  return WAY_RESULT_OK;
}

WayResult
way_amount_init (WayAmount *amount, const WayAsset *asset, guint64 minor)
{
  return store (amount, asset, minor);
}

WayResult
way_amount_add (const WayAmount *a, const WayAmount *b, WayAmount *out)
{
  if (!way_asset_equal (&a->asset, &b->asset))
    return WAY_RESULT_UNIT_MISMATCH;
  return store (out, &a->asset, (Wide) a->minor + b->minor);
}

WayResult
way_amount_subtract (const WayAmount *a, const WayAmount *b, WayAmount *out)
{
  if (!way_asset_equal (&a->asset, &b->asset))
    return WAY_RESULT_UNIT_MISMATCH;
  if (b->minor > a->minor)
    return WAY_RESULT_TOO_MUCH;
  return store (out, &a->asset, a->minor - b->minor);
}

WayResult
way_amount_multiply (const WayAmount *a, guint64 count, WayAmount *out)
{
  return store (out, &a->asset, (Wide) a->minor * count);
}

WayResult
way_amount_compare (const WayAmount *a, const WayAmount *b, int *order)
{
  if (!way_asset_equal (&a->asset, &b->asset))
    return WAY_RESULT_UNIT_MISMATCH;
  *order = (a->minor > b->minor) - (a->minor < b->minor);
  return WAY_RESULT_OK;
}

static Wide
divide (Wide numerator, guint64 denominator, WayRounding rounding)
{
  Wide quotient = numerator / denominator;
  Wide twice = numerator % denominator * 2;
  gboolean is_up = FALSE;

  switch (rounding)
    {
    case WAY_ROUND_DOWN:
      break;
    case WAY_ROUND_UP:
      is_up = twice > 0;
      break;
    case WAY_ROUND_HALF_UP:
      is_up = twice >= denominator;
      break;
    case WAY_ROUND_HALF_EVEN:
      is_up = twice > denominator || (twice == denominator && quotient % 2 == 1);
      break;
    default:
      g_assert_not_reached ();
    }
  return quotient + is_up;
}

WayResult
way_amount_convert (const WayAmount *a,
                    const WayRate *rate,
                    WayRounding rounding,
                    const WayAsset *asset,
                    WayAmount *out)
{
  if (rate->numerator == 0 || rate->denominator == 0)
    return WAY_RESULT_OUT_OF_RANGE;
  return store (out, asset,
                divide ((Wide) a->minor * rate->numerator, rate->denominator, rounding));
}

/* The index of the greatest remainder of a × weight ÷ total that is still below @last (or
 * behind it where they are equal): walks the remainders downwards without storing them. */
static gsize
next_remainder (guint64 minor, const guint64 *weights, gsize n, Wide total, gsize last)
{
  Wide last_value = last < n ? (Wide) minor * weights[last] % total : total;
  Wide best_value = 0;
  gsize best = n;

  for (gsize i = 0; i < n; i++)
    {
      Wide value = (Wide) minor * weights[i] % total;

      if (value > last_value || (value == last_value && (last == n || i <= last)))
        continue;
      if (best == n || value > best_value)
        {
          best = i;
          best_value = value;
        }
    }
  return best;
}

WayResult
way_amount_share (const WayAmount *a, const guint64 *weights, gsize n, WayAmount *out)
{
  Wide total = 0;
  guint64 left = a->minor;
  gsize last = n;

  for (gsize i = 0; i < n; i++)
    total += weights[i];
  if (total == 0 || total > G_MAXUINT64)
    return WAY_RESULT_OUT_OF_RANGE;
  for (gsize i = 0; i < n; i++)
    {
      out[i].asset = a->asset;
      out[i].minor = (guint64) ((Wide) a->minor * weights[i] / total);
      left -= out[i].minor;
    }
  for (; left > 0; left--)
    {
      last = next_remainder (a->minor, weights, n, total, last);
      out[last].minor++;
    }
  return WAY_RESULT_OK;
}

static gboolean
refuse_number (guint exponent, GError **error)
{
  if (exponent == 0)
    return way_error_format (error, WAY_RESULT_MALFORMED,
                             "An amount is a whole number here, like 1234");
  return way_error_format (error, WAY_RESULT_MALFORMED,
                           "An amount looks like 1234.5, with a point and at most %u "
                           "decimals",
                           exponent);
}

gboolean
way_minor_parse (WaySlice text, guint exponent, guint64 *out_minor, GError **error)
{
  gsize point = 0, decimals;
  guint64 minor = 0;

  g_return_val_if_fail (exponent <= WAY_EXPONENT_MAX, FALSE);
  while (point < text.len && text.data[point] != '.')
    point++;
  decimals = point < text.len ? text.len - point - 1 : 0;
  if (point == 0 || decimals > exponent || (point < text.len && decimals == 0)
      || (point > 1 && text.data[0] == '0'))
    return refuse_number (exponent, error);
  for (gsize i = 0; i < text.len + exponent - decimals; i++)
    {
      guint8 digit = i < text.len ? text.data[i] : '0';

      if (i == point && i < text.len)
        continue;
      if (!g_ascii_isdigit (digit))
        return refuse_number (exponent, error);
      minor = minor * 10 + (guint64) (digit - '0');
      if (minor > WAY_AMOUNT_MAX)
        return way_error_format (error, WAY_RESULT_OUT_OF_RANGE,
                                 "The amount is too large");
    }
  *out_minor = minor;
  return TRUE;
}

char *
way_minor_format (guint64 minor, guint exponent)
{
  guint64 unit = 1;

  g_return_val_if_fail (exponent <= WAY_EXPONENT_MAX, NULL);
  for (guint i = 0; i < exponent; i++)
    unit *= 10;
  if (exponent == 0)
    return g_strdup_printf ("%" PRIu64, minor);
  return g_strdup_printf ("%" PRIu64 ".%0*" PRIu64, minor / unit, (int) exponent,
                          minor % unit);
}
