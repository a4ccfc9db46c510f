/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-result.h"
#include "way-slice.h"

/* Files that are there wholly or not at all. */

/** Creates @folder and its parents for their owner only. */
gboolean
way_file_make_folder (const char *folder, GError **error);
/** Writes @bytes under another name, syncs, renames, syncs the folder: durable when it
 * returns. */
gboolean
way_file_replace (const char *path, WaySlice bytes, GError **error);
/** Returns: FALSE with @error made of the present errno. @doing: like "write". */
gboolean
way_file_fail (const char *doing, const char *path, GError **error);
