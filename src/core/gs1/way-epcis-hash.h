/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-epcis-document.h"

/* The event hash of GS1 CBV 2.0, section 8.9: SHA-256 of a canonical text of the event
 * that depends on neither its syntax nor its order. Where the standard's wording and its
 * reference implementation differ, the latter's published results count: see
 * docs/spec/epcis-mapping.md. */

/** The longest canonical text of one event, in bytes. */
#define WAY_EPCIS_MAX_PREHASH (G_GINT64_CONSTANT (1) << 28)

/** Working memory that hashing many events reuses. */
typedef struct _WayEpcisHasher WayEpcisHasher;

WayEpcisHasher *
way_epcis_hasher_new (const WayEpcisDocument *document);
void
way_epcis_hasher_free (WayEpcisHasher *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayEpcisHasher, way_epcis_hasher_free)

/** Hashes @event, one of the document's. It need not be valid by the schema, only have
 * the shape of an event.
 * @error: WAY_RESULT_MALFORMED, WAY_RESULT_MISSING_MEMBER or WAY_RESULT_TOO_LARGE, with
 * the member's name. */
gboolean
way_epcis_hasher_hash (WayEpcisHasher *self,
                       yyjson_val *event,
                       WayHash *out_hash,
                       GError **error);

/** Returns: the canonical text that the last call hashed, owned by @self. */
WaySlice
way_epcis_hasher_get_prehash (const WayEpcisHasher *self);

/** Returns: (transfer full): "ni:///sha-256;HEX?ver=CBV2.0" (RFC 6920 in form). */
char *
way_epcis_hash_to_uri (const WayHash *hash);
/** The reverse. FALSE for every other text. */
gboolean
way_epcis_hash_from_uri (WaySlice uri, WayHash *out_hash);
