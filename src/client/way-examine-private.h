/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-examination.h"

#define WAY_EXAMINE_MAX_DEPTH 8
#define WAY_EXAMINE_MAX_STEPS 65536

/* The work of one examination; private to its files. */
typedef struct
{
  WayVerifiedBundle *bundle;
  const WayQuestion *question;
  const WayExamineOptions *options;
  const WayCheckpoint *checkpoint;
  WayExamination *out;
  WayHash registrars[16];
  gsize n_registrars;
  GArray *steps;          /* WayStep */
  GHashTable *seen;       /* thing ids whose completeness was looked at */
  WayProofState complete; /* worst so far: PRESENT, NOT_KNOWN, WRONG */
  guint n_followed;       /* steps of the unit itself or of a container that held it */
} WayExamining;

static inline void
way_examining_set (WayExamining *self,
                   WayFact fact,
                   WayFactState state,
                   guint64 log_index)
{
  self->out->facts.states[fact] = state;
  self->out->evidence[fact] = log_index;
}

/* way-examine-issuer.c: who is attested for the code, whose code is it. */
void
way_examine_issuer (WayExamining *self);
/* way-examine-story.c: timelines, completeness, gaps. */
void
way_examine_story (WayExamining *self);
/* way-examine-marks.c: what single statements on the way say. */
void
way_examine_marks (WayExamining *self);
