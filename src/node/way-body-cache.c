/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-body-cache.h"

void
way_body_cache_init (WayBodyCache *self)
{
  *self = (WayBodyCache) {
    .bodies = g_hash_table_new_full (g_bytes_hash, g_bytes_equal,
                                     (GDestroyNotify) g_bytes_unref,
                                     (GDestroyNotify) g_bytes_unref),
  };
}

void
way_body_cache_clear (WayBodyCache *self)
{
  g_clear_pointer (&self->bodies, g_hash_table_unref);
}

void
way_body_cache_forget (WayBodyCache *self)
{
  g_hash_table_remove_all (self->bodies);
  self->size = 0;
}

GBytes *
way_body_cache_find (WayBodyCache *self, guint64 height, GBytes *name)
{
  GBytes *body = self->height == height ? g_hash_table_lookup (self->bodies, name) : NULL;

  return body != NULL ? g_bytes_ref (body) : NULL;
}

void
way_body_cache_add (WayBodyCache *self, guint64 height, GBytes *name, GBytes *body)
{
  gsize size = g_bytes_get_size (body);

  if (size > WAY_BODY_CACHE_SIZE)
    return;
  if (self->height != height || self->size + size > WAY_BODY_CACHE_SIZE)
    way_body_cache_forget (self);
  self->height = height;
  if (g_hash_table_insert (self->bodies, g_bytes_ref (name), g_bytes_ref (body)))
    self->size += size;
}
