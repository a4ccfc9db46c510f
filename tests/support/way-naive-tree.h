/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-arena.h"
#include "way-model.h"

/* The trees of docs/spec written straight from their definitions, recursively and
 * slowly: what the fast ones are compared with. Shares no code with them but SHA-256. */

/** Merkle tree hash and proofs of RFC 9162 sections 2.1.1, 2.1.3.1 and 2.1.4.1. */
void
way_naive_log_root (const WayHash *leaves, gsize n, WayHash *out_root);
/** Appends the path of leaf @m to @path (of WayHash). */
void
way_naive_log_path (gsize m, const WayHash *leaves, gsize n, GArray *path);
/** Appends the consistency proof from size @m to @path. */
void
way_naive_log_consistency (gsize m, const WayHash *leaves, gsize n, GArray *path);

/** The state map: key bytes to value bytes. */
typedef struct
{
  GHashTable *values; /* of GBytes to GBytes */
} WayNaiveState;

void
way_naive_state_init (WayNaiveState *self);
void
way_naive_state_clear (WayNaiveState *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WayNaiveState, way_naive_state_clear)
/** An empty @value removes. */
void
way_naive_state_put (WayNaiveState *self, WaySlice key, WaySlice value);
void
way_naive_state_get_root (WayNaiveState *self, WayHash *out_root);
/** The only proof that the specification allows for @key, in @arena. */
void
way_naive_state_prove (WayNaiveState *self,
                       WaySlice key,
                       WayArena *arena,
                       WayStateProof *out_proof);
