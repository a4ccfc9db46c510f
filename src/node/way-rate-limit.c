/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-rate-limit.h"

#include <string.h>

/* Full buckets are forgotten when the table holds this many. */
#define MAX_BUCKETS 65536

typedef struct
{
  gint64 micro_tokens;
  gint64 at_us;
  guint n_connections;
} Bucket;

typedef struct
{
  guint8 bytes[8];
} AddressKey;

static guint
address_key_hash (gconstpointer key)
{
  const AddressKey *address = key;
  guint64 value;

  memcpy (&value, address->bytes, sizeof value);
  return (guint) (value ^ value >> 32) * 2654435761u;
}

static gboolean
address_key_equal (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (AddressKey)) == 0;
}

void
way_rate_limit_init (WayRateLimit *self, guint per_second, guint burst)
{
  self->per_second = per_second;
  self->burst = MAX (burst, 1);
  self->buckets =
      g_hash_table_new_full (address_key_hash, address_key_equal, g_free, g_free);
}

void
way_rate_limit_clear (WayRateLimit *self)
{
  g_clear_pointer (&self->buckets, g_hash_table_unref);
}

static void
refill (const WayRateLimit *self, Bucket *bucket, gint64 now_us)
{
  gint64 full = (gint64) self->burst * G_USEC_PER_SEC;
  gint64 elapsed = MIN (now_us - bucket->at_us, full);

  bucket->micro_tokens = MIN (full, bucket->micro_tokens + elapsed * self->per_second);
  bucket->at_us = now_us;
}

static void
forget_full_buckets (WayRateLimit *self, gint64 now_us)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->buckets);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Bucket *bucket = value;

      refill (self, bucket, now_us);
      if (bucket->n_connections == 0
          && bucket->micro_tokens >= (gint64) self->burst * G_USEC_PER_SEC)
        g_hash_table_iter_remove (&iter);
    }
}

static AddressKey
get_key (GInetSocketAddress *socket_address)
{
  GInetAddress *address = g_inet_socket_address_get_address (socket_address);
  AddressKey key = { { 0 } };

  memcpy (key.bytes, g_inet_address_to_bytes (address),
          MIN (sizeof key.bytes, g_inet_address_get_native_size (address)));
  return key;
}

/* Returns: (nullable): NULL where there are too many addresses. */
static Bucket *
get_bucket (WayRateLimit *self, GInetSocketAddress *address, gint64 now_us)
{
  AddressKey key = get_key (address);
  Bucket *bucket = g_hash_table_lookup (self->buckets, &key);

  if (bucket != NULL)
    return bucket;
  if (g_hash_table_size (self->buckets) >= MAX_BUCKETS)
    forget_full_buckets (self, now_us);
  if (g_hash_table_size (self->buckets) >= MAX_BUCKETS)
    return NULL;
  bucket = g_new0 (Bucket, 1);
  bucket->micro_tokens = (gint64) self->burst * G_USEC_PER_SEC;
  bucket->at_us = now_us;
  g_hash_table_insert (self->buckets, g_memdup2 (&key, sizeof key), bucket);
  return bucket;
}

gboolean
way_rate_limit_take (WayRateLimit *self, GInetSocketAddress *address, gint64 now_us)
{
  Bucket *bucket;

  if (self->per_second == 0)
    return TRUE;
  bucket = get_bucket (self, address, now_us);
  if (bucket == NULL)
    return FALSE;
  refill (self, bucket, now_us);
  if (bucket->micro_tokens < G_USEC_PER_SEC)
    return FALSE;
  bucket->micro_tokens -= G_USEC_PER_SEC;
  return TRUE;
}

gboolean
way_rate_limit_enter (WayRateLimit *self, GInetSocketAddress *address)
{
  Bucket *bucket = get_bucket (self, address, g_get_monotonic_time ());

  if (bucket == NULL || bucket->n_connections >= WAY_RATE_LIMIT_CONNECTIONS)
    return FALSE;
  bucket->n_connections++;
  return TRUE;
}

void
way_rate_limit_leave (WayRateLimit *self, GInetSocketAddress *address)
{
  AddressKey key = get_key (address);
  Bucket *bucket = self->buckets != NULL ? g_hash_table_lookup (self->buckets, &key)
                                         : NULL;

  if (bucket != NULL && bucket->n_connections > 0)
    bucket->n_connections--;
}
