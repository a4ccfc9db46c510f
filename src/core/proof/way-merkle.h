/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-hash.h"

/* The two domain-separated hashes that all trees here share (RFC 9162 section 2.1.1,
 * ICS-23 SmtSpec): leaf = SHA-256 (00 ‖ data), inner = SHA-256 (01 ‖ left ‖ right). */

#define WAY_MERKLE_LEAF  0x00
#define WAY_MERKLE_INNER 0x01

/** SHA-256 (@tag ‖ @a ‖ @b). @out_hash may be one of the inputs. */
static inline void
way_merkle_hash_two (guint8 tag, const WayHash *a, const WayHash *b, WayHash *out_hash)
{
  guint8 bytes[1 + 2 * WAY_HASH_SIZE];

  bytes[0] = tag;
  memcpy (bytes + 1, a->bytes, WAY_HASH_SIZE);
  memcpy (bytes + 1 + WAY_HASH_SIZE, b->bytes, WAY_HASH_SIZE);
  way_sha256 (WAY_SLICE_INIT (bytes, sizeof bytes), out_hash);
}

static inline void
way_merkle_hash_inner (const WayHash *left, const WayHash *right, WayHash *out_hash)
{
  way_merkle_hash_two (WAY_MERKLE_INNER, left, right, out_hash);
}
