/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-slice.h"

/* A bucket: all entries of the state map whose key hashes share their first bits, as one
 * run of bytes. Only a matter of storage; no root or proof depends on it.
 *
 * 8 bytes checksum of what follows (against damaged disks, not against people), 1 byte
 * depth (the number of shared bits), 4 bytes number of entries, 32 bytes root of their
 * subtree; then of each entry, in order of key hash: key hash (32), leaf hash (32),
 * size of the key (2), end of its data (4); then the data: key, value, key, value, … */

/** Deepest bucket; one at that depth grows instead of being split. */
#define WAY_BUCKET_MAX_DEPTH 60
#define WAY_BUCKET_HEAD_SIZE 45

typedef struct
{
  guint depth;
  guint32 n_entries;
  WayHash root;
} WayBucketHead;

/** One entry; @key and @value borrow. */
typedef struct
{
  WayHash key_hash;
  WayHash leaf;
  WaySlice key;
  WaySlice value;
} WayBucketEntry;

/** Reads the first WAY_BUCKET_HEAD_SIZE bytes, all that @bytes need to have. Returns: FALSE
 * where they are no head. */
gboolean
way_bucket_read_head (WaySlice bytes, WayBucketHead *out_head);
/** Appends the entries of a bucket to @entries (of WayBucketEntry), borrowing from @bytes.
 * Returns: FALSE where @bytes are no bucket, or damaged. */
gboolean
way_bucket_list (WaySlice bytes, GArray *entries);
/** Looks one entry up without listing the others. Returns: FALSE where @bytes are no
 * bucket, or damaged. @out_found: whether the key is there. */
gboolean
way_bucket_find (WaySlice bytes,
                 const WayHash *key_hash,
                 WayBucketEntry *out_entry,
                 gboolean *out_found);

/** Bytes that a bucket of these entries takes. */
gsize
way_bucket_get_size (const WayBucketEntry *entries, gsize n_entries);
/** Writes a bucket over @out. @entries: at least one, in order of key hash. */
void
way_bucket_write (const WayBucketEntry *entries,
                  gsize n_entries,
                  guint depth,
                  GByteArray *out,
                  WayHash *out_root);

/** Root of the subtree of entries that share their first @depth bits. */
void
way_bucket_get_root (const WayBucketEntry *entries,
                     gsize n_entries,
                     guint depth,
                     WayHash *out_root);
/** Where the entries split at bit @depth: the number of those with a 0 there. */
gsize
way_bucket_split (const WayBucketEntry *entries, gsize n_entries, guint depth);
