/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-statement.h"
#include "way-store.h"

/* Proofs that were made at the newest height: accounts, keys and prefixes stand in one answer after the other. Forgotten as a whole at the
 * next height, and when they take too much memory. */

/** A logged statement with its path. Everything borrows from the cache. */
typedef struct
{
  WayLogEntry entry;
  WayStatementPeek peek;
  WayStatement *statement; /* (nullable): decoded by way_proof_cache_get_statement() */
} WayProvenLog;

typedef struct
{
  WayStoreReader *reader; /* borrowed */
  WayArena arena;
  GHashTable *state; /* WayStateEntry, by their keys */
  GHashTable *log;   /* WayProvenLog, by log index */
  guint64 height;
} WayProofCache;

void
way_proof_cache_init (WayProofCache *self, WayStoreReader *reader);
void
way_proof_cache_clear (WayProofCache *self);
/** At the start of each answer: what comes back until the next start stays valid until then. */
void
way_proof_cache_begin (WayProofCache *self);
/** Returns: (nullable): NULL with @error. */
const WayStateEntry *
way_proof_cache_get_state (WayProofCache *self, WaySlice key, GError **error);
WayProvenLog *
way_proof_cache_get_log (WayProofCache *self, guint64 log_index, GError **error);
const WayStatement *
way_proof_cache_get_statement (WayProofCache *self, WayProvenLog *proven, GError **error);
