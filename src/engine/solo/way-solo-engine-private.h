/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-solo-engine.h"

/* What the engine's face, its verifying threads and its writer share. */

/** One statement, or one block to be replayed, on its way. */
typedef struct
{
  GTask *task;
  GBytes *bytes;         /* the statement, or the checkpoint to compare with */
  GPtrArray *statements; /* of a replayed block; NULL for a statement */
  WayCandidate candidate;
  gboolean has_candidate;
  gboolean
      is_verified; /* by a worker; the writer verifies where the key was not known yet */
  WaySubmitted submitted;
} WaySoloJob;

struct _WaySoloEngine
{
  GObject parent_instance;

  /* owned */
  WayLedger *ledger;
  GThread *writer;
  GThreadPool *verifiers;
  GMainContext *context;
  WayClock clock;
  gboolean can_make_blocks;
  gboolean allow_clock_jump;

  /* under @mutex */
  GMutex mutex;
  GCond wake;
  GQueue waiting;
  GHashTable *known_keys;
  guint n_verifying;
  gboolean stopping;

  /* of the writer thread */
  gint64 last_wall_ms;
  gint64 last_boot_ms;
  gint64 retry_at_us;
};

/** Answers who waits for @job, and frees it. */
void
way_solo_job_return (WaySoloJob *job);
void
way_solo_job_fail (WaySoloJob *job, const GError *error);
void
way_solo_job_free (WaySoloJob *job);

/** Of the verifying threads, a GFunc: @data is a job, @user_data the engine. Hands to the writer what has form and signature;
 * where the key is not known yet, that is left to the writer. */
void
way_solo_verify (gpointer data, gpointer user_data);
/** So that the verifying threads know @key next time. */
void
way_solo_engine_remember_key (WaySoloEngine *self,
                              const WayHash *key_id,
                              const WayPublicKey *key);

/** The writer, a GThreadFunc: applies and commits until the engine stops. @data: the engine. */
gpointer
way_solo_write (gpointer data);
/** Of the writer: applies a block of another node again, and answers. */
void
way_solo_engine_replay (WaySoloEngine *self, WaySoloJob *job);
/** Of the writer: tells the engine's main context of the block that is committed now. */
void
way_solo_engine_announce (WaySoloEngine *self, const WayCommitted *committed);
