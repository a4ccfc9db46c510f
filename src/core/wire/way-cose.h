/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-cbor.h"
#include "way-signature.h"

/* COSE_Sign1 (RFC 9052 section 4.2), tag 18. */

/** What kind of thing is signed; the content type of the protected header. */
typedef enum
{
  WAY_CONTENT_STATEMENT,  /* application/vnd.waymark.statement+cbor */
  WAY_CONTENT_CHECKPOINT, /* application/vnd.waymark.checkpoint+cbor */
  WAY_CONTENT_FRESHNESS,  /* application/vnd.waymark.freshness+cbor */
  WAY_CONTENT_CLAIM,      /* application/vnd.waymark.claim+cbor */
  WAY_CONTENT_POSSESSION, /* application/vnd.waymark.possession+cbor */
  WAY_CONTENT_LABEL,      /* application/vnd.waymark.label+cbor */
} WayContent;

const char *
way_content_get_media_type (WayContent content);

/** One of our own signed objects; everything borrows from the bytes that were read. */
typedef struct
{
  WaySlice encoded;    /* the whole tagged object */
  WaySlice protected_; /* the serialised protected header map */
  WaySlice payload;    /* CBOR inside the byte string */
  WayContent content;
  WayHash key_id; /* RFC 9679 thumbprint of the signing key */
  WaySignature signature;
} WayCose;

/** Strict: tag 18, exactly alg = -8 (EdDSA), kid of 32 bytes and content type in the
 * protected header, nothing in the unprotected one, attached payload that is one
 * deterministic CBOR item.
 * @error: WAY_RESULT_UNSUPPORTED for another algorithm, WAY_RESULT_WRONG_CONTENT_TYPE for a
 * content type that is not WayContent's, else of the malformed group. */
gboolean
way_cose_read (WaySlice bytes, WayCose *out_cose, GError **error);
/** As way_cose_read(), without the cost of a GError. */
WayResult
way_cose_parse (WaySlice bytes, WayCose *out_cose);

/** SHA-256 of the Sig_structure: the identifier of what was signed, whatever the
 * signature's bytes. */
void
way_cose_get_id (const WayCose *cose, WayHash *out_id);
/** Verifies over the received bytes; @key must have the thumbprint @cose names. */
gboolean
way_cose_verify (const WayCose *cose, const WayPublicKey *key);
/** The Sig_structure (\"Signature1\", protected, h'', payload), appended to @out. */
void
way_cose_append_to_be_signed (const WayCose *cose, GByteArray *out);

/** Returns: (transfer full): the tagged COSE_Sign1. @payload: one deterministic CBOR
 * item. */
GBytes *
way_cose_sign (WayContent content, WaySlice payload, const WayKeyPair *key);

/** A COSE_Sign with more signers is WAY_RESULT_TOO_LARGE. */
#define WAY_COSE_MAX_SIGNERS 16

/** Somebody else's COSE_Sign1 or COSE_Sign (RFC 9052 sections 4.1, 4.2), tagged or not,
 * deterministic or not, over its received bytes. Of several signers one with a good
 * signature by @key is enough. A kid is not compared.
 * @external: externally supplied data, mostly empty. @error: WAY_RESULT_UNSUPPORTED
 * (algorithm not EdDSA, Ed448, unknown critical header, detached payload),
 * WAY_RESULT_BAD_SIGNATURE, else of the malformed group. */
gboolean
way_cose_verify_foreign (WaySlice bytes,
                         const WayPublicKey *key,
                         WaySlice external,
                         GError **error);
