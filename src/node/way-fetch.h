/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

/** Fetches @uri as a whole, as long as the body has at most @max_bytes. */
void
way_fetch_async (SoupSession *session,
                 const char *uri,
                 gsize max_bytes,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer data);
/** Returns: (transfer full) (nullable). @error: of GIO; WAY_RESULT_TOO_LARGE; WAY_RESULT_UNAVAILABLE for another status than 200. */
GBytes *
way_fetch_finish (GAsyncResult *result, GError **error);
