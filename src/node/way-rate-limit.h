/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

/* A token bucket and a number of connections per remote address (IPv6: per /64). */

#define WAY_RATE_LIMIT_CONNECTIONS 256 /* of one address at once */

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
/** Counts a connection. Returns: FALSE where that address has too many; nothing was counted then. */
gboolean
way_rate_limit_enter (WayRateLimit *self, GInetSocketAddress *address);
/** It is gone. */
void
way_rate_limit_leave (WayRateLimit *self, GInetSocketAddress *address);
