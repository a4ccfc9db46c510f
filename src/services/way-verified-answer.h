/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-bundle.h"
#include "way-home.h"

/* One question to one node, and its answer verified: nonce, kept checkpoint, consistency, signatures. docs/spec/proof.md */

/** A verified answer. */
typedef struct
{
  WayNetwork *network;       /* borrowed */
  WayVerifiedBundle *bundle; /* owned */
  GBytes *bytes;             /* owned: the same, as it came */
  WayBundleReport report;
  gboolean is_live;   /* from the node just now; else from the cache */
  guint64 fetched_ms; /* when it came from the node, by this computer's clock */
} WayVerifiedAnswer;

void
way_verified_answer_free (WayVerifiedAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayVerifiedAnswer, way_verified_answer_free)

/** Why there is no answer. */
typedef enum
{
  WAY_NO_ANSWER_UNREACHABLE, /* the node did not answer, or answered that it can't or has nothing */
  WAY_NO_ANSWER_WRONG, /* its answer does not verify, or shows an older or another ledger */
  WAY_NO_ANSWER_OURS, /* something on this computer failed */
} WayNoAnswer;

/** One of the calls of way-client.h, bound to what it asks. */
typedef GBytes *(*WayVerifiedAnswerCall) (WayClient *client,
                                          gconstpointer what,
                                          const WayLookupOptions *options,
                                          GCancellable *cancellable,
                                          GError **error);

/** Asks, verifies, and keeps the checkpoint when it is the highest one seen.
 * @out_why: (optional): set on failure. @error: of the call; WAY_RESULT_UNVERIFIED, WAY_RESULT_ROLLED_BACK,
 * WAY_RESULT_FORKED and the malformed group from verification. Returns: (transfer full) */
WayVerifiedAnswer *
way_verified_answer_fetch (WayHome *home,
                           WayNetwork *network,
                           WayVerifiedAnswerCall call,
                           gconstpointer what,
                           GCancellable *cancellable,
                           WayNoAnswer *out_why,
                           GError **error);
/** Verifies @bytes that came from elsewhere (cache, file) against the genesis of @network, without a node. */
WayVerifiedAnswer *
way_verified_answer_from_bytes (WayHome *home,
                                WayNetwork *network,
                                GBytes *bytes,
                                guint64 fetched_ms,
                                GError **error);

/* The calls. @what: a WayQuestion, or a WayHash of statement, account, shipment or thing. */
GBytes *
way_verified_answer_call_lookup (WayClient *client,
                                 gconstpointer what,
                                 const WayLookupOptions *options,
                                 GCancellable *cancellable,
                                 GError **error);
GBytes *
way_verified_answer_call_statement (WayClient *client,
                                    gconstpointer what,
                                    const WayLookupOptions *options,
                                    GCancellable *cancellable,
                                    GError **error);
GBytes *
way_verified_answer_call_account (WayClient *client,
                                  gconstpointer what,
                                  const WayLookupOptions *options,
                                  GCancellable *cancellable,
                                  GError **error);
GBytes *
way_verified_answer_call_shipment (WayClient *client,
                                   gconstpointer what,
                                   const WayLookupOptions *options,
                                   GCancellable *cancellable,
                                   GError **error);
