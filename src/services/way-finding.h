/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-desk.h"
#include "way-detail.h"
#include "way-verdict.h"

/* What was found out about a code, ready to be shown: verdict, reasons, story. All objects here never change; texts from
 * the ledger are plain text. */

/** One reason of a verdict. */
#define WAY_TYPE_FINDING_REASON (way_finding_reason_get_type ())
G_DECLARE_FINAL_TYPE (WayFindingReason, way_finding_reason, WAY, FINDING_REASON, GObject)

WayReason
way_finding_reason_get_reason (WayFindingReason *self);
WayReasonWeight
way_finding_reason_get_weight (WayFindingReason *self);
const char *
way_finding_reason_get_text (WayFindingReason *self);
/** What shows that it is so: who signed what, and how that was checked. Returns: (transfer full): of WayDetail */
GListModel *
way_finding_reason_make_details (WayFindingReason *self);

/** Whose word a hand-over, or an imported event, rests on. */
typedef enum
{
  WAY_FINDING_WITNESS_NONE, /* neither */
  WAY_FINDING_WITNESS_ONE,  /* only one side signed */
  WAY_FINDING_WITNESS_BOTH, /* sender and receiver signed */
} WayFindingWitness;

/** One event of the story, a gap before the next one, or a long time in which nothing happened. */
#define WAY_TYPE_FINDING_STEP (way_finding_step_get_type ())
G_DECLARE_FINAL_TYPE (WayFindingStep, way_finding_step, WAY, FINDING_STEP, GObject)

/** Returns: the stable name of the act ("ship", "receive", …); "gap" for a hand-over that is missing or one-sided; "pause". */
const char *
way_finding_step_get_kind (WayFindingStep *self);
/** Local date, maybe empty. */
const char *
way_finding_step_get_when (WayFindingStep *self);
const char *
way_finding_step_get_sentence (WayFindingStep *self);
/** Sentences that say what to think of it; maybe none. */
const char *const *
way_finding_step_get_remarks (WayFindingStep *self);
/** The name of who signed; empty for a gap. */
const char *
way_finding_step_get_actor (WayFindingStep *self);
/** Whether a registrar attests that the code is that signer's. */
gboolean
way_finding_step_is_attested (WayFindingStep *self);
/** Where, as the signer says. (nullable) */
const char *
way_finding_step_get_place (WayFindingStep *self);
/** "As part of lot …", "As part of case …". (nullable): said of this very thing */
const char *
way_finding_step_get_scope (WayFindingStep *self);
/** Whether it was signed long after it happened. */
gboolean
way_finding_step_is_late (WayFindingStep *self);
WayFindingWitness
way_finding_step_get_witness (WayFindingStep *self);
/** Whether there is a statement behind it. */
gboolean
way_finding_step_has_details (WayFindingStep *self);
/** As way_finding_reason_make_details(). */
GListModel *
way_finding_step_make_details (WayFindingStep *self);

/** What a sensor measured on the way: two points or more. */
#define WAY_TYPE_FINDING_SERIES (way_finding_series_get_type ())
G_DECLARE_FINAL_TYPE (WayFindingSeries, way_finding_series, WAY, FINDING_SERIES, GObject)

typedef struct
{
  guint64 time_ms;
  double value;
  double minimum, maximum;
  gboolean has_minimum, has_maximum;
  gboolean is_outside;
} WayFindingPoint;

/** What was measured ("Temperature"), and its unit ("°C"). */
const char *
way_finding_series_get_title (WayFindingSeries *self);
const char *
way_finding_series_get_unit (WayFindingSeries *self);
/** In order of time. Borrowed. */
const WayFindingPoint *
way_finding_series_get_points (WayFindingSeries *self, gsize *out_n);
/** Whether a point is outside its limits. */
gboolean
way_finding_series_is_outside (WayFindingSeries *self);

/** A picture or paper that a statement names by its hash: way_desk_load_document_async() fetches it. */
#define WAY_TYPE_FINDING_DOCUMENT (way_finding_document_get_type ())
G_DECLARE_FINAL_TYPE (WayFindingDocument,
                      way_finding_document,
                      WAY,
                      FINDING_DOCUMENT,
                      GObject)

const char *
way_finding_document_get_title (WayFindingDocument *self);
/** In words: "certificate", "test report", … */
const char *
way_finding_document_get_kind (WayFindingDocument *self);
/** Who put it there. */
const char *
way_finding_document_get_issuer (WayFindingDocument *self);
/** "Valid until …", "Ran out on …", "Issued on …". (nullable) */
const char *
way_finding_document_get_validity (WayFindingDocument *self);
gboolean
way_finding_document_is_expired (WayFindingDocument *self);
gboolean
way_finding_document_is_certificate (WayFindingDocument *self);
/** As its signer says; nobody checked it. */
const char *
way_finding_document_get_media_type (WayFindingDocument *self);
const char *
way_finding_document_get_size (WayFindingDocument *self);
/** 64 hex digits each. */
const char *
way_finding_document_get_sha256 (WayFindingDocument *self);
const char *
way_finding_document_get_network (WayFindingDocument *self);

/** Everything about one code. */
#define WAY_TYPE_FINDING (way_finding_get_type ())
G_DECLARE_FINAL_TYPE (WayFinding, way_finding, WAY, FINDING, GObject)

