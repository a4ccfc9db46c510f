/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-module.h"

#include "way-head.h"

/* docs/spec/trace.md, recall and recallEnd */

/** What is done to the recalls of one thing. */
typedef WayResult (*Change) (WayApply *apply,
                             WayRecallEntry *entries,
                             gsize *n_entries,
                             gconstpointer data);

static WayResult
change_recalls (WayApply *apply, const WayHash *id, Change change, gconstpointer data)
{
  WayStateKey key = way_state_key_recall (id);
  WayRecallEntry entries[WAY_RECALL_MAX_ENTRIES] = { 0 };
  WayRecallState state;
  WayResult result;
  gsize n = 0;

  if (way_apply_get (apply, &key, &way_recall_state_schema, &state))
    {
      n = state.recalls.n;
      memcpy (entries, state.recalls.items, n * sizeof (WayRecallEntry));
    }
  result = change (apply, entries, &n, data);
  if (result != WAY_RESULT_OK)
    return result;
  state = (WayRecallState) { .recalls = { entries, n } };
  way_apply_put (apply, &key, &way_recall_state_schema, &state);
  return WAY_RESULT_OK;
}

/** Drops the first, that is oldest, recall that has ended. */
static gboolean
make_room (WayRecallEntry *entries, gsize *n_entries)
{
  for (gsize i = 0; i < *n_entries; i++)
    {
      if (!way_record_has (&entries[i], 6))
        continue;
      memmove (&entries[i], &entries[i + 1],
               (*n_entries - i - 1) * sizeof (WayRecallEntry));
      *n_entries -= 1;
      return TRUE;
    }
  return FALSE;
}

static WayResult
add_recall (WayApply *apply,
            WayRecallEntry *entries,
            gsize *n_entries,
            gconstpointer data)
{
  const WayRecall *action = data;

  if (*n_entries == WAY_RECALL_MAX_ENTRIES && !make_room (entries, n_entries))
    return WAY_RESULT_TOO_MANY;
  entries[(*n_entries)++] = (WayRecallEntry) { .by = apply->signer,
                                               .level = action->level,
                                               .time = apply->now,
                                               .statement = apply->statement_id,
                                               .action_index = apply->action_index };
  return WAY_RESULT_OK;
}

static WayResult
end_recalls (WayApply *apply,
             WayRecallEntry *entries,
             gsize *n_entries,
             gconstpointer data)
{
  WayResult result = WAY_RESULT_WRONG_STATE;

  for (gsize i = 0; i < *n_entries; i++)
    {
      if (way_record_has (&entries[i], 6)
          || !way_hash_equal (&entries[i].by, &apply->signer))
        continue;
      way_member_set_flag (&entries[i].present, 6, TRUE);
      entries[i].ended = apply->now;
      result = WAY_RESULT_OK;
    }
  return result;
}

/** Each unit that @serials name, or the thing itself where they name none. */
static WayResult
change_all (WayApply *apply,
            const WayThing *thing,
            const WayRecords *serials,
            Change change,
            gconstpointer data)
{
  const WaySlice *rows = serials->items;
  WayResult result = WAY_RESULT_OK;
  WayHash id;

  way_thing_get_id (thing, &id);
  if (serials->n == 0)
    result = change_recalls (apply, &id, change, data);
  for (gsize i = 0; result == WAY_RESULT_OK && i < serials->n; i++)
    {
      WayThing unit = way_thing_unit (&thing->account, thing->gtin, thing->lot, rows[i]);
      WayHash unit_id;

      if (way_schema_validate (&way_thing_schema, &unit, NULL) != WAY_RESULT_OK)
        return WAY_RESULT_INVALID_VALUE;
      way_thing_get_id (&unit, &unit_id);
      result = change_recalls (apply, &unit_id, change, data);
      way_head_touch (apply, &unit_id, &unit);
    }
  way_head_touch (apply, &id, thing);
  return result;
}

static WayResult
check_thing (WayApply *apply, const WayThing *thing, const WayRecords *serials)
{
  WayStateKey key;
  WayHash id;

  if (thing->kind != WAY_THING_LOT
      && (thing->kind != WAY_THING_PRODUCT || serials->n > 0))
    return WAY_RESULT_INVALID_VALUE;
  way_thing_get_id (thing, &id);
  key = way_state_key_head (&id);
  return way_apply_has (apply, &key) ? WAY_RESULT_OK : WAY_RESULT_NOT_REGISTERED;
}

/** The brand, or an authority that a registrar of genesis attested. */
static gboolean
may_recall (WayApply *apply, const WayRecall *action)
{
  if (way_hash_equal (&action->thing.account, &apply->signer))
    return TRUE;
  return way_record_has (action, 7) && way_apply_is_registrar (apply, &action->registrar)
         && way_apply_is_attested (apply, &action->registrar, &apply->signer,
                                   WAY_CLAIM_ROLE, way_slice_from_string ("authority"));
}

WayResult
way_module_recall (WayApply *apply, const WayRecall *action)
{
  WayResult result = check_thing (apply, &action->thing, &action->serials);

  if (result != WAY_RESULT_OK)
    return result;
  if (!may_recall (apply, action))
    return WAY_RESULT_NOT_AUTHORISED;
  return change_all (apply, &action->thing, &action->serials, add_recall, action);
}

WayResult
way_module_recall_end (WayApply *apply, const WayRecallEnd *action)
{
  WayResult result = check_thing (apply, &action->thing, &action->serials);

  if (result != WAY_RESULT_OK)
    return result;
  return change_all (apply, &action->thing, &action->serials, end_recalls, action);
}
