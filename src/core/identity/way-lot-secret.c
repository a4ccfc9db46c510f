/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-lot-secret.h"

#include "way-checked.h"
#include "way-hash.h"

#define LOT_SALT     "waymark/lot/1"
#define SERIAL_LABEL "waymark/serial/1"
#define UNIT_LABEL   "waymark/in-box/1"
#define LABEL_SIZE   16
#define CLAIM_SALT   "waymark/claim/1"

#define GTIN_SIZE    14
#define MAX_TEXT     20
/* "(01)", "(10)", "(21)", and each byte of lot and serial escaped */
#define MAX_NAME (3 * 4 + GTIN_SIZE + 2 * 2 * MAX_TEXT)

/* The bracketed element string of GS1, the "(" of data escaped, so that no two things
 * have the same name. */
typedef struct
{
  guint8 bytes[MAX_NAME];
  gsize len;
} Name;

static void
name_append (Name *name, const char *identifier, WaySlice value)
{
  memcpy (name->bytes + name->len, identifier, 4);
  name->len += 4;
  for (gsize i = 0; i < value.len; i++)
    {
      if (value.data[i] == '(')
        name->bytes[name->len++] = '\\';
      name->bytes[name->len++] = value.data[i];
    }
}

static gboolean
is_gtin (WaySlice gtin)
{
  if (gtin.len != GTIN_SIZE)
    return FALSE;
  for (gsize i = 0; i < GTIN_SIZE; i++)
    if (!g_ascii_isdigit (gtin.data[i]))
      return FALSE;
  return TRUE;
}

static gboolean
is_text (WaySlice text)
{
  return text.len >= 1 && text.len <= MAX_TEXT;
}

static WaySlice
name_init (Name *name, WaySlice gtin, WaySlice lot)
{
  name->len = 0;
  name_append (name, "(01)", gtin);
  if (lot.len > 0)
    name_append (name, "(10)", lot);
  return WAY_SLICE_INIT (name->bytes, name->len);
}

WaySecret *
way_lot_secret_derive (const WaySecret *lot_branch, WaySlice gtin, WaySlice lot)
{
  g_autoptr (WaySecret) secret = NULL;
  Name name;

  if (way_secret_get_size (lot_branch) != 32 || !is_gtin (gtin) || !is_text (lot))
    return NULL;
  secret = way_secret_new (32);
  way_hkdf_sha256 (way_secret_get_slice (lot_branch), way_slice_from_string (LOT_SALT),
                   name_init (&name, gtin, lot), way_secret_get_data (secret), 32);
  return g_steal_pointer (&secret);
}

/* 10 bytes to 16 symbols of 5 bits, the first bit the most significant. */
static void
write_serial (const guint8 bits[10], char serial[WAY_SERIAL_SIZE + 1])
{
  for (guint half = 0; half < 2; half++)
    {
      guint64 value = 0;

      for (guint i = 0; i < 5; i++)
        value = value << 8 | bits[half * 5 + i];
      for (guint i = 0; i < 8; i++)
        serial[half * 8 + i] = WAY_SERIAL_ALPHABET[value >> (35 - 5 * i) & 31];
    }
  serial[WAY_SERIAL_SIZE] = '\0';
}

static void
derive_for_unit (const WaySecret *lot_secret,
                 const char label[LABEL_SIZE],
                 guint64 index,
                 WayHash *out)
{
  guint8 data[LABEL_SIZE + 8];

  memcpy (data, label, LABEL_SIZE);
  way_put_be64 (data + LABEL_SIZE, index);
  way_hmac_sha256 (way_secret_get_slice (lot_secret), WAY_SLICE_INIT (data, sizeof data),
                   out);
}

void
way_unit_secrets_derive (const WaySecret *lot_secret,
                         guint64 index,
                         WayUnitSecrets *out_unit)
{
  WayHash hash;

  derive_for_unit (lot_secret, SERIAL_LABEL, index, &hash);
  write_serial (hash.bytes, out_unit->serial);
  derive_for_unit (lot_secret, UNIT_LABEL, index, &hash);
  memcpy (out_unit->in_pack, hash.bytes, WAY_IN_PACK_SIZE);
  memcpy (out_unit->salt, hash.bytes + WAY_IN_PACK_SIZE, WAY_SALT_SIZE);
  way_secret_wipe (&hash, sizeof hash);
}

gboolean
way_claim_seed_derive (const guint8 in_pack[WAY_IN_PACK_SIZE],
                       const WayUnitName *unit,
                       guint8 out_seed32[32])
{
  Name name;

  if (!is_gtin (unit->gtin) || unit->lot.len > MAX_TEXT || !is_text (unit->serial))
    return FALSE;
  name_init (&name, unit->gtin, unit->lot);
  name_append (&name, "(21)", unit->serial);
  return way_hkdf_sha256 (WAY_SLICE_INIT (in_pack, WAY_IN_PACK_SIZE),
                          WAY_SLICE_INIT (CLAIM_SALT, sizeof CLAIM_SALT - 1),
                          WAY_SLICE_INIT (name.bytes, name.len), out_seed32, 32);
}

gboolean
way_claim_key_derive_public (const guint8 in_pack[WAY_IN_PACK_SIZE],
                             const WayUnitName *name,
                             WayPublicKey *out_key)
{
  guint8 seed[32];

  if (!way_claim_seed_derive (in_pack, name, seed))
    return FALSE;
  way_public_key_from_seed (seed, out_key);
  way_secret_wipe (seed, sizeof seed);
  return TRUE;
}

WayKeyPair *
way_claim_key_derive (const guint8 in_pack[WAY_IN_PACK_SIZE], const WayUnitName *name)
{
  g_autoptr (WaySecret) seed = way_secret_new (32);

  if (!way_claim_seed_derive (in_pack, name, way_secret_get_data (seed)))
    return NULL;
  return way_key_pair_new_from_seed (seed);
}
