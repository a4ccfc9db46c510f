/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

/**
 * WayArena:
 *
 * A bump allocator for the short life of one decoded object. Memory is zeroed
 * and aligned to 16 bytes. The first WAY_ARENA_INLINE bytes live in the struct
 * itself, so an arena on the stack costs nothing until it grows.
 */
#define WAY_ARENA_INLINE 2048

typedef struct _WayArenaChunk WayArenaChunk;

typedef struct
{
  _Alignas (16) guint8 inline_bytes[WAY_ARENA_INLINE];
  guint8 *next;
  guint8 *end;
  WayArenaChunk *chunks;
  gsize total;
  gsize limit;
} WayArena;

/** @limit: the most bytes it may hand out; 0 for 16 MiB. */
void
way_arena_init (WayArena *arena, gsize limit);

/** Frees everything that the arena handed out and makes it usable anew. */
void
way_arena_reset (WayArena *arena);

void
way_arena_clear (WayArena *arena);

/** Returns: (nullable): zeroed memory owned by @arena; NULL where the limit is reached.
 */
gpointer
way_arena_alloc (WayArena *arena, gsize size);

/** Returns: (nullable): a copy owned by @arena, with a NUL behind it. */
guint8 *
way_arena_copy (WayArena *arena, gconstpointer data, gsize len);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WayArena, way_arena_clear)
