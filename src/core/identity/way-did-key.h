/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-result.h"
#include "way-signature.h"

/* did:key (W3C CCG, version 0.7) for the two kinds of key that Waymark has. */

typedef enum
{
  WAY_DID_KEY_ED25519,
  WAY_DID_KEY_X25519,
} WayDidKeyType;

typedef struct
{
  WayDidKeyType type;
  guint8 bytes[32];
} WayDidKey;

/** Returns: (transfer full): "did:key:z6Mk…" or "did:key:z6LS…". */
char *
way_did_key_to_text (const WayDidKey *self);
/** Returns: (transfer full): that of a signing key. */
char *
way_did_key_from_public_key (const WayPublicKey *key);
/** Reads a bare DID, without path, query or fragment. Says nothing of whether the bytes
 * are a point.
 * @error: WAY_RESULT_MALFORMED, or WAY_RESULT_UNSUPPORTED for another kind of key. */
gboolean
way_did_key_parse (WaySlice text, WayDidKey *out_key, GError **error);
