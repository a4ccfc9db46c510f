/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-ledger-private.h"

#include "way-module.h"

/* One statement of the open block: admission, actions, log. */

/** All or none: the first refusal undoes what came before it. */
static WayResult
apply_actions (WayLedger *self, const WayPayload *payload)
{
  WayResult result = WAY_RESULT_OK;

  for (gsize i = 0; result == WAY_RESULT_OK && i < payload->n_actions; i++)
    {
      self->apply.action_index = (guint) i;
      self->apply.mark = ++self->n_marks;
      result = way_module_apply (&self->apply, &payload->actions[i]);
    }
  if (result == WAY_RESULT_OK)
    {
      way_overlay_keep (self->overlay);
      return result;
    }
  way_overlay_undo (self->overlay);
  if (self->pending != NULL)
    g_array_set_size (self->pending, 0);
  return result;
}

/** Whatever the actions come to, the number is used up. */
static void
use_up_sequence (WayLedger *self, const WayKeyState *state)
{
  WayStateKey key = way_state_key_key (&self->apply.key_id);

  way_apply_put (&self->apply, &key, &way_key_state_schema, state);
  way_overlay_keep (self->overlay);
}

static gboolean
append_to_log (WayLedger *self,
               const WayCandidate *candidate,
               WayResult result,
               GError **error)
{
  WayLogRow row = { .log_index = self->apply.log_index,
                    .height = self->apply.height,
                    .time_ms = self->apply.now,
                    .index = self->n_statements,
                    .result = (guint8) result,
                    .statement = candidate->encoded,
                    .id = candidate->statement.id };
  WayHookStatement told = { .statement = &candidate->statement,
                            .encoded = candidate->encoded,
                            .log_index = row.log_index,
                            .height = row.height,
                            .time_ms = row.time_ms,
                            .index = row.index,
                            .result = result };

  if (!self->store.interface->append (self->store.self, &row, error))
    return FALSE;
  return self->hook == NULL
         || self->hook->interface->statement (self->hook->self, &told, error);
}

gboolean
way_ledger_apply (WayLedger *self,
                  const WayCandidate *candidate,
                  WayResult *out_result,
                  guint64 *out_log_index,
                  GError **error)
{
  WayKeyState state;

  g_assert (self->is_open);
  way_arena_reset (&self->arena);
  self->apply.statement_id = candidate->statement.id;
  self->apply.log_index = self->checkpoint.log_size + self->n_statements;
  *out_result = way_ledger_admit (self, candidate, &state);
  if (*out_result != WAY_RESULT_OK)
    return !way_overlay_has_failed (self->overlay, error);
  use_up_sequence (self, &state);
  *out_result = apply_actions (self, &candidate->statement.payload);
  if (way_overlay_has_failed (self->overlay, error))
    return FALSE;
  if (!way_ledger_tell_pending (self, error)
      || !append_to_log (self, candidate, *out_result, error))
    return FALSE;
  if (out_log_index != NULL)
    *out_log_index = self->apply.log_index;
  self->n_statements++;
  return TRUE;
}
