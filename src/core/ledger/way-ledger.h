/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-environs.h"
#include "way-index-hook.h"
#include "way-ledger-store.h"
#include "way-statement.h"

/* The state machine: one deterministic function of (state, block). docs/spec/ledger.md */

typedef struct _WayLedger WayLedger;

/** A statement on its way into a block: parsed, its signature already judged (in any thread). */
typedef struct
{
  WaySlice encoded; /* borrowed */
  WayArena arena;
  WayStatement statement;
} WayCandidate;

/** Parses and checks form; does not need the ledger, safe in any thread. The signature needs the key: see
 * way_ledger_find_key() and way_candidate_verify(). */
WayResult
way_candidate_init (WayCandidate *candidate, WaySlice encoded);
void
way_candidate_clear (WayCandidate *candidate);
/** For a register action the key is the one inside; NULL where it must be looked up. */
const WayPublicKey *
way_candidate_get_own_key (const WayCandidate *candidate);
/** Verifies as peers do (strictly). Safe in any thread. */
gboolean
way_candidate_verify (const WayCandidate *candidate, const WayPublicKey *key);

/** Opens the ledger of @genesis in @store; an empty store gets the genesis state and the checkpoint of height 0.
 * @hook: (nullable). @solo_key: (nullable): signs checkpoints; without it the ledger can't make blocks of its own, only
 * replay. All borrowed. @error: WAY_RESULT_CORRUPTED, WAY_RESULT_WRONG_NETWORK where the store is another network's. */
WayLedger *
way_ledger_open (WaySlice genesis,
                 WayLedgerStore store,
                 const WayIndexHook *hook,
                 const WayKeyPair *solo_key,
                 GError **error);
void
way_ledger_free (WayLedger *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayLedger, way_ledger_free)

const WayHash *
way_ledger_get_network (const WayLedger *self);
const WayGenesis *
way_ledger_get_genesis (const WayLedger *self);
/** The newest checkpoint and its COSE_Sign1; borrowed until the next commit. */
const WayCheckpoint *
way_ledger_get_checkpoint (const WayLedger *self,
                           WayHash *out_hash,
                           WaySlice *out_signed);

/** The public key of a registered, unrevoked key. */
gboolean
way_ledger_find_key (WayLedger *self,
                     const WayHash *key_id,
                     WayPublicKey *out_key,
                     GError **error);
/** Earliest due time in ms, G_MAXUINT64 where none. */
guint64
way_ledger_get_next_due (const WayLedger *self);

/** Starts block height + 1 at max (previous time, @now_ms) and works off what is due. @error: WAY_RESULT_CLOCK where
 * @now_ms is behind the last block, or more than ten minutes ahead of what @allow_jump permits. */
gboolean
way_ledger_begin (WayLedger *self, guint64 now_ms, gboolean allow_jump, GError **error);
/** Checks and applies one statement whose signature was verified with the key that the ledger holds.
 * Returns: FALSE only for our own or the disk's failures. @out_result: of the not-admitted group (30–59): no effect, not logged;
 * OK or of the refused group: logged under @out_log_index. */
gboolean
way_ledger_apply (WayLedger *self,
                  const WayCandidate *candidate,
                  WayResult *out_result,
                  guint64 *out_log_index,
                  GError **error);
/** Number of statements logged and due entries worked off in the open block. */
guint
way_ledger_get_block_size (const WayLedger *self);
/** Seals, signs, commits. On FALSE the block is rolled back. */
gboolean
way_ledger_commit (WayLedger *self, GError **error);
/** Replays a block of another node: seals and compares with @signed_checkpoint, which must be signed by the solo key
 * of genesis. @error: WAY_RESULT_UNVERIFIED where roots differ. */
gboolean
way_ledger_commit_replayed (WayLedger *self, WaySlice signed_checkpoint, GError **error);
void
way_ledger_rollback (WayLedger *self);

/** A state value, decoded. Returns: FALSE with no error where absent. For reading between blocks. */
gboolean
way_ledger_get_state (WayLedger *self,
                      WaySlice key,
                      GByteArray *value,
                      gboolean *out_found,
                      GError **error);

/* ---- Genesis and checkpoints --------------------------------------------------------- */

/** Network id: SHA-256 of the genesis bytes. */
void
way_genesis_get_network (WaySlice genesis, WayHash *out_network);
WayResult
way_genesis_decode (WaySlice bytes, WayArena *arena, WayGenesis *out_genesis);
