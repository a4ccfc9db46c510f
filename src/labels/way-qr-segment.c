/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-qr-segment.h"

#include <string.h>

/* ISO/IEC 18004:2015, table 3; four bits of mode indicator go before */
static const guint length_bits[WAY_QR_N_MODES][WAY_QR_N_CLASSES] = {
  [WAY_QR_MODE_NUMERIC] = { 10, 12, 14 },
  [WAY_QR_MODE_ALPHANUMERIC] = { 9, 11, 13 },
  [WAY_QR_MODE_BYTE] = { 8, 16, 16 },
};

/* Costs count in sixths of a bit: a digit takes 10/3, a letter 11/2 bits. */
static const guint sixths[WAY_QR_N_MODES] = {
  [WAY_QR_MODE_NUMERIC] = 20,
  [WAY_QR_MODE_ALPHANUMERIC] = 33,
  [WAY_QR_MODE_BYTE] = 48,
};

static gboolean
can_encode (WayQrMode mode, char c)
{
  switch (mode)
    {
    case WAY_QR_MODE_NUMERIC:
      return g_ascii_isdigit (c);
    case WAY_QR_MODE_ALPHANUMERIC:
      return g_ascii_isdigit (c) || g_ascii_isupper (c)
             || (c != '\0' && strchr (" $%*+-./:", c) != NULL);
    case WAY_QR_MODE_BYTE:
      return TRUE;
    default:
      g_assert_not_reached ();
    }
}

static gsize
round_up_to_bit (gsize cost)
{
  return (cost + 5) / 6 * 6;
}

/* What it costs to begin a segment of @mode. */
static gsize
get_header_cost (WayQrMode mode, guint version_class)
{
  return (4 + length_bits[mode][version_class]) * 6;
}

typedef struct
{
  gsize cost[WAY_QR_N_MODES];
  WayQrMode from[WAY_QR_N_MODES]; /* the mode of the character before */
} Step;

/* The cheapest way to have written the text so far with its last character in each mode:
 * either one goes on in that mode, or begins a segment behind the cheapest of the others. */
static void
take_step (const Step *last, Step *step, char c, guint version_class)
{
  for (int mode = 0; mode < WAY_QR_N_MODES; mode++)
    {
      step->cost[mode] = G_MAXSIZE / 2;
      step->from[mode] = mode;
      if (!can_encode (mode, c))
        continue;
      for (int from = 0; from < WAY_QR_N_MODES; from++)
        {
          gsize cost = from == mode ? last->cost[from]
                                    : round_up_to_bit (last->cost[from])
                                          + get_header_cost (mode, version_class);

          if (cost + sixths[mode] < step->cost[mode])
            {
              step->cost[mode] = cost + sixths[mode];
              step->from[mode] = from;
            }
        }
    }
}

static GArray *
collect (const WayQrMode *modes, gsize len)
{
  GArray *segments = g_array_new (FALSE, FALSE, sizeof (WayQrSegment));

  for (gsize at = 0; at < len;)
    {
      gsize end = at;

      while (end < len && modes[end] == modes[at])
        end++;
      g_array_append_val (segments, ((WayQrSegment) { modes[at], at, end - at }));
      at = end;
    }
  return segments;
}

GArray *
way_qr_segment (const char *text, gsize len, guint version_class)
{
  g_autofree Step *steps = g_new (Step, len + 1);
  g_autofree WayQrMode *modes = g_new (WayQrMode, len);
  WayQrMode best = 0;

  for (int mode = 0; mode < WAY_QR_N_MODES; mode++)
    steps[0].cost[mode] = get_header_cost (mode, version_class);
  for (gsize i = 0; i < len; i++)
    take_step (&steps[i], &steps[i + 1], text[i], version_class);
  for (int mode = 0; mode < WAY_QR_N_MODES; mode++)
    if (round_up_to_bit (steps[len].cost[mode]) < round_up_to_bit (steps[len].cost[best]))
      best = mode;
  for (gsize i = len; i > 0; i--)
    {
      modes[i - 1] = best;
      best = steps[i].from[best];
    }
  return collect (modes, len);
}

gsize
way_qr_segments_get_bits (const GArray *segments, guint version_class)
{
  gsize bits = 0;

  for (guint i = 0; i < segments->len; i++)
    {
      const WayQrSegment *segment = &g_array_index (segments, WayQrSegment, i);

      bits += (get_header_cost (segment->mode, version_class)
               + round_up_to_bit (segment->len * sixths[segment->mode]))
              / 6;
    }
  return bits;
}
