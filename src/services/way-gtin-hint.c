/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-gtin-hint.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "way-gtin.h"

#define LONGEST 14

static gboolean
is_gtin_length (gsize n)
{
  return n == 8 || n == 12 || n == 13 || n == 14;
}

/* Returns: FALSE where there is anything but digits, and what people put between them. */
static gboolean
take_digits (const char *text, char out_digits[LONGEST + 2])
{
  gsize n = 0;

  for (; *text != '\0'; text++)
    {
      if (*text == ' ' || *text == '-')
        continue;
      if (!g_ascii_isdigit (*text))
        return FALSE;
      if (n <= LONGEST)
        out_digits[n++] = *text;
    }
  out_digits[n] = '\0';
  return TRUE;
}

/* A number whose last digit does not fit: a GTIN-13 that is still being typed, or one that is mistyped. */
static char *
explain_check_digit (const char *digits)
{
  gsize n = strlen (digits);
  g_autofree char *body = g_strndup (digits, n - 1);
  char right = way_gs1_check_digit (body);

  if (n == 12)
    /* TRANSLATORS: both %c are digits */
    return g_strdup_printf (_ ("With the last digit %c this would be a GTIN-13; as a "
                               "GTIN-12 it would have to end with %c"),
                            way_gs1_check_digit (digits), right);
  /* TRANSLATORS: %c is a digit */
  return g_strdup_printf (
      _ ("One digit is mistyped: this number would have to end with %c"), right);
}

static WayGtinHint
hint_incomplete (const char *digits, char **out_sentence)
{
  gsize n = strlen (digits);

  if (n == 0)
    {
      *out_sentence = g_strdup (_ ("The number below the bar code: 8, 12, 13 or 14 "
                                   "digits"));
      return WAY_GTIN_HINT_EMPTY;
    }
  if (n > LONGEST)
    {
      *out_sentence = g_strdup (_ ("A GTIN has at most 14 digits"));
      return WAY_GTIN_HINT_WRONG;
    }
  if (n == 7 || n == 11)
    /* TRANSLATORS: %c is a digit */
    *out_sentence = g_strdup_printf (_ ("The check digit is missing: it is %c"),
                                     way_gs1_check_digit (digits));
  else
    *out_sentence = g_strdup (_ ("A GTIN has 8, 12, 13 or 14 digits"));
  return WAY_GTIN_HINT_MORE;
}

WayGtinHint
way_gtin_hint (const char *text, char **out_sentence, char out_gtin14[15])
{
  char digits[LONGEST + 2] = "";
  char gtin14[15];
  gsize n;

  if (!take_digits (text, digits))
    {
      *out_sentence = g_strdup (_ ("A GTIN consists of digits alone"));
      return WAY_GTIN_HINT_WRONG;
    }
  n = strlen (digits);
  if (!is_gtin_length (n))
    return hint_incomplete (digits, out_sentence);
  if (!way_gs1_has_check_digit (digits))
    {
      *out_sentence = explain_check_digit (digits);
      return n == 12 ? WAY_GTIN_HINT_MORE : WAY_GTIN_HINT_WRONG;
    }
  if (!way_gtin_to_gtin14 (digits, gtin14, NULL))
    {
      *out_sentence = g_strdup (_ ("This is not a GTIN"));
      return WAY_GTIN_HINT_WRONG;
    }
  if (out_gtin14 != NULL)
    memcpy (out_gtin14, gtin14, sizeof gtin14);
  /* TRANSLATORS: %u is 8, 12, 13 or 14 */
  *out_sentence =
      g_strdup_printf (_ ("The check digit of this GTIN-%u is right"), (guint) n);
  return WAY_GTIN_HINT_RIGHT;
}
