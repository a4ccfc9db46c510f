/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-gs1-lint.h"

#include <string.h>

/* Coupon codes are digits in fields, many of them behind one digit that gives their
 * length. Sources: "North American Coupon Application Guideline Using GS1 DataBar Expanded
 * Symbols" (AI 8110) and "GS1 AI (8112) Coupon Data Specification". */

typedef struct
{
  const char *data;
  gsize len;
  gsize next;
  WayGs1Fault fault; /* the first one; every later step does nothing */
  gsize at;
} Coupon;

static void
set_fault (Coupon *coupon, gsize at, WayGs1Fault fault)
{
  if (coupon->fault != WAY_GS1_FAULT_NONE)
    return;
  coupon->fault = fault;
  coupon->at = at;
}

/* Returns: the @n digits, or NULL once something is wrong. */
static const char *
take (Coupon *coupon, gsize n)
{
  const char *field = coupon->data + coupon->next;

  if (coupon->fault != WAY_GS1_FAULT_NONE)
    return NULL;
  if (coupon->len - coupon->next < n)
    {
      set_fault (coupon, coupon->next, WAY_GS1_FAULT_COUPON_TRUNCATED);
      return NULL;
    }
  coupon->next += n;
  return field;
}

/* One digit out of @allowed. Returns: its value; 0 once something is wrong. */
static gsize
take_digit (Coupon *coupon, const char *allowed, WayGs1Fault otherwise)
{
  char digit;

  if (coupon->fault != WAY_GS1_FAULT_NONE)
    return 0;
  if (coupon->next == coupon->len)
    {
      set_fault (coupon, coupon->next, WAY_GS1_FAULT_COUPON_MISSING);
      return 0;
    }
  digit = coupon->data[coupon->next];
  if (strchr (allowed, digit) == NULL)
    {
      set_fault (coupon, coupon->next, otherwise);
      return 0;
    }
  coupon->next++;
  return (gsize) (digit - '0');
}

static void
take_code (Coupon *coupon, const char *allowed)
{
  take_digit (coupon, allowed, WAY_GS1_FAULT_COUPON_INVALID_CODE);
}

/* A digit of @allowed, then as many digits as it says and @more. */
static const char *
take_field (Coupon *coupon, const char *allowed, gsize more)
{
  gsize n = take_digit (coupon, allowed, WAY_GS1_FAULT_COUPON_INVALID_LENGTH);

  return take (coupon, n + more);
}

/* A company prefix of six to twelve digits; 9 stands for none where @may_lack. */
static void
take_prefix (Coupon *coupon, gboolean may_lack)
{
  if (may_lack && coupon->fault == WAY_GS1_FAULT_NONE && coupon->next < coupon->len
      && coupon->data[coupon->next] == '9')
    coupon->next++;
  else
    take_field (coupon, "0123456", 6);
}

/* How much is to be bought: value, its kind, and the family code. */
static void
take_purchase (Coupon *coupon)
{
  take_field (coupon, "12345", 0);
  take_code (coupon, "012349");
  take (coupon, 3);
}

static gboolean
take_option (Coupon *coupon, char option)
{
  if (coupon->fault != WAY_GS1_FAULT_NONE || coupon->next == coupon->len
      || coupon->data[coupon->next] != option)
    return FALSE;
  coupon->next++;
  return TRUE;
}

static const char *
take_date (Coupon *coupon)
{
  gsize start = coupon->next, at;
  const char *date = take (coupon, 6);

  if (date != NULL && way_gs1_lint_yymmdd (date, 6, &at) != WAY_GS1_FAULT_NONE)
    set_fault (coupon, start, WAY_GS1_FAULT_COUPON_INVALID_DATE);
  return date;
}

static void
take_dates (Coupon *coupon)
{
  const char *expiry = take_option (coupon, '3') ? take_date (coupon) : NULL;
  gsize start_at = coupon->next;
  const char *start = take_option (coupon, '4') ? take_date (coupon) : NULL;

  if (expiry != NULL && start != NULL && memcmp (start, expiry, 6) > 0)
    set_fault (coupon, start_at, WAY_GS1_FAULT_COUPON_EXPIRATION_BEFORE_START);
}

static void
take_options (Coupon *coupon)
{
  if (take_option (coupon, '1'))
    {
      take_code (coupon, "0123");
      take_purchase (coupon);
      take_prefix (coupon, TRUE);
    }
  if (take_option (coupon, '2'))
    {
      take_purchase (coupon);
      take_prefix (coupon, TRUE);
    }
  take_dates (coupon);
  if (take_option (coupon, '5'))
    take_field (coupon, "0123456789", 6);
  if (take_option (coupon, '6'))
    take_field (coupon, "1234567", 6);
  if (take_option (coupon, '9'))
    {
      take_code (coupon, "01256");
      take_code (coupon, "012");
      take_code (coupon, "0123456789");
      take_code (coupon, "01");
    }
}

static WayGs1Fault
finish (Coupon *coupon, gsize *at)
{
  if (coupon->next < coupon->len)
    set_fault (coupon, coupon->next, WAY_GS1_FAULT_COUPON_EXCESS_DATA);
  *at = coupon->at;
  return coupon->fault;
}

WayGs1Fault
way_gs1_lint_couponcode (const char *data, gsize len, gsize *at)
{
  Coupon coupon = { data, len, 0, WAY_GS1_FAULT_NONE, 0 };

  if (way_gs1_lint_csetnumeric (data, len, at) != WAY_GS1_FAULT_NONE)
    return WAY_GS1_FAULT_NON_DIGIT_CHARACTER;
  take_prefix (&coupon, FALSE);
  take (&coupon, 6); /* offer */
  take_field (&coupon, "12345", 0);
  take_purchase (&coupon);
  take_options (&coupon);
  return finish (&coupon, at);
}

WayGs1Fault
way_gs1_lint_couponposoffer (const char *data, gsize len, gsize *at)
{
  Coupon coupon = { data, len, 0, WAY_GS1_FAULT_NONE, 0 };

  if (way_gs1_lint_csetnumeric (data, len, at) != WAY_GS1_FAULT_NONE)
    return WAY_GS1_FAULT_NON_DIGIT_CHARACTER;
  take_code (&coupon, "01");
  take_prefix (&coupon, FALSE);
  take (&coupon, 6); /* offer */
  take_field (&coupon, "0123456789", 6);
  return finish (&coupon, at);
}
