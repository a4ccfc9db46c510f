/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-hash.h"
#include "way-slice.h"

/* Committed values of the state map that the writer has read lately: keys and accounts of those
 * who sign often are asked for in every block. A table of fixed size, in which a value takes
 * the place of whatever stood there; large values are not kept. One thread. */

/** So many values, each of at most WAY_VALUE_CACHE_MAX_VALUE bytes. */
#define WAY_VALUE_CACHE_SLOTS     16384
#define WAY_VALUE_CACHE_MAX_VALUE 220

typedef struct _WayValueCache WayValueCache;

WayValueCache *
way_value_cache_new (void);
void
way_value_cache_free (WayValueCache *self);
/** Forgets everything and gives the memory back. */
void
way_value_cache_forget (WayValueCache *self);
/** Returns: FALSE where it is not known. @out_value: borrowed until the next call that changes the cache; never empty. */
gboolean
way_value_cache_find (WayValueCache *self, const WayHash *key_hash, WaySlice *out_value);
/** @value: as it is in the committed map; not empty. */
void
way_value_cache_add (WayValueCache *self, const WayHash *key_hash, WaySlice value);
/** Tells of a change that was committed. @value: empty where the key was removed, or is to be read anew. */
void
way_value_cache_update (WayValueCache *self, const WayHash *key_hash, WaySlice value);
