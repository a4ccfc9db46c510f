/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-module.h"

#include "way-head.h"

/* docs/spec/trace.md: what accounts say of things without changing where they are */

static void
add_events (WayApply *apply, const WayRecords *things)
{
  const WayThing *rows = things->items;

  for (gsize i = 0; i < things->n; i++)
    way_head_add_event_by_standing (apply, &rows[i]);
}

WayResult
way_module_observe (WayApply *apply, const WayObserve *action)
{
  add_events (apply, &action->things);
  return WAY_RESULT_OK;
}

WayResult
way_module_correct (WayApply *apply, const WayCorrect *action)
{
  WayStatement corrected;
  guint64 log_index;

  if (!way_apply_find_statement (apply, &action->statement, &corrected, &log_index))
    return WAY_RESULT_NOT_REGISTERED;
  if (!way_hash_equal (&corrected.payload.account, &apply->signer))
    return WAY_RESULT_NOT_AUTHORISED;
  if (action->action_index >= corrected.payload.n_actions)
    return WAY_RESULT_INVALID_VALUE;
  add_events (apply, &action->things);
  return WAY_RESULT_OK;
}

WayResult
way_module_inspect (WayApply *apply, const WayInspect *action)
{
  way_head_add_event_by_standing (apply, &action->thing);
  return WAY_RESULT_OK;
}

WayResult
way_module_report (WayApply *apply, const WayReport *action)
{
  way_head_add_event_by_standing (apply, &action->thing);
  return WAY_RESULT_OK;
}
