/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-home-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

WayHome *
way_home_open (const char *folder, WaySecret *passphrase, GError **error)
{
  g_autoptr (WayHome) self = g_new0 (WayHome, 1);

  self->folder = g_canonicalize_filename (folder, NULL);
  self->passphrase = passphrase;
  self->identities = g_ptr_array_new_with_free_func ((GDestroyNotify) way_identity_free);
  self->networks = g_ptr_array_new_with_free_func ((GDestroyNotify) way_network_free);
  self->registrars = g_array_new (FALSE, FALSE, sizeof (WayHash));
  self->signatures = way_signature_memory_new ();
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
  g_clear_pointer (&self->signatures, way_signature_memory_free);
  g_clear_pointer (&self->passphrase, way_secret_unref);
  g_free (self->vault);
  g_free (self->folder);
  g_free (self);
}

gboolean
way_home_has_vault (const WayHome *self)
{
  return self->vault != NULL;
}

gboolean
way_home_uses_key_file (const WayHome *self)
{
  return g_strcmp0 (self->vault, "file") == 0;
}

void
way_home_take_passphrase (WayHome *self, WaySecret *passphrase)
{
  g_clear_pointer (&self->passphrase, way_secret_unref);
  self->passphrase = passphrase;
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

int
way_home_lock (WayHome *self, GError **error)
{
  g_autofree char *path = way_home_build_path (self, "lock");
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (fd >= 0 && flock (fd, LOCK_EX) == 0)
    return fd;
  way_error_format (error, errno == ENOSPC ? WAY_RESULT_DISK_FULL : WAY_RESULT_IO,
                    "The folder %s can't be written: %-s", self->folder,
                    way_errno_get_text (errno));
  if (fd >= 0)
    close (fd);
  return -1;
}

void
way_home_unlock (int lock)
{
  close (lock);
}

gboolean
way_home_reload_demo (WayHome *self, GError **error)
{
  return way_home_load_demo_identities (self, error)
         && way_home_load_demo_network (self, error);
}
