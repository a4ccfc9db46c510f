/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-cose.h"

#include "way-cose-header.h"

#define TAG_COSE_SIGN1       18
#define TAG_COSE_SIGN        98

#define ED448_SIGNATURE_SIZE 114

/* RFC 9052 section 4.4: bodies differ in what is signed before the external data. */
typedef struct
{
  const WayPublicKey *key;
  WaySlice external;
  WayCoseHeader header;
  WaySlice payload;
} Body;

/* An array of exactly @n entries, or one left open whose end is checked later. */
static gboolean
open_array (WayCborLoose *loose, guint64 n, WayCborHead *out_head)
{
  return way_cbor_loose_read_head (loose, out_head) && out_head->type == WAY_CBOR_ARRAY
         && (out_head->info == WAY_CBOR_INFO_INDEFINITE || out_head->argument == n);
}

static WayResult
read_payload (WayCborLoose *loose, WayArena *arena, WaySlice *out_payload)
{
  WayCborLoose start = *loose;
  WayCborHead head;

  if (!way_cbor_loose_read_head (loose, &head))
    return WAY_RESULT_MALFORMED;
  /* nil: the payload is somewhere else */
  if (head.type == WAY_CBOR_SIMPLE)
    return head.info == 22 ? WAY_RESULT_UNSUPPORTED : WAY_RESULT_MALFORMED;
  *loose = start;

  return way_cbor_loose_read_string (loose, WAY_CBOR_BYTES, arena, out_payload)
             ? WAY_RESULT_OK
             : WAY_RESULT_MALFORMED;
}

/* @signer: (nullable): the header of one of several signers. */
static GByteArray *
make_to_be_signed (const Body *body, const WayCoseHeader *signer)
{
  GByteArray *bytes = g_byte_array_new ();
  g_auto (WayCborWriter) writer;

  way_cbor_writer_init_into (&writer, bytes);
  way_cbor_write_array (&writer, signer != NULL ? 5 : 4);
  way_cbor_write_text (
      &writer, way_slice_from_string (signer != NULL ? "Signature" : "Signature1"));
  way_cbor_write_bytes (&writer, body->header.protected_);
  if (signer != NULL)
    way_cbor_write_bytes (&writer, signer->protected_);
  way_cbor_write_bytes (&writer, body->external);
  way_cbor_write_bytes (&writer, body->payload);

  return bytes;
}

static WayResult
verify (const Body *body, const WayCoseHeader *signer, WaySlice signature)
{
  g_autoptr (GByteArray) message = NULL;
  WaySignature fixed;

  if (!way_cose_header_is_eddsa (signer != NULL ? signer : &body->header)
      || signature.len == ED448_SIGNATURE_SIZE)
    return WAY_RESULT_UNSUPPORTED;
  if (signature.len != sizeof fixed.bytes)
    return WAY_RESULT_BAD_SIGNATURE;
  memcpy (fixed.bytes, signature.data, sizeof fixed.bytes);
  message = make_to_be_signed (body, signer);

  return way_signature_verify (body->key, WAY_SLICE_INIT (message->data, message->len),
                               &fixed)
             ? WAY_RESULT_OK
             : WAY_RESULT_BAD_SIGNATURE;
}

static WayResult
read_signer (const Body *body,
             WayCborLoose *loose,
             WayArena *arena,
             WayResult *out_verified)
{
  g_autofree WayCoseHeader *header = g_new (WayCoseHeader, 1);
  WayCborHead head;
  WayResult result;
  WaySlice signature;

  if (!open_array (loose, 3, &head))
    return WAY_RESULT_MALFORMED;
  result = way_cose_header_read (header, loose, arena);
  if (result != WAY_RESULT_OK && result != WAY_RESULT_UNSUPPORTED)
    return result;
  if (!way_cbor_loose_read_string (loose, WAY_CBOR_BYTES, arena, &signature)
      || way_cbor_loose_has_next (loose, &head, 3))
    return WAY_RESULT_MALFORMED;
  *out_verified = result == WAY_RESULT_OK ? verify (body, header, signature) : result;

  return WAY_RESULT_OK;
}

