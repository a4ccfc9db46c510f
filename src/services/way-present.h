/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-lookup.h"

/* What a person reads: verdicts, reasons, stories and statements as sentences in her language. Texts from the ledger are
 * plain text and stay it: nothing here is markup. All results are (transfer full). */

/** Where names come from. Borrowed; all (nullable). */
typedef struct
{
  WayHome *home;             /* one's own identities */
  WayVerifiedBundle *bundle; /* profiles, registrars, products */
} WayPresenter;

/* ---- Words ------------------------------------------------------------------------------ */

/** The name that the account gives itself, of an own identity with a note that it is one's own; else the start of its id. */
char *
way_present_account (const WayPresenter *self, const WayHash *account);
/** "1 March 2026" and "1 March 2026, 12:30", in local time. */
char *
way_present_date (guint64 time_ms);
char *
way_present_time (guint64 time_ms);
/** How long ago, in the coarsest unit that is not zero. */
char *
way_present_age (guint64 now_ms, guint64 then_ms);
/** A term of whole days: “2 years” where it is so many times 365 days, else “45 days”. Returns: (transfer full) */
char *
way_present_term (guint64 days);
/** "item 4QK… of lot A1", "lot A1", "product 0952…", "case 0095…". */
char *
way_present_thing (const WayThing *thing);
/** "20 × lot A1"; of anything else as above. */
char *
way_present_item (const WayItem *item);
char *
way_present_lang_texts (const WayRecords *texts);
char *
way_present_network (const WayNetwork *network);
/** What went wrong, in the reader's language: see way_error_dup_text(). The messages themselves are English, because logs,
 * replies and what programs read carry them too. */
char *
way_present_error (const GError *error);

/** A sentence whose parts were put together, without the spaces between two Chinese characters that then stand in it: they
 * are for names in other scripts. What is in quotation marks stays as it is. Changes @sentence and returns it; (nullable). */
char *
way_present_close_up (char *sentence);

const char *
way_present_profile_kind (WayProfileKind kind);
const char *
way_present_claim_kind (WayClaimKind kind);
const char *
way_present_revoke_reason (WayRevokeReason reason);
const char *
way_present_document_kind (WayDocumentKind kind);
const char *
way_present_inspect_outcome (WayInspectOutcome outcome);
const char *
way_present_recall_level (WayRecallLevel level);
const char *
way_present_report_kind (WayReportKind kind);
const char *
way_present_shipment_status (WayShipmentStatus status);
const char *
way_present_head_status (WayHeadStatus status);

/** A business step or a type of measurement of GS1's vocabulary, in any of its four forms, in words ("storing",
 * "temperature"); a unit of UN/ECE Rec. 20 as its symbol ("°C"). What is none of the known ones stays as it is. */
char *
way_present_biz_step (WaySlice step);
char *
way_present_measurement (WaySlice type);
char *
way_present_unit (WaySlice code);
/** "temperature 4.5 °C (allowed: 2 to 8)". */
char *
way_present_reading (const WayReading *reading);

/* ---- The verdict ------------------------------------------------------------------------ */

const char *
way_present_verdict_title (WayVerdictCode code);
const char *
way_present_verdict_sentence (WayVerdictCode code);
/** One reason, with names and dates. @network: (nullable): that answered. */
char *
way_present_reason (const WayPresenter *self,
                    const WayExamination *examination,
                    const WayNetwork *network,
                    WayReason reason);
/** Where the answer comes from and how old it is, and, as an alarm, why another could not be used. (nullable): nothing to say. */
char *
way_present_answer_age (const WayLookupResult *result);
char *
way_present_alarm (const WayLookupResult *result);
/** The alarm as an error with the result of its cause. (nullable) */
GError *
way_lookup_result_dup_alarm (const WayLookupResult *result);

/* ---- The story ---------------------------------------------------------------------------- */

typedef struct
{
  char *when;
  char *sentence;
  GStrv
      remarks; /* sentences that say what to think of it: late, one-sided, corrected, in which case */
} WayStepText;

void
way_step_text_free (WayStepText *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayStepText, way_step_text_free)

WayStepText *
way_present_step (const WayPresenter *self,
                  const WayExamination *examination,
                  const WayStep *step);

/* ---- Before signing ------------------------------------------------------------------------- */

/** What @payload, the bytes that will be signed, does: for each action a sentence of what it does, then one for each further
 * member that is there (way-present-members.h). @error: of the malformed group. */
GStrv
way_present_payload (const WayPresenter *self, WaySlice payload, GError **error);
