/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

/* Encoded answers by question, all of one height. Forgotten as a whole when another height is
 * asked for, and when they would take more than WAY_BODY_CACHE_SIZE. */

#define WAY_BODY_CACHE_SIZE ((gsize) 8 * 1024 * 1024)

typedef struct
{
  GHashTable *bodies; /* GBytes → GBytes */
  guint64 height;
  gsize size; /* bytes of all bodies */
} WayBodyCache;

void
way_body_cache_init (WayBodyCache *self);
/** Safe on a cache that is all zero. */
void
way_body_cache_clear (WayBodyCache *self);
void
way_body_cache_forget (WayBodyCache *self);
/** Returns: (transfer full) (nullable): the body of @name at @height. */
GBytes *
way_body_cache_find (WayBodyCache *self, guint64 height, GBytes *name);
/** One that is larger than the whole cache is not kept. */
void
way_body_cache_add (WayBodyCache *self, guint64 height, GBytes *name, GBytes *body);
