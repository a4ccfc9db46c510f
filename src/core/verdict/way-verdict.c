/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-verdict.h"

#include <string.h>

#define MAX_CONDITIONS 8

typedef struct
{
  WayFact fact;
  WayFactState state;
  gboolean negated;
  gboolean used;
} Condition;

typedef struct
{
  const char *name;
  WayVerdictCode verdict;
  WayReasonWeight weight;
  gboolean last; /* holds where nothing else decided */
  Condition conditions[MAX_CONDITIONS];
} Rule;

#define IS(fact_, state_)  { WAY_FACT_##fact_, WAY_FACT_STATE_##state_, FALSE, TRUE }
#define NOT(fact_, state_) { WAY_FACT_##fact_, WAY_FACT_STATE_##state_, TRUE, TRUE }
#define LAST               { 0 }

static const Rule rules[WAY_N_REASONS] = {
#define WAY_RULE(symbol, name_, verdict_, weight_, ...)                                  \
  [WAY_REASON_##symbol] = { .name = name_,                                               \
                            .verdict = WAY_VERDICT_##verdict_,                           \
                            .weight = WAY_WEIGHT_##weight_,                              \
                            .last = (WAY_REASON_##symbol == WAY_N_REASONS - 1),          \
                            .conditions = { __VA_ARGS__ } },
#include "way-verdict.def"
#undef WAY_RULE
};

static const char *const fact_names[WAY_N_FACTS] = {
#define WAY_FACT(symbol, name) [WAY_FACT_##symbol] = name,
#include "way-verdict.def"
#undef WAY_FACT
};

static const char *const verdict_names[] = {
  [WAY_VERDICT_NONE] = "NONE",
  [WAY_VERDICT_RECALLED] = "RECALLED",
  [WAY_VERDICT_LIKELY_COPY] = "LIKELY_COPY",
  [WAY_VERDICT_ALREADY_SOLD] = "ALREADY_SOLD",
  [WAY_VERDICT_UNKNOWN_CODE] = "UNKNOWN_CODE",
  [WAY_VERDICT_CANNOT_TELL] = "CANNOT_TELL",
  [WAY_VERDICT_ISSUED] = "ISSUED",
  [WAY_VERDICT_GENUINE] = "GENUINE",
};

static const char *const state_names[] = { "not-known", "proven", "absent",
                                           "contradicted" };

static gboolean
rule_holds (const Rule *rule, const WayFacts *facts)
{
  for (gsize i = 0; i < MAX_CONDITIONS && rule->conditions[i].used; i++)
    {
      const Condition *condition = &rule->conditions[i];

      if ((facts->states[condition->fact] == condition->state) == condition->negated)
        return FALSE;
    }
  return TRUE;
}

void
way_verdict_judge (const WayFacts *facts, WayVerdict *out_verdict)
{
  WayReason others[WAY_N_REASONS];
  gsize n_others = 0;

  memset (out_verdict, 0, sizeof *out_verdict);
  for (guint i = 0; i < WAY_N_REASONS; i++)
    {
      const Rule *rule = &rules[i];

      if (!rule_holds (rule, facts)
          || (rule->last && out_verdict->code != WAY_VERDICT_NONE))
        continue;
      if (out_verdict->code == WAY_VERDICT_NONE && rule->verdict != WAY_VERDICT_NONE)
        {
          out_verdict->code = rule->verdict;
          out_verdict->reasons[out_verdict->n_reasons++] = (WayReason) i;
        }
      else
        {
          others[n_others++] = (WayReason) i;
        }
    }
  for (gsize i = 0; i < n_others; i++)
    out_verdict->reasons[out_verdict->n_reasons++] = others[i];
}

const char *
way_verdict_code_get_name (WayVerdictCode code)
{
  g_return_val_if_fail (code < G_N_ELEMENTS (verdict_names), "NONE");

  return verdict_names[code];
}

const char *
way_reason_get_name (WayReason reason)
{
  g_return_val_if_fail (reason < WAY_N_REASONS, "");

  return rules[reason].name;
}

WayReasonWeight
way_reason_get_weight (WayReason reason)
{
  g_return_val_if_fail (reason < WAY_N_REASONS, WAY_WEIGHT_NOTE);

  return rules[reason].weight;
}

WayVerdictCode
way_reason_get_verdict (WayReason reason)
{
  g_return_val_if_fail (reason < WAY_N_REASONS, WAY_VERDICT_NONE);

  return rules[reason].verdict;
}

gsize
way_reason_get_facts (WayReason reason, WayFact out_facts[MAX_CONDITIONS])
{
  gsize n = 0;

  g_return_val_if_fail (reason < WAY_N_REASONS, 0);

  for (; n < MAX_CONDITIONS && rules[reason].conditions[n].used; n++)
    out_facts[n] = rules[reason].conditions[n].fact;
  return n;
}

const char *
way_fact_get_name (WayFact fact)
{
  g_return_val_if_fail (fact < WAY_N_FACTS, "");

  return fact_names[fact];
}

gboolean
way_fact_from_name (const char *name, WayFact *out_fact)
{
  for (guint i = 0; i < WAY_N_FACTS; i++)
    {
      if (strcmp (fact_names[i], name) != 0)
        continue;
      *out_fact = (WayFact) i;
      return TRUE;
    }
  return FALSE;
}

const char *
way_fact_state_get_name (WayFactState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (state_names), "");

  return state_names[state];
}

char *
way_reason_dup_conditions (WayReason reason)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (reason < WAY_N_REASONS, g_string_free_and_steal (text));

  for (gsize i = 0; i < MAX_CONDITIONS && rules[reason].conditions[i].used; i++)
    {
      const Condition *condition = &rules[reason].conditions[i];

      g_string_append_printf (
          text, "%s%s%s%s", i > 0 ? " " : "", fact_names[condition->fact],
          condition->negated ? "!=" : "=", state_names[condition->state]);
    }
  return g_string_free_and_steal (text);
}
