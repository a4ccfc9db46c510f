/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "way-api.h"

/* Small JSON files of one record, written all or nothing. */

#define R_MODE_STRUCTS
#include "way-record-mode.h"
#include "way-profile-files.def"
#include "way-model-undef.h"

/** Reads @path into a zeroed @record; texts are in @arena. @out_found: FALSE (and TRUE returned) where there is no such file.
 * @error: WAY_RESULT_CORRUPTED naming the member, WAY_RESULT_IO. */
gboolean
way_record_file_read (const char *path,
                      const WaySchema *schema,
                      WayArena *arena,
                      gpointer record,
                      gboolean *out_found,
                      GError **error);
/** Writes through a temporary file beside @path, mode 0600. @error: WAY_RESULT_DISK_FULL, WAY_RESULT_IO. */
gboolean
way_record_file_write (const char *path,
                       const WaySchema *schema,
                       gconstpointer record,
                       GError **error);
/** Reads a file, pipe or device of at most @max bytes; never more than that into memory. @error: WAY_RESULT_TOO_LARGE,
 * WAY_RESULT_IO, or WAY_RESULT_NOT_FOUND where there is no such file and @missing is that. Returns: (transfer full) (nullable) */
GBytes *
way_file_read (const char *path, gsize max, WayResult missing, GError **error);
/** As above for any bytes. */
gboolean
way_file_write (const char *path, WaySlice bytes, GError **error);
/** Writes a file that a person chose: on this computer all or nothing, as above; elsewhere as GIO replaces one.
 * @error: as above. */
gboolean
way_file_save (GFile *file, GBytes *bytes, GCancellable *cancellable, GError **error);
/** Makes a folder and those above it, mode 0700. */
gboolean
way_folder_make (const char *path, GError **error);
/** Removes a folder and what is in it; follows no links. */
gboolean
way_folder_remove (const char *path, GError **error);
/** Sets @error from an error of GIO or GLib, as WAY_RESULT_DISK_FULL or WAY_RESULT_IO. Returns: FALSE */
gboolean
way_error_set_file (GError **error, const GError *cause, const char *path);
