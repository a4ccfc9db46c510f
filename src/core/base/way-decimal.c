/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-decimal.h"

#define MAX_EXPONENT 999

/* 0.DIGITS × 10^exponent, without zeros at either end of DIGITS. */
typedef struct
{
  gboolean is_negative;
  const char *digits; /* may hold one point, which is passed over */
  gsize len;
  int exponent;
} Decimal;

static gboolean
read_exponent (const char *text, gsize len, int *out)
{
  gboolean is_negative = len > 0 && text[0] == '-';
  gsize i = len > 0 && (text[0] == '-' || text[0] == '+') ? 1 : 0;
  int value = 0;

  if (i == len)
    return FALSE;
  for (; i < len; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      value = value * 10 + (text[i] - '0');
      if (value > MAX_EXPONENT)
        return FALSE;
    }
  *out = is_negative ? -value : value;
  return TRUE;
}

/* Splits @slice into sign, mantissa and exponent; checks that the mantissa is digits with at most one point inside. */
static gboolean
split (WaySlice slice, Decimal *out)
{
  const char *text = (const char *) slice.data;
  gsize start = slice.len > 0 && (text[0] == '-' || text[0] == '+') ? 1 : 0;
  gsize end = start, n_points = 0, n_digits = 0;

  *out = (Decimal) { .is_negative = start == 1 && text[0] == '-' };
  for (; end < slice.len && (g_ascii_isdigit (text[end]) || text[end] == '.'); end++)
    {
      n_points += text[end] == '.';
      n_digits += text[end] != '.';
    }
  if (n_digits == 0 || n_points > 1 || text[start] == '.' || text[end - 1] == '.')
    return FALSE;
  if (end < slice.len
      && ((text[end] != 'e' && text[end] != 'E')
          || !read_exponent (text + end + 1, slice.len - end - 1, &out->exponent)))
    return FALSE;
  out->digits = text + start;
  out->len = end - start;
  return TRUE;
}

static void
normalise (Decimal *decimal)
{
  gsize whole = 0;

  while (whole < decimal->len && decimal->digits[whole] != '.')
    whole++;
  decimal->exponent += (int) whole;
  /* leading zeros, before and behind the point */
  while (decimal->len > 0 && (decimal->digits[0] == '0' || decimal->digits[0] == '.'))
    {
      decimal->exponent -= decimal->digits[0] == '0';
      decimal->digits++;
      decimal->len--;
    }
  while (decimal->len > 0 && decimal->digits[decimal->len - 1] == '0'
         && memchr (decimal->digits, '.', decimal->len) != NULL)
    decimal->len--;
}

static char
next_digit (const Decimal *decimal, gsize *at)
{
  if (*at < decimal->len && decimal->digits[*at] == '.')
    (*at)++;
  return *at < decimal->len ? decimal->digits[(*at)++] : '0';
}

static int
compare_magnitudes (const Decimal *a, const Decimal *b)
{
  gsize i = 0, j = 0;

  if (a->len == 0 || b->len == 0)
    return (a->len > 0) - (b->len > 0);
  if (a->exponent != b->exponent)
    return a->exponent < b->exponent ? -1 : 1;
  while (i < a->len || j < b->len)
    {
      char left = next_digit (a, &i), right = next_digit (b, &j);

      if (left != right)
        return left < right ? -1 : 1;
    }
  return 0;
}

gboolean
way_decimal_compare (WaySlice a, WaySlice b, int *out_order)
{
  Decimal left, right;

  if (!split (a, &left) || !split (b, &right))
    return FALSE;
  normalise (&left);
  normalise (&right);
  left.is_negative &= left.len > 0;
  right.is_negative &= right.len > 0;
  if (left.is_negative != right.is_negative)
    *out_order = left.is_negative ? -1 : 1;
  else
    *out_order = left.is_negative ? -compare_magnitudes (&left, &right)
                                  : compare_magnitudes (&left, &right);
  return TRUE;
}
