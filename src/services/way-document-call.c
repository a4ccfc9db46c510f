/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-base-encoding.h"
#include "way-desk-private.h"
#include "way-finding.h"

/* Pictures and papers, fetched by hash. */

static void
load (GTask *task, WayHome *home, gpointer data, GCancellable *cancellable)
{
  WayFindingDocument *document = data;
  WayNetwork *network;
  WayClient *client = NULL;
  GBytes *bytes = NULL;
  GError *error = NULL;
  WayHash hash;

  if (!way_hash_from_hex (way_finding_document_get_sha256 (document), &hash))
    {
      g_task_return_new_error (task, WAY_ERROR, WAY_RESULT_MALFORMED, "%s",
                               way_result_get_text (WAY_RESULT_MALFORMED));
      return;
    }
  network =
      way_home_find_network (home, way_finding_document_get_network (document), &error);
  if (network != NULL)
    client = way_home_connect (home, network, cancellable, &error);
  if (client != NULL)
    bytes = way_call_blob_get (client, &hash, cancellable, &error);
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
