/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-rfc3339.h"

#define MS_PER_DAY    G_GINT64_CONSTANT (86400000)
#define MS_PER_MINUTE 60000
#define MIN_TIME_MS   G_GINT64_CONSTANT (-62135596800000)
#define MAX_TIME_MS   G_GINT64_CONSTANT (253402300799999)

/* Days from 1970-01-01 of the proleptic Gregorian calendar. Years are counted from March,
 * so that the day that comes and goes is the last of one. */
static gint64
days_from_date (int year, int month, int day)
{
  int y = month > 2 ? year : year - 1;
  int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;

  return (gint64) y * 365 + y / 4 - y / 100 + y / 400 + day_of_year - 719468;
}

static void
date_from_days (gint64 days, int *out_year, int *out_month, int *out_day)
{
  gint64 shifted = days + 719468;
  int era = (int) (shifted / 146097);
  int day_of_era = (int) (shifted % 146097);
  int year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int month = (5 * day_of_year + 2) / 153;

  *out_day = day_of_year - (153 * month + 2) / 5 + 1;
  *out_month = month < 10 ? month + 3 : month - 9;
  *out_year = era * 400 + year_of_era + (*out_month <= 2);
}

gboolean
way_rfc3339_format (gint64 time_ms, char out[WAY_RFC3339_SIZE])
{
  gint64 days;
  int in_day, year, month, day;

  out[0] = '\0';
  if (time_ms < MIN_TIME_MS || time_ms > MAX_TIME_MS)
    return FALSE;
  days = time_ms / MS_PER_DAY;
  in_day = (int) (time_ms % MS_PER_DAY);
  if (in_day < 0)
    {
      in_day += (int) MS_PER_DAY;
      days--;
    }
  date_from_days (days, &year, &month, &day);
  g_snprintf (out, WAY_RFC3339_SIZE, "%04u-%02u-%02uT%02u:%02u:%02u.%03uZ",
              (guint) year % 10000, (guint) month % 100, (guint) day % 100,
              (guint) in_day / 3600000 % 24, (guint) in_day / MS_PER_MINUTE % 60,
              (guint) in_day / 1000 % 60, (guint) in_day % 1000);

  return TRUE;
}

/* Reads as many digits as @pattern has of 'd' and its other characters as they are.
 * Returns: FALSE where @text does not go on like that. */
static gboolean
take_numbers (WaySlice *text, const char *pattern, int *out_numbers)
{
  for (int *number = NULL; *pattern != '\0'; pattern++, text->data++, text->len--)
    {
      if (text->len == 0)
        return FALSE;
      if (*pattern != 'd')
        {
          if (*text->data != (guint8) *pattern)
            return FALSE;
          number = NULL;
          continue;
        }
      if (!g_ascii_isdigit (*text->data))
        return FALSE;
      if (number == NULL)
        *(number = out_numbers++) = 0;
      *number = *number * 10 + (*text->data - '0');
    }

  return TRUE;
}

static gboolean
take_fraction (WaySlice *text, int *out_ms)
{
  int unit = 100;

  *out_ms = 0;
  if (text->len == 0 || *text->data != '.')
    return TRUE;
  text->data++;
  text->len--;
  if (text->len == 0 || !g_ascii_isdigit (*text->data))
    return FALSE;
  for (; text->len > 0 && g_ascii_isdigit (*text->data);
       text->data++, text->len--, unit /= 10)
    {
      if (unit == 0 && *text->data != '0')
        return FALSE;
      *out_ms += unit * (*text->data - '0');
    }

  return TRUE;
}

static gboolean
take_offset (WaySlice *text, int *out_minutes)
{
  int numbers[2];
  gboolean is_west = text->len > 0 && *text->data == '-';

  *out_minutes = 0;
  if (take_numbers (text, "Z", numbers))
    return TRUE;
  if (!take_numbers (text, is_west ? "-dd:dd" : "+dd:dd", numbers) || numbers[0] > 23
      || numbers[1] > 59)
    return FALSE;
  *out_minutes = (numbers[0] * 60 + numbers[1]) * (is_west ? -1 : 1);

  return TRUE;
}

gboolean
way_rfc3339_parse (WaySlice text, gint64 *out_time_ms)
{
  int n[6], ms, offset, year, month, day;
  gint64 days;

  if (!take_numbers (&text, "dddd-dd-ddTdd:dd:dd", n) || !take_fraction (&text, &ms)
      || !take_offset (&text, &offset) || text.len > 0)
    return FALSE;
  if (n[0] < 1 || n[1] < 1 || n[1] > 12 || n[2] < 1 || n[2] > 31 || n[3] > 23 || n[4] > 59
      || n[5] > 59)
    return FALSE;
  days = days_from_date (n[0], n[1], n[2]);
  date_from_days (days, &year, &month, &day);
  if (day != n[2])
    return FALSE;
  *out_time_ms = days * MS_PER_DAY + (gint64) (n[3] * 60 + n[4] - offset) * MS_PER_MINUTE
                 + n[5] * 1000 + ms;

  return *out_time_ms >= MIN_TIME_MS && *out_time_ms <= MAX_TIME_MS;
}
