/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-home.h"
#include "way-statement.h"

/* From actions to a statement in the ledger. */

/** Shows what @payload, the bytes that will be signed, does, and asks. Returns: FALSE with @error to sign nothing. */
typedef gboolean (*WayConfirmFunc) (gpointer data, WaySlice payload, GError **error);

typedef struct _WaySigned WaySigned;
/** The node says that the statement is in a block: its word, which is checked next. */
typedef void (*WayRecordedFunc) (gpointer data, const WaySigned *signed_);

/** What is to be signed, by whom, where. Borrowed. */
typedef struct
{
  WayNetwork *network;
  const WayIdentity *identity;
  const WayAction *actions;
  gsize n_actions;
  guint64 demo_time_ms;   /* block time in a demo market that is being made; 0: none */
  WayConfirmFunc confirm; /* (nullable) */
  gpointer confirm_data;
  WayRecordedFunc recorded; /* (nullable) */
  gpointer recorded_data;
} WaySigning;

/** A statement in the ledger. */
struct _WaySigned
{
  WayHash id;
  guint64 height;
  guint64 time_ms;
  guint64 log_index;
  guint
      first_action; /* index of the caller's first action: 1 where a registration was put in front */
  gboolean is_proven; /* the node's word was checked against the ledger */
};

/** Whether after @error of a submission the statement may still reach the ledger: then it is among the drafts, to be sent
 * again, and must not be signed anew. */
gboolean
way_signer_is_undecided (const GError *error);

/**
 * way_signer_submit:
 *
 * Makes one statement of the actions, signs it, and waits until it is in a block. An identity that the network does not know
 * is registered by the same statement (with no actions, by one of its own: WAY_RESULT_ALREADY_EXISTS where it is known); a key that it does not know yet, after a rotation, is added first. Another statement
 * of the same key that came between is made room for, at most three times. The signed bytes are kept as a draft until they
 * are proven to be in the ledger, or refused. Where the node does not answer, or only gave its word, the draft stays.
 *
 * @error: WAY_RESULT_UNAVAILABLE and its like (the draft stays), the ledger's refusal (30–149), of the vault, of @confirm;
 * WAY_RESULT_UNVERIFIED where the node's proof of it does not hold.
 */
gboolean
way_signer_submit (WayHome *home,
                   const WaySigning *signing,
                   GCancellable *cancellable,
                   WaySigned *out_signed,
                   GError **error);
/** Sends a statement that was signed before. @how: of which only the network, the demo time and `recorded` count. @error: as above. */
gboolean
way_signer_send (WayHome *home,
                 const WaySigning *how,
                 GBytes *statement,
                 GCancellable *cancellable,
                 WaySigned *out_signed,
                 GError **error);
/** Checks a node's word that could not be checked before: with `is_proven` it is in the ledger, and no draft any more. TRUE without that
 * where the node can't be asked now. @error: WAY_RESULT_UNVERIFIED and its like, where the node does not prove what it said. */
gboolean
way_signer_check (WayHome *home,
                  WayNetwork *network,
                  WaySigned *signed_,
                  GCancellable *cancellable,
                  GError **error);

/** Gives the identity the next signing key of its phrase on every network of @networks (all where it is NULL) that knows it, and withdraws the present one.
 * @reason: why; @since_ms: from when on what it signed is in doubt, 0: not said. Returns: how many networks; 0 with @error. */
guint
way_signer_rotate (WayHome *home,
                   const WayIdentity *identity,
                   WayNetwork *only,
                   WayRevokeReason reason,
                   guint64 since_ms,
                   const WaySigning *how,
                   GCancellable *cancellable,
                   GError **error);
