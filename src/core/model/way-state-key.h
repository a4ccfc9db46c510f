/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-model.h"

/* Keys of the state map: one prefix byte and fixed parts, docs/spec/state.md. */

#define WAY_STATE_KEY_MAX 256

typedef struct
{
  guint8 bytes[WAY_STATE_KEY_MAX];
  gsize len;
} WayStateKey;

WayStateKey
way_state_key_parameters (void); /* 'm' */
WayStateKey
way_state_key_account (const WayHash *account); /* 'a' ‖ account */
WayStateKey
way_state_key_key (const WayHash *key_id); /* 'k' ‖ key id */
WayStateKey
way_state_key_profile (const WayHash *account); /* 'p' ‖ account */
WayStateKey
way_state_key_attestation (
    const WayHash *issuer,
    const WayHash *subject,
    WayClaimKind claim,
    WaySlice value); /* 'A' ‖ issuer ‖ subject ‖ claim (1 byte) ‖ SHA-256 (value) */
WayStateKey
way_state_key_prefix (const WayHash *registrar,
                      WaySlice digits); /* 'G' ‖ registrar ‖ digits */
WayStateKey
way_state_key_head (const WayHash *thing_id); /* 'h' ‖ thing id */
WayStateKey
way_state_key_notes (const WayHash *thing_id); /* 'n' ‖ thing id */
WayStateKey
way_state_key_lot (const WayHash *lot_id); /* 'l' ‖ thing id of the lot */
WayStateKey
way_state_key_listing (const WayHash *product_id); /* 'L' ‖ thing id of the product */
WayStateKey
way_state_key_loose (const WayHash *lot_id,
                     const WayHash *account); /* 'q' ‖ lot ‖ account */
WayStateKey
way_state_key_content (const WayHash *container_id,
                       const WayHash *lot_id); /* 'c' ‖ container ‖ lot */
WayStateKey
way_state_key_shipment (const WayHash *shipment_id); /* 's' ‖ shipment */
WayStateKey
way_state_key_shipment_items (const WayHash *shipment_id); /* 'i' ‖ shipment */
WayStateKey
way_state_key_transit (const WayHash *shipment_id,
                       const WayHash *thing_id); /* 't' ‖ shipment ‖ thing */
WayStateKey
way_state_key_recall (const WayHash *thing_id); /* 'r' ‖ thing id */
WayStateKey
way_state_key_due_count (void); /* 'D' */
WayStateKey
way_state_key_due (guint64 position); /* 'd' ‖ position, 8 bytes big-endian */

static inline WaySlice
way_state_key_get_slice (const WayStateKey *key)
{
  return WAY_SLICE_INIT (key->bytes, key->len);
}
