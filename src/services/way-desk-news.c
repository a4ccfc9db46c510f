/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-desk-news.h"

#include "way-block-watch.h"
#include "way-desk-items.h"

/* A block seldom comes alone. */
#define SETTLE_MS 200
/* On a busy network what is shown is asked for again no more often than this. */
#define PAUSE_US (5 * G_USEC_PER_SEC)

struct _WayDeskNews
{
  WayDesk *desk;
  GPtrArray *watches;  /* WayBlockWatch */
  GHashTable *heights; /* hex of network -> guint64 */
  gint64 told_us;
  guint tell_id;
};

/* ---- Telling -------------------------------------------------------------------------------- */

static gboolean
tell (gpointer data)
{
  WayDeskNews *self = data;

  self->tell_id = 0;
  self->told_us = g_get_monotonic_time ();
  way_desk_tell_changed (self->desk);
  return G_SOURCE_REMOVE;
}

static void
tell_soon (WayDeskNews *self)
{
  gint64 pause_us = self->told_us > 0 ? self->told_us + PAUSE_US - g_get_monotonic_time ()
                                      : 0;

  if (self->tell_id == 0)
    self->tell_id = g_timeout_add ((guint) MAX (pause_us / 1000, SETTLE_MS), tell, self);
}

/* Returns: whether @height is above what was known; of a network of which nothing was, nothing shown can be older. */
static gboolean
take_height (WayDeskNews *self, const char *network, guint64 height)
{
  guint64 *known = g_hash_table_lookup (self->heights, network);
  gboolean is_news = known != NULL && height > *known;

  if (known == NULL || is_news)
    g_hash_table_replace (self->heights, g_strdup (network),
                          g_memdup2 (&height, sizeof height));
  return is_news;
}

static void
block_made (gpointer data, const char *network, guint64 height, gboolean is_back)
{
  WayDeskNews *self = data;

  if (take_height (self, network, height) || is_back)
    tell_soon (self);
}

void
way_desk_news_note (WayDeskNews *self, const char *network, guint64 height)
{
  take_height (self, network, height);
}

/* ---- Listening ------------------------------------------------------------------------------- */

static WayBlockWatch *
steal_watch (GPtrArray *watches, const WayBlockPlace *place)
{
  for (guint i = 0; i < watches->len; i++)
    if (way_block_watch_is_of (watches->pdata[i], place))
      return g_ptr_array_steal_index_fast (watches, i);
  return NULL;
}

static GPtrArray *
make_watches (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) way_block_watch_free);
}

void
way_desk_news_listen (WayDeskNews *self, GListModel *networks)
{
  g_autoptr (GPtrArray) before = g_steal_pointer (&self->watches);

  self->watches = make_watches ();
  for (guint i = 0; i < g_list_model_get_n_items (networks); i++)
    {
      g_autoptr (WayNetworkItem) item = g_list_model_get_item (networks, i);
      WayBlockPlace place = { way_network_item_get_hash (item),
                              way_network_item_get_address (item),
                              way_network_item_get_node_folder (item) };
      WayBlockWatch *watch = steal_watch (before, &place);

      g_ptr_array_add (self->watches,
                       watch != NULL ? watch
                                     : way_block_watch_new (&place, block_made, self));
    }
}

WayDeskNews *
way_desk_news_new (WayDesk *desk)
{
  WayDeskNews *self = g_new0 (WayDeskNews, 1);

  self->desk = desk;
  self->watches = make_watches ();
  self->heights = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
way_desk_news_free (WayDeskNews *self)
{
  if (self == NULL)
    return;
  g_clear_handle_id (&self->tell_id, g_source_remove);
  g_ptr_array_unref (self->watches);
  g_hash_table_unref (self->heights);
  g_free (self);
}
