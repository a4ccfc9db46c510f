/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-model.h"

#include "way-gs1-lint.h"

/* The schemas of all records, and what a record's table alone can't say
 * (docs/spec/statement.md, "Rules beyond the grammar"). */

/** @has must be TRUE exactly where @wanted is. */
static WayResult
check_partner (gboolean has, gboolean wanted)
{
  if (has == wanted)
    return WAY_RESULT_OK;
  return wanted ? WAY_RESULT_MISSING_MEMBER : WAY_RESULT_UNKNOWN_MEMBER;
}

/** A GTIN, GLN or SSCC: digits with the right check digit. */
static WayResult
check_gs1_key (WaySlice key)
{
  gsize at;

  if (way_gs1_lint_csetnumeric ((const char *) key.data, key.len, &at)
      != WAY_GS1_FAULT_NONE)
    return WAY_RESULT_INVALID_TEXT;
  return way_gs1_lint_csum ((const char *) key.data, key.len, &at) == WAY_GS1_FAULT_NONE
             ? WAY_RESULT_OK
             : WAY_RESULT_BAD_CHECK_DIGIT;
}

/** What a lot or serial number may consist of. */
static WayResult
check_charset_82 (WaySlice text)
{
  gsize at;

  return way_gs1_lint_cset82 ((const char *) text.data, text.len, &at)
                 == WAY_GS1_FAULT_NONE
             ? WAY_RESULT_OK
             : WAY_RESULT_INVALID_TEXT;
}

static gboolean
read_number (const guint8 *text, gsize len, guint *out_number)
{
  *out_number = 0;
  for (gsize i = 0; i < len; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      *out_number = *out_number * 10 + (guint) (text[i] - '0');
    }
  return TRUE;
}

/** YYYY-MM-DD of the Gregorian calendar. */
static WayResult
check_date (WaySlice text)
{
  static const guint8 days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  guint year, month, day;
  gboolean is_leap;

  if (text.len != 10 || text.data[4] != '-' || text.data[7] != '-'
      || !read_number (text.data, 4, &year) || !read_number (text.data + 5, 2, &month)
      || !read_number (text.data + 8, 2, &day))
    return WAY_RESULT_INVALID_TEXT;
  is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  if (month < 1 || month > 12 || day < 1)
    return WAY_RESULT_OUT_OF_RANGE;
  if (day > days[month - 1] + (month == 2 && is_leap ? 1u : 0u))
    return WAY_RESULT_OUT_OF_RANGE;
  return WAY_RESULT_OK;
}

static WayResult
check_place (gconstpointer record)
{
  const WayPlace *place = record;

  if (way_record_has (place, 4) != way_record_has (place, 5))
    return WAY_RESULT_MISSING_MEMBER;
  return way_record_has (place, 2) ? check_gs1_key (place->gln) : WAY_RESULT_OK;
}

static WayResult
check_profile (gconstpointer record)
{
  const WayProfile *profile = record;

  return way_record_has (profile, 6) ? check_gs1_key (profile->gln) : WAY_RESULT_OK;
}

static WayResult
check_case_count (gconstpointer record)
{
  return check_gs1_key (((const WayCaseCount *) record)->sscc);
}

/** Each kind has exactly the members that name it. */
static WayResult
check_thing (gconstpointer record)
{
  const WayThing *thing = record;
  gboolean is_container = thing->kind == WAY_THING_CONTAINER;
  WayResult result = check_partner (way_record_has (thing, 3), !is_container);

  if (result == WAY_RESULT_OK)
    result =
        check_partner (way_record_has (thing, 4),
                       thing->kind == WAY_THING_LOT || thing->kind == WAY_THING_UNIT);
  if (result == WAY_RESULT_OK)
    result = check_partner (way_record_has (thing, 5), thing->kind == WAY_THING_UNIT);
  if (result == WAY_RESULT_OK)
    result = check_partner (way_record_has (thing, 6), is_container);
  if (result == WAY_RESULT_OK)
    result = check_gs1_key (is_container ? thing->sscc : thing->gtin);
  if (result == WAY_RESULT_OK && way_record_has (thing, 4))
    result = check_charset_82 (thing->lot);
  if (result == WAY_RESULT_OK && way_record_has (thing, 5))
    result = check_charset_82 (thing->serial);
  return result;
}

static WayResult
check_first_cases (const WayLotRegister *lot)
{
  const WayCaseCount *cases = lot->cases.items;
  guint64 n_packed = 0;

  for (gsize i = 0; i < lot->cases.n; i++)
    {
      n_packed += cases[i].count;
      if (n_packed > lot->quantity)
        return WAY_RESULT_OUT_OF_RANGE;
    }
  return lot->cases.n > 0 ? check_partner (way_record_has (lot, 5), TRUE) : WAY_RESULT_OK;
}

/** A lot of single units has root and leaf file, counts pieces, and alone names first cases; what
 * is certified names scheme, quantity and certifier together. */
static WayResult
check_lot_register (gconstpointer record)
{
  const WayLotRegister *lot = record;
  gboolean has_root = way_record_has (lot, 5);
  gboolean has_scheme = way_record_has (lot, 9);
  WayResult result = check_partner (way_record_has (lot, 6), has_root);

  if (result == WAY_RESULT_OK && has_root)
    result = check_partner (way_record_has (lot, 4), FALSE);
  if (result == WAY_RESULT_OK)
    result = check_first_cases (lot);
  if (result == WAY_RESULT_OK)
    result = check_partner (way_record_has (lot, 10), has_scheme);
  if (result == WAY_RESULT_OK)
    result = check_partner (way_record_has (lot, 11), has_scheme);
  if (result == WAY_RESULT_OK && way_record_has (lot, 7))
    result = check_date (lot->production_date);
  if (result == WAY_RESULT_OK && way_record_has (lot, 8))
    result = check_date (lot->expiry_date);
  if (result == WAY_RESULT_OK && has_root && lot->quantity > WAY_LOT_MAX_UNITS)
    result = WAY_RESULT_OUT_OF_RANGE;
  return result != WAY_RESULT_OK ? result : check_charset_82 (lot->lot);
}

static WayResult
check_output (gconstpointer record)
{
  const WayOutput *output = record;

  return check_partner (way_record_has (output, 4), way_record_has (output, 3));
}

#define R_MODE_TABLES
#include "way-record-mode.h"
/* after the macros that read it */
#include "way-model.def"
#include "way-model-undef.h"