/* One signer's good signature is enough: the caller asks about one key. */
static WayResult
verify_signers (const Body *body, WayCborLoose *loose, WayArena *arena)
{
  WayResult best = WAY_RESULT_UNSUPPORTED;
  WayCborHead head;
  guint64 n = 0;

  if (!way_cbor_loose_read_head (loose, &head) || head.type != WAY_CBOR_ARRAY)
    return WAY_RESULT_MALFORMED;
  for (; way_cbor_loose_has_next (loose, &head, n); n++)
    {
      WayResult verified = WAY_RESULT_MALFORMED;
      WayResult result;

      if (n == WAY_COSE_MAX_SIGNERS)
        return WAY_RESULT_TOO_LARGE;
      result = read_signer (body, loose, arena, &verified);
      if (result != WAY_RESULT_OK)
        return result;
      if (verified == WAY_RESULT_OK || best == WAY_RESULT_UNSUPPORTED)
        best = verified;
    }

  return n > 0 ? best : WAY_RESULT_MALFORMED;
}

/* What stands behind the payload says which of the two structures it is. */
static WayResult
verify_rest (const Body *body, WayCborLoose *loose, WayArena *arena, guint64 tag)
{
  gboolean is_sign = loose->next < loose->end && *loose->next >> 5 == WAY_CBOR_ARRAY;
  WaySlice signature;

  if ((tag == TAG_COSE_SIGN1 && is_sign) || (tag == TAG_COSE_SIGN && !is_sign))
    return WAY_RESULT_MALFORMED;
  if (is_sign)
    return verify_signers (body, loose, arena);
  if (!way_cbor_loose_read_string (loose, WAY_CBOR_BYTES, arena, &signature))
    return WAY_RESULT_MALFORMED;

  return verify (body, NULL, signature);
}

static WayResult
verify_object (Body *body, WayCborLoose *loose, WayArena *arena)
{
  guint64 tag = 0;
  WayCborHead head;
  WayResult result;

  if (loose->next < loose->end && *loose->next >> 5 == WAY_CBOR_TAG)
    {
      if (!way_cbor_loose_read_head (loose, &head)
          || (head.argument != TAG_COSE_SIGN1 && head.argument != TAG_COSE_SIGN))
        return WAY_RESULT_MALFORMED;
      tag = head.argument;
    }
  if (!open_array (loose, 4, &head))
    return WAY_RESULT_MALFORMED;
  result = way_cose_header_read (&body->header, loose, arena);
  if (result == WAY_RESULT_OK)
    result = read_payload (loose, arena, &body->payload);
  if (result == WAY_RESULT_OK)
    result = verify_rest (body, loose, arena, tag);
  if ((result == WAY_RESULT_OK || result == WAY_RESULT_BAD_SIGNATURE)
      && (way_cbor_loose_has_next (loose, &head, 4) || loose->next != loose->end))
    return WAY_RESULT_MALFORMED;

  return result;
}

gboolean
way_cose_verify_foreign (WaySlice bytes,
                         const WayPublicKey *key,
                         WaySlice external,
                         GError **error)
{
  g_auto (WayArena) arena = { 0 };
  g_autofree Body *body = g_new0 (Body, 1);
  WayCborLoose loose;
  WayResult result = WAY_RESULT_MALFORMED;

  way_arena_init (&arena, 0);
  body->key = key;
  body->external = external;
  way_cbor_loose_init (&loose, bytes);
  if (way_cbor_loose_skip (&loose, WAY_CBOR_MAX_FOREIGN_DEPTH) && loose.next == loose.end)
    {
      way_cbor_loose_init (&loose, bytes);
      result = verify_object (body, &loose, &arena);
    }

  return result == WAY_RESULT_OK || way_error_set (error, result, NULL);
}
