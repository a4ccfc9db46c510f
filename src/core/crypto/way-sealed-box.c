/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-sealed-box.h"

#include <sodium.h>

#include "way-aead.h"
#include "way-checked.h"
#include "way-result.h"

WaySecret *
way_sealing_key_new (guint8 public32[32])
{
  g_autoptr (WaySecret) private32 = way_secret_new (crypto_box_SECRETKEYBYTES);

  crypto_box_keypair (public32, way_secret_get_data (private32));
  return g_steal_pointer (&private32);
}

gboolean
way_sealing_key_get_public (const WaySecret *private32, guint8 public32[32])
{
  if (way_secret_get_size (private32) != crypto_box_SECRETKEYBYTES)
    return FALSE;
  return crypto_scalarmult_base (public32, way_secret_get_slice (private32).data) == 0;
}

gboolean
way_sealing_key_is_strong (const guint8 public32[32])
{
  /* little-endian: 0, 1, two of order 8, p - 1; the others known are not canonical */
  static const guint8 low_order[][32] = {
    { 0 },
    { 1 },
    { 0xe0, 0xeb, 0x7a, 0x7c, 0x3b, 0x41, 0xb8, 0xae, 0x16, 0x56, 0xe3,
      0xfa, 0xf1, 0x9f, 0xc4, 0x6a, 0xda, 0x09, 0x8d, 0xeb, 0x9c, 0x32,
      0xb1, 0xfd, 0x86, 0x62, 0x05, 0x16, 0x5f, 0x49, 0xb8, 0x00 },
    { 0x5f, 0x9c, 0x95, 0xbc, 0xa3, 0x50, 0x8c, 0x24, 0xb1, 0xd0, 0xb1,
      0x55, 0x9c, 0x83, 0xef, 0x5b, 0x04, 0x44, 0x5c, 0xc4, 0x58, 0x1c,
      0x8e, 0x86, 0xd8, 0x22, 0x4e, 0xdd, 0xd0, 0x9f, 0x11, 0x57 },
    { 0xec, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
      0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
      0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f },
  };
  gboolean is_high = public32[31] == 0x7f; /* at least p, if all the others are so too */

  for (gsize i = 0; i < G_N_ELEMENTS (low_order); i++)
    {
      if (memcmp (public32, low_order[i], 32) == 0)
        return FALSE;
    }
  for (guint i = 1; i < 31; i++)
    is_high = is_high && public32[i] == 0xff;
  return public32[31] < 0x80 && !(is_high && public32[0] >= 0xed);
}

GBytes *
way_sealed_box_seal (const guint8 public32[32], WaySlice plain)
{
  gsize len = plain.len + crypto_box_SEALBYTES;
  g_autofree guint8 *sealed = g_malloc (len);

  if (crypto_box_seal (sealed, plain.data, plain.len, public32) != 0)
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&sealed), len);
}

GBytes *
way_sealed_box_open (const WaySecret *private32, WaySlice sealed, GError **error)
{
  guint8 public32[crypto_box_PUBLICKEYBYTES];
  g_autofree guint8 *plain = NULL;

  if (sealed.len >= crypto_box_SEALBYTES
      && way_sealing_key_get_public (private32, public32))
    {
      gsize len = sealed.len - crypto_box_SEALBYTES;

      plain = g_malloc (len);
      if (crypto_box_seal_open (plain, sealed.data, sealed.len, public32,
                                way_secret_get_slice (private32).data)
          == 0)
        return g_bytes_new_take (g_steal_pointer (&plain), len);
    }
  way_error_set (error, WAY_RESULT_NOT_DECRYPTABLE, NULL);
  return NULL;
}

/* A sealed file: magic (7) version (1) passes (4) memory in KiB (4) salt (16), then
 * nonce, ciphertext and tag. All before the nonce is associated data. */

#define MAGIC          "WAYSEAL"
#define MAGIC_SIZE     7
#define VERSION        1
#define PASSES_AT      8
#define MEMORY_AT      12
#define SALT_AT        16
#define HEADER_SIZE    (SALT_AT + crypto_pwhash_SALTBYTES)
#define PASSES         3
#define MEMORY_KIB     (64 * 1024)
#define MAX_PASSES     16
#define MAX_MEMORY_KIB (1024 * 1024)
#define MIN_MEMORY_KIB (8 * 1024)

