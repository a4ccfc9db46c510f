/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-cose.h"
#include "way-model.h"

/* A statement: one or more actions that apply all or none. docs/spec/statement.md */

#define WAY_STATEMENT_MAX_ACTIONS 64

/* WAY_ACTION (number, SYMBOL, Struct, schema, "name") */
#define WAY_ACTIONS(WAY_ACTION)                                                          \
  WAY_ACTION (1, REGISTER, Register, register, "register")                               \
  WAY_ACTION (2, KEY_ADD, KeyAdd, key_add, "keyAdd")                                     \
  WAY_ACTION (3, KEY_REVOKE, KeyRevoke, key_revoke, "keyRevoke")                         \
  WAY_ACTION (4, PROFILE_SET, ProfileSet, profile_set, "profileSet")                     \
  WAY_ACTION (5, ATTEST, Attest, attest, "attest")                                       \
  WAY_ACTION (6, ATTEST_REVOKE, AttestRevoke, attest_revoke, "attestRevoke")             \
  WAY_ACTION (7, SEALING_KEY_SET, SealingKeySet, sealing_key_set, "sealingKeySet")       \
  WAY_ACTION (20, PRODUCT_REGISTER, ProductRegister, product_register,                   \
              "productRegister")                                                         \
  WAY_ACTION (21, PRODUCT_UPDATE, ProductUpdate, product_update, "productUpdate")        \
  WAY_ACTION (22, LOT_REGISTER, LotRegister, lot_register, "lotRegister")                \
  WAY_ACTION (23, LISTING_SET, ListingSet, listing_set, "listingSet")                    \
  WAY_ACTION (24, LISTING_REMOVE, ListingRemove, listing_remove, "listingRemove")        \
  WAY_ACTION (25, DOCUMENT_ADD, DocumentAdd, document_add, "documentAdd")                \
  WAY_ACTION (40, COMMISSION, Commission, commission, "commission")                      \
  WAY_ACTION (41, OBSERVE, Observe, observe, "observe")                                  \
  WAY_ACTION (42, PACK, Pack, pack, "pack")                                              \
  WAY_ACTION (43, UNPACK, Unpack, unpack, "unpack")                                      \
  WAY_ACTION (44, SHIP, Ship, ship, "ship")                                              \
  WAY_ACTION (45, RECEIVE, Receive, receive, "receive")                                  \
  WAY_ACTION (46, TRANSFORM, Transform, transform, "transform")                          \
  WAY_ACTION (47, INSPECT, Inspect, inspect, "inspect")                                  \
  WAY_ACTION (48, CORRECT, Correct, correct, "correct")                                  \
  WAY_ACTION (49, RECALL, Recall, recall, "recall")                                      \
  WAY_ACTION (50, RECALL_END, RecallEnd, recall_end, "recallEnd")                        \
  WAY_ACTION (51, CLAIM, Claim, claim, "claim")                                          \
  WAY_ACTION (52, TRANSFER, Transfer, transfer, "transfer")                              \
  WAY_ACTION (53, REPORT, Report, report, "report")                                      \
  WAY_ACTION (54, SELL, Sell, sell, "sell")                                              \
  WAY_ACTION (55, TAKE_BACK, TakeBack, take_back, "takeBack")

typedef enum
{
#define WAY_ACTION(number, symbol, T, t, name) WAY_ACTION_##symbol = number,
  WAY_ACTIONS (WAY_ACTION)
#undef WAY_ACTION
} WayActionKind;

/** One action. @body is the struct of its kind: WayShip for WAY_ACTION_SHIP. */
typedef struct
{
  WayActionKind kind;
  gpointer body;
} WayAction;

/** The signed payload, decoded; borrows from the bytes and from an arena. On the wire: a map
 * {1: network, 2: account, 3: sequence, 4: not-after ms, 5: [[kind, record], …]}. */
typedef struct
{
  WayHash network;
  WayHash account;
  guint64 sequence;
  guint64 not_after;
  WayAction *actions;
  gsize n_actions;
} WayPayload;

/** A statement as it was received. */
typedef struct
{
  WayCose cose;
  WayPayload payload;
  WayHash id; /* SHA-256 of the Sig_structure */
} WayStatement;

/** Returns: (nullable): NULL where there is no such kind. */
const WaySchema *
way_action_get_schema (guint64 kind);
/** Returns: the name, like "ship"; NULL where there is no such kind. */
const char *
way_action_get_name (guint64 kind);
gboolean
way_action_kind_from_name (const char *name, WayActionKind *out_kind);

/** Decodes the exact bytes of a COSE_Sign1 statement; checks form, not the signature. */
WayResult
way_statement_parse (WaySlice bytes, WayArena *arena, WayStatement *out_statement);

/** What a stored statement says of its signer and of what it does, without decoding its records. */
typedef struct
{
  WayHash key_id;
  WayHash account;
  guint64 kinds; /* bit @kind for each kind of action in it */
} WayStatementPeek;

/** For statements that were admitted before: checks no more than it needs. Returns: of the malformed group where @bytes are not a
 * statement. */
WayResult
way_statement_peek (WaySlice bytes, WayStatementPeek *out_peek);
WayResult
way_payload_decode (WaySlice bytes, WayArena *arena, WayPayload *out_payload);
/** Returns: (transfer full): the payload's deterministic CBOR. */
GBytes *
way_payload_encode (const WayPayload *payload);
/** Checks a payload that a program made. @out_path as of way_schema_validate(). */
WayResult
way_payload_validate (const WayPayload *payload, char **out_path);
/** Encodes, signs. Returns: (transfer full) (nullable): the COSE_Sign1; NULL with @error where the payload is not valid. */
GBytes *
way_statement_sign (const WayPayload *payload, const WayKeyPair *key, GError **error);

/** The 32-byte identifier of a thing: SHA-256 ("waymark/thing/1" ‖ dCBOR (thing)). */
void
way_thing_get_id (const WayThing *thing, WayHash *out_id);
/** The identifier of a shipment: SHA-256 ("waymark/shipment/1" ‖ statement id ‖ action index as 4 bytes, big-endian). */
void
way_shipment_get_id (const WayHash *statement_id, guint action_index, WayHash *out_id);

/* Builders of thing references; texts are borrowed. */
WayThing
way_thing_product (const WayHash *account, WaySlice gtin);
WayThing
way_thing_lot (const WayHash *account, WaySlice gtin, WaySlice lot);
WayThing
way_thing_unit (const WayHash *account, WaySlice gtin, WaySlice lot, WaySlice serial);
WayThing
way_thing_container (const WayHash *account, WaySlice sscc);
gboolean
way_thing_equal (const WayThing *a, const WayThing *b);

/** The text in the reader's language: exact tag, then primary language, then English, then the first. */
WaySlice
way_lang_text_pick (const WayRecords *texts, const char *const *languages);
