/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-signature-memory.h"

/* 32 bytes each: 4 MiB and the table's own */
#define MAX_KNOWN 131072

struct _WaySignatureMemory
{
  GMutex mutex;
  GHashTable *known; /* WayHash */
};

static guint
hash_hash (gconstpointer key)
{
  guint value;

  memcpy (&value, key, sizeof value);
  return value;
}

static gboolean
equal_hashes (gconstpointer a, gconstpointer b)
{
  return way_hash_equal (a, b);
}

WaySignatureMemory *
way_signature_memory_new (void)
{
  WaySignatureMemory *self = g_new0 (WaySignatureMemory, 1);

  g_mutex_init (&self->mutex);
  self->known = g_hash_table_new_full (hash_hash, equal_hashes, g_free, NULL);
  return self;
}

void
way_signature_memory_free (WaySignatureMemory *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->known, g_hash_table_unref);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

static gboolean
is_known (gpointer data, const WayHash *sha256)
{
  WaySignatureMemory *self = data;
  gboolean known;

  g_mutex_lock (&self->mutex);
  known = g_hash_table_contains (self->known, sha256);
  g_mutex_unlock (&self->mutex);
  return known;
}

static void
remember (gpointer data, const WayHash *sha256)
{
  WaySignatureMemory *self = data;

  g_mutex_lock (&self->mutex);
  if (g_hash_table_size (self->known) >= MAX_KNOWN)
    g_hash_table_remove_all (self->known);
  g_hash_table_add (self->known, g_memdup2 (sha256, sizeof *sha256));
  g_mutex_unlock (&self->mutex);
}

WaySignatureCache
way_signature_memory_get_cache (WaySignatureMemory *self)
{
  return (WaySignatureCache) { .is_known = is_known, .remember = remember, .data = self };
}