static WaySecret *
derive_key (WaySlice passphrase, const guint8 *header, GError **error)
{
  g_autoptr (WaySecret) key = way_secret_new (WAY_AEAD_KEY_SIZE);

  if (crypto_pwhash (way_secret_get_data (key), WAY_AEAD_KEY_SIZE,
                     passphrase.len ? (const char *) passphrase.data : "", passphrase.len,
                     header + SALT_AT, way_get_be32 (header + PASSES_AT),
                     (gsize) way_get_be32 (header + MEMORY_AT) * 1024,
                     crypto_pwhash_ALG_ARGON2ID13)
      == 0)
    return g_steal_pointer (&key);
  way_error_format (error, WAY_RESULT_NO_SPACE,
                    "There is not enough memory free to use a passphrase; close other "
                    "programs and try again");
  return NULL;
}

GBytes *
way_passphrase_seal (WaySlice passphrase, WaySlice plain, GError **error)
{
  guint8 header[HEADER_SIZE];
  g_autoptr (WaySecret) key = NULL;
  g_autoptr (GBytes) sealed = NULL;
  GByteArray *file;

  memcpy (header, MAGIC, MAGIC_SIZE);
  header[MAGIC_SIZE] = VERSION;
  way_put_be32 (header + PASSES_AT, PASSES);
  way_put_be32 (header + MEMORY_AT, MEMORY_KIB);
  randombytes_buf (header + SALT_AT, crypto_pwhash_SALTBYTES);
  key = derive_key (passphrase, header, error);
  if (key == NULL)
    return NULL;
  sealed = way_aead_seal (key, WAY_SLICE_INIT (header, HEADER_SIZE), plain);
  file = g_byte_array_sized_new ((guint) (HEADER_SIZE + g_bytes_get_size (sealed)));
  g_byte_array_append (file, header, HEADER_SIZE);
  g_byte_array_append (file, g_bytes_get_data (sealed, NULL),
                       (guint) g_bytes_get_size (sealed));
  return g_byte_array_free_to_bytes (file);
}

static gboolean
check_header (WaySlice sealed, GError **error)
{
  guint32 passes, memory_kib;

  if (sealed.len < HEADER_SIZE + WAY_AEAD_OVERHEAD
      || memcmp (sealed.data, MAGIC, MAGIC_SIZE) != 0)
    return way_error_format (
        error, WAY_RESULT_MALFORMED,
        "This is not a file that Waymark sealed with a passphrase; choose another one");
  if (sealed.data[MAGIC_SIZE] != VERSION)
    return way_error_set (error, WAY_RESULT_NEWER_FORMAT, NULL);
  passes = way_get_be32 (sealed.data + PASSES_AT);
  memory_kib = way_get_be32 (sealed.data + MEMORY_AT);
  /* A hostile file must not make its reader busy for hours. */
  if (passes < 1 || passes > MAX_PASSES || memory_kib < MIN_MEMORY_KIB
      || memory_kib > MAX_MEMORY_KIB)
    return way_error_set_reason (error, WAY_RESULT_MALFORMED,
                                 "the cost of the passphrase is out of its range");
  return TRUE;
}

WaySecret *
way_passphrase_open (WaySlice passphrase, WaySlice sealed, GError **error)
{
  g_autoptr (WaySecret) key = NULL;
  g_autoptr (WaySecret) plain = NULL;

  if (!check_header (sealed, error))
    return NULL;
  key = derive_key (passphrase, sealed.data, error);
  if (key == NULL)
    return NULL;
  plain = way_aead_open (
      key, WAY_SLICE_INIT (sealed.data, HEADER_SIZE),
      WAY_SLICE_INIT (sealed.data + HEADER_SIZE, sealed.len - HEADER_SIZE), NULL);
  if (plain == NULL)
    way_error_set (error, WAY_RESULT_WRONG_PASSPHRASE, NULL);
  return g_steal_pointer (&plain);
}
