/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-code.h"

#include <string.h>

void
way_code_free (WayCode *code)
{
  if (code == NULL)
    return;
  g_free (code->text);
  g_clear_pointer (&code->bytes, g_bytes_unref);
  g_free (code->sequence_id);
  g_free (code);
}

static WayCodePoint
get_centre (const WayCode *code)
{
  WayCodePoint centre = { 0, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (code->corners); i++)
    {
      centre.x += code->corners[i].x / (int) G_N_ELEMENTS (code->corners);
      centre.y += code->corners[i].y / (int) G_N_ELEMENTS (code->corners);
    }
  return centre;
}

static int
get_extent (const WayCode *code)
{
  int dx = ABS (code->corners[2].x - code->corners[0].x);
  int dy = ABS (code->corners[2].y - code->corners[0].y);

  return MAX (dx, dy);
}

gboolean
way_code_is_same_symbol (const WayCode *a, const WayCode *b)
{
  WayCodePoint ca = get_centre (a);
  WayCodePoint cb = get_centre (b);
  int reach = MAX (get_extent (a), get_extent (b)) / 2;

  return g_str_equal (a->format, b->format) && a->text_len == b->text_len
         && memcmp (a->text, b->text, a->text_len) == 0 && ABS (ca.x - cb.x) <= reach
         && ABS (ca.y - cb.y) <= reach;
}
