/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-did-key.h"

#include "way-base-encoding.h"

#define PREFIX     "did:key:z"
#define KEY_SIZE   32
#define CODEC_SIZE 2

/* Multicodec names of the key types, as varints: 0xed and 0xec. */
static const guint8 codecs[][CODEC_SIZE] = {
  [WAY_DID_KEY_ED25519] = { 0xed, 0x01 },
  [WAY_DID_KEY_X25519] = { 0xec, 0x01 },
};

char *
way_did_key_to_text (const WayDidKey *self)
{
  guint8 bytes[CODEC_SIZE + KEY_SIZE];
  g_autofree char *encoded = NULL;

  memcpy (bytes, codecs[self->type], CODEC_SIZE);
  memcpy (bytes + CODEC_SIZE, self->bytes, KEY_SIZE);
  encoded = way_base58_encode (WAY_SLICE_INIT (bytes, sizeof bytes));
  return g_strconcat (PREFIX, encoded, NULL);
}

char *
way_did_key_from_public_key (const WayPublicKey *key)
{
  WayDidKey did = { .type = WAY_DID_KEY_ED25519 };

  memcpy (did.bytes, key->bytes, KEY_SIZE);
  return way_did_key_to_text (&did);
}

/* A well-formed varint that names another codec. */
static gboolean
starts_with_codec (WaySlice bytes)
{
  for (gsize i = 0; i < MIN (bytes.len, 9); i++)
    if (bytes.data[i] < 0x80)
      return i == 0 || bytes.data[i] != 0;
  return FALSE;
}

gboolean
way_did_key_parse (WaySlice text, WayDidKey *out_key, GError **error)
{
  gsize prefix_len = strlen (PREFIX);
  g_autoptr (GBytes) decoded = NULL;
  WaySlice bytes;

  if (text.len > prefix_len && memcmp (text.data, PREFIX, prefix_len) == 0)
    decoded = way_base58_decode ((const char *) text.data + prefix_len,
                                 (gssize) (text.len - prefix_len));
  if (decoded == NULL)
    return way_error_format (error, WAY_RESULT_MALFORMED,
                             "This is no key of the form did:key:z…");
  bytes = way_slice_from_bytes (decoded);
  for (gsize i = 0; i < G_N_ELEMENTS (codecs); i++)
    if (bytes.len >= CODEC_SIZE && memcmp (bytes.data, codecs[i], CODEC_SIZE) == 0)
      {
        if (bytes.len != CODEC_SIZE + KEY_SIZE)
          return way_error_format (
              error, WAY_RESULT_MALFORMED,
              "The key in this did:key has the wrong length; copy all of it");
        out_key->type = (WayDidKeyType) i;
        memcpy (out_key->bytes, bytes.data + CODEC_SIZE, KEY_SIZE);
        return TRUE;
      }
  if (starts_with_codec (bytes))
    return way_error_format (
        error, WAY_RESULT_UNSUPPORTED,
        "This did:key is of a kind that can't be used; only Ed25519 and X25519 can");
  return way_error_format (error, WAY_RESULT_MALFORMED,
                           "This is no key of the form did:key:z…");
}
