/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-home.h"
#include "way-signature-memory.h"

#define WAY_HOME_OWN_FOLDER "node"

struct _WayHome
{
  char *folder;
  WaySecret *passphrase; /* (nullable) */
  char *vault;           /* (nullable): of identities.json */
  gboolean phrase_was_checked;
  GPtrArray *identities; /* WayIdentity */
  GPtrArray *networks;   /* WayNetwork */
  GArray *registrars;    /* WayHash */
  WaySignatureMemory *signatures;
};

/** Keeps other programs from writing the same files. Returns: -1 with @error, else what way_home_unlock() takes. */
int
way_home_lock (WayHome *self, GError **error);
void
way_home_unlock (int lock);

void
way_identity_free (WayIdentity *identity);
void
way_network_free (WayNetwork *network);
/* way-home-identities.c, way-home-networks.c and the files that they were too long for */
gboolean
way_home_load_identities (WayHome *self, GError **error);
gboolean
way_home_load_networks (WayHome *self, GError **error);
gboolean
way_home_load_demo_identities (WayHome *self, GError **error);
gboolean
way_home_load_demo_network (WayHome *self, GError **error);
/** Takes the ledger of one's own into the list where another program has founded it. @out_network: NULL where there is none. */
gboolean
way_home_load_own_network (WayHome *self, WayNetwork **out_network, GError **error);
/** The list of networks that were joined, and of registrars; both calls: under the lock. */
gboolean
way_home_load_network_rows (WayHome *self, GError **error);
gboolean
way_home_store_network_rows (WayHome *self, GError **error);
WayNetwork *
way_home_find_network_by_hash (const WayHome *self, const WayHash *hash);
/** Takes hash, name and kind out of the genesis. @error: it is damaged. */
gboolean
way_network_read_genesis (WayNetwork *network, GError **error);
/** In the folder of a network. @name: (nullable): NULL for the folder itself. */
char *
way_home_build_path_of (const WayHome *self, const WayHash *network, const char *name);
/** Adds or replaces one identity of the phrase. */
gboolean
way_home_put_identity (WayHome *self, const WayIdentityRow *row, GError **error);
