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
  gboolean is_verified;
  WayPublicKey verified_key; /* by which it verified */
} WayCandidate;

/** Parses and checks form; does not need the ledger, safe in any thread. The signature needs the key: see
 * way_ledger_find_key() and way_candidate_verify(). On another result than WAY_RESULT_OK there is nothing to clear.
 * A candidate must not be moved or copied: it points into itself. */
WayResult
way_candidate_init (WayCandidate *candidate, WaySlice encoded);
void
way_candidate_clear (WayCandidate *candidate);
/** Where the first action is a register, the key inside; NULL where it must be looked up. */
const WayPublicKey *
way_candidate_get_own_key (const WayCandidate *candidate);
/** Verifies as peers do (strictly), and notes the key. Safe in any thread. */
gboolean
way_candidate_verify (WayCandidate *candidate, const WayPublicKey *key);
/** Verifies a statement of somebody else's block by the ledger's own rule, as way_signature_verify_limited(). */
gboolean
way_candidate_verify_in_block (WayCandidate *candidate,
                               const WayPublicKey *key,
                               guint *slow_calls);
#define WAY_BLOCK_MAX_SLOW_VERIFICATIONS 16

/** Opens the ledger of @genesis in @store; an empty store gets the genesis state and the checkpoint of height 0.
 * @hook: (nullable). @solo_key: (nullable): signs checkpoints; without it the ledger can't make blocks of its own, only
 * replay, height 0 first: way_ledger_begin(), way_ledger_commit_replayed(). @genesis is copied, the rest borrowed.
 * @error: WAY_RESULT_CORRUPTED where the store's state is not what its checkpoint says, WAY_RESULT_WRONG_NETWORK where it
 * is another network's, WAY_RESULT_UNKNOWN_KEY where @solo_key is not that of genesis, or of the malformed group. */
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
/** The newest checkpoint, its hash (optional) and its COSE_Sign1 (optional); borrowed until the next commit.
 * Returns: (nullable): NULL while not even height 0 was replayed. */
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

/** Starts block height + 1 at @now_ms and works off what is due; where there is no checkpoint yet, block 0 at the time
 * of genesis. @allow_jump: FALSE refuses a time more than ten minutes after the last block; TRUE where the caller knows
 * better, by a monotonic clock, by the operator's word, or since it replays. @error: WAY_RESULT_CLOCK for that, and where
 * @now_ms is before the last block. On FALSE no block is open. */
gboolean
way_ledger_begin (WayLedger *self, guint64 now_ms, gboolean allow_jump, GError **error);
/** Checks and applies one statement; it must have been verified by the key that the ledger holds, else it is
 * WAY_RESULT_BAD_SIGNATURE. Returns: FALSE only for our own or the disk's failures: then roll back. @out_result: of the not-admitted group (30–59): no effect, not logged;
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
/** Does nothing where no block is open. */
void
way_ledger_rollback (WayLedger *self);

/** A state value's bytes, between blocks or in the open one. Returns: FALSE only for failures. */
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
/** Of the malformed group, or WAY_RESULT_WEAK_KEY for the solo key or a registrar's. */
WayResult
way_genesis_decode (WaySlice bytes, WayArena *arena, WayGenesis *out_genesis);
