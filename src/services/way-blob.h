/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-home.h"

/* Documents and pictures: given to the node by their hash before a statement names them. */

/** Reads a file. @error: WAY_RESULT_IO; WAY_RESULT_TOO_LARGE above WAY_API_MAX_BLOB; WAY_RESULT_MALFORMED where it is empty.
 * @out_media_type: (optional) (transfer full): guessed from its name and first bytes. */
GBytes *
way_blob_read_file (const char *path, char **out_media_type, GError **error);
/** Hands it to the network's node. @out_hash: SHA-256. */
gboolean
way_blob_put (WayHome *home,
              WayNetwork *network,
              GBytes *blob,
              WayHash *out_hash,
              GCancellable *cancellable,
              GError **error);
