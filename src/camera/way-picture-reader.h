/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "way-code.h"

/** How long one picture may take; a photograph without a code needs about a second. */
#define WAY_PICTURE_TIMEOUT_MS 30000

/**
 * Finds the codes in a picture file: at once where it is a plain one, else after taking
 * trouble (other sizes, sharpened, flattened light, turned, single colours). Each symbol
 * comes once, from top to bottom.
 *
 * @timeout_ms: 0 for WAY_PICTURE_TIMEOUT_MS
 * @cancellable: (nullable)
 *
 * Returns: (transfer full) (element-type WayCode): none where there is no code; NULL on
 * error.
 *
 * Errors: those of way_picture_read_file() and way_picture_decode();
 * WAY_RESULT_TIMEOUT. Blocks; call it from a worker, or use the _async form.
 */
GPtrArray *
way_picture_scan_file (const char *path,
                       guint timeout_ms,
                       GCancellable *cancellable,
                       GError **error);
/** Likewise for a picture that is in memory: dropped, pasted. */
GPtrArray *
way_picture_scan_bytes (GBytes *bytes,
                        guint timeout_ms,
                        GCancellable *cancellable,
                        GError **error);

void
way_picture_scan_bytes_async (GBytes *bytes,
                              guint timeout_ms,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer data);
void
way_picture_scan_file_async (const char *path,
                             guint timeout_ms,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data);
/** Ends either. Returns: as way_picture_scan_file(). */
GPtrArray *
way_picture_scan_finish (GAsyncResult *result, GError **error);
