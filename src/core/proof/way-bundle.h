/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-checkpoint.h"
#include "way-state-key.h"
#include "way-statement.h"

/* A node's answer or an exported proof, verified: docs/spec/proof.md. */

/** What is known of something that a bundle may prove. */
typedef enum
{
  WAY_PROOF_NOT_KNOWN = 0, /* the bundle does not say */
  WAY_PROOF_PRESENT,
  WAY_PROOF_ABSENT,
  WAY_PROOF_WRONG, /* the bundle says something that does not fit its own heads */
} WayProofState;

/** Remembers which signed objects verified before, so that they need not be verified again. Both may be called from
 * any thread. @sha256: of the exact bytes, which name their key. */
typedef struct
{
  gboolean (*is_known) (gpointer data, const WayHash *sha256);
  void (*remember) (gpointer data, const WayHash *sha256);
  gpointer data;
} WaySignatureCache;

/** Spreads independent jobs over threads; without it they run one after the other. @run: returns when
 * @job was called for every number below @n. */
typedef struct
{
  void (*run) (gpointer data,
               void (*job) (gpointer job_data, gsize i),
               gpointer job_data,
               gsize n);
  gpointer data;
} WayParallel;

/** What the verifier brings along. Borrowed for the call. */
typedef struct
{
  WaySlice genesis;              /* of the network that is known or pinned; empty: none */
  const WayKeptCheckpoint *kept; /* (nullable) */
  WaySlice nonce;                /* that was sent along; empty: none */
  const WayQuestion *asked;      /* (nullable): the bundle must answer this one */
  const WaySignatureCache *cache; /* (nullable) */
  const WayParallel *parallel;    /* (nullable) */
} WayTrust;

/** What step 2 to 5 of the specification came to. */
typedef struct
{
  gboolean
      is_known_network; /* the genesis was brought along, not taken from the bundle */
  gboolean may_replace_kept; /* the checkpoint may become the kept one */
  WayProofState
      freshness; /* PRESENT: signed over our nonce; ABSENT: none was given; WRONG: does not verify */
  guint64 fresh_now_ms; /* the keeper's clock, where PRESENT */
} WayBundleReport;

typedef struct _WayVerifiedBundle WayVerifiedBundle;

/** One logged statement of a bundle. Borrowed from it. */
typedef struct
{
  const WayLogEntry *entry;
  WayStatement statement;
  WayPublicKey key;
  const WayKeyState *
      key_state; /* (nullable): as of the bundle's height; NULL only for a refused registration */
} WayVerifiedStatement;

/** Verifies steps 1 to 7 over @bytes; nothing comes back that did not verify.
 * @error: WAY_RESULT_UNVERIFIED with what failed, WAY_RESULT_ROLLED_BACK, WAY_RESULT_FORKED, WAY_RESULT_WRONG_NETWORK,
 * WAY_RESULT_UNKNOWN_NETWORK where no genesis is at hand, or of the malformed group.
 * Returns: (transfer full) */
WayVerifiedBundle *
way_bundle_verify (GBytes *bytes,
                   const WayTrust *trust,
                   WayBundleReport *out_report,
                   GError **error);
void
way_verified_bundle_free (WayVerifiedBundle *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayVerifiedBundle, way_verified_bundle_free)

const WayBundle *
way_verified_bundle_get_record (const WayVerifiedBundle *self);
const WayGenesis *
way_verified_bundle_get_genesis (const WayVerifiedBundle *self);
const WayCheckpoint *
way_verified_bundle_get_checkpoint (const WayVerifiedBundle *self, WayHash *out_hash);

/** Statements in ascending order of log index. */
gsize
way_verified_bundle_get_n_statements (const WayVerifiedBundle *self);
const WayVerifiedStatement *
way_verified_bundle_get_statement (const WayVerifiedBundle *self, gsize i);
/** Returns: (nullable): NULL where the bundle does not hold that log entry. */
const WayVerifiedStatement *
way_verified_bundle_find_statement (const WayVerifiedBundle *self, guint64 log_index);

/** @out_value: (optional): the value where PRESENT, borrowed. */
WayProofState
way_verified_bundle_find_state (const WayVerifiedBundle *self,
                                WaySlice key,
                                WaySlice *out_value);
/** Looks up and decodes with @schema into @record (zeroed first; borrows from @self). WRONG where the value is not of the schema. */
WayProofState
way_verified_bundle_find_record (WayVerifiedBundle *self,
                                 const WayStateKey *key,
                                 const WaySchema *schema,
                                 gpointer record);

/** The events of a thing: PRESENT where the bundle lists them and they recompute the chain of its proven head (an absent head
 * has no events: ABSENT); WRONG where they do not; NOT_KNOWN where head or list is missing.
 * @out_events: (optional): records of WayEventRef. @notes: the notes instead. */
WayProofState
way_verified_bundle_check_timeline (WayVerifiedBundle *self,
                                    const WayHash *thing_id,
                                    gboolean notes,
                                    WayRecords *out_events);

/** Whether a serial belongs to a lot, by the leaves that the bundle carries and the proven LotState.
 * @out_proof: (optional): the unit's proof where PRESENT. */
WayProofState
way_verified_bundle_check_serial (WayVerifiedBundle *self,
                                  const WayThing *lot,
                                  WaySlice serial,
                                  const WayUnitProof **out_proof);

/** h' of docs/spec/ledger.md, section Heads; @chain: in and out. */
void
way_head_chain_step (WayHash *chain,
                     guint64 log_index,
                     const WayHash *statement_id,
                     guint action_index);
