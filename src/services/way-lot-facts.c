/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-lot-facts.h"

#include <glib/gi18n-lib.h>

#include "way-detail.h"
#include "way-present.h"

static void
add_text (GListStore *facts, const char *label, char *value)
{
  way_detail_add (facts, WAY_DETAIL_TEXT, "", label, value);
}

/* Dates of a lot come as YYYY-MM-DD. */
static char *
present_day (WaySlice day)
{
  g_autofree char *text = way_slice_dup_string (day);
  g_autofree char *noon = g_strconcat (text, "T12:00:00", NULL);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GDateTime) date = g_date_time_new_from_iso8601 (noon, zone);

  if (date == NULL)
    return g_steal_pointer (&text);
  return way_present_date ((guint64) g_date_time_to_unix (date) * 1000);
}

void
way_lot_facts_add (GListStore *facts, const WayLotRegister *lot)
{
  add_text (facts, _ ("Lot"), way_slice_dup_string (lot->lot));
  if (way_record_has (lot, 7))
    add_text (facts, _ ("Made on"), present_day (lot->production_date));
  if (way_record_has (lot, 8))
    add_text (facts, _ ("Best before"), present_day (lot->expiry_date));
  if (way_record_has (lot, 9))
    add_text (facts, _ ("Certified by"), way_slice_dup_string (lot->scheme));
}
