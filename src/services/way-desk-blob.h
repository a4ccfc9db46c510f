/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-desk.h"

/** A document or picture by its hash, checked against it. @network: (nullable): where it is, 64 hex digits; NULL: where the
 * person acts. @hash: 64 hex digits. @error: of the node; WAY_RESULT_UNVERIFIED. */
void
way_desk_load_blob_async (WayDesk *self,
                          const char *network,
                          const char *hash,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer data);
/** Returns: (transfer full) */
GBytes *
way_desk_load_blob_finish (WayDesk *self, GAsyncResult *result, GError **error);
