/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-desk-homes.h"

#include <sys/stat.h>

#include "way-signature.h"

/* Enough for a page that asks several things at once. */
#define MAX_IDLE_HOMES 4

struct _WayDeskHomes
{
  GMutex lock;
  GPtrArray *idle; /* WayDeskHome that no thread uses now */
};

static void
desk_home_free (gpointer data)
{
  WayDeskHome *self = data;

  g_clear_pointer (&self->home, way_home_free);
  g_free (self);
}

WayDeskHomes *
way_desk_homes_new (void)
{
  WayDeskHomes *self = g_new0 (WayDeskHomes, 1);

  g_mutex_init (&self->lock);
  self->idle = g_ptr_array_new_with_free_func (desk_home_free);
  return self;
}

void
way_desk_homes_free (WayDeskHomes *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->idle);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* Changes whenever one of the files does that a home reads when it is opened. */
static guint
get_print (const char *folder)
{
  static const char *const names[] = { "identities.json", "networks.json",
                                       "demo/identities.json", "demo/market.json",
                                       "node/genesis.cbor" };
  guint print = 5381;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);
      struct stat at = { 0 };
      gint64 parts[4];

      if (stat (path, &at) != 0)
        at = (struct stat) { 0 };
      parts[0] = (gint64) at.st_ino;
      parts[1] = (gint64) at.st_size;
      parts[2] = (gint64) at.st_mtim.tv_sec;
      parts[3] = (gint64) at.st_mtim.tv_nsec;
      for (gsize j = 0; j < G_N_ELEMENTS (parts); j++)
        print = print * 33 + g_int64_hash (&parts[j]);
    }
  return print;
}

WayDeskHome *
way_desk_homes_take (WayDeskHomes *self, const char *folder, GError **error)
{
  guint print = get_print (folder);
  WayDeskHome *found = NULL;

  g_mutex_lock (&self->lock);
  while (found == NULL && self->idle->len > 0)
    {
      found = g_ptr_array_steal_index_fast (self->idle, self->idle->len - 1);
      if (found->print != print)
        g_clear_pointer (&found, desk_home_free);
    }
  g_mutex_unlock (&self->lock);
  if (found != NULL || !way_crypto_init (error))
    return found;
  found = g_new (WayDeskHome, 1);
  *found = (WayDeskHome) { way_home_open (folder, NULL, error), print };
  if (found->home == NULL)
    g_clear_pointer (&found, desk_home_free);
  return found;
}

void
way_desk_homes_give (WayDeskHomes *self, WayDeskHome *home)
{
  g_mutex_lock (&self->lock);
  if (self->idle->len < MAX_IDLE_HOMES)
    g_ptr_array_add (self->idle, g_steal_pointer (&home));
  g_mutex_unlock (&self->lock);
  g_clear_pointer (&home, desk_home_free);
}

void
way_desk_homes_drop (WayDeskHomes *self)
{
  g_mutex_lock (&self->lock);
  g_ptr_array_set_size (self->idle, 0);
  g_mutex_unlock (&self->lock);
}
