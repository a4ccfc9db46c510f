/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-result.h"
#include "way-state-bucket.h"

/* Private: the file beside the database that holds the buckets of the state tree. It can be
 * lost or thrown away at any time: everything in it follows from the database. Reading from
 * any thread. */

#define WAY_INSTANCE_SIZE 16

typedef struct _WayBucketFile WayBucketFile;

/** Opens or creates; what is no such file is begun anew. */
WayBucketFile *
way_bucket_file_open (const char *path, GError **error);
void
way_bucket_file_free (WayBucketFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayBucketFile, way_bucket_file_free)

/** Which file this is: a random number that it got when it was begun. */
const guint8 *
way_bucket_file_get_instance (const WayBucketFile *self);
guint32
way_bucket_file_count_places (WayBucketFile *self);
/** Empties the file, which is another one from then on. */
gboolean
way_bucket_file_begin (WayBucketFile *self, GError **error);
/** Returns: (nullable): the bucket where it is mapped, unchecked; NULL where it is not. */
const WayBucket *
way_bucket_file_peek (WayBucketFile *self, guint32 place);
gboolean
way_bucket_file_read (WayBucketFile *self,
                      guint32 place,
                      WayBucket *out_bucket,
                      GError **error);
gboolean
way_bucket_file_write (WayBucketFile *self,
                       guint32 place,
                       const WayBucket *bucket,
                       GError **error);
/** Gives back the memory of what was looked at; it is mapped again where it is needed. */
void
way_bucket_file_trim (WayBucketFile *self);
/** What was written is durable when it returns. */
gboolean
way_bucket_file_sync (WayBucketFile *self, GError **error);
