/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-day.h"

#include <string.h>

gboolean
way_day_parse (const char *text, GDate *out)
{
  static const char form[] = "0000-00-00";
  guint64 year, month, day;

  if (strlen (text) != strlen (form))
    return FALSE;
  for (gsize i = 0; form[i] != '\0'; i++)
    if (form[i] == '0' ? !g_ascii_isdigit (text[i]) : text[i] != form[i])
      return FALSE;
  year = g_ascii_strtoull (text, NULL, 10);
  month = g_ascii_strtoull (text + 5, NULL, 10);
  day = g_ascii_strtoull (text + 8, NULL, 10);
  if (!g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return FALSE;
  g_date_set_dmy (out, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return TRUE;
}

guint64
way_day_get_end_ms (const GDate *day)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GDateTime)
      time = g_date_time_new (zone, g_date_get_year (day), (int) g_date_get_month (day),
                              g_date_get_day (day), 23, 59, 59);

  /* years up to 9999 are times */
  return time != NULL ? (guint64) g_date_time_to_unix (time) * 1000 + 999 : 0;
}
