/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-genesis-new.h"

#include "way-signature.h"

GBytes *
way_genesis_new (const char *key_path, gint64 now_ms, GError **error)
{
  g_autoptr (WayKeyPair) key = way_key_pair_new_random ();
  WaySlice seed = way_secret_get_slice (way_key_pair_get_seed (key));
  WayLangText names[] = {
    { .language = way_slice_from_string ("en"),
      .text = way_slice_from_string ("A ledger of my own") },
    { .language = way_slice_from_string ("zh-Hans"),
      .text = way_slice_from_string ("我自己的账本") },
  };
  WayGenesis genesis = {
    .format = 1,
    .names = { names, G_N_ELEMENTS (names) },
    .created = (guint64) now_ms,
    .parameters = WAY_PARAMETERS_DEFAULT,
  };

  memcpy (genesis.solo_key, way_key_pair_get_public (key)->bytes,
          sizeof genesis.solo_key);
  if (!g_file_set_contents_full (
          key_path, (const char *) seed.data, (gssize) seed.len,
          G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error))
    return NULL;
  return way_schema_encode (&way_genesis_schema, &genesis);
}
