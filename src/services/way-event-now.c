/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-event-now.h"

gint64
way_event_get_offset_minutes (guint64 time_ms)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  int interval =
      g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, (gint64) (time_ms / 1000));

  return interval >= 0 ? g_time_zone_get_offset (zone, interval) / 60 : 0;
}

WayEvent
way_event_now (void)
{
  WayEvent event = { .time = (guint64) (g_get_real_time () / 1000) };

  event.offset_minutes = way_event_get_offset_minutes (event.time);
  return event;
}