/** Returns: the code in GS1's bracketed form, `(01)…(10)…(21)…`. */
const char *
way_finding_get_code (WayFinding *self);
WayVerdictCode
way_finding_get_verdict (WayFinding *self);
/** One or two words, and one sentence, that say the verdict. */
const char *
way_finding_get_title (WayFinding *self);
const char *
way_finding_get_sentence (WayFinding *self);
/** The product's name in the reader's language. (nullable): not known */
const char *
way_finding_get_product_name (WayFinding *self);
/** Who issued the code. (nullable): not known */
const char *
way_finding_get_issuer_name (WayFinding *self);
/** "item … of lot …", in words. (nullable): the code stands for nothing that is registered */
const char *
way_finding_get_thing (WayFinding *self);
/** When it was checked, seen from @now_ms (Unix time): "Checked just now", "Last checked 3 days ago: …". Returns: (transfer full)
 * (nullable): nobody could be asked */
char *
way_finding_dup_age (WayFinding *self, guint64 now_ms);
/** Whether a node answered now; else it is from what was kept. */
gboolean
way_finding_is_live (WayFinding *self);
/** Why another answer could not be used: to be shown as a warning. (nullable) */
const char *
way_finding_get_alarm (WayFinding *self);
/** The network that answered. (nullable) */
const char *
way_finding_get_network_name (WayFinding *self);
/** Its identifier, 64 hex digits. (nullable) */
const char *
way_finding_get_network (WayFinding *self);
/** Whose product it is, 64 hex digits, where it was looked up as that account's. (nullable): as the code alone says */
const char *
way_finding_get_account (WayFinding *self);
gboolean
way_finding_is_demo (WayFinding *self);
/** Whether the scanned text carried the secret of an in-pack code: then the item can be claimed. */
gboolean
way_finding_has_in_pack (WayFinding *self);
/** Whether somebody registered what the code stands for: then it can be reported and followed. */
gboolean
way_finding_has_thing (WayFinding *self);
/** Whether the ledger names this person as the owner. */
gboolean
way_finding_is_mine (WayFinding *self);
/** Whether she follows it. */
gboolean
way_finding_is_followed (WayFinding *self);
/** Whether a person with its in-pack code may claim it: a single item that nobody has claimed. */
gboolean
way_finding_may_be_claimed (WayFinding *self);
/** The code as a web link, without any secret. (nullable) */
const char *
way_finding_get_link (WayFinding *self);
/** What its maker says of it, in the reader's language. (nullable) */
const char *
way_finding_get_description (WayFinding *self);
/** Of WayFindingReason, the deciding one first; of WayFindingStep, in the order of the ledger. Borrowed. */
GListModel *
way_finding_get_reasons (WayFinding *self);
GListModel *
way_finding_get_steps (WayFinding *self);
/** Of WayFindingSeries; of WayDetail; of WayFindingDocument, certificates first. Borrowed. */
GListModel *
way_finding_get_series (WayFinding *self);
GListModel *
way_finding_get_facts (WayFinding *self);
GListModel *
way_finding_get_pictures (WayFinding *self);
GListModel *
way_finding_get_documents (WayFinding *self);
/** Identifiers and hashes of everything. Returns: (transfer full): of WayDetail */
GListModel *
way_finding_make_details (WayFinding *self);

/** Whether reasons and measurements, or story and description, are the same in both: what was found later is only a newer check. */
gboolean
way_finding_has_same_reasons (WayFinding *a, WayFinding *b);
gboolean
way_finding_has_same_story (WayFinding *a, WayFinding *b);

/** How much the code in @text says: 4 an item, 3 a lot, 2 a product or carton, 1 another key of GS1, 0 none. @format: (nullable). */
guint
way_finding_rank_text (const char *text, const char *format);

/** Looks up whatever a person scanned, pasted or typed, on every network that she is in; what can't be reached is answered from
 * what was kept. @format: (nullable): of the code reader. @error: only where the text is no code that can be looked up: the
 * malformed group; WAY_RESULT_NOT_FOUND for a GS1 key that is not traced. */
void
way_desk_look_up_async (WayDesk *self,
                        const char *text,
                        const char *format,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer data);
/** As above, only what one account says of it on one network: several may have registered the same product number. @account: 64 hex
 * digits. @error: also WAY_RESULT_UNKNOWN_NETWORK. */
void
way_desk_look_up_of_async (WayDesk *self,
                           const char *text,
                           const char *network,
                           const char *account,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer data);
/** Of both. Returns: (transfer full) */
WayFinding *
way_desk_look_up_finish (WayDesk *self, GAsyncResult *result, GError **error);

/** Fetches a picture or paper; only bytes whose SHA-256 is the one in the statement come back.
 * @error: WAY_RESULT_UNVERIFIED for other bytes, WAY_RESULT_NOT_FOUND where the node does not have it. */
void
way_desk_load_document_async (WayDesk *self,
                              WayFindingDocument *document,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer data);
/** Returns: (transfer full) */
GBytes *
way_desk_load_document_finish (WayDesk *self, GAsyncResult *result, GError **error);
/** Fetches one as above and writes it into @file: on this computer all or nothing. @error: also WAY_RESULT_DISK_FULL,
 * WAY_RESULT_IO. */
void
way_desk_save_document_async (WayDesk *self,
                              WayFindingDocument *document,
                              GFile *file,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer data);
gboolean
way_desk_save_document_finish (WayDesk *self, GAsyncResult *result, GError **error);
