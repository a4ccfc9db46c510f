/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-model.h"
#include "way-signature.h"

/* Checkpoints, freshness, and the rule by which a wallet trusts a newer checkpoint.
 * docs/spec/ledger.md, docs/spec/proof.md steps 3 to 5 */

/** The hash of a checkpoint, from its record. */
void
way_checkpoint_get_hash (const WayCheckpoint *checkpoint, WayHash *out_hash);
/** Returns: (transfer full): the COSE_Sign1 of content type checkpoint. */
GBytes *
way_checkpoint_sign (const WayCheckpoint *checkpoint, const WayKeyPair *key);
/** Reads and verifies the COSE_Sign1. @out_hash: (optional). Returns: WAY_RESULT_OK,
 * WAY_RESULT_WRONG_CONTENT_TYPE, WAY_RESULT_BAD_SIGNATURE, or of the malformed group. */
WayResult
way_checkpoint_read (WaySlice signed_checkpoint,
                     const WayPublicKey *key,
                     WayCheckpoint *out_checkpoint,
                     WayHash *out_hash);
/** As above without verifying the signature: for one's own store. */
WayResult
way_checkpoint_decode (WaySlice signed_checkpoint,
                       WayCheckpoint *out_checkpoint,
                       WayHash *out_hash);

/** What a wallet keeps of a network: the highest checkpoint that it verified. */
typedef struct
{
  WayHash hash;
  guint64 height;
  WayHash log_root;
  guint64 log_size;
} WayKeptCheckpoint;

void
way_kept_checkpoint_init (WayKeptCheckpoint *kept,
                          const WayCheckpoint *checkpoint,
                          const WayHash *hash);

/** The trust rule. @consistency: (nullable). @out_may_replace: whether @checkpoint may
 * take the place of @kept; FALSE with WAY_RESULT_OK where a consistency proof must be
 * fetched first. Returns: WAY_RESULT_OK, WAY_RESULT_ROLLED_BACK or WAY_RESULT_FORKED. */
WayResult
way_kept_checkpoint_judge (const WayKeptCheckpoint *kept,
                           const WayCheckpoint *checkpoint,
                           const WayHash *hash,
                           const WayConsistency *consistency,
                           gboolean *out_may_replace);

/** Returns: (transfer full): the COSE_Sign1 of content type freshness. */
GBytes *
way_freshness_sign (const WayFreshness *freshness, const WayKeyPair *key);
/** Reads and verifies; `nonce` borrows from @signed_freshness. Returns: as
 * way_checkpoint_read(). */
WayResult
way_freshness_read (WaySlice signed_freshness,
                    const WayPublicKey *key,
                    WayFreshness *out_freshness);
