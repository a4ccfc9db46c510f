/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-apply.h"
#include "way-ledger.h"

/* Private: the open ledger, between its files. */

struct _WayLedger
{
  GBytes *genesis_bytes;
  WayArena genesis_arena;
  WayGenesis genesis;
  WayHash network;
  WayHash parameters_hash;
  WayHash *registrars; /* accounts */
  WayLedgerStore store;
  const WayIndexHook *hook;   /* nullable */
  const WayKeyPair *solo_key; /* nullable */

  gboolean has_checkpoint;
  WayCheckpoint checkpoint;
  WayHash checkpoint_hash;
  GByteArray *signed_checkpoint;
  guint64 next_due;

  /* of the open block */
  gboolean is_open;
  WayOverlay *overlay;
  WayArena arena; /* of one statement */
  GArray *pending;
  WayApply apply;
  guint n_statements;
  guint n_due;
  guint64 n_marks;
};

/** Admission, docs/spec/ledger.md. @out_state: the signing key's state with the sequence
 * number used up, to be stored. Fills `signer`, `key_id` and `is_registration` of the apply. */
WayResult
way_ledger_admit (WayLedger *self, const WayCandidate *candidate, WayKeyState *out_state);
/** Tells the hook what is pending, and forgets it. */
gboolean
way_ledger_tell_pending (WayLedger *self, GError **error);
