/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-currency.h"
#include "way-gs1-lint-private.h"
#include "way-gs1-tables.h"

/* Checks against lists of codes, and the IBAN. */

#define IBAN_MIN 10
#define IBAN_MAX 34

static gboolean
is_listed (const char (*list)[4], gsize n, const char *data, gsize len)
{
  gsize low = 0, high = n;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;
      gsize middle_len = strnlen (list[middle], 4);
      int order = len == 0 ? 1 : memcmp (list[middle], data, MIN (middle_len, len));

      if (order == 0)
        order = (middle_len > len) - (middle_len < len);
      if (order == 0)
        return TRUE;
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return FALSE;
}

WayGs1Fault
way_gs1_lint_iso3166 (const char *data, gsize len, gsize *at)
{
  return is_listed (way_gs1_country_numbers, way_gs1_n_country_numbers, data, len)
             ? WAY_GS1_FAULT_NONE
             : WAY_GS1_FAULT_NOT_ISO3166;
}

WayGs1Fault
way_gs1_lint_iso3166999 (const char *data, gsize len, gsize *at)
{
  if (len == 3 && memcmp (data, "999", 3) == 0)
    return WAY_GS1_FAULT_NONE;
  return way_gs1_lint_iso3166 (data, len, at) == WAY_GS1_FAULT_NONE
             ? WAY_GS1_FAULT_NONE
             : WAY_GS1_FAULT_NOT_ISO3166_OR_999;
}

WayGs1Fault
way_gs1_lint_iso3166alpha2 (const char *data, gsize len, gsize *at)
{
  return is_listed (way_gs1_country_letters, way_gs1_n_country_letters, data, len)
             ? WAY_GS1_FAULT_NONE
             : WAY_GS1_FAULT_NOT_ISO3166_ALPHA2;
}

/* A price that was printed in a currency that has since gone is still that price. */
WayGs1Fault
way_gs1_lint_iso4217 (const char *data, gsize len, gsize *at)
{
  char number[4] = { 0 };

  if (len != 3)
    return WAY_GS1_FAULT_NOT_ISO4217;
  memcpy (number, data, 3);
  return way_currency_find_number (number) != NULL ? WAY_GS1_FAULT_NONE
                                                   : WAY_GS1_FAULT_NOT_ISO4217;
}

WayGs1Fault
way_gs1_lint_iso5218 (const char *data, gsize len, gsize *at)
{
  return len == 1 && is_any_of (data[0], "0129")
             ? WAY_GS1_FAULT_NONE
             : WAY_GS1_FAULT_INVALID_BIOLOGICAL_SEX_CODE;
}

/* ISO 13616-1: country and check digits to the end, letters as 10 to 35, modulo 97 is 1 */
WayGs1Fault
way_gs1_lint_iban (const char *data, gsize len, gsize *at)
{
  guint sum = 0;

  if (len < 4)
    return WAY_GS1_FAULT_IBAN_TOO_SHORT;
  if (way_gs1_lint_iso3166alpha2 (data, 2, at) != WAY_GS1_FAULT_NONE)
    return WAY_GS1_FAULT_ILLEGAL_IBAN_COUNTRY_CODE;
  if (len > IBAN_MAX)
    return WAY_GS1_FAULT_IBAN_TOO_LONG;
  if (len <= IBAN_MIN)
    return WAY_GS1_FAULT_IBAN_TOO_SHORT;
  for (gsize i = 4; i < len + 4; i++)
    {
      char c = data[i % len];

      if (g_ascii_isdigit (c))
        sum = (sum * 10 + (guint) (c - '0')) % 97;
      else if (g_ascii_isupper (c))
        sum = (sum * 100 + (guint) (c - 'A' + 10)) % 97;
      else
        return fail_at (at, i % len, WAY_GS1_FAULT_INVALID_IBAN_CHARACTER);
    }
  return sum == 1 ? WAY_GS1_FAULT_NONE
                  : fail_at (at, 2, WAY_GS1_FAULT_INCORRECT_IBAN_CHECKSUM);
}

WayGs1Fault
way_gs1_lint_latitude (const char *data, gsize len, gsize *at)
{
  if (len != 10)
    return WAY_GS1_FAULT_LATITUDE_INVALID_LENGTH;
  if (way_gs1_lint_csetnumeric (data, len, at) != WAY_GS1_FAULT_NONE)
    return WAY_GS1_FAULT_NON_DIGIT_CHARACTER;
  return memcmp (data, "1800000000", 10) > 0 ? WAY_GS1_FAULT_INVALID_LATITUDE
                                             : WAY_GS1_FAULT_NONE;
}

WayGs1Fault
way_gs1_lint_longitude (const char *data, gsize len, gsize *at)
{
  if (len != 10)
    return WAY_GS1_FAULT_LONGITUDE_INVALID_LENGTH;
  if (way_gs1_lint_csetnumeric (data, len, at) != WAY_GS1_FAULT_NONE)
    return WAY_GS1_FAULT_NON_DIGIT_CHARACTER;
  return memcmp (data, "3600000000", 10) > 0 ? WAY_GS1_FAULT_INVALID_LONGITUDE
                                             : WAY_GS1_FAULT_NONE;
}

/* General Specifications, "AIDC media type values": 01 to 10 and 80 to 99 */
WayGs1Fault
way_gs1_lint_mediatype (const char *data, gsize len, gsize *at)
{
  int value;

  if (len != 2 || !g_ascii_isdigit (data[0]) || !g_ascii_isdigit (data[1]))
    return WAY_GS1_FAULT_INVALID_MEDIA_TYPE;
  value = (data[0] - '0') * 10 + (data[1] - '0');
  return (value >= 1 && value <= 10) || value >= 80 ? WAY_GS1_FAULT_NONE
                                                    : WAY_GS1_FAULT_INVALID_MEDIA_TYPE;
}

WayGs1Fault
way_gs1_lint_packagetype (const char *data, gsize len, gsize *at)
{
  return is_listed (way_gs1_package_types, way_gs1_n_package_types, data, len)
             ? WAY_GS1_FAULT_NONE
             : WAY_GS1_FAULT_INVALID_PACKAGE_TYPE;
}
