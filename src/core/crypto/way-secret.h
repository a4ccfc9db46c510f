/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-slice.h"

/**
 * WaySecret:
 *
 * Secret bytes in locked, guarded memory that is wiped when it is freed
 * (sodium_malloc). Compared in constant time. Never in a property, a setting or a log.
 */
typedef struct _WaySecret WaySecret;

/** Returns: (transfer full): @len zero bytes. Aborts where the system has no memory left
 * to lock. */
WaySecret *
way_secret_new (gsize len);
/** Returns: (transfer full): @len unpredictable bytes. */
WaySecret *
way_secret_new_random (gsize len);
/** Copies @bytes; wipe the original with way_secret_wipe(). */
WaySecret *
way_secret_new_copy (WaySlice bytes);
WaySecret *
way_secret_ref (WaySecret *self);
void
way_secret_unref (WaySecret *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaySecret, way_secret_unref)

/** Borrowed, valid as long as @self. */
guint8 *
way_secret_get_data (WaySecret *self);
WaySlice
way_secret_get_slice (const WaySecret *self);
gsize
way_secret_get_size (const WaySecret *self);
gboolean
way_secret_equal (const WaySecret *a, const WaySecret *b);

/** Overwrites memory in a way that the compiler does not leave out. */
void
way_secret_wipe (gpointer memory, gsize len);
