/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

/* From verified facts to a verdict with reasons: a pure table, docs/spec/verdict.md. */

typedef enum
{
  WAY_VERDICT_NONE = 0,
  WAY_VERDICT_RECALLED,
  WAY_VERDICT_LIKELY_COPY,
  WAY_VERDICT_ALREADY_SOLD,
  WAY_VERDICT_UNKNOWN_CODE,
  WAY_VERDICT_CANNOT_TELL,
  WAY_VERDICT_ISSUED,
  WAY_VERDICT_GENUINE,
} WayVerdictCode;

/** How sure a fact is. The zero value is the safe one. */
typedef enum
{
  WAY_FACT_STATE_NOT_KNOWN = 0,
  WAY_FACT_STATE_PROVEN,
  WAY_FACT_STATE_ABSENT,       /* proven absent */
  WAY_FACT_STATE_CONTRADICTED, /* the proof shows the opposite, or does not hold */
} WayFactState;

typedef enum
{
#define WAY_FACT(symbol, name) WAY_FACT_##symbol,
#include "way-verdict.def"
#undef WAY_FACT
  WAY_N_FACTS
} WayFact;

/** Everything a verdict rests on; { 0 } knows nothing. */
typedef struct
{
  WayFactState states[WAY_N_FACTS];
} WayFacts;

typedef enum
{
  WAY_WEIGHT_GOOD,
  WAY_WEIGHT_NOTE,
  WAY_WEIGHT_WARNING,
  WAY_WEIGHT_BAD,
} WayReasonWeight;

typedef enum
{
#define WAY_RULE(symbol, name, verdict, weight, ...) WAY_REASON_##symbol,
#include "way-verdict.def"
#undef WAY_RULE
  WAY_N_REASONS
} WayReason;

/** The verdict and its reasons, the deciding one first. */
typedef struct
{
  WayVerdictCode code;
  WayReason reasons[WAY_N_REASONS];
  gsize n_reasons;
} WayVerdict;

void
way_verdict_judge (const WayFacts *facts, WayVerdict *out_verdict);

/** Returns: "ISSUED", "GENUINE", "CANNOT_TELL", "LIKELY_COPY", "RECALLED", "ALREADY_SOLD", "UNKNOWN_CODE" or "NONE". */
const char *
way_verdict_code_get_name (WayVerdictCode code);
/** Returns: the stable name, like "serial-never-issued". */
const char *
way_reason_get_name (WayReason reason);
WayReasonWeight
way_reason_get_weight (WayReason reason);
/** The facts that the reason rests on. Returns: their number; @out_facts has room for 8. */
gsize
way_reason_get_facts (WayReason reason, WayFact out_facts[8]);
const char *
way_fact_get_name (WayFact fact);
gboolean
way_fact_from_name (const char *name, WayFact *out_fact);
/** Returns: "not-known", "proven", "absent" or "contradicted". */
const char *
way_fact_state_get_name (WayFactState state);

/** The rule as text, like "recall=proven issuer!=proven"; for the specification's test. Returns: (transfer full) */
char *
way_reason_dup_conditions (WayReason reason);
/** Returns: what the rule decides; WAY_VERDICT_NONE where it only explains. */
WayVerdictCode
way_reason_get_verdict (WayReason reason);
