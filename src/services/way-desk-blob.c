/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-desk-blob.h"

#include "way-base-encoding.h"
#include "way-desk-private.h"

/* Documents and pictures. */

typedef struct
{
  char *account; /* (nullable) */
  char *network; /* (nullable) */
  char *hash;
} Blob;

static void
blob_free (gpointer data)
{
  Blob *self = data;

  g_free (self->account);
  g_free (self->network);
  g_free (self->hash);
  g_free (self);
}

static gboolean
connect_network (WayHome *home,
                 const char *name,
                 WayDeskSide *out,
                 GCancellable *cancellable,
                 GError **error)
{
  WayNetwork *network = way_home_find_network (home, name, error);

  out->client = network != NULL ? way_home_connect (home, network, cancellable, error)
                                : NULL;
  return out->client != NULL;
}

static gboolean
connect_for_blob (WayHome *home,
                  const Blob *blob,
                  WayDeskSide *out,
                  GCancellable *cancellable,
                  GError **error)
{
  return blob->network != NULL
             ? connect_network (home, blob->network, out, cancellable, error)
             : way_desk_connect_side (home, blob->account, out, cancellable, error);
}

static void
load_blob (GTask *task, WayHome *home, gpointer data, GCancellable *cancellable)
{
  const Blob *blob = data;
  GError *error = NULL;
  GBytes *bytes = NULL;
  WayHash hash;
  WayDeskSide side;

  if (!way_hash_from_hex (blob->hash, &hash))
    way_error_set (&error, WAY_RESULT_USAGE, blob->hash);
  else if (connect_for_blob (home, blob, &side, cancellable, &error))
    {
      if (side.client != NULL)
        bytes = way_call_blob_get (side.client, &hash, cancellable, &error);
      else
        way_error_set (&error, WAY_RESULT_NOT_FOUND, blob->hash);
    }
  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

void
way_desk_load_blob_async (WayDesk *self,
                          const char *network,
                          const char *hash,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);
  Blob *blob = g_new (Blob, 1);

  *blob =
      (Blob) { way_desk_dup_acting_account (self), g_strdup (network), g_strdup (hash) };
  g_task_set_source_tag (task, way_desk_load_blob_async);
  g_task_set_task_data (task, blob, blob_free);
  way_desk_run (self, task, load_blob);
}

GBytes *
way_desk_load_blob_finish (WayDesk *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
