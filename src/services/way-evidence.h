/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-detail.h"
#include "way-present.h"

/* What a person can look at to see that something shown is so: the signed statement, and how it was checked. */

/** Which answer, checked when. Shared: g_rc_box; see way_checking_ref(). */
typedef struct
{
  char *network_name;
  WayHash network;
  WayHash checkpoint;
  WayHash state_root;
  WayHash log_root;
  guint64 height;
  guint64 log_size;
  guint64 ledger_ms;  /* time of the checkpoint */
  guint64 fetched_ms; /* when the answer came, by this computer's clock */
  gboolean is_live;
} WayChecking;

/** @result: with an answer. Returns: (transfer full) */
WayChecking *
way_checking_new (const WayLookupResult *result);
WayChecking *
way_checking_ref (WayChecking *self);
void
way_checking_unref (WayChecking *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayChecking, way_checking_unref)

/** One act of a statement in the ledger. */
typedef struct
{
  char *sentence;
  char *who;
  WayHash account;
  WayHash key_id;
  WayHash statement;
  guint64 event_ms;
  guint64 recorded_ms;
  guint64 height;
  guint64 log_index;
  guint action_index;
} WayEvidence;

/** Returns: (transfer full) */
WayEvidence *
way_evidence_new (const WayPresenter *presenter,
                  const WayExamination *examination,
                  const WayStep *step);
void
way_evidence_free (WayEvidence *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayEvidence, way_evidence_free)

/** Steps that show why @reason holds: those that the examination names, else the act that it speaks of. @out_steps has room
 * for 8. Returns: their number. */
gsize
way_evidence_find (const WayExamination *examination,
                   WayReason reason,
                   const WayStep *out_steps[8]);

/** Adds rows about the statement, and about how it was checked. */
void
way_evidence_add_details (const WayEvidence *self, GListStore *rows);
void
way_checking_add_details (const WayChecking *self, GListStore *rows);
