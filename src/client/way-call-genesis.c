/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-hash.h"
#include "way-transport.h"

#define MAX_GENESIS ((gsize) 65536)

GBytes *
way_call_genesis (WayClient *self,
                  WayHash *out_network,
                  GCancellable *cancellable,
                  GError **error)
{
  WayExchange exchange = { .method = "GET",
                           .path = "/v1/genesis",
                           .accept = WAY_API_MEDIA_CBOR,
                           .max_reply = MAX_GENESIS };
  GBytes *genesis = way_transport_send (self, &exchange, cancellable, error);

  if (genesis != NULL)
    way_sha256 (way_slice_from_bytes (genesis), out_network);
  return genesis;
}
