/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <string.h>

/**
 * WaySlice:
 * @data: (nullable): first byte, borrowed
 * @len: bytes
 *
 * A borrowed run of bytes. Text in a slice is UTF-8 and not NUL-terminated.
 * The empty slice may have a NULL @data.
 */
typedef struct
{
  const guint8 *data;
  gsize len;
} WaySlice;

#define WAY_SLICE_INIT(data_, len_)                                                      \
  ((WaySlice) { .data = (const guint8 *) (data_), .len = (len_) })

/** Every hash, key identifier, account, network and statement identifier: 32 bytes. */
#define WAY_HASH_SIZE 32

typedef struct
{
  guint8 bytes[WAY_HASH_SIZE];
} WayHash;

static inline WaySlice
way_slice_from_string (const char *text)
{
  return WAY_SLICE_INIT (text, text ? strlen (text) : 0);
}

static inline WaySlice
way_slice_from_hash (const WayHash *hash)
{
  return WAY_SLICE_INIT (hash->bytes, WAY_HASH_SIZE);
}

static inline WaySlice
way_slice_from_bytes (GBytes *bytes)
{
  gsize len = 0;
  const guint8 *data = g_bytes_get_data (bytes, &len);
  return WAY_SLICE_INIT (data, len);
}

static inline gboolean
way_slice_equal (WaySlice a, WaySlice b)
{
  return a.len == b.len && (a.len == 0 || memcmp (a.data, b.data, a.len) == 0);
}

static inline gboolean
way_slice_equal_string (WaySlice a, const char *text)
{
  return way_slice_equal (a, way_slice_from_string (text));
}

/** Lexicographic by bytes, the shorter of two equal prefixes first: < 0, 0 or > 0. */
static inline int
way_slice_compare (WaySlice a, WaySlice b)
{
  gsize n = MIN (a.len, b.len);
  int order = n ? memcmp (a.data, b.data, n) : 0;
  return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

/** Returns: (transfer full): the bytes as a NUL-terminated string. */
static inline char *
way_slice_dup_string (WaySlice slice)
{
  return g_strndup ((const char *) slice.data, slice.len);
}

static inline gboolean
way_hash_equal (const WayHash *a, const WayHash *b)
{
  return memcmp (a->bytes, b->bytes, WAY_HASH_SIZE) == 0;
}

static inline gboolean
way_hash_is_zero (const WayHash *a)
{
  static const WayHash zero;
  return way_hash_equal (a, &zero);
}

/** GHashFunc and GEqualFunc for tables whose keys are hashes. */
static inline guint
way_hash_to_uint (gconstpointer hash)
{
  guint value;

  memcpy (&value, ((const WayHash *) hash)->bytes, sizeof value);
  return value;
}

static inline gboolean
way_hash_keys_equal (gconstpointer a, gconstpointer b)
{
  return way_hash_equal ((const WayHash *) a, (const WayHash *) b);
}
