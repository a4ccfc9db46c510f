/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-base-encoding.h"
#include "way-desk-private.h"
#include "way-finding.h"
#include "way-record-file.h"

/* Pictures and papers, fetched by hash. */

static GBytes *
fetch (WayHome *home,
       WayFindingDocument *document,
       GCancellable *cancellable,
       GError **error)
{
  WayNetwork *network;
  WayClient *client = NULL;
  WayHash hash;

  if (!way_hash_from_hex (way_finding_document_get_sha256 (document), &hash))
    {
      way_error_set (error, WAY_RESULT_MALFORMED, NULL);
      return NULL;
    }
  network =
      way_home_find_network (home, way_finding_document_get_network (document), error);
  if (network != NULL)
    client = way_home_connect (home, network, cancellable, error);
  return client != NULL ? way_call_blob_get (client, &hash, cancellable, error) : NULL;
}

static void
load (GTask *task, WayHome *home, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GBytes *bytes = fetch (home, data, cancellable, &error);

  if (bytes == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
}

void
way_desk_load_document_async (WayDesk *self,
                              WayFindingDocument *document,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, way_desk_load_document_async);
  g_task_set_task_data (task, g_object_ref (document), g_object_unref);
  way_desk_run (self, task, load);
}

GBytes *
way_desk_load_document_finish (WayDesk *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- Into a file -------------------------------------------------------------------------- */

typedef struct
{
  WayFindingDocument *document;
  GFile *file;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *self = data;

  g_object_unref (self->document);
  g_object_unref (self->file);
  g_free (self);
}

static void
save (GTask *task, WayHome *home, gpointer data, GCancellable *cancellable)
{
  const Saving *saving = data;
  GError *error = NULL;
  g_autoptr (GBytes) bytes = fetch (home, saving->document, cancellable, &error);

  if (bytes != NULL && way_file_save (saving->file, bytes, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
way_desk_save_document_async (WayDesk *self,
                              WayFindingDocument *document,
                              GFile *file,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);
  Saving *saving = g_new (Saving, 1);

  *saving = (Saving) { g_object_ref (document), g_object_ref (file) };
  g_task_set_source_tag (task, way_desk_save_document_async);
  g_task_set_task_data (task, saving, saving_free);
  way_desk_run (self, task, save);
}

gboolean
way_desk_save_document_finish (WayDesk *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
