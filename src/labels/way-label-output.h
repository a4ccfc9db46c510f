/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

/**
 * WayLabelOutput:
 *
 * A file that appears complete or not at all: written without a name (under a hidden one beside its place where the file
 * system can't do that), synced, then put in its place.
 */
typedef struct _WayLabelOutput WayLabelOutput;

WayLabelOutput *
way_label_output_new (const char *path, GError **error);
/** A WayLabelWriteFunc. */
gboolean
way_label_output_write (gpointer output, const guint8 *bytes, gsize len, GError **error);
gboolean
way_label_output_finish (WayLabelOutput *output, GError **error);
/** Removes the file unless it is finished. */
void
way_label_output_free (WayLabelOutput *output);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayLabelOutput, way_label_output_free)
