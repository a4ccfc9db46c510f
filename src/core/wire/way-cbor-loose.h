/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-arena.h"
#include "way-cbor.h"

/* Any well-formed CBOR (RFC 8949 appendix C), deterministic or not: what others wrote and
 * is only shown, or verified over its received bytes. For this room alone. */

typedef struct
{
  const guint8 *next;
  const guint8 *end;
} WayCborLoose;

typedef struct
{
  WayCborType type;
  guint8 info; /* low five bits of the initial byte */
  guint64 argument;
} WayCborHead;

#define WAY_CBOR_INFO_INDEFINITE 31

void
way_cbor_loose_init (WayCborLoose *loose, WaySlice bytes);

/* Reads one head. A break is WAY_CBOR_SIMPLE with WAY_CBOR_INFO_INDEFINITE. Returns:
 * FALSE where it is not well-formed. */
gboolean
way_cbor_loose_read_head (WayCborLoose *loose, WayCborHead *out_head);

/* Takes the content of a definite string, or of a chunk. */
gboolean
way_cbor_loose_take (WayCborLoose *loose, guint64 len, WaySlice *out_content);

/* TRUE and the break consumed where one comes next. */
gboolean
way_cbor_loose_take_break (WayCborLoose *loose);

/* Whether another entry of the container that @head opened comes, after @n_done of them
 * (keys and values of a map both count). */
gboolean
way_cbor_loose_has_next (WayCborLoose *loose, const WayCborHead *head, guint64 n_done);

/* Skips one whole item that nests at most @max_depth levels and whose texts are UTF-8. */
gboolean
way_cbor_loose_skip (WayCborLoose *loose, guint max_depth);

/* A byte or text string in one piece; chunks are joined in @arena. */
gboolean
way_cbor_loose_read_string (WayCborLoose *loose,
                            WayCborType type,
                            WayArena *arena,
                            WaySlice *out_content);
