/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-secret.h"
#include "way-slice.h"

/* Encryption to a recipient's X25519 key (libsodium crypto_box_seal) and under a
 * passphrase. */

/** Writes @public32 of a fresh X25519 key pair. Returns: (transfer full): the private
 * key. */
WaySecret *
way_sealing_key_new (guint8 public32[32]);
/** The X25519 public key of @private32. */
gboolean
way_sealing_key_get_public (const WaySecret *private32, guint8 public32[32]);
/** Whether @public32 is canonical and none of the points of low order (RFC 7748 sections 5 and 6.1). */
gboolean
way_sealing_key_is_strong (const guint8 public32[32]);
/** Returns: (transfer full) (nullable): NULL where @public32 is of low order. */
GBytes *
way_sealed_box_seal (const guint8 public32[32], WaySlice plain);
GBytes *
way_sealed_box_open (const WaySecret *private32, WaySlice sealed, GError **error);

/** XChaCha20-Poly1305 under a key derived from @passphrase with Argon2id (RFC 9106; the
 * parameters stand in the header of the result). Returns: (transfer full): bytes to
 * store. */
GBytes *
way_passphrase_seal (WaySlice passphrase, WaySlice plain, GError **error);
/** @error: WAY_RESULT_WRONG_PASSPHRASE, or WAY_RESULT_MALFORMED where @sealed is not such
 * a file. */
WaySecret *
way_passphrase_open (WaySlice passphrase, WaySlice sealed, GError **error);
