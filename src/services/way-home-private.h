/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-home.h"

struct _WayHome
{
  char *folder;
  WaySecret *passphrase; /* (nullable) */
  char *vault;           /* (nullable): of identities.json */
  GPtrArray *identities; /* WayIdentity */
  GPtrArray *networks;   /* WayNetwork */
  GArray *registrars;    /* WayHash */
};

void
way_identity_free (WayIdentity *identity);
void
way_network_free (WayNetwork *network);
/* way-home-identities.c, way-home-networks.c */
gboolean
way_home_load_identities (WayHome *self, GError **error);
gboolean
way_home_load_networks (WayHome *self, GError **error);
