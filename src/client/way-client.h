/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "way-api.h"

/**
 * WayClient:
 *
 * Speaks HTTP to one node: `unix:/path/of/socket`, `http://…` or `https://…`. Calls block and belong into worker
 * threads; one client may serve several threads. Nothing that comes back is verified yet: see way-verifier.h.
 *
 * Every call: @cancellable (nullable); errors in WAY_ERROR: what the node's problem page says, WAY_RESULT_UNAVAILABLE,
 * WAY_RESULT_TIMEOUT, WAY_RESULT_TOO_LARGE, WAY_RESULT_CANCELLED, WAY_RESULT_UNVERIFIED for a reply that is not of the API.
 */
#define WAY_TYPE_CLIENT (way_client_get_type ())
G_DECLARE_FINAL_TYPE (WayClient, way_client, WAY, CLIENT, GObject)

/** Returns: (transfer full) (nullable): NULL with WAY_RESULT_USAGE where @address is none of the three forms. */
WayClient *
way_client_new (const char *address, GError **error);
const char *
way_client_get_address (WayClient *self);
/** For clients made from now on: after how long without a sign of life a call fails with WAY_RESULT_TIMEOUT (else 40 s). A call
 * as a whole may take that and a second for each 16 KiB that it moves. */
void
way_client_set_default_timeout (guint timeout_s);

/** A decoded JSON reply: the struct of its schema with what it borrows from. */
typedef struct
{
  WayArena arena;
  gpointer record;
} WayReply;

void
way_reply_free (WayReply *reply);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayReply, way_reply_free)

/* ---- Calls: one file way-call-NAME.c each ------------------------------------------------ */

/** The genesis bytes, and the network that they hash to. */
GBytes *
way_call_genesis (WayClient *self,
                  WayHash *out_network,
                  GCancellable *cancellable,
                  GError **error);
/** @nonce: empty, or 16 to 64 bytes. Returns: a WayHeadReply. */
WayReply *
way_call_head (WayClient *self,
               WaySlice nonce,
               GCancellable *cancellable,
               GError **error);
/** Waits until the statement is in a block. Safe to repeat: the same bytes give the same answer. Returns: a
 * WaySubmitReply; a statement that was turned away is an error with its result. */
WayReply *
way_call_submit (WayClient *self,
                 GBytes *statement,
                 guint64 demo_time_ms,
                 GCancellable *cancellable,
                 GError **error);
/** Returns: a WayKeyReply; WAY_RESULT_NOT_FOUND where the key is not registered. */
WayReply *
way_call_key (WayClient *self,
              const WayHash *key_id,
              GCancellable *cancellable,
              GError **error);

/** What a look-up asks beside its question. */
typedef struct
{
  WaySlice nonce;         /* 16 to 64 bytes: asks for freshness; empty: none */
  gboolean has_kept_size; /* asks for consistency with a kept checkpoint */
  guint64 kept_size;
  gboolean with_genesis;
} WayLookupOptions;

/** Returns: (transfer full): the bundle's bytes. */
GBytes *
way_call_lookup (WayClient *self,
                 const WayQuestion *question,
                 const WayLookupOptions *options,
                 GCancellable *cancellable,
                 GError **error);
GBytes *
way_call_statement (WayClient *self,
                    const WayHash *id,
                    const WayLookupOptions *options,
                    GCancellable *cancellable,
                    GError **error);
GBytes *
way_call_account (WayClient *self,
                  const WayHash *account,
                  const WayLookupOptions *options,
                  GCancellable *cancellable,
                  GError **error);
GBytes *
way_call_shipment (WayClient *self,
                   const WayHash *shipment,
                   const WayLookupOptions *options,
                   GCancellable *cancellable,
                   GError **error);
GBytes *
way_call_notes (WayClient *self,
                const WayHash *thing_id,
                const WayLookupOptions *options,
                GCancellable *cancellable,
                GError **error);
/** Returns: a WayConsistency between two log sizes. */
WayReply *
way_call_consistency (WayClient *self,
                      guint64 from,
                      guint64 to,
                      GCancellable *cancellable,
                      GError **error);

/** Conveniences that are no proofs: @after continues a list behind its `next`. */
WayReply *
way_call_things (WayClient *self,
                 const WayHash *account,
                 const char *role,
                 const char *after,
                 GCancellable *cancellable,
                 GError **error);
/** @event_hashes: 1 to WAY_API_MAX_OBSERVED hashes of EPCIS events. Returns: a WayObservedReply. */
WayReply *
way_call_observed (WayClient *self,
                   const WayHash *account,
                   const WayHash *event_hashes,
                   gsize n,
                   GCancellable *cancellable,
                   GError **error);
WayReply *
way_call_shipments (WayClient *self,
                    const WayHash *account,
                    const char *direction,
                    const char *after,
                    GCancellable *cancellable,
                    GError **error);
WayReply *
way_call_products (WayClient *self,
                   const char *search,
                   const WayHash *account,
                   const char *after,
                   GCancellable *cancellable,
                   GError **error);
WayReply *
way_call_lots (WayClient *self,
               const WayHash *account,
               WaySlice gtin,
               const char *after,
               GCancellable *cancellable,
               GError **error);
WayReply *
way_call_recalls (WayClient *self,
                  const char *after,
                  GCancellable *cancellable,
                  GError **error);
WayReply *
way_call_health (WayClient *self, GCancellable *cancellable, GError **error);

/** A block was made. @height: its own. */
typedef void (*WayCallEventsFunc) (gpointer data, guint64 height);

/** Listens to the node's event stream: one connection, over which nothing is sent while nothing happens. Tells of each block above
 * @last_height, of very many that were missed only the last; nothing of it is verified. Returns when the stream ends: TRUE where there was one; else FALSE with @error
 * (WAY_RESULT_UNAVAILABLE also of a node without a stream, or with too many listeners). */
gboolean
way_call_events (WayClient *self,
                 guint64 last_height,
                 WayCallEventsFunc func,
                 gpointer data,
                 GCancellable *cancellable,
                 GError **error);

/** Fetches a document or picture and checks its hash. */
GBytes *
way_call_blob_get (WayClient *self,
                   const WayHash *hash,
                   GCancellable *cancellable,
                   GError **error);
gboolean
way_call_blob_put (WayClient *self,
                   const WayHash *hash,
                   GBytes *blob,
                   GCancellable *cancellable,
                   GError **error);
/** Hands the private leaf file of a lot to the brand's node. */
gboolean
way_call_leaves_put (WayClient *self,
                     const WayHash *lot_id,
                     GBytes *leaf_file,
                     GCancellable *cancellable,
                     GError **error);
/** The ledger's events of a thing as an EPCIS 2.0 document. Returns: JSON text. */
GBytes *
way_call_epcis (WayClient *self,
                const WayHash *thing_id,
                GCancellable *cancellable,
                GError **error);
