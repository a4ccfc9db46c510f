/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "way-slice.h"

/* Strict text encodings: hex, Base64url (RFC 4648), Base58 (Bitcoin alphabet),
 * Crockford-free Base32 (RFC 4648). Every decoder refuses what its encoder
 * would not have written: padding where there is none, non-zero trailing bits,
 * white space. */

/** Returns: (transfer full): lower-case hex of @slice. */
char *
way_hex_encode (WaySlice slice);

/** Accepts both cases; an odd length or another character gives NULL.
 * Returns: (transfer full) (nullable): the bytes. */
GBytes *
way_hex_decode (const char *text, gssize len);

/** Decodes exactly @out_len bytes into @out. Returns: FALSE leaves @out undefined. */
gboolean
way_hex_decode_exact (const char *text, guint8 *out, gsize out_len);

/** Parses 64 hex digits. */
gboolean
way_hash_from_hex (const char *text, WayHash *out_hash);

/** Returns: (transfer full): unpadded Base64url (RFC 4648 section 5). */
char *
way_base64url_encode (WaySlice slice);

/** Returns: (transfer full) (nullable): NULL where @text is not canonical unpadded
 * Base64url. */
GBytes *
way_base64url_decode (const char *text, gssize len);

/** Returns: (transfer full): Base58 (Bitcoin alphabet), a '1' for each leading zero byte.
 */
char *
way_base58_encode (WaySlice slice);

/** At most 256 characters. Returns: (transfer full) (nullable) */
GBytes *
way_base58_decode (const char *text, gssize len);

/** Returns: (transfer full): upper-case RFC 4648 Base32 without padding. */
char *
way_base32_encode (WaySlice slice);
