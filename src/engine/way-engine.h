/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "way-model.h"

/* Who orders statements. Implemented by solo/ (one writer); a network's consensus engine is a second implementation. */

#define WAY_TYPE_ENGINE (way_engine_get_type ())
G_DECLARE_INTERFACE (WayEngine, way_engine, WAY, ENGINE, GObject)

/** What became of a submitted statement. */
typedef struct
{
  WayHash id;
  WayResult
      result; /* OK, or of the refused group: logged; of the malformed or not-admitted groups: not logged */
  guint64 height;
  guint64 time_ms;
  guint64 log_index;
} WaySubmitted;

/** A committed block, as the signal `committed` carries it (emitted in the main context of the engine's creator). */
typedef struct
{
  guint64 height;
  guint64 time_ms;
  guint64 log_size;
  guint n_statements;
  guint n_refused;
  guint n_not_admitted;
} WayCommitted;

struct _WayEngineInterface
{
  GTypeInterface parent;

  void (*submit_async) (WayEngine *self,
                        GBytes *statement,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer data);
  gboolean (*submit_finish) (WayEngine *self,
                             GAsyncResult *result,
                             WaySubmitted *out,
                             GError **error);
  void (*stop) (WayEngine *self);
};

/** Hands in one statement. Completes once the block that holds it is durable, or once it is turned away.
 * Cancelling ends the waiting, not the statement. */
void
way_engine_submit_async (WayEngine *self,
                         GBytes *statement,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer data);
/** @error: of this machine (disk full, clock …); a statement that is turned away is a result, not an error. */
gboolean
way_engine_submit_finish (WayEngine *self,
                          GAsyncResult *result,
                          WaySubmitted *out,
                          GError **error);
/** Finishes the open block and refuses what comes after. Blocks until the writer has ended. */
void
way_engine_stop (WayEngine *self);
