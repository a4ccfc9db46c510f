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

/* The key id of the protected header {1: algorithm, 3: content type, 4: key id}. */
static void
peek_key_id (WayCborReader *reader, WayHash *out_key_id)
{
  WayCborReader header;

  way_cbor_reader_init (&header, way_cbor_read_bytes (reader));
  if (way_cbor_enter_map (&header) != 3 || way_cbor_read_unsigned (&header) != 1)
    way_cbor_reader_fail (reader, WAY_RESULT_MALFORMED);
  way_cbor_read_integer (&header);
  way_cbor_read_unsigned (&header);
  way_cbor_read_text (&header);
  way_cbor_read_unsigned (&header);
  way_cbor_read_fixed (&header, out_key_id->bytes, sizeof out_key_id->bytes);
  if (!way_cbor_reader_is_ok (&header))
    way_cbor_reader_fail (reader, header.failed);
}

static void
peek_payload (WayCborReader *reader, WayStatementPeek *out)
{
  WayCborReader payload;
  gsize n;

  way_cbor_reader_init (&payload, way_cbor_read_bytes (reader));
  if (way_cbor_enter_map (&payload) != 5)
    way_cbor_reader_fail (&payload, WAY_RESULT_MALFORMED);
  way_cbor_read_unsigned (&payload);
  way_cbor_read_bytes (&payload);
  way_cbor_read_unsigned (&payload);
  way_cbor_read_fixed (&payload, out->account.bytes, sizeof out->account.bytes);
  for (guint i = 0; i < 5; i++) /* sequence, not-after, and the key of the actions */
    way_cbor_read_unsigned (&payload);
  n = way_cbor_enter_array (&payload);
  for (gsize i = 0; i < n && way_cbor_reader_is_ok (&payload); i++)
    {
      guint64 kind;

      way_cbor_enter_array (&payload);
      kind = way_cbor_read_unsigned (&payload);
      way_cbor_skip (&payload);
      way_cbor_leave (&payload);
      if (kind < 64)
        out->kinds |= G_GUINT64_CONSTANT (1) << kind;
    }
  if (!way_cbor_reader_is_ok (&payload))
    way_cbor_reader_fail (reader, payload.failed);
}

WayResult
way_statement_peek (WaySlice bytes, WayStatementPeek *out_peek)
{
  WayCborReader reader;

  memset (out_peek, 0, sizeof *out_peek);
  way_cbor_reader_init (&reader, bytes);
  if (way_cbor_read_tag (&reader) != 18 || way_cbor_enter_array (&reader) != 4)
    way_cbor_reader_fail (&reader, WAY_RESULT_MALFORMED);
  peek_key_id (&reader, &out_peek->key_id);
  way_cbor_skip (&reader);
  peek_payload (&reader, out_peek);
  return reader.failed;
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
