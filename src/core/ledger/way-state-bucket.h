/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-slice.h"

/* A bucket: the entries of the state map whose key hashes share their first bits. Only a
 * matter of storage; no root or proof depends on how entries are divided into buckets. */

/** Bytes of the place where one bucket is kept. */
#define WAY_BUCKET_SIZE        2048
#define WAY_BUCKET_MAX_ENTRIES 26
#define WAY_BUCKET_QUARTERS    4

typedef struct
{
  WayHash key_hash;
  WayHash leaf;
  guint64 location; /* of key and value, see way_location_make() */
} WayBucketEntry;

/** As it is kept: in the byte order of the machine, since what holds buckets can be made anew
 * from the values. */
typedef struct
{
  guint64 checksum; /* of what follows: against damaged disks, not against people */
  guint64 n_entries;
  guint8 root_start[16]; /* of the root of the entries' subtree */
  /* Roots two levels below it, so that a change hashes a quarter only. */
  WayHash quarters[WAY_BUCKET_QUARTERS];
  WayBucketEntry entries[WAY_BUCKET_MAX_ENTRIES]; /* in order of key hash */
  guint8 unused[16];
} WayBucket;

G_STATIC_ASSERT (sizeof (WayBucket) == WAY_BUCKET_SIZE);

/** Which quarter of a bucket at @depth an entry is in. */
guint
way_bucket_get_quarter (const WayHash *key_hash, guint depth);
/** Fills @out for storing. @n_entries: at least 1; all share their first @depth bits.
 * @old: (nullable): a bucket at the same depth that has the same entries in the quarters
 * whose bits are not set in @changed. @out_root: of the entries' subtree. */
void
way_bucket_fill (WayBucket *out,
                 const WayBucketEntry *entries,
                 gsize n_entries,
                 guint depth,
                 const WayBucket *old,
                 guint changed,
                 WayHash *out_root);
/** Returns: whether what was read back is what was stored, and the bucket with @root. */
gboolean
way_bucket_is_intact (const WayBucket *self, const WayHash *root);
/** Returns: (nullable): the entry of @key_hash; harmless in a damaged bucket. */
const WayBucketEntry *
way_bucket_find (const WayBucket *self, const WayHash *key_hash);

/** Root of the subtree of entries that share their first @depth bits. */
void
way_bucket_get_root (const WayBucketEntry *entries,
                     gsize n_entries,
                     guint depth,
                     WayHash *out_root);
/** Where the entries split at bit @depth: the number of those with a 0 there. */
gsize
way_bucket_split (const WayBucketEntry *entries, gsize n_entries, guint depth);

/* ---- Where a value is kept -------------------------------------------------------------- */

/** The most entries of one chunk of values. */
#define WAY_CHUNK_MAX_ENTRIES 1024

/** A place in the log of values: chunk (below 2^38), number in the chunk, and about how many
 * bytes it takes there. */
static inline guint64
way_location_make (guint64 chunk, guint number, gsize size)
{
  return chunk << 26 | (guint64) number << 16 | MIN ((size + 7) / 8, 0xffff);
}

static inline guint64
way_location_get_chunk (guint64 location)
{
  return location >> 26;
}

static inline guint
way_location_get_number (guint64 location)
{
  return location >> 16 & 0x3ff;
}

static inline guint64
way_location_get_size (guint64 location)
{
  return (location & 0xffff) * 8;
}
