/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

/**
 * WayClock:
 *
 * Where the time comes from; injected, since core has no clock of its own.
 * @now_ms: milliseconds since 1970-01-01T00:00:00Z.
 */
typedef struct
{
  gint64 (*now_ms) (gpointer data);
  gpointer data;
} WayClock;

static inline gint64
way_clock_now_ms (const WayClock *clock)
{
  return clock->now_ms (clock->data);
}

/**
 * WayRandom:
 *
 * Where randomness comes from; injected. @fill writes @len unpredictable bytes
 * (in the demo market and in tests: reproducible ones).
 */
typedef struct
{
  void (*fill) (gpointer data, guint8 *out, gsize len);
  gpointer data;
} WayRandom;

static inline void
way_random_fill (const WayRandom *random, guint8 *out, gsize len)
{
  random->fill (random->data, out, len);
}
