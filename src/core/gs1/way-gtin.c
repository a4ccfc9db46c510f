/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-gtin.h"

#include <string.h>

static gboolean
is_digits (const char *text)
{
  gsize n = strspn (text, "0123456789");

  return n > 0 && text[n] == '\0';
}

char
way_gs1_check_digit (const char *digits)
{
  gsize len = strlen (digits);
  guint sum = 0;

  for (gsize i = 0; i < len; i++)
    sum += (guint) (digits[i] - '0') * ((len - i) % 2 == 1 ? 3 : 1);
  return (char) ('0' + (10 - sum % 10) % 10);
}

gboolean
way_gs1_has_check_digit (const char *number)
{
  gsize len = strlen (number);
  g_autofree char *body = NULL;

  if (len < 2 || !is_digits (number))
    return FALSE;
  body = g_strndup (number, len - 1);
  return way_gs1_check_digit (body) == number[len - 1];
}

static gboolean
refuse_check_digit (const char *name, const char *text, char expected, GError **error)
{
  return way_error_format (error, WAY_RESULT_BAD_CHECK_DIGIT,
                           "The check digit of the %-s %s is wrong: for these digits it "
                           "would be %c; a digit was mistyped or misread",
                           name, text, expected);
}

/* @text: at least two digits */
static gboolean
check_digits (const char *name, const char *text, GError **error)
{
  gsize len = strlen (text);
  g_autofree char *body = g_strndup (text, len - 1);
  char expected = way_gs1_check_digit (body);

  return text[len - 1] == expected || refuse_check_digit (name, text, expected, error);
}

static gboolean
check_exact (const char *name, gsize len, const char *text, GError **error)
{
  if (strlen (text) != len || !is_digits (text))
    return way_error_format (error, WAY_RESULT_MALFORMED,
                             "This is no %-s, which has %zu digits", name, len);
  return check_digits (name, text, error);
}

gboolean
way_gtin_to_gtin14 (const char *text, char out_gtin14[15], GError **error)
{
  gsize len = strlen (text);

  if (!is_digits (text) || (len != 8 && len != 12 && len != 13 && len != 14))
    return way_error_format (
        error, WAY_RESULT_MALFORMED,
        "This is no product number (GTIN), which has 8, 12, 13 or 14 digits");
  if (!check_digits (WAY_TEXT ("product number"), text, error))
    return FALSE;
  memset (out_gtin14, '0', 14 - len);
  memcpy (out_gtin14 + 14 - len, text, len + 1);
  return TRUE;
}

gboolean
way_gtin_expand_upce (const char *upce8, char out_gtin12[13], GError **error)
{
  const char *d = upce8 + 1; /* the six digits between number system and check digit */
  char body[12];

  if (strlen (upce8) != 8 || !is_digits (upce8) || upce8[0] > '1')
    return way_error_format (
        error, WAY_RESULT_MALFORMED,
        "This is no UPC-E number, which has eight digits, the first one 0 or 1");
  if (d[5] <= '2')
    g_snprintf (body, sizeof body, "%c%.2s%c0000%.3s", upce8[0], d, d[5], d + 2);
  else if (d[5] == '3')
    g_snprintf (body, sizeof body, "%c%.3s00000%.2s", upce8[0], d, d + 3);
  else if (d[5] == '4')
    g_snprintf (body, sizeof body, "%c%.4s00000%c", upce8[0], d, d[4]);
  else
    g_snprintf (body, sizeof body, "%c%.5s0000%c", upce8[0], d, d[5]);
  if (way_gs1_check_digit (body) != upce8[7])
    return refuse_check_digit ("UPC-E number", upce8, way_gs1_check_digit (body), error);
  memcpy (out_gtin12, body, 11);
  out_gtin12[11] = upce8[7];
  out_gtin12[12] = '\0';
  return TRUE;
}

gboolean
way_sscc_check (const char *text, GError **error)
{
  return check_exact (WAY_TEXT ("case or pallet number (SSCC)"), 18, text, error);
}

gboolean
way_gln_check (const char *text, GError **error)
{
  return check_exact (WAY_TEXT ("location number (GLN)"), 13, text, error);
}

gboolean
way_gsin_check (const char *text, GError **error)
{
  return check_exact (WAY_TEXT ("shipment number (GSIN)"), 17, text, error);
}
