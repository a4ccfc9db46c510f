/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-engine.h"

G_DEFINE_INTERFACE (WayEngine, way_engine, G_TYPE_OBJECT)

static void
way_engine_default_init (WayEngineInterface *interface)
{
  /**
   * WayEngine::committed:
   * @block: a WayCommitted, borrowed
   */
  g_signal_new ("committed", WAY_TYPE_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, G_TYPE_POINTER);
}

void
way_engine_submit_async (WayEngine *self,
                         GBytes *statement,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer data)
{
  g_return_if_fail (WAY_IS_ENGINE (self));

  WAY_ENGINE_GET_IFACE (self)->submit_async (self, statement, cancellable, callback,
                                             data);
}

gboolean
way_engine_submit_finish (WayEngine *self,
                          GAsyncResult *result,
                          WaySubmitted *out,
                          GError **error)
{
  g_return_val_if_fail (WAY_IS_ENGINE (self), FALSE);

  return WAY_ENGINE_GET_IFACE (self)->submit_finish (self, result, out, error);
}

void
way_engine_stop (WayEngine *self)
{
  g_return_if_fail (WAY_IS_ENGINE (self));

  WAY_ENGINE_GET_IFACE (self)->stop (self);
}
