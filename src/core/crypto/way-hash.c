/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-hash.h"

#include <gcrypt.h>

#include "way-secret.h"

#define SHA256_BLOCK   64
#define SHA512_BLOCK   128
#define MAX_PARTS      16
#define HKDF_MAX_BYTES (255 * WAY_HASH_SIZE)

void
way_sha256 (WaySlice data, WayHash *out_hash)
{
  gcry_md_hash_buffer (GCRY_MD_SHA256, out_hash->bytes, data.data, data.len);
}

void
way_sha512 (WaySlice data, guint8 out64[64])
{
  gcry_md_hash_buffer (GCRY_MD_SHA512, out64, data.data, data.len);
}

static void
hash_parts (int algorithm, const WaySlice *parts, gsize n_parts, guint8 *out)
{
  gcry_buffer_t buffers[MAX_PARTS];

  g_assert (n_parts <= MAX_PARTS);
  for (gsize i = 0; i < n_parts; i++)
    buffers[i] = (gcry_buffer_t) { .data = (gpointer) parts[i].data,
                                   .len = parts[i].len,
                                   .size = parts[i].len };
  if (gcry_md_hash_buffers (algorithm, 0, out, buffers, (int) n_parts) != 0)
    g_error ("libgcrypt can't compute a hash");
}

void
way_sha256_parts (const WaySlice *parts, gsize n_parts, WayHash *out_hash)
{
  g_autoptr (WaySha256) context = NULL;

  if (n_parts <= MAX_PARTS)
    {
      hash_parts (GCRY_MD_SHA256, parts, n_parts, out_hash->bytes);
      return;
    }
  context = way_sha256_new ();
  for (gsize i = 0; i < n_parts; i++)
    way_sha256_update (context, parts[i]);
  way_sha256_finish (context, out_hash);
}

/* Written out rather than taken from libgcrypt, whose HMAC allocates a handle for each
 * call; this one stays on the stack. */
static void
hmac (int algorithm,
      gsize block_size,
      gsize hash_size,
      WaySlice key,
      WaySlice data,
      guint8 *out)
{
  guint8 inner_pad[SHA512_BLOCK], outer_pad[SHA512_BLOCK], key_hash[64], inner[64];
  WaySlice parts[2];

  if (key.len > block_size)
    {
      gcry_md_hash_buffer (algorithm, key_hash, key.data, key.len);
      key = WAY_SLICE_INIT (key_hash, hash_size);
    }
  memset (inner_pad, 0x36, block_size);
  memset (outer_pad, 0x5c, block_size);
  for (gsize i = 0; i < key.len; i++)
    {
      inner_pad[i] ^= key.data[i];
      outer_pad[i] ^= key.data[i];
    }
  parts[0] = WAY_SLICE_INIT (inner_pad, block_size);
  parts[1] = data;
  hash_parts (algorithm, parts, 2, inner);
  parts[0] = WAY_SLICE_INIT (outer_pad, block_size);
  parts[1] = WAY_SLICE_INIT (inner, hash_size);
  hash_parts (algorithm, parts, 2, out);

  way_secret_wipe (inner_pad, sizeof inner_pad);
  way_secret_wipe (outer_pad, sizeof outer_pad);
  way_secret_wipe (key_hash, sizeof key_hash);
  way_secret_wipe (inner, sizeof inner);
}

void
way_hmac_sha256 (WaySlice key, WaySlice data, WayHash *out_hash)
{
  hmac (GCRY_MD_SHA256, SHA256_BLOCK, WAY_HASH_SIZE, key, data, out_hash->bytes);
}

void
way_hmac_sha512 (WaySlice key, WaySlice data, guint8 out64[64])
{
  hmac (GCRY_MD_SHA512, SHA512_BLOCK, 64, key, data, out64);
}

/* T(n) of RFC 5869 section 2.3; @previous is empty for n = 1. */
static void
hkdf_block (const WayHash *prk, WaySlice previous, WaySlice info, guint8 n, WayHash *out)
{
  guint8 pad[2][SHA256_BLOCK];
  WayHash inner;
  WaySlice parts[4];

  memset (pad[0], 0x36, SHA256_BLOCK);
  memset (pad[1], 0x5c, SHA256_BLOCK);
  for (gsize i = 0; i < WAY_HASH_SIZE; i++)
    {
      pad[0][i] ^= prk->bytes[i];
      pad[1][i] ^= prk->bytes[i];
    }
  parts[0] = WAY_SLICE_INIT (pad[0], SHA256_BLOCK);
  parts[1] = previous;
  parts[2] = info;
  parts[3] = WAY_SLICE_INIT (&n, 1);
  hash_parts (GCRY_MD_SHA256, parts, 4, inner.bytes);
  parts[0] = WAY_SLICE_INIT (pad[1], SHA256_BLOCK);
  parts[1] = way_slice_from_hash (&inner);
  hash_parts (GCRY_MD_SHA256, parts, 2, out->bytes);
  way_secret_wipe (pad, sizeof pad);
  way_secret_wipe (&inner, sizeof inner);
}

gboolean
way_hkdf_sha256 (WaySlice secret,
                 WaySlice salt,
                 WaySlice info,
                 guint8 *out,
                 gsize out_len)
{
  WayHash prk, block;
  WaySlice previous = { NULL, 0 };

  if (out_len > HKDF_MAX_BYTES)
    return FALSE;
  way_hmac_sha256 (salt, secret, &prk);
  for (guint8 n = 1; out_len > 0; n++)
    {
      gsize take = MIN (out_len, WAY_HASH_SIZE);

      hkdf_block (&prk, previous, info, n, &block);
      memcpy (out, block.bytes, take);
      previous = way_slice_from_hash (&block);
      out += take;
      out_len -= take;
    }
  way_secret_wipe (&prk, sizeof prk);
  way_secret_wipe (&block, sizeof block);
  return TRUE;
}

gboolean
way_pbkdf2_sha512 (WaySlice password,
                   WaySlice salt,
                   guint iterations,
                   guint8 *out,
                   gsize out_len)
{
  if (iterations == 0 || out_len == 0)
    return FALSE;
  return gcry_kdf_derive (password.len ? (const void *) password.data : "", password.len,
                          GCRY_KDF_PBKDF2, GCRY_MD_SHA512,
                          salt.len ? (const void *) salt.data : "", salt.len, iterations,
                          out_len, out)
         == 0;
}

struct _WaySha256
{
  gcry_md_hd_t handle;
};

WaySha256 *
way_sha256_new (void)
{
  WaySha256 *self = g_new0 (WaySha256, 1);

  if (gcry_md_open (&self->handle, GCRY_MD_SHA256, 0) != 0)
    g_error ("libgcrypt has no SHA-256 or no memory left");
  return self;
}

void
way_sha256_update (WaySha256 *self, WaySlice data)
{
  gcry_md_write (self->handle, data.data, data.len);
}

void
way_sha256_finish (WaySha256 *self, WayHash *out_hash)
{
  memcpy (out_hash->bytes, gcry_md_read (self->handle, GCRY_MD_SHA256), WAY_HASH_SIZE);
}

void
way_sha256_free (WaySha256 *self)
{
  if (self == NULL)
    return;
  gcry_md_close (self->handle);
  g_free (self);
}
