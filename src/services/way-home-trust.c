/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-home-private.h"

#include <glib/gi18n-lib.h>

#include "way-record-file.h"

/* Whom the person believes, and what she saw of each network */

/* ---- Registrars ------------------------------------------------------------------------------- */

const WayHash *
way_home_get_registrars (const WayHome *self, gsize *out_n)
{
  *out_n = self->registrars->len;
  return (const WayHash *) (gpointer) self->registrars->data;
}

static gboolean
find_registrar (const WayHome *self, const WayHash *account, guint *out_index)
{
  for (guint i = 0; i < self->registrars->len; i++)
    if (way_hash_equal (&g_array_index (self->registrars, WayHash, i), account))
      {
        *out_index = i;
        return TRUE;
      }
  return FALSE;
}

gboolean
way_home_add_registrar (WayHome *self, const WayHash *account, GError **error)
{
  int lock = way_home_lock (self, error);
  gboolean added;
  guint i;

  if (lock < 0)
    return FALSE;
  added = way_home_load_network_rows (self, error);
  if (added && !find_registrar (self, account, &i))
    {
      if (self->registrars->len >= WAY_API_MAX_REGISTRARS)
        added =
            way_error_format (error, WAY_RESULT_TOO_MANY,
                              "At most %d registrars can be trusted; remove one first",
                              WAY_API_MAX_REGISTRARS);
      else
        {
          g_array_append_val (self->registrars, *account);
          added = way_home_store_network_rows (self, error);
        }
    }
  way_home_unlock (lock);
  return added;
}

gboolean
way_home_remove_registrar (WayHome *self, const WayHash *account, GError **error)
{
  int lock = way_home_lock (self, error);
  gboolean removed;
  guint i;

  if (lock < 0)
    return FALSE;
  removed = way_home_load_network_rows (self, error);
  if (removed && !find_registrar (self, account, &i))
    removed = way_error_format (error, WAY_RESULT_NOT_FOUND,
                                "That account is not trusted as a registrar here");
  else if (removed)
    {
      g_array_remove_index (self->registrars, i);
      removed = way_home_store_network_rows (self, error);
    }
  way_home_unlock (lock);
  return removed;
}

/* ---- What was seen --------------------------------------------------------------------------------- */

char *
way_home_build_network_path (const WayHome *self,
                             const WayNetwork *network,
                             const char *name)
{
  return way_home_build_path_of (self, &network->network, name);
}

gboolean
way_home_load_kept (WayHome *self,
                    const WayNetwork *network,
                    WayKeptFile *out_kept,
                    gboolean *out_found,
                    GError **error)
{
  g_autofree char *path = way_home_build_path_of (self, &network->network, "kept.json");
  g_auto (WayArena) arena;

  way_arena_init (&arena, 0);
  *out_kept = (WayKeptFile) { 0 };
  return way_record_file_read (path, &way_kept_file_schema, &arena, out_kept, out_found,
                               error);
}

gboolean
way_home_store_kept (WayHome *self,
                     const WayNetwork *network,
                     const WayKeptFile *kept,
                     GError **error)
{
  g_autofree char *folder = way_home_build_path_of (self, &network->network, NULL);
  g_autofree char *path = g_build_filename (folder, "kept.json", NULL);
  WayKeptFile stored;
  gboolean found, done;
  int lock = way_home_lock (self, error);

  if (lock < 0)
    return FALSE;
  /* another program may have seen a higher one meanwhile */
  done = way_folder_make (folder, error)
         && way_home_load_kept (self, network, &stored, &found, error);
  if (done && (!found || stored.height < kept->height))
    done = way_record_file_write (path, &way_kept_file_schema, kept, error);
  way_home_unlock (lock);
  return done;
}
