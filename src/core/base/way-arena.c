/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-arena.h"

#include <string.h>

#define CHUNK_SIZE    ((gsize) 16 * 1024)
#define DEFAULT_LIMIT ((gsize) 16 * 1024 * 1024)

struct _WayArenaChunk
{
  WayArenaChunk *next;
  _Alignas (16) guint8 bytes[];
};

static void
start_inline (WayArena *arena)
{
  arena->next = arena->inline_bytes;
  arena->end = arena->inline_bytes + WAY_ARENA_INLINE;
  arena->chunks = NULL;
  arena->total = 0;
}

void
way_arena_init (WayArena *arena, gsize limit)
{
  arena->limit = limit != 0 ? limit : DEFAULT_LIMIT;
  start_inline (arena);
}

void
way_arena_clear (WayArena *arena)
{
  for (WayArenaChunk *chunk = arena->chunks; chunk != NULL;)
    {
      WayArenaChunk *next = chunk->next;
      g_free (chunk);
      chunk = next;
    }
  arena->chunks = NULL;
}

void
way_arena_reset (WayArena *arena)
{
  way_arena_clear (arena);
  start_inline (arena);
}

static gboolean
add_chunk (WayArena *arena, gsize at_least)
{
  gsize size = MAX (CHUNK_SIZE, at_least);
  WayArenaChunk *chunk = g_malloc (sizeof (WayArenaChunk) + size);

  chunk->next = arena->chunks;
  arena->chunks = chunk;
  arena->next = chunk->bytes;
  arena->end = chunk->bytes + size;
  return TRUE;
}

static gpointer
take (WayArena *arena, gsize size)
{
  gpointer memory;

  if (size > arena->limit - arena->total)
    return NULL;
  arena->total += size;
  size = (size + 15) & ~(gsize) 15;
  if (size > (gsize) (arena->end - arena->next))
    add_chunk (arena, size);
  memory = arena->next;
  arena->next += size;
  return memory;
}

gpointer
way_arena_alloc (WayArena *arena, gsize size)
{
  gpointer memory = take (arena, size);

  return memory != NULL ? memset (memory, 0, size) : NULL;
}

guint8 *
way_arena_copy (WayArena *arena, gconstpointer data, gsize len)
{
  guint8 *copy = take (arena, len + 1);

  if (copy == NULL)
    return NULL;
  if (len > 0)
    memcpy (copy, data, len);
  copy[len] = 0;
  return copy;
}
