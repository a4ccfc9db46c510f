/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-cose.h"

#include "way-cbor-private.h"
#include "way-hash.h"

#define TAG_COSE_SIGN1 18

/* Header parameters, RFC 9052 section 3.1, and the algorithm, RFC 9053 section 2.2. */
#define LABEL_ALGORITHM    1
#define LABEL_CONTENT_TYPE 3
#define LABEL_KEY_ID       4
#define ALGORITHM_EDDSA    -8

#define N_PROTECTED        3

static const char *const media_types[] = {
  [WAY_CONTENT_STATEMENT] = "application/vnd.waymark.statement+cbor",
  [WAY_CONTENT_CHECKPOINT] = "application/vnd.waymark.checkpoint+cbor",
  [WAY_CONTENT_FRESHNESS] = "application/vnd.waymark.freshness+cbor",
  [WAY_CONTENT_CLAIM] = "application/vnd.waymark.claim+cbor",
  [WAY_CONTENT_POSSESSION] = "application/vnd.waymark.possession+cbor",
  [WAY_CONTENT_LABEL] = "application/vnd.waymark.label+cbor",
};

const char *
way_content_get_media_type (WayContent content)
{
  g_assert (content < G_N_ELEMENTS (media_types));

  return media_types[content];
}

static void
read_content_type (WayCborReader *reader, WayContent *out_content)
{
  WaySlice text = way_cbor_read_text (reader);

  for (gsize i = 0; i < G_N_ELEMENTS (media_types); i++)
    {
      if (!way_slice_equal_string (text, media_types[i]))
        continue;
      *out_content = (WayContent) i;
      return;
    }
  way_cbor_reader_fail (reader, WAY_RESULT_WRONG_CONTENT_TYPE);
}

/* The label that must come next in the header map. */
static void
expect_label (WayCborReader *reader, guint64 label)
{
  if (way_cbor_read_unsigned (reader) != label)
    way_cbor_reader_fail (reader, WAY_RESULT_MALFORMED);
}

static WayResult
parse_protected (WaySlice bytes, WayCose *cose)
{
  WayCborReader reader;

  way_cbor_reader_init (&reader, bytes);
  if (way_cbor_enter_map (&reader) != N_PROTECTED)
    way_cbor_reader_fail (&reader, WAY_RESULT_MALFORMED);
  expect_label (&reader, LABEL_ALGORITHM);
  if (way_cbor_read_integer (&reader) != ALGORITHM_EDDSA)
    way_cbor_reader_fail (&reader, WAY_RESULT_UNSUPPORTED);
  expect_label (&reader, LABEL_CONTENT_TYPE);
  read_content_type (&reader, &cose->content);
  expect_label (&reader, LABEL_KEY_ID);
  way_cbor_read_fixed (&reader, cose->key_id.bytes, WAY_HASH_SIZE);
  way_cbor_leave (&reader);

  return way_cbor_reader_finish (&reader);
}

WayResult
way_cose_parse (WaySlice bytes, WayCose *out_cose)
{
  WayCborReader reader;
  WayResult result;

  *out_cose = (WayCose) { .encoded = bytes };
  way_cbor_reader_init (&reader, bytes);
  if (way_cbor_read_tag (&reader) != TAG_COSE_SIGN1
      || way_cbor_enter_array (&reader) != 4)
    way_cbor_reader_fail (&reader, WAY_RESULT_MALFORMED);
  out_cose->protected_ = way_cbor_read_bytes (&reader);
  if (way_cbor_enter_map (&reader) != 0)
    way_cbor_reader_fail (&reader, WAY_RESULT_UNKNOWN_MEMBER);
  out_cose->payload = way_cbor_read_bytes (&reader);
  way_cbor_read_fixed (&reader, out_cose->signature.bytes,
                       sizeof out_cose->signature.bytes);
  result = way_cbor_reader_finish (&reader);
  if (result == WAY_RESULT_OK)
    result = parse_protected (out_cose->protected_, out_cose);
  if (result == WAY_RESULT_OK)
    result = way_cbor_validate (out_cose->payload);
  if (result != WAY_RESULT_OK)
    *out_cose = (WayCose) { 0 };

  return result;
}

gboolean
way_cose_read (WaySlice bytes, WayCose *out_cose, GError **error)
{
  WayResult result = way_cose_parse (bytes, out_cose);

  return result == WAY_RESULT_OK || way_error_set (error, result, NULL);
}

/* The Sig_structure before the protected header's bytes: an array of four that begins
 * with "Signature1". Between those and the payload stands the empty external data. */
