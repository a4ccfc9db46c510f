/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-result.h"
#include "way-slice.h"

/* Documents and pictures by SHA-256, one file each in a folder: two hex digits, then the
 * rest. Written whole or not at all; verified whenever they are read. Any thread. */

#define WAY_BLOB_MAX (64 * 1024 * 1024)

typedef struct _WayBlobStore WayBlobStore;

/** Creates @folder where it does not exist. */
WayBlobStore *
way_blob_store_new (const char *folder, GError **error);
void
way_blob_store_free (WayBlobStore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayBlobStore, way_blob_store_free)

/** Durable when it returns; harmless where the blob is there already. @error:
 * WAY_RESULT_TOO_LARGE, WAY_RESULT_DISK_FULL, WAY_RESULT_IO. */
gboolean
way_blob_store_put (WayBlobStore *self,
                    WaySlice bytes,
                    WayHash *out_hash,
                    GError **error);
/** Returns: (transfer full) (nullable). @error: WAY_RESULT_NOT_FOUND,
 * WAY_RESULT_CORRUPTED where the file no longer has that hash. */
GBytes *
way_blob_store_get (WayBlobStore *self, const WayHash *hash, GError **error);
/** @out_size: (optional). */
gboolean
way_blob_store_has (WayBlobStore *self, const WayHash *hash, guint64 *out_size);
