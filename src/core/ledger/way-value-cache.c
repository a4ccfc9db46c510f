/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-value-cache.h"

#include <string.h>

typedef struct
{
  WayHash key_hash;
  guint16 len; /* 0: free */
  guint8 bytes[WAY_VALUE_CACHE_MAX_VALUE];
} Slot;

struct _WayValueCache
{
  Slot *slots; /* (nullable): made when there is something to keep */
};

WayValueCache *
way_value_cache_new (void)
{
  return g_new0 (WayValueCache, 1);
}

void
way_value_cache_free (WayValueCache *self)
{
  if (self == NULL)
    return;
  way_value_cache_forget (self);
  g_free (self);
}

void
way_value_cache_forget (WayValueCache *self)
{
  g_clear_pointer (&self->slots, g_free);
}

static Slot *
get_slot (WayValueCache *self, const WayHash *key_hash)
{
  guint32 start;

  memcpy (&start, key_hash->bytes, sizeof start); /* hashes are uniform */
  return &self->slots[start % WAY_VALUE_CACHE_SLOTS];
}

static gboolean
has_key (const Slot *slot, const WayHash *key_hash)
{
  return slot->len > 0 && way_hash_equal (&slot->key_hash, key_hash);
}

static void
fill (Slot *slot, const WayHash *key_hash, WaySlice value)
{
  slot->key_hash = *key_hash;
  slot->len = (guint16) value.len;
  memcpy (slot->bytes, value.data, value.len);
}

gboolean
way_value_cache_find (WayValueCache *self, const WayHash *key_hash, WaySlice *out_value)
{
  const Slot *slot = self->slots != NULL ? get_slot (self, key_hash) : NULL;

  if (slot == NULL || !has_key (slot, key_hash))
    return FALSE;
  *out_value = WAY_SLICE_INIT (slot->bytes, slot->len);
  return TRUE;
}

void
way_value_cache_add (WayValueCache *self, const WayHash *key_hash, WaySlice value)
{
  g_assert (value.len > 0);
  if (value.len > WAY_VALUE_CACHE_MAX_VALUE)
    return;
  if (self->slots == NULL)
    self->slots = g_new0 (Slot, WAY_VALUE_CACHE_SLOTS);
  fill (get_slot (self, key_hash), key_hash, value);
}

void
way_value_cache_update (WayValueCache *self, const WayHash *key_hash, WaySlice value)
{
  Slot *slot = self->slots != NULL ? get_slot (self, key_hash) : NULL;

  if (slot == NULL || !has_key (slot, key_hash))
    return;
  if (value.len > 0 && value.len <= WAY_VALUE_CACHE_MAX_VALUE)
    fill (slot, key_hash, value);
  else
    slot->len = 0;
}