static const guint8 context[] = { 0x84, 0x6a, 'S', 'i', 'g', 'n',
                                  'a',  't',  'u', 'r', 'e', '1' };
static const guint8 no_external[] = { 0x40 };

/* Its parts, without copying them together. */
typedef struct
{
  guint8 protected_head[WAY_CBOR_MAX_HEAD_SIZE];
  guint8 payload_head[WAY_CBOR_MAX_HEAD_SIZE];
  WaySlice parts[6];
} SigStructure;

static WaySlice
make_head (guint8 out[WAY_CBOR_MAX_HEAD_SIZE], gsize len)
{
  return WAY_SLICE_INIT (out,
                         (gsize) (way_cbor_put_head (out, WAY_CBOR_BYTES, len) - out));
}

static void
sig_structure_init (SigStructure *self, const WayCose *cose)
{
  self->parts[0] = WAY_SLICE_INIT (context, sizeof context);
  self->parts[1] = make_head (self->protected_head, cose->protected_.len);
  self->parts[2] = cose->protected_;
  self->parts[3] = WAY_SLICE_INIT (no_external, sizeof no_external);
  self->parts[4] = make_head (self->payload_head, cose->payload.len);
  self->parts[5] = cose->payload;
}

void
way_cose_get_id (const WayCose *cose, WayHash *out_id)
{
  SigStructure structure;

  sig_structure_init (&structure, cose);
  way_sha256_parts (structure.parts, G_N_ELEMENTS (structure.parts), out_id);
}

void
way_cose_append_to_be_signed (const WayCose *cose, GByteArray *out)
{
  SigStructure structure;

  sig_structure_init (&structure, cose);
  for (gsize i = 0; i < G_N_ELEMENTS (structure.parts); i++)
    if (structure.parts[i].len > 0)
      g_byte_array_append (out, structure.parts[i].data, (guint) structure.parts[i].len);
}

gboolean
way_cose_verify (const WayCose *cose, const WayPublicKey *key)
{
  g_autoptr (GByteArray) message = NULL;
  WayHash thumbprint;

  way_public_key_get_thumbprint (key, &thumbprint);
  if (!way_hash_equal (&thumbprint, &cose->key_id))
    return FALSE;
  message =
      g_byte_array_sized_new ((guint) (cose->protected_.len + cose->payload.len + 64));
  way_cose_append_to_be_signed (cose, message);

  return way_signature_verify (key, WAY_SLICE_INIT (message->data, message->len),
                               &cose->signature);
}

static void
write_protected (WayCborWriter *writer, WayContent content, const WayKeyPair *key)
{
  WayHash key_id;

  way_public_key_get_thumbprint (way_key_pair_get_public (key), &key_id);
  way_cbor_write_map (writer, N_PROTECTED);
  way_cbor_write_unsigned (writer, LABEL_ALGORITHM);
  way_cbor_write_integer (writer, ALGORITHM_EDDSA);
  way_cbor_write_unsigned (writer, LABEL_CONTENT_TYPE);
  way_cbor_write_text (writer,
                       way_slice_from_string (way_content_get_media_type (content)));
  way_cbor_write_unsigned (writer, LABEL_KEY_ID);
  way_cbor_write_bytes (writer, way_slice_from_hash (&key_id));
}

GBytes *
way_cose_sign (WayContent content, WaySlice payload, const WayKeyPair *key)
{
  g_auto (WayCborWriter) header;
  g_auto (WayCborWriter) writer;
  g_autoptr (GByteArray) message = g_byte_array_new ();
  WayCose cose = { .payload = payload };

  g_assert (way_cbor_validate (payload) == WAY_RESULT_OK);
  way_cbor_writer_init (&header);
  way_cbor_writer_init (&writer);
  write_protected (&header, content, key);
  cose.protected_ = way_cbor_writer_get_slice (&header);
  way_cose_append_to_be_signed (&cose, message);
  way_key_pair_sign (key, WAY_SLICE_INIT (message->data, message->len), &cose.signature);

  way_cbor_write_tag (&writer, TAG_COSE_SIGN1);
  way_cbor_write_array (&writer, 4);
  way_cbor_write_bytes (&writer, cose.protected_);
  way_cbor_write_map (&writer, 0);
  way_cbor_write_bytes (&writer, payload);
  way_cbor_write_bytes (
      &writer, WAY_SLICE_INIT (cose.signature.bytes, sizeof cose.signature.bytes));

  return way_cbor_writer_finish (&writer);
}
