/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-cbor-float.h"

#include <string.h>

/* Free-format printing after Steele and White, with exact big integers. The largest value
 * that occurs is about 2^1077, times 10 for a digit. */
#define N_WORDS    40
#define MAX_DIGITS 17

typedef struct
{
  guint32 words[N_WORDS]; /* least significant first */
} Big;

static void
big_set (Big *big, guint64 value)
{
  memset (big, 0, sizeof *big);
  big->words[0] = (guint32) value;
  big->words[1] = (guint32) (value >> 32);
}

static void
big_multiply (Big *big, guint32 factor)
{
  guint64 carry = 0;

  for (guint i = 0; i < N_WORDS; i++)
    {
      carry += (guint64) big->words[i] * factor;
      big->words[i] = (guint32) carry;
      carry >>= 32;
    }
  g_assert (carry == 0);
}

static void
big_shift (Big *big, guint bits)
{
  for (; bits >= 31; bits -= 31)
    big_multiply (big, 1u << 31);
  big_multiply (big, 1u << bits);
}

static void
big_add (Big *big, const Big *other)
{
  guint64 carry = 0;

  for (guint i = 0; i < N_WORDS; i++)
    {
      carry += (guint64) big->words[i] + other->words[i];
      big->words[i] = (guint32) carry;
      carry >>= 32;
    }
}

static void
big_subtract (Big *big, const Big *other)
{
  gint64 borrow = 0;

  for (guint i = 0; i < N_WORDS; i++)
    {
      borrow += (gint64) big->words[i] - other->words[i];
      big->words[i] = (guint32) borrow;
      borrow >>= 32;
    }
}

static int
big_compare (const Big *a, const Big *b)
{
  for (guint i = N_WORDS; i-- > 0;)
    if (a->words[i] != b->words[i])
      return a->words[i] < b->words[i] ? -1 : 1;

  return 0;
}

static int
big_compare_sum (const Big *a, const Big *b, const Big *c)
{
  Big sum = *a;

  big_add (&sum, b);
  return big_compare (&sum, c);
}

/* A number as rest / scale, with half the gap to the number above and to the one below. */
typedef struct
{
  Big rest, scale, above, below;
  gboolean is_even; /* then the middle of a gap rounds to this number */
} Ratio;

/* mantissa × 2^exponent, normalised as binary64 is: 53 bits, or exponent −1074. */
static void
ratio_init (Ratio *ratio, guint64 mantissa, int exponent)
{
  gboolean is_power = mantissa == G_GUINT64_CONSTANT (1) << 52 && exponent > -1074;

  ratio->is_even = mantissa % 2 == 0;
  big_set (&ratio->rest, mantissa);
  big_set (&ratio->scale, 1);
  big_set (&ratio->above, 1);
  /* everything twice, so that half a gap is a whole number; twice again where the gap
   * below a power of two is half as wide */
  big_shift (&ratio->rest, (guint) (MAX (exponent, 0) + 1 + is_power));
  big_shift (&ratio->scale, (guint) (MAX (-exponent, 0) + 1 + is_power));
  big_shift (&ratio->above, (guint) MAX (exponent, 0));
  ratio->below = ratio->above;
  if (is_power)
    big_shift (&ratio->above, 1);
}

static void
ratio_multiply_ten (Ratio *ratio)
{
  big_multiply (&ratio->rest, 10);
  big_multiply (&ratio->above, 10);
  big_multiply (&ratio->below, 10);
}

/* Scales to 0.1 <= ratio < 1. Returns: the power of ten that was taken out. */
static int
ratio_scale (Ratio *ratio)
{
  int point = 0;

  while (big_compare_sum (&ratio->rest, &ratio->above, &ratio->scale) >= !ratio->is_even)
    {
      big_multiply (&ratio->scale, 10);
      point++;
    }
  for (;;)
    {
      Ratio next = *ratio;

      ratio_multiply_ten (&next);
      if (big_compare_sum (&next.rest, &next.above, &next.scale) >= !ratio->is_even)
        return point;
      *ratio = next;
      point--;
    }
}

static guint
ratio_take_digit (Ratio *ratio)
{
  guint digit = 0;

  ratio_multiply_ten (ratio);
  for (; big_compare (&ratio->rest, &ratio->scale) >= 0; digit++)
    big_subtract (&ratio->rest, &ratio->scale);

  return digit;
}

/* Returns: the number of digits; the value is 0.DIGITS × 10^point. */
static guint
write_digits (Ratio *ratio, char digits[MAX_DIGITS + 1], int *out_point)
{
  guint n = 0;

  *out_point = ratio_scale (ratio);
  for (;;)
    {
      guint digit = ratio_take_digit (ratio);
      gboolean is_low = big_compare (&ratio->rest, &ratio->below) < ratio->is_even;
      gboolean is_high = big_compare_sum (&ratio->rest, &ratio->above, &ratio->scale)
                         >= !ratio->is_even;

      g_assert (n < MAX_DIGITS);
      if (is_high
          && (!is_low
              || big_compare_sum (&ratio->rest, &ratio->rest, &ratio->scale) >= 0))
        digit++;
      digits[n++] = (char) ('0' + digit);
      if (is_low || is_high)
        break;
    }
  digits[n] = '\0';

  return n;
}

/* As ECMAScript writes numbers, but never without a decimal point. */
static void
append_decimal (GString *out, const char *digits, int n, int point)
{
  if (point > 21 || point <= -6)
    g_string_append_printf (out, "%c.%se%+d", digits[0], n > 1 ? digits + 1 : "0",
                            point - 1);
  else if (point <= 0)
    g_string_append_printf (out, "0.%.*s%s", -point, "000000", digits);
  else if (point >= n)
    g_string_append_printf (out, "%s%.*s.0", digits, point - n, "000000000000000000000");
  else
    g_string_append_printf (out, "%.*s.%s", point, digits, digits + point);
}

static void
append_finite (GString *out, guint64 mantissa, int exponent)
{
  char digits[MAX_DIGITS + 1];
  Ratio ratio;
  int point;
  guint n;

  if (mantissa == 0)
    {
      g_string_append (out, "0.0");
      return;
    }
  for (; mantissa < G_GUINT64_CONSTANT (1) << 52 && exponent > -1074; exponent--)
    mantissa <<= 1;
  ratio_init (&ratio, mantissa, exponent);
  n = write_digits (&ratio, digits, &point);
  append_decimal (out, digits, (int) n, point);
}

void
way_cbor_append_float (GString *out, guint64 bits, guint size)
{
  guint mantissa_bits = size == 2 ? 10 : size == 4 ? 23 : 52;
  guint exponent_bits = 8 * size - 1 - mantissa_bits;
  int special = (1 << exponent_bits) - 1;
  guint64 hidden = G_GUINT64_CONSTANT (1) << mantissa_bits;
  int exponent = (int) (bits >> mantissa_bits) & special;
  guint64 mantissa = bits & (hidden - 1);

  if (exponent == special && mantissa != 0)
    {
      g_string_append (out, "NaN");
      return;
    }
  if ((bits >> (8 * size - 1) & 1) != 0)
    g_string_append_c (out, '-');
  if (exponent == special)
    g_string_append (out, "Infinity");
  else
    append_finite (out, exponent == 0 ? mantissa : mantissa | hidden,
                   MAX (exponent, 1) - special / 2 - (int) mantissa_bits);
}
