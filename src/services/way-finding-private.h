/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-evidence.h"
#include "way-finding.h"

/* What the parts of a finding are made of, in a thread. */

/** What all of them need. Borrowed. */
typedef struct
{
  const WayPresenter *presenter;
  const WayExamination *examination;
  WayChecking *checking; /* (nullable) */
} WayFindingSource;

/** @text: as it was scanned, for where the code can't be written again. Returns: (transfer full) */
WayFinding *
way_finding_new (WayHome *home,
                 const WayLookup *lookup,
                 const char *text,
                 const WayHash *account);
/** One event or gap. Returns: (transfer full) */
WayFindingStep *
way_finding_step_new (const WayFindingSource *source, const WayStep *step);
/** A long time in which nothing happened. Returns: (transfer full) */
WayFindingStep *
way_finding_step_new_pause (guint64 from_ms, guint64 to_ms);

/** Fills with WayDetail what the product and its lot are, in the reader's language. */
void
way_finding_add_facts (const WayFindingSource *source, GListStore *facts);
/** Fills with WayFindingDocument: @pictures of the product, and @documents with certificates first. */
void
way_finding_add_documents (const WayFindingSource *source,
                           GListStore *pictures,
                           GListStore *documents);
/** Fills with WayFindingSeries what sensors measured on the way, each in order of time; single values are left out. */
void
way_finding_add_series (const WayFindingSource *source, GListStore *series);
/** The description of the product. Returns: (transfer full) (nullable) */
char *
way_finding_dup_description (const WayFindingSource *source);
