/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-epcis-value.h"

/* The years 0 to 9999, in ms since 1970 */
#define MIN_TIME      (G_GINT64_CONSTANT (-62167219200000))
#define MAX_TIME      G_GINT64_CONSTANT (253402300799999)
#define MS_PER_MINUTE (60 * G_GINT64_CONSTANT (1000))
#define MS_PER_DAY    (24 * 60 * MS_PER_MINUTE)
#define MAX_EXPONENT  300

/* --- Times --- */

typedef struct
{
  const guint8 *next;
  const guint8 *end;
} Scan;

/* Exactly @n_digits digits, at most @max. */
static gboolean
scan_number (Scan *scan, guint n_digits, int max, int *out)
{
  int value = 0;

  if ((gsize) (scan->end - scan->next) < n_digits)
    return FALSE;
  for (guint i = 0; i < n_digits; i++)
    {
      if (!g_ascii_isdigit (scan->next[i]))
        return FALSE;
      value = value * 10 + (scan->next[i] - '0');
    }
  scan->next += n_digits;
  *out = value;
  return value <= max;
}

static gboolean
scan_byte (Scan *scan, char byte)
{
  if (scan->next == scan->end || g_ascii_toupper ((char) *scan->next) != byte)
    return FALSE;
  scan->next++;
  return TRUE;
}

/* Days since 1970-01-01 of the proleptic Gregorian calendar: years are counted from
 * March, so that the leap day is the last of its year. */
static gint64
days_from_date (int year, int month, int day)
{
  gint64 y = month <= 2 ? year - 1 : year;
  gint64 era = (y >= 0 ? y : y - 399) / 400;
  gint64 year_of_era = y - era * 400;
  gint64 day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;

  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100
         + day_of_year - 719468;
}

static void
date_from_days (gint64 days, int *year, int *month, int *day)
{
  gint64 z = days + 719468;
  gint64 era = (z >= 0 ? z : z - 146096) / 146097;
  gint64 day_of_era = z - era * 146097;
  gint64 year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  gint64 day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int m = (int) ((5 * day_of_year + 2) / 153);

  *day = (int) (day_of_year - (153 * m + 2) / 5 + 1);
  *month = m < 10 ? m + 3 : m - 9;
  *year = (int) (year_of_era + era * 400) + (*month <= 2);
}

static int
days_in_month (int year, int month)
{
  static const guint8 days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  gboolean is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

  return days[month - 1] + (month == 2 && is_leap);
}

static gboolean
scan_date (Scan *scan, gint64 *out_days)
{
  int year, month, day;

  if (!scan_number (scan, 4, 9999, &year) || !scan_byte (scan, '-')
      || !scan_number (scan, 2, 12, &month) || month == 0 || !scan_byte (scan, '-')
      || !scan_number (scan, 2, days_in_month (year, month), &day) || day == 0)
    return FALSE;
  *out_days = days_from_date (year, month, day);
  return TRUE;
}

/* The decimals, rounded half up to milliseconds: so up to 1000. */
static gboolean
scan_fraction (Scan *scan, int *out_ms)
{
  int ms = 0;
  guint n = 0;

  *out_ms = 0;
  if (!scan_byte (scan, '.'))
    return TRUE;
  for (; scan->next < scan->end && g_ascii_isdigit (*scan->next); n++, scan->next++)
    {
      if (n < 3)
        ms = ms * 10 + (*scan->next - '0');
      else if (n == 3)
        ms += *scan->next >= '5';
    }
  for (guint i = n; i < 3; i++)
    ms *= 10;
  *out_ms = ms;
  return n > 0;
}

static gboolean
scan_offset (Scan *scan, int *out_minutes)
{
  gboolean is_negative;
  int hours, minutes;

  *out_minutes = 0;
  if (scan_byte (scan, 'Z'))
    return TRUE;
  is_negative = scan_byte (scan, '-');
  if ((!is_negative && !scan_byte (scan, '+')) || !scan_number (scan, 2, 23, &hours)
      || !scan_byte (scan, ':') || !scan_number (scan, 2, 59, &minutes))
    return FALSE;
  *out_minutes = (is_negative ? -1 : 1) * (hours * 60 + minutes);
  return TRUE;
}

