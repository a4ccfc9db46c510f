/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-state-key.h"

#include "way-checked.h"
#include "way-hash.h"

static void
append (WayStateKey *key, gconstpointer data, gsize len)
{
  g_assert (len <= WAY_STATE_KEY_MAX - key->len);
  memcpy (key->bytes + key->len, data, len);
  key->len += len;
}

static void
begin (WayStateKey *key, char prefix)
{
  key->bytes[0] = (guint8) prefix;
  key->len = 1;
}

/** Prefix, then up to two hashes (NULL: none). */
static WayStateKey
make (char prefix, const WayHash *first, const WayHash *second)
{
  WayStateKey key;

  begin (&key, prefix);
  if (first != NULL)
    append (&key, first->bytes, WAY_HASH_SIZE);
  if (second != NULL)
    append (&key, second->bytes, WAY_HASH_SIZE);
  return key;
}

WayStateKey
way_state_key_parameters (void)
{
  return make ('m', NULL, NULL);
}

WayStateKey
way_state_key_account (const WayHash *account)
{
  return make ('a', account, NULL);
}

WayStateKey
way_state_key_key (const WayHash *key_id)
{
  return make ('k', key_id, NULL);
}

WayStateKey
way_state_key_profile (const WayHash *account)
{
  return make ('p', account, NULL);
}

WayStateKey
way_state_key_attestation (const WayHash *issuer,
                           const WayHash *subject,
                           WayClaimKind claim,
                           WaySlice value)
{
  WayStateKey key = make ('A', issuer, subject);
  guint8 kind = (guint8) claim;
  WayHash value_hash;

  way_sha256 (value, &value_hash);
  append (&key, &kind, 1);
  append (&key, value_hash.bytes, WAY_HASH_SIZE);
  return key;
}

WayStateKey
way_state_key_prefix (const WayHash *registrar, WaySlice digits)
{
  WayStateKey key = make ('G', registrar, NULL);

  append (&key, digits.data, digits.len);
  return key;
}

WayStateKey
way_state_key_head (const WayHash *thing_id)
{
  return make ('h', thing_id, NULL);
}

WayStateKey
way_state_key_notes (const WayHash *thing_id)
{
  return make ('n', thing_id, NULL);
}

WayStateKey
way_state_key_lot (const WayHash *lot_id)
{
  return make ('l', lot_id, NULL);
}

WayStateKey
way_state_key_listing (const WayHash *product_id)
{
  return make ('L', product_id, NULL);
}

WayStateKey
way_state_key_loose (const WayHash *lot_id, const WayHash *account)
{
  return make ('q', lot_id, account);
}

WayStateKey
way_state_key_content (const WayHash *container_id, const WayHash *lot_id)
{
  return make ('c', container_id, lot_id);
}

WayStateKey
way_state_key_shipment (const WayHash *shipment_id)
{
  return make ('s', shipment_id, NULL);
}

WayStateKey
way_state_key_shipment_items (const WayHash *shipment_id)
{
  return make ('i', shipment_id, NULL);
}

WayStateKey
way_state_key_transit (const WayHash *shipment_id, const WayHash *thing_id)
{
  return make ('t', shipment_id, thing_id);
}

WayStateKey
way_state_key_recall (const WayHash *thing_id)
{
  return make ('r', thing_id, NULL);
}

WayStateKey
way_state_key_due_count (void)
{
  return make ('D', NULL, NULL);
}

WayStateKey
way_state_key_due (guint64 position)
{
  WayStateKey key;
  guint8 bytes[8];

  begin (&key, 'd');
  way_put_be64 (bytes, position);
  append (&key, bytes, sizeof bytes);
  return key;
}
