/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-slice.h"

/* SHA-256 and its family through libgcrypt, which uses the processor's SHA instructions.
 */

/** SHA-256 (FIPS 180-4) of one run of bytes. */
void
way_sha256 (WaySlice data, WayHash *out_hash);

/** SHA-256 of the concatenation of @n_parts runs. */
void
way_sha256_parts (const WaySlice *parts, gsize n_parts, WayHash *out_hash);

/** SHA-512 (FIPS 180-4). */
void
way_sha512 (WaySlice data, guint8 out64[64]);

/** HMAC (RFC 2104). */
void
way_hmac_sha256 (WaySlice key, WaySlice data, WayHash *out_hash);
void
way_hmac_sha512 (WaySlice key, WaySlice data, guint8 out64[64]);

/** HKDF-SHA256 (RFC 5869), extract and expand. @out_len: at most 255 × 32; FALSE above
 * that. */
gboolean
way_hkdf_sha256 (WaySlice secret,
                 WaySlice salt,
                 WaySlice info,
                 guint8 *out,
                 gsize out_len);

/** PBKDF2 with HMAC-SHA512 (RFC 8018). */
gboolean
way_pbkdf2_sha512 (WaySlice password,
                   WaySlice salt,
                   guint iterations,
                   guint8 *out,
                   gsize out_len);

/**
 * WaySha256:
 *
 * SHA-256 of bytes that arrive bit by bit (files, blobs). Opaque; free with
 * way_sha256_free().
 */
typedef struct _WaySha256 WaySha256;
WaySha256 *
way_sha256_new (void);
void
way_sha256_update (WaySha256 *self, WaySlice data);
/** Ends the computation; @self may then only be freed. */
void
way_sha256_finish (WaySha256 *self, WayHash *out_hash);
void
way_sha256_free (WaySha256 *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaySha256, way_sha256_free)
