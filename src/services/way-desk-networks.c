/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-desk-networks.h"

#include <glib/gi18n-lib.h>

#include "way-demo-market.h"
#include "way-base-encoding.h"
#include "way-desk-private.h"

/* ---- What a thread gets ------------------------------------------------------------------- */

typedef struct
{
  char *address;
  char *hash;
  WayDeskProgress progress;
  gpointer progress_data;
  GTask *outer; /* borrowed */
} Wanted;

static void
wanted_free (gpointer data)
{
  Wanted *self = data;

  g_free (self->address);
  g_free (self->hash);
  g_free (self);
}

static void
lists_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) outer = data;
  GError *error = NULL;

  if (way_desk_load_finish (WAY_DESK (source), result, &error))
    {
      way_desk_tell_changed (WAY_DESK (source));
      g_task_return_boolean (outer, TRUE);
    }
  else
    g_task_return_error (outer, error);
}

/* The caller hears of it when the lists are up to date. */
static void
thread_done (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *outer = data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      way_desk_load_async (WAY_DESK (source), NULL, lists_loaded, outer);
      return;
    }
  g_task_return_error (outer, error);
  g_object_unref (outer);
}

static void
run (WayDesk *self,
     Wanted *wanted,
     WayDeskWork work,
     GCancellable *cancellable,
     GAsyncReadyCallback callback,
     gpointer data)
{
  GTask *outer = g_task_new (self, cancellable, callback, data);
  GTask *task = g_task_new (self, cancellable, thread_done, outer);

  wanted->outer = outer;
  g_task_set_task_data (task, wanted, wanted_free);
  way_desk_run (self, task, work);
}

gboolean
way_desk_networks_finish (WayDesk *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
return_done (GTask *task, gboolean done, GError *error)
{
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* ---- Joining and leaving ---------------------------------------------------------------------- */

static gboolean
join (WayHome *home, const Wanted *wanted, GCancellable *cancellable, GError **error)
{
  WayHash hash;

  if (!way_hash_from_hex (wanted->hash, &hash))
    return way_error_format (error, WAY_RESULT_USAGE,
                             "A network's hash is 64 hex digits; ask whoever runs the "
                             "network for it");
  return way_home_add_network (home, wanted->address, &hash, cancellable, error) != NULL;
}

static void
add_network (GTask *task, WayHome *home, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  gboolean done = join (home, data, cancellable, &error);

  return_done (task, done, error);
}

void
way_desk_add_network_async (WayDesk *self,
                            const char *address,
                            const char *hash,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data)
{
  Wanted *wanted = g_new0 (Wanted, 1);

  wanted->address = g_strstrip (g_strdup (address));
  wanted->hash = g_strstrip (g_strdup (hash));
  run (self, wanted, add_network, cancellable, callback, data);
}

static void
remove_network (GTask *task, WayHome *home, gpointer data, GCancellable *cancellable)
{
  const Wanted *wanted = data;
  GError *error = NULL;
  WayNetwork *network = way_home_find_network (home, wanted->hash, &error);

  return_done (task, network != NULL && way_home_remove_network (home, network, &error),
               error);
}

void
way_desk_remove_network_async (WayDesk *self,
                               WayNetworkItem *network,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer data)
{
  Wanted *wanted = g_new0 (Wanted, 1);

  wanted->hash = g_strdup (way_network_item_get_hash (network));
  run (self, wanted, remove_network, cancellable, callback, data);
}

/* ---- The demo market ----------------------------------------------------------------------------- */

typedef struct
{
  GTask *outer;
  WayDeskProgress progress;
  gpointer data;
  double fraction;
} Step;

static gboolean
tell_step (gpointer data)
{
  Step *step = data;

  if (!g_task_get_completed (step->outer)
      && !g_cancellable_is_cancelled (g_task_get_cancellable (step->outer)))
    step->progress (step->data, step->fraction);
  g_object_unref (step->outer);
  g_free (step);
  return G_SOURCE_REMOVE;
}

static void
step_done (gpointer data, guint done, guint all)
{
  const Wanted *wanted = data;
  Step *step;

  if (wanted->progress == NULL || all == 0)
    return;
  step = g_new (Step, 1);
  *step = (Step) { g_object_ref (wanted->outer), wanted->progress, wanted->progress_data,
                   (double) done / all };
  g_idle_add_full (G_PRIORITY_DEFAULT, tell_step, step, NULL);
}

static void
create_demo (GTask *task, WayHome *home, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  gboolean done =
      way_demo_market_create (home, step_done, data, cancellable, NULL, &error);

  return_done (task, done, error);
}

void
way_desk_create_demo_async (WayDesk *self,
                            WayDeskProgress progress,
                            gpointer progress_data,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data)
{
  Wanted *wanted = g_new0 (Wanted, 1);

  wanted->progress = progress;
  wanted->progress_data = progress_data;
  run (self, wanted, create_demo, cancellable, callback, data);
}

static void
remove_demo (GTask *task, WayHome *home, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  gboolean done = way_demo_market_remove (home, NULL, &error);

  return_done (task, done, error);
}

void
way_desk_remove_demo_async (WayDesk *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data)
{
  run (self, g_new0 (Wanted, 1), remove_demo, cancellable, callback, data);
}

WayNetworkItem *
way_desk_get_demo (WayDesk *self)
{
  GListModel *networks = way_desk_get_networks (self);

  for (guint i = 0; i < g_list_model_get_n_items (networks); i++)
    {
      g_autoptr (WayNetworkItem) item = g_list_model_get_item (networks, i);

      if (way_network_item_is_demo (item))
        return item; /* the model keeps it */
    }
  return NULL;
}

/* ---- Of whoever acts ------------------------------------------------------------------------------- */

gboolean
way_desk_connect_side (WayHome *home,
                       const char *account,
                       WayDeskSide *out,
                       GCancellable *cancellable,
                       GError **error)
{
  const WayIdentity *identity;
  GError *cause = NULL;
  WayNetwork *network = NULL;

  out->client = NULL;
  if (account == NULL)
    return TRUE;
  identity = way_desk_find_identity (home, account, error);
  if (identity != NULL)
    network = way_desk_find_known_network (home, identity, &cause);
  if (cause != NULL)
    g_propagate_error (error, cause);
  if (identity == NULL || cause != NULL)
    return FALSE;
  out->account = identity->account;
  out->client = network != NULL ? way_home_connect (home, network, cancellable, error)
                                : NULL;
  return network == NULL || out->client != NULL;
}
