/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-engine.h"
#include "way-ledger.h"

#define WAY_TYPE_SOLO_ENGINE (way_solo_engine_get_type ())
G_DECLARE_FINAL_TYPE (WaySoloEngine, way_solo_engine, WAY, SOLO_ENGINE, GObject)

/**
 * WaySoloEngine:
 *
 * One writer thread owns the ledger. Signatures are verified by worker threads ahead of it. A block is made as
 * soon as the writer is free and a statement waits, and at the earliest due time; no timer runs otherwise.
 * Without the power to make blocks it only replays those of another node.
 */

/** @ledger: (transfer full): used by the writer thread alone from now on. @clock: copied; is called from the
 * writer thread. @allow_clock_jump: the operator's word for a clock that runs more than ten minutes ahead. */
WaySoloEngine *
way_solo_engine_new (WayLedger *ledger,
                     const WayClock *clock,
                     gboolean can_make_blocks,
                     gboolean allow_clock_jump);

/** Replays one block of another node: @statements (GBytes) in order, then compares with @checkpoint. */
void
way_solo_engine_replay_async (WaySoloEngine *self,
                              GBytes *checkpoint,
                              GPtrArray *statements,
                              GAsyncReadyCallback callback,
                              gpointer data);
gboolean
way_solo_engine_replay_finish (WaySoloEngine *self, GAsyncResult *result, GError **error);
