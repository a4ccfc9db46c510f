/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-home-private.h"

#include <string.h>

#include "way-embedded-node.h"
#include "way-signature.h"

/* A ledger of one's own */

/* What it is founded with. */
#define OWN_MAX_STATEMENT    1048576
#define OWN_MAX_BLOCK        1000
#define OWN_MAX_NOT_AFTER_MS G_GUINT64_CONSTANT (86400000)

/* Genesis: kept by one party, which is its registrar too, so that it can attest its own company prefix there. */
static gboolean
found (WayHome *self, const char *folder, GError **error)
{
  const WayIdentity *identity = way_home_find_identity (self, NULL, error);
  g_autoptr (WayKeyPair) first =
      identity != NULL ? way_home_load_key_number (self, identity, 0, error) : NULL;
  g_autoptr (WaySecret) seed = way_secret_new_random (32);
  g_autoptr (WayKeyPair) solo = way_key_pair_new_from_seed (seed);
  g_autofree char *english = NULL;
  g_autofree char *chinese = NULL;
  WayLangText names[2], registrar_name;
  WayRegistrar registrar = { .names = { &registrar_name, 1 } };
  WayGenesis genesis = { .format = 1,
                         .names = { names, 2 },
                         .registrars = { &registrar, 1 } };

  if (first == NULL)
    return FALSE;
  english = g_strdup_printf ("Ledger of %s", identity->name);
  chinese = g_strdup_printf ("%s的账本", identity->name);
  names[0] = (WayLangText) { .language = way_slice_from_string ("en"),
                             .text = way_slice_from_string (english) };
  names[1] = (WayLangText) { .language = way_slice_from_string ("zh-CN"),
                             .text = way_slice_from_string (chinese) };
  registrar_name = (WayLangText) { .language = way_slice_from_string ("und"),
                                   .text = way_slice_from_string (identity->name) };
  memcpy (registrar.key, way_key_pair_get_public (first)->bytes, sizeof registrar.key);
  memcpy (genesis.solo_key, way_key_pair_get_public (solo)->bytes,
          sizeof genesis.solo_key);
  genesis.created = (guint64) (g_get_real_time () / 1000);
  genesis.parameters = (WayParameters) { .max_statement_bytes = OWN_MAX_STATEMENT,
                                         .max_block_statements = OWN_MAX_BLOCK,
                                         .max_not_after_ms = OWN_MAX_NOT_AFTER_MS };
  return way_embedded_node_found (folder, &genesis, seed, error);
}

WayNetwork *
way_home_get_own_network (WayHome *self, GError **error)
{
  g_autofree char *folder = way_home_build_path (self, WAY_HOME_OWN_FOLDER);
  WayNetwork *own = NULL;
  gboolean made;
  int lock;

  if (!way_home_load_own_network (self, &own, error))
    return NULL;
  if (own != NULL)
    return own;
  lock = way_home_lock (self, error);
  if (lock < 0)
    return NULL;
  /* another program may have founded it meanwhile */
  made = way_home_load_own_network (self, &own, error)
         && (own != NULL || found (self, folder, error));
  way_home_unlock (lock);
  if (!made || own != NULL)
    return own;
  return way_home_adopt_node_folder (self, folder, NULL, error);
}
