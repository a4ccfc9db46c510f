/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-signed-object.h"

gboolean
way_signed_object_verify (const WayCose *cose, const WayPublicKey *key)
{
  g_autoptr (GByteArray) signed_bytes = NULL;
  WayHash key_id;

  way_public_key_get_thumbprint (key, &key_id);
  if (!way_hash_equal (&key_id, &cose->key_id))
    return FALSE;
  signed_bytes = g_byte_array_sized_new ((guint) cose->encoded.len + 64);
  way_cose_append_to_be_signed (cose, signed_bytes);
  return way_signature_verify_strict (
      key, WAY_SLICE_INIT (signed_bytes->data, signed_bytes->len), &cose->signature);
}

gboolean
way_signed_object_read (WaySlice bytes,
                        WayContent content,
                        const WayPublicKey *key,
                        const WaySchema *schema,
                        WayArena *arena,
                        gpointer record)
{
  WayCose cose;

  return way_cose_parse (bytes, &cose) == WAY_RESULT_OK && cose.content == content
         && way_schema_decode (schema, cose.payload, arena, record) == WAY_RESULT_OK
         && way_signed_object_verify (&cose, key);
}
