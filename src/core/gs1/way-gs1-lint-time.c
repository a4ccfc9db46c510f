/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-gs1-lint-private.h"

static int
two_digits (const char *data)
{
  return (data[0] - '0') * 10 + (data[1] - '0');
}

static int
days_of_month (int year, int month)
{
  static const guint8 days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  gboolean is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

  return month == 2 && is_leap ? 29 : days[month - 1];
}

/* Two digits of a year mean one within fifty years of now, so 00 is 2000: a leap year. */
static WayGs1Fault
lint_date (const char *data, gsize len, gsize year_len, gboolean may_lack_day, gsize *at)
{
  int year, month, day;

  if (len != year_len + 4)
    return len < year_len + 4 ? WAY_GS1_FAULT_DATE_TOO_SHORT
                              : WAY_GS1_FAULT_DATE_TOO_LONG;
  if (way_gs1_lint_csetnumeric (data, len, at) != WAY_GS1_FAULT_NONE)
    return WAY_GS1_FAULT_NON_DIGIT_CHARACTER;
  year = year_len == 4 ? two_digits (data) * 100 + two_digits (data + 2)
                       : 2000 + two_digits (data);
  month = two_digits (data + year_len);
  day = two_digits (data + year_len + 2);
  if (month < 1 || month > 12)
    return fail_at (at, year_len, WAY_GS1_FAULT_ILLEGAL_MONTH);
  if ((day == 0 && !may_lack_day) || day > days_of_month (year, month))
    return fail_at (at, year_len + 2, WAY_GS1_FAULT_ILLEGAL_DAY);
  return WAY_GS1_FAULT_NONE;
}

WayGs1Fault
way_gs1_lint_yymmdd (const char *data, gsize len, gsize *at)
{
  return lint_date (data, len, 2, FALSE, at);
}

WayGs1Fault
way_gs1_lint_yymmd0 (const char *data, gsize len, gsize *at)
{
  return lint_date (data, len, 2, TRUE, at);
}

WayGs1Fault
way_gs1_lint_yyyymmdd (const char *data, gsize len, gsize *at)
{
  return lint_date (data, len, 4, FALSE, at);
}

WayGs1Fault
way_gs1_lint_yyyymmd0 (const char *data, gsize len, gsize *at)
{
  return lint_date (data, len, 4, TRUE, at);
}

typedef struct
{
  int limit;
  WayGs1Fault too_short;
  WayGs1Fault too_long;
  WayGs1Fault illegal;
} Part;

static const Part hour = { 24, WAY_GS1_FAULT_HOUR_TOO_SHORT, WAY_GS1_FAULT_HOUR_TOO_LONG,
                           WAY_GS1_FAULT_ILLEGAL_HOUR };
static const Part minute = { 60, WAY_GS1_FAULT_MINUTE_TOO_SHORT,
                             WAY_GS1_FAULT_MINUTE_TOO_LONG,
                             WAY_GS1_FAULT_ILLEGAL_MINUTE };
static const Part second = { 60, WAY_GS1_FAULT_SECOND_TOO_SHORT,
                             WAY_GS1_FAULT_SECOND_TOO_LONG,
                             WAY_GS1_FAULT_ILLEGAL_SECOND };

static WayGs1Fault
lint_part (const Part *part, const char *data, gsize len, gsize *at)
{
  if (len != 2)
    return len < 2 ? part->too_short : part->too_long;
  if (way_gs1_lint_csetnumeric (data, len, at) != WAY_GS1_FAULT_NONE)
    return WAY_GS1_FAULT_NON_DIGIT_CHARACTER;
  return two_digits (data) < part->limit ? WAY_GS1_FAULT_NONE : part->illegal;
}

WayGs1Fault
way_gs1_lint_hh (const char *data, gsize len, gsize *at)
{
  return lint_part (&hour, data, len, at);
}

WayGs1Fault
way_gs1_lint_mi (const char *data, gsize len, gsize *at)
{
  return lint_part (&minute, data, len, at);
}

WayGs1Fault
way_gs1_lint_ss (const char *data, gsize len, gsize *at)
{
  return lint_part (&second, data, len, at);
}

WayGs1Fault
way_gs1_lint_hhmi (const char *data, gsize len, gsize *at)
{
  WayGs1Fault fault;

  if (len != 4)
    return len < 4 ? WAY_GS1_FAULT_HOUR_WITH_MINUTE_TOO_SHORT
                   : WAY_GS1_FAULT_HOUR_WITH_MINUTE_TOO_LONG;
  if (way_gs1_lint_csetnumeric (data, len, at) != WAY_GS1_FAULT_NONE)
    return WAY_GS1_FAULT_NON_DIGIT_CHARACTER;
  fault = lint_part (&hour, data, 2, at);
  if (fault != WAY_GS1_FAULT_NONE)
    return fault;
  fault = lint_part (&minute, data + 2, 2, at);
  return fault == WAY_GS1_FAULT_NONE ? fault : fail_at (at, 2, fault);
}
