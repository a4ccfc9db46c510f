/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-home.h"
#include "way-signature-memory.h"

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
/* way-home-identities.c, way-home-networks.c */
gboolean
way_home_load_identities (WayHome *self, GError **error);
gboolean
way_home_load_networks (WayHome *self, GError **error);
gboolean
way_home_load_demo_identities (WayHome *self, GError **error);
gboolean
way_home_load_demo_network (WayHome *self, GError **error);
/** Adds or replaces one identity of the phrase. */
gboolean
way_home_put_identity (WayHome *self, const WayIdentityRow *row, GError **error);
