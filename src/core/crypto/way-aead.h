/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-secret.h"
#include "way-slice.h"

/* Encryption under a key that both sides have: XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha)
 * with a random nonce in front. docs/spec/identity-keys.md */

#define WAY_AEAD_KEY_SIZE   32
#define WAY_AEAD_NONCE_SIZE 24
#define WAY_AEAD_OVERHEAD   (WAY_AEAD_NONCE_SIZE + 16)

/** @associated: bytes that must be the same when it is opened; not part of the result.
 * Returns: (transfer full) (nullable): nonce ‖ ciphertext ‖ tag; NULL where @key32 is not
 * 32 bytes. */
GBytes *
way_aead_seal (const WaySecret *key32, WaySlice associated, WaySlice plain);

/** @error: WAY_RESULT_NOT_DECRYPTABLE. Returns: (transfer full): the plain bytes. */
WaySecret *
way_aead_open (const WaySecret *key32,
               WaySlice associated,
               WaySlice sealed,
               GError **error);
