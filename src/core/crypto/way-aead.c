/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-aead.h"

#include <sodium.h>

#include "way-result.h"

G_STATIC_ASSERT (WAY_AEAD_KEY_SIZE == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
G_STATIC_ASSERT (WAY_AEAD_NONCE_SIZE == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
G_STATIC_ASSERT (WAY_AEAD_OVERHEAD
                 == WAY_AEAD_NONCE_SIZE + crypto_aead_xchacha20poly1305_ietf_ABYTES);

GBytes *
way_aead_seal (const WaySecret *key32, WaySlice associated, WaySlice plain)
{
  gsize len = plain.len + WAY_AEAD_OVERHEAD;
  guint8 *sealed;

  if (way_secret_get_size (key32) != WAY_AEAD_KEY_SIZE)
    return NULL;
  sealed = g_malloc (len);
  randombytes_buf (sealed, WAY_AEAD_NONCE_SIZE);
  crypto_aead_xchacha20poly1305_ietf_encrypt (
      sealed + WAY_AEAD_NONCE_SIZE, NULL, plain.data, plain.len, associated.data,
      associated.len, NULL, sealed, way_secret_get_slice (key32).data);
  return g_bytes_new_take (sealed, len);
}

WaySecret *
way_aead_open (const WaySecret *key32,
               WaySlice associated,
               WaySlice sealed,
               GError **error)
{
  g_autoptr (WaySecret) plain = NULL;

  if (way_secret_get_size (key32) == WAY_AEAD_KEY_SIZE && sealed.len >= WAY_AEAD_OVERHEAD)
    {
      plain = way_secret_new (sealed.len - WAY_AEAD_OVERHEAD);
      if (crypto_aead_xchacha20poly1305_ietf_decrypt (
              way_secret_get_data (plain), NULL, NULL, sealed.data + WAY_AEAD_NONCE_SIZE,
              sealed.len - WAY_AEAD_NONCE_SIZE, associated.data, associated.len,
              sealed.data, way_secret_get_slice (key32).data)
          == 0)
        return g_steal_pointer (&plain);
    }
  way_error_set (error, WAY_RESULT_NOT_DECRYPTABLE, NULL);
  return NULL;
}
