/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-ledger.h"

#include "way-hash.h"

void
way_genesis_get_network (WaySlice genesis, WayHash *out_network)
{
  way_sha256 (genesis, out_network);
}

static gboolean
is_strong (const guint8 key[32])
{
  WayPublicKey public_key;

  memcpy (public_key.bytes, key, sizeof public_key.bytes);
  return way_public_key_is_strong (&public_key);
}

WayResult
way_genesis_decode (WaySlice bytes, WayArena *arena, WayGenesis *out_genesis)
{
  const WayRegistrar *registrars;
  WayResult result;

  *out_genesis = (WayGenesis) { 0 };
  result = way_schema_decode (&way_genesis_schema, bytes, arena, out_genesis);
  if (result != WAY_RESULT_OK)
    return result;
  registrars = out_genesis->registrars.items;
  for (gsize i = 0; i < out_genesis->registrars.n; i++)
    {
      if (!is_strong (registrars[i].key))
        return WAY_RESULT_WEAK_KEY;
    }
  return is_strong (out_genesis->solo_key) ? WAY_RESULT_OK : WAY_RESULT_WEAK_KEY;
}