gboolean
way_epcis_parse_time (WaySlice text, gint64 *out_time_ms, int *out_offset_minutes)
{
  Scan scan = { text.data, text.data + text.len };
  gint64 days, time_ms;
  int hours, minutes, seconds, ms, offset;

  if (!scan_date (&scan, &days) || !scan_byte (&scan, 'T')
      || !scan_number (&scan, 2, 23, &hours) || !scan_byte (&scan, ':')
      || !scan_number (&scan, 2, 59, &minutes) || !scan_byte (&scan, ':')
      || !scan_number (&scan, 2, 60, &seconds) || !scan_fraction (&scan, &ms)
      || !scan_offset (&scan, &offset) || scan.next != scan.end)
    return FALSE;
  time_ms = days * MS_PER_DAY + (hours * 60 + minutes - offset) * MS_PER_MINUTE
            + seconds * 1000 + ms;
  if (time_ms < MIN_TIME || time_ms > MAX_TIME)
    return FALSE;
  if (out_time_ms)
    *out_time_ms = time_ms;
  if (out_offset_minutes)
    *out_offset_minutes = offset;
  return TRUE;
}

gboolean
way_epcis_parse_offset (WaySlice text, int *out_minutes)
{
  Scan scan = { text.data, text.data + text.len };
  int minutes;

  if (text.len != strlen ("+hh:mm") || !scan_offset (&scan, &minutes)
      || ABS (minutes) > 14 * 60)
    return FALSE;
  if (out_minutes)
    *out_minutes = minutes;
  return TRUE;
}

void
way_epcis_append_offset (GString *out, int offset_minutes)
{
  int minutes = ABS (offset_minutes);

  g_string_append_printf (out, "%c%02d:%02d", offset_minutes < 0 ? '-' : '+',
                          minutes / 60, minutes % 60);
}

void
way_epcis_append_time (GString *out, gint64 time_ms, int offset_minutes)
{
  gint64 local = time_ms + offset_minutes * MS_PER_MINUTE;
  gint64 days;
  int rest, year, month, day;

  if (local < MIN_TIME || local > MAX_TIME)
    {
      local = time_ms;
      offset_minutes = 0;
    }
  days = local / MS_PER_DAY - (local % MS_PER_DAY < 0);
  rest = (int) (local - days * MS_PER_DAY);
  date_from_days (days, &year, &month, &day);
  g_string_append_printf (out, "%04d-%02d-%02dT%02d:%02d:%02d.%03d", year, month, day,
                          rest / 3600000, rest / 60000 % 60, rest / 1000 % 60,
                          rest % 1000);
  if (offset_minutes == 0)
    g_string_append_c (out, 'Z');
  else
    way_epcis_append_offset (out, offset_minutes);
}

/* --- Numbers --- */

typedef struct
{
  WaySlice whole;    /* digits before the point */
  WaySlice fraction; /* digits behind it */
  int exponent;
  gboolean is_negative;
} Decimal;

static WaySlice
scan_digits (Scan *scan)
{
  const guint8 *start = scan->next;

  while (scan->next < scan->end && g_ascii_isdigit (*scan->next))
    scan->next++;
  return WAY_SLICE_INIT (start, scan->next - start);
}

static gboolean
scan_exponent (Scan *scan, int *out)
{
  gboolean is_negative;
  WaySlice digits;
  int value = 0;

  *out = 0;
  if (!scan_byte (scan, 'E'))
    return TRUE;
  is_negative = scan_byte (scan, '-');
  if (!is_negative)
    scan_byte (scan, '+');
  digits = scan_digits (scan);
  for (gsize i = 0; i < digits.len && value <= MAX_EXPONENT; i++)
    value = value * 10 + (digits.data[i] - '0');
  *out = is_negative ? -value : value;
  return digits.len > 0 && value <= MAX_EXPONENT;
}

