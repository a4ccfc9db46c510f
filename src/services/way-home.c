/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-home-private.h"

WayHome *
way_home_open (const char *folder, WaySecret *passphrase, GError **error)
{
  g_autoptr (WayHome) self = g_new0 (WayHome, 1);

  self->folder = g_canonicalize_filename (folder, NULL);
  self->passphrase = passphrase;
  self->identities = g_ptr_array_new_with_free_func ((GDestroyNotify) way_identity_free);
  self->networks = g_ptr_array_new_with_free_func ((GDestroyNotify) way_network_free);
  self->registrars = g_array_new (FALSE, FALSE, sizeof (WayHash));
  if (!way_folder_make (self->folder, error) || !way_home_load_identities (self, error)
      || !way_home_load_networks (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
way_home_free (WayHome *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->identities, g_ptr_array_unref);
  g_clear_pointer (&self->networks, g_ptr_array_unref);
  g_clear_pointer (&self->registrars, g_array_unref);
  g_clear_pointer (&self->passphrase, way_secret_unref);
  g_free (self->vault);
  g_free (self->folder);
  g_free (self);
}

const char *
way_home_get_folder (const WayHome *self)
{
  return self->folder;
}

char *
way_home_build_path (const WayHome *self, const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

char *
way_home_dup_default_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "waymark", NULL);
}
