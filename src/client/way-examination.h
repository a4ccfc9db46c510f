/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-bundle.h"
#include "way-verdict.h"

/* From a verified bundle to the facts of a verdict and to the story of the thing. docs/spec/verdict.md */

/** What the person brings along. Borrowed for the call. */
typedef struct
{
  const WayHash *my_accounts;
  gsize n_my_accounts;
  const WayHash *registrars; /* that she added herself, beside those of genesis */
  gsize n_registrars;
  const WayPublicKey *in_pack_key; /* (nullable): from the in-pack code at hand */
  const WaySlice *known_brands;    /* names of attested brands that are known here */
  gsize n_known_brands;
  gboolean is_live; /* the bundle came from a node just now */
} WayExamineOptions;

typedef enum
{
  WAY_STEP_EVENT,
  WAY_STEP_GAP, /* a hand-over that is missing or one-sided, before the next event */
} WayStepKind;

/** One step of the story. Steps stand in order of the log; what somebody imported stands where it is said to have happened.
 * Borrowed from the bundle. */
typedef struct
{
  WayStepKind kind;
  const WayVerifiedStatement *statement;
  guint action_index;
  const WayAction *action;
  WayThing thing;        /* to whose timeline it belongs */
  WayHash actor;         /* the account that signed */
  guint64 event_time_ms; /* as its signer says; of acts without one, the block time */
  gboolean
      is_late; /* signed more than a day after it happened; never of what was imported */
  gboolean is_imported; /* an event of another system, brought in: a claim of one side */
  gboolean
      is_confirmed; /* a shipment that its receiver confirmed, or the receipt of one */
  gboolean is_corrected; /* its own signer declared it wrong later */
  gboolean is_note;      /* said by somebody without standing */
} WayStep;

typedef struct
{
  WayFacts facts;
  WayVerdict verdict;
  guint64 evidence
      [WAY_N_FACTS]; /* log index of a statement that shows it; G_MAXUINT64: none */

  gboolean has_subject;
  WayThing subject; /* the most exact thing that the code names */
  WayHash issuer;   /* whose code it was judged as */
  gboolean has_attested;
  WayHash attested;  /* who holds the company prefix */
  WayHash registrar; /* who attested that */
  guint64 attested_until_ms;

  const WayProduct *product; /* (nullable): as last registered */
  WayProfile issuer_profile;
  gboolean has_issuer_profile;
  WayLotState lot;
  gboolean has_lot;
  WayHead head;
  gboolean has_head; /* of the unit or container */
  WayRecallEntry recall;
  gboolean has_recall;
  const WayRecall *recall_notice; /* (nullable): its texts */

  WayStep *steps;
  gsize n_steps;
  guint64 checked_time_ms; /* time of the checkpoint */
} WayExamination;

/** Judges what @bundle says of its own question. @bundle is borrowed and must outlive the result (some of it is decoded on
 * demand). @report: of way_bundle_verify(). Returns: (transfer full) */
WayExamination *
way_examine (WayVerifiedBundle *bundle,
             const WayBundleReport *report,
             const WayExamineOptions *options);
/** The examination of no answer, or of one that can't be trusted (@is_wrong). Returns: (transfer full) */
WayExamination *
way_examine_nothing (gboolean is_wrong);
void
way_examination_free (WayExamination *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayExamination, way_examination_free)

/** When and where an act happened, as its signer says. Returns: (nullable): NULL for acts that have no event. Borrowed. */
const WayEvent *
way_action_find_event (const WayAction *action);

/** The name of an account as its profile in the bundle gives it. Returns: FALSE where the bundle does not have it. */
gboolean
way_examination_find_profile (WayVerifiedBundle *bundle,
                              const WayHash *account,
                              WayProfile *out_profile);