static gboolean
parse_decimal (WaySlice text, Decimal *out)
{
  Scan scan = { text.data, text.data + text.len };

  out->is_negative = scan_byte (&scan, '-');
  if (!out->is_negative)
    scan_byte (&scan, '+');
  out->whole = scan_digits (&scan);
  out->fraction = scan_byte (&scan, '.') ? scan_digits (&scan) : (WaySlice) { NULL, 0 };
  return out->whole.len + out->fraction.len > 0 && scan_exponent (&scan, &out->exponent)
         && scan.next == scan.end;
}

/* The @i-th digit of whole and fraction together; zeros go on beyond both ends. */
static char
digit_at (const Decimal *decimal, gssize i)
{
  gssize n = (gssize) decimal->whole.len;

  if (i < 0 || i >= n + (gssize) decimal->fraction.len)
    return '0';
  return (char) (i < n ? decimal->whole.data[i] : decimal->fraction.data[i - n]);
}

gboolean
way_epcis_append_number (GString *out, WaySlice text)
{
  Decimal decimal;
  gssize point, first, last;

  if (!parse_decimal (text, &decimal))
    return FALSE;

  point = (gssize) decimal.whole.len + decimal.exponent;
  first = MIN (point - 1, 0);
  last = MAX (point, (gssize) (decimal.whole.len + decimal.fraction.len));
  while (first < point - 1 && digit_at (&decimal, first) == '0')
    first++;
  while (last > point && digit_at (&decimal, last - 1) == '0')
    last--;

  if (decimal.is_negative
      && !(last == point && first == point - 1 && digit_at (&decimal, first) == '0'))
    g_string_append_c (out, '-');
  for (gssize i = first; i < last; i++)
    {
      if (i == point)
        g_string_append_c (out, '.');
      g_string_append_c (out, digit_at (&decimal, i));
    }
  return TRUE;
}

/* --- URIs --- */

static gboolean
is_uri_byte (guint8 byte)
{
  return g_ascii_isalnum (byte)
         || (byte != '\0' && strchr ("-._~:/?#[]@!$&'()*+,;=%", byte));
}

static gsize
scheme_length (WaySlice text)
{
  gsize n = 0;

  if (text.len == 0 || !g_ascii_isalpha (text.data[0]))
    return 0;
  while (n < text.len
         && (g_ascii_isalnum (text.data[n]) || strchr ("+-.", text.data[n]) != NULL)
         && text.data[n] != '\0')
    n++;
  return n < text.len && text.data[n] == ':' ? n : 0;
}

/* Where the authority ends; only there brackets may stand (IPv6 addresses). */
static gsize
authority_end (WaySlice text, gsize scheme)
{
  gsize i = scheme + 3;

  if (text.len < i || memcmp (text.data + scheme, "://", 3) != 0)
    return 0;
  while (i < text.len && strchr ("/?#", text.data[i]) == NULL)
    i++;
  return i;
}

static gboolean
is_escape (WaySlice text, gsize i)
{
  return i + 2 < text.len && g_ascii_isxdigit (text.data[i + 1])
         && g_ascii_isxdigit (text.data[i + 2]);
}

gboolean
way_epcis_is_uri (WaySlice text)
{
  gsize scheme = scheme_length (text);
  gsize authority = authority_end (text, scheme);
  gboolean in_fragment = FALSE;

  if (scheme == 0)
    return FALSE;
  for (gsize i = scheme + 1; i < text.len; i++)
    {
      guint8 byte = text.data[i];

      if (!is_uri_byte (byte) || (byte == '%' && !is_escape (text, i)))
        return FALSE;
      if ((byte == '[' || byte == ']') && i >= authority)
        return FALSE;
      if (byte == '#' && in_fragment)
        return FALSE;
      in_fragment |= byte == '#';
    }
  return TRUE;
}

WaySlice
way_epcis_trim (WaySlice text)
{
  while (text.len > 0 && g_ascii_isspace (text.data[0]))
    {
      text.data++;
      text.len--;
    }
  while (text.len > 0 && g_ascii_isspace (text.data[text.len - 1]))
    text.len--;
  return text;
}
