/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-desk.h"
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

/** One event of the story, or a gap before the next one. */
#define WAY_TYPE_FINDING_STEP (way_finding_step_get_type ())
G_DECLARE_FINAL_TYPE (WayFindingStep, way_finding_step, WAY, FINDING_STEP, GObject)

/** Returns: the stable name of the act ("ship", "receive", …); "gap" for a hand-over that is missing or one-sided. */
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
/** Where the answer comes from and how old it is. (nullable) */
const char *
way_finding_get_age (WayFinding *self);
/** Why another answer could not be used: to be shown as a warning. (nullable) */
const char *
way_finding_get_alarm (WayFinding *self);
/** The network that answered. (nullable) */
const char *
way_finding_get_network_name (WayFinding *self);
gboolean
way_finding_is_demo (WayFinding *self);
/** Whether the scanned text carried the secret of an in-pack code: then the item can be claimed. */
gboolean
way_finding_has_in_pack (WayFinding *self);
/** Of WayFindingReason, the deciding one first; of WayFindingStep, in the order of the ledger. Borrowed. */
GListModel *
way_finding_get_reasons (WayFinding *self);
GListModel *
way_finding_get_steps (WayFinding *self);

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
/** Returns: (transfer full) */
WayFinding *
way_desk_look_up_finish (WayDesk *self, GAsyncResult *result, GError **error);
