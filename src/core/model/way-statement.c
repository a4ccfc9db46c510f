/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-statement.h"

WayResult
way_statement_parse (WaySlice bytes, WayArena *arena, WayStatement *out_statement)
{
  WayResult result = way_cose_parse (bytes, &out_statement->cose);

  if (result != WAY_RESULT_OK)
    return result;
  if (out_statement->cose.content != WAY_CONTENT_STATEMENT)
    return WAY_RESULT_WRONG_CONTENT_TYPE;
  result =
      way_payload_decode (out_statement->cose.payload, arena, &out_statement->payload);
  if (result == WAY_RESULT_OK)
    way_cose_get_id (&out_statement->cose, &out_statement->id);
  return result;
}

GBytes *
way_statement_sign (const WayPayload *payload, const WayKeyPair *key, GError **error)
{
  g_autofree char *path = NULL;
  g_autoptr (GBytes) encoded = NULL;
  WayResult result = way_payload_validate (payload, &path);

  if (result != WAY_RESULT_OK)
    {
      way_error_set (error, result, path);
      return NULL;
    }
  encoded = way_payload_encode (payload);
  return way_cose_sign (WAY_CONTENT_STATEMENT, way_slice_from_bytes (encoded), key);
}
