/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

/* A token bucket per remote address (IPv6: per /64). */

typedef struct
{
  guint per_second; /* 0: no limit */
  guint burst;
  GHashTable *buckets;
} WayRateLimit;

void
way_rate_limit_init (WayRateLimit *self, guint per_second, guint burst);
void
way_rate_limit_clear (WayRateLimit *self);
/** Takes one token at @now_us (monotonic). Returns: FALSE where none is left. */
gboolean
way_rate_limit_take (WayRateLimit *self, GInetSocketAddress *address, gint64 now_us);
